-- What overlaps: facts and evaluations, daemons and their claims, programs of two versions.

-- Whether a program that does not know a migration must keep away from the database; see Store.migrate.
ALTER TABLE schema_migration ADD COLUMN breaking boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN schema_migration.breaking IS '不认识此脚本的旧程序是否必须停用';

-- What asks for a department to be judged anew: a row for each transaction, in which its facts are. Whoever claims work turns
-- the committed ones into one job for each department. A counter in the department's row would do as well, but all who write
-- facts of one department would wait there for each other's commit.
CREATE TABLE fact_asked (
  department_id bigint NOT NULL REFERENCES department,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX fact_asked_department ON fact_asked (department_id);
COMMENT ON TABLE fact_asked IS '数据有变、等待重新评判的部门：每个事务一行，领任务时并成每个部门一个任务';

-- NOTIFY takes one lock for the whole server at commit: it is spared where somebody asked already and nobody answered yet.
CREATE OR REPLACE FUNCTION ask_for_evaluation(departments bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  unasked bigint[];
BEGIN
  SELECT array_agg(d) INTO unasked FROM unnest(departments) d
    WHERE NOT EXISTS (SELECT 1 FROM fact_asked a WHERE a.department_id = d);
  INSERT INTO fact_asked (department_id) SELECT d FROM unnest(departments) d
    WHERE NOT EXISTS (
      SELECT 1 FROM fact_asked a WHERE a.department_id = d AND a.transaction = pg_current_xact_id());
  IF unasked IS NOT NULL THEN PERFORM pg_notify('jixiao_wake', 'reevaluate'); END IF;
END $$;

-- Until it is claimed, one such job is enough for a department: its evaluation will see all that was committed before.
ALTER TABLE job ADD COLUMN claim bigint, ADD COLUMN returns smallint NOT NULL DEFAULT 0;
COMMENT ON COLUMN job.returns IS '不是任务本身的原因（如数据库中断）而退回的次数，不计入 attempts';
COMMENT ON COLUMN job.claim IS '最近一次领取的凭据；没有领取过的为空';
UPDATE job SET state = 'superseded' WHERE kind = 'reevaluate' AND state = 'waiting' AND attempts = 0
  AND id NOT IN (
    SELECT min(id) FROM job WHERE kind = 'reevaluate' AND state = 'waiting' AND attempts = 0 GROUP BY scope);
UPDATE job SET claim = 0 WHERE state = 'waiting' AND attempts > 0;
CREATE UNIQUE INDEX job_reevaluate_once ON job (scope) WHERE kind = 'reevaluate' AND state = 'waiting' AND claim IS NULL;
CREATE INDEX job_waiting_in_order ON job (id) WHERE state = 'waiting';
DROP INDEX job_waiting;
CREATE INDEX job_claim ON job (claim) WHERE state = 'waiting';
-- How long ago a department was judged is asked for every few seconds, and jobs that are done are many.
CREATE INDEX job_judged ON job (done_at) WHERE state = 'done' AND kind IN ('evaluate', 'reevaluate');

-- The clock belongs to the data: real time or a simulated one, chosen once, and how far it has gone. A machine whose clock is
-- wrong, or a demonstration on the wrong database, would otherwise carry all cursors months ahead, and nothing would be said
-- until then.
CREATE TABLE service_clock (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  kind text CHECK (kind IN ('real', 'simulated')),
  seen timestamptz
);
COMMENT ON TABLE service_clock IS '服务时钟：真实或模拟，第一次运行守护进程时定下；seen 是已经走到的时间';
INSERT INTO service_clock (kind, seen)
  SELECT CASE WHEN max(planned_through) BETWEEN now() - interval '40 days' AND now() + interval '1 day' THEN 'real' END,
    max(planned_through)
  FROM schedule;

-- What belongs to a department belongs to no other: its forms, alerts and indicators name projects of its own. Rows that are
-- there already are left as they are.
ALTER TABLE project ADD CONSTRAINT project_in_department UNIQUE (id, department_id);
ALTER TABLE indicator ADD CONSTRAINT indicator_in_department UNIQUE (id, department_id);
ALTER TABLE indicator DROP CONSTRAINT indicator_project_id_fkey,
  ADD CONSTRAINT indicator_project FOREIGN KEY (project_id, department_id) REFERENCES project (id, department_id) NOT VALID;
ALTER TABLE alert DROP CONSTRAINT alert_project_id_fkey, DROP CONSTRAINT alert_indicator_id_fkey,
  ADD CONSTRAINT alert_project FOREIGN KEY (project_id, department_id) REFERENCES project (id, department_id) NOT VALID,
  ADD CONSTRAINT alert_indicator FOREIGN KEY (indicator_id, department_id) REFERENCES indicator (id, department_id) NOT VALID;
ALTER TABLE form DROP CONSTRAINT form_project_id_fkey,
  ADD CONSTRAINT form_project FOREIGN KEY (project_id, department_id) REFERENCES project (id, department_id) NOT VALID;
