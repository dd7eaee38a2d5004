-- compatible
-- What was recorded by mistake is taken back: what was recorded stays, and that it no longer counts is kept beside it. Nothing of
-- the tables of a year is changed by it, so that years which were put away come back as they are.

-- Of an indicator's day all that was recorded up to a row; what is recorded later counts again.
CREATE TABLE observation_withdrawal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  indicator_id bigint NOT NULL REFERENCES indicator,
  fiscal_year smallint NOT NULL,
  observed_on date NOT NULL,
  last_id bigint NOT NULL,
  reason text CHECK (reason <> ''),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (indicator_id, observed_on, last_id)
);
COMMENT ON TABLE observation_withdrawal IS '撤销的指标完成值：该指标该日编号不大于 last_id 的记录不再计入';
CREATE TRIGGER observation_withdrawal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON observation_withdrawal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER observation_withdrawal_added AFTER INSERT ON observation_withdrawal
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION observation_added();

-- Of an event whether it counts: the last row says so. One that is recorded again after it was taken back counts again.
CREATE TABLE event_withdrawal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id bigint NOT NULL REFERENCES project,
  event_id bigint NOT NULL,
  is_withdrawn boolean NOT NULL,
  reason text CHECK (reason <> ''),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_withdrawal_by_event ON event_withdrawal (event_id, id);
CREATE INDEX event_withdrawal_by_project ON event_withdrawal (project_id);
COMMENT ON TABLE event_withdrawal IS '撤销的项目事件：以最后一行为准，再次记录同一事件即恢复';
CREATE TRIGGER event_withdrawal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_withdrawal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_withdrawal_added AFTER INSERT ON event_withdrawal
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION project_fact_added();

-- What is added to a project's budget in the year, or taken from it (追加, 调减, 调剂), each by its document and from its day.
CREATE TABLE budget_adjustment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id bigint NOT NULL REFERENCES project,
  adjusted_on date NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
  is_other_funds boolean NOT NULL,
  document text NOT NULL CHECK (document <> ''),
  counterpart bigint REFERENCES project CHECK (counterpart <> project_id),
  memo text CHECK (memo <> ''),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX budget_adjustment_once
  ON budget_adjustment (project_id, document, adjusted_on, amount_fen, is_other_funds, coalesce(counterpart, 0));
COMMENT ON TABLE budget_adjustment IS '预算调整：追加（正）、调减（负）、调剂（有对方项目），自 adjusted_on 起计入全年预算数';
COMMENT ON COLUMN budget_adjustment.counterpart IS '调剂的对方项目；追加、调减为空';
CREATE TRIGGER budget_adjustment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON budget_adjustment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER budget_adjustment_added AFTER INSERT ON budget_adjustment
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION project_fact_added();

-- From which day on a project's document prints another budget than the one before it: what had been adjusted before is in its
-- figure. NULL where none does.
CREATE FUNCTION budget_restated_on(wanted bigint, through date) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT max(effective_on) FROM (
    SELECT i.effective_on, v.budget_fen <> lag(v.budget_fen) OVER (ORDER BY i.id) AS is_restated
    FROM import_project m JOIN import i ON i.id = m.import_id
    JOIN project_version v ON v.project_id = m.project_id AND v.version = m.version
    WHERE m.project_id = wanted AND i.effective_on <= through) printed
  WHERE is_restated
$$;

-- What a project's last document is adjusted by, in all.
CREATE FUNCTION adjusted_by(wanted bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount_fen), 0)::bigint FROM budget_adjustment
  WHERE project_id = wanted AND adjusted_on >= coalesce(budget_restated_on(wanted, 'infinity'), '-infinity')
$$;
