-- What was judged: one alert for each rule, subject and period; every transition with the facts it was judged on.

CREATE TABLE alert (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  project_id bigint REFERENCES project,
  indicator_id bigint REFERENCES indicator,
  rule text NOT NULL,
  period text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('blue', 'yellow', 'red')),
  state text NOT NULL CHECK (state IN ('open', 'acknowledged', 'silenced', 'resolved')),
  since date NOT NULL,
  last_transition integer NOT NULL CHECK (last_transition > 0)
);
CREATE UNIQUE INDEX alert_once
  ON alert (department_id, coalesce(project_id, 0), coalesce(indicator_id, 0), rule, period);
COMMENT ON TABLE alert IS '预警：同一规则、对象、期间只有一条';

CREATE TABLE alert_transition (
  alert_id bigint NOT NULL REFERENCES alert,
  number integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('opened', 'changed', 'resolved', 'reopened', 'acknowledged', 'silenced')),
  as_of date NOT NULL,
  severity text NOT NULL,
  facts json NOT NULL,
  rule_set text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (alert_id, number)
);
COMMENT ON TABLE alert_transition IS '预警的每次变化，及其依据的数字和规则集版本';
CREATE TRIGGER alert_transition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON alert_transition
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
