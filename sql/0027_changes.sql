-- compatible
-- When the facts of a department changed, so that what was worked out from them can be kept while they did not: a row for each
-- transaction in which they did. Whoever keeps something knows the snapshot it was made of; a row that was not visible in that
-- says that it no longer holds. fact_asked says the same to the daemons, but its rows are gone once they are claimed.
CREATE TABLE fact_changed (
  department_id bigint NOT NULL REFERENCES department,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX fact_changed_transaction ON fact_changed (transaction, department_id);
COMMENT ON TABLE fact_changed IS '数据有变的部门：每个事务一行，保留一小时；页面据此判断已算好的列表是否还有效';

CREATE OR REPLACE FUNCTION ask_for_evaluation(departments bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  unasked bigint[];
BEGIN
  SELECT array_agg(d) INTO unasked FROM unnest(departments) d
    WHERE NOT EXISTS (SELECT 1 FROM fact_asked a WHERE a.department_id = d);
  INSERT INTO fact_asked (department_id) SELECT d FROM unnest(departments) d
    WHERE NOT EXISTS (
      SELECT 1 FROM fact_asked a WHERE a.department_id = d AND a.transaction = pg_current_xact_id());
  INSERT INTO fact_changed (department_id) SELECT d FROM unnest(departments) d
    WHERE NOT EXISTS (
      SELECT 1 FROM fact_changed c WHERE c.department_id = d AND c.transaction = pg_current_xact_id());
  IF unasked IS NOT NULL THEN PERFORM pg_notify('jixiao_wake', 'reevaluate'); END IF;
END $$;

-- What a list shows or is judged by, though no fact of it changed: who a department is, and by which rules from which day.
CREATE FUNCTION department_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fact_changed (department_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER department_changed AFTER UPDATE OF division, code, name ON department FOR EACH ROW
  WHEN ((OLD.division, OLD.code, OLD.name) IS DISTINCT FROM (NEW.division, NEW.code, NEW.name))
  EXECUTE FUNCTION department_changed();
CREATE FUNCTION department_rule_set_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fact_changed (department_id) VALUES (NEW.department_id);
  RETURN NULL;
END $$;
CREATE TRIGGER department_rule_set_changed AFTER INSERT ON department_rule_set FOR EACH ROW
  EXECUTE FUNCTION department_rule_set_changed();
