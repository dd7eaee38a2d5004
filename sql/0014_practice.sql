-- What judging as an officer does needs to keep: years that are closed, bindings that people change, papers that settle values.

-- Of a closed year nothing stands any more, whatever was still open in it.
ALTER TABLE alert_transition DROP CONSTRAINT alert_transition_kind_check;
ALTER TABLE alert_transition ADD CONSTRAINT alert_transition_kind_check CHECK (
  kind IN ('opened', 'changed', 'resolved', 'reopened', 'acknowledged', 'silenced', 'lapsed', 'closed')) NOT VALID;

-- Caps on each payment, and what arrived over the budget.
ALTER TABLE indicator DROP CONSTRAINT indicator_binding_check;
ALTER TABLE indicator ADD CONSTRAINT indicator_binding_check CHECK (
  binding IN ('observation', 'spending-timeliness', 'budget-execution', 'spending', 'spending-each', 'funds-arrived',
    'workday-deadline')) NOT VALID;

-- How an indicator's value is obtained, where a person said otherwise than its document proposed: from a day on.
CREATE TABLE indicator_binding (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  indicator_id bigint NOT NULL REFERENCES indicator,
  holds_from date NOT NULL,
  binding text NOT NULL CHECK (
    binding IN ('observation', 'spending-timeliness', 'budget-execution', 'spending', 'spending-each', 'funds-arrived',
      'workday-deadline')),
  category text,
  workdays smallint CHECK (workdays > 0),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((binding = 'workday-deadline') = (workdays IS NOT NULL))
);
CREATE INDEX indicator_binding_by_indicator ON indicator_binding (indicator_id, holds_from, id);
COMMENT ON TABLE indicator_binding IS '人工指定的指标取值方式，各自哪天起；没有的按文件建议的';
CREATE TRIGGER indicator_binding_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON indicator_binding
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION indicator_fact_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ask_for_evaluation(ARRAY[(SELECT department_id FROM indicator WHERE id = NEW.indicator_id)]);
  RETURN NULL;
END $$;
CREATE TRIGGER indicator_binding_added AFTER INSERT ON indicator_binding
  FOR EACH ROW EXECUTE FUNCTION indicator_fact_added();

-- A paper that comes in, goes back or is approved answers what its department was asked for, before all papers are in.
CREATE FUNCTION form_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ask_for_evaluation(ARRAY[(SELECT department_id FROM form WHERE id = NEW.form_id)]);
  RETURN NULL;
END $$;
CREATE TRIGGER form_transition_added AFTER INSERT ON form_transition FOR EACH ROW EXECUTE FUNCTION form_moved();
