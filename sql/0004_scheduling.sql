-- The scheduler: what is due, who is told of what, and what became of it. Two clocks stand here: due_at, written_at and
-- not_before of outbox are the service's (which may be a simulated one); retry_at, leases and *_recorded are the database's.

CREATE TABLE setting (
  key text PRIMARY KEY,
  value text NOT NULL
);
COMMENT ON TABLE setting IS '服务设置，如 public-url';

CREATE TABLE schedule (
  kind text PRIMARY KEY,
  minute smallint NOT NULL CHECK (minute BETWEEN 0 AND 1439),
  days text NOT NULL CHECK (days IN ('daily', 'workdays', 'workdays-and-checkpoints')),
  misfire text NOT NULL CHECK (misfire IN ('all', 'latest')),
  planned_through timestamptz
);
COMMENT ON TABLE schedule IS '日程：每天几点几分（北京时间）、哪些日子、停机错过的如何补做';
COMMENT ON COLUMN schedule.planned_through IS '已排到什么时间；只会前进，时钟倒拨不会重排';
INSERT INTO schedule (kind, minute, days, misfire) VALUES
  ('housekeep', 180, 'daily', 'latest'),
  ('evaluate', 450, 'workdays-and-checkpoints', 'all'),
  ('digest', 510, 'workdays', 'latest');

CREATE TABLE job (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  scope bigint NOT NULL,
  due_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'superseded', 'set-aside')),
  attempts smallint NOT NULL DEFAULT 0,
  retry_at timestamptz NOT NULL DEFAULT '-infinity',
  error text,
  done_at timestamptz
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
-- One job for each time of a schedule, however many daemons plan it. What a change of facts asks for has no time.
CREATE UNIQUE INDEX job_once ON job (kind, scope, due_at) WHERE kind <> 'reevaluate';
CREATE INDEX job_waiting ON job (due_at, id) WHERE state = 'waiting';
CREATE INDEX job_waiting_of_scope ON job (kind, scope, due_at) WHERE state = 'waiting';
CREATE INDEX job_set_aside ON job (id) WHERE state = 'set-aside';
COMMENT ON TABLE job IS '任务：评判、汇总、清理；scope 是部门或接收人';

-- That a department handed in a form, as far as the dates of the scheduler need it.
CREATE TABLE form_submission (
  department_id bigint NOT NULL REFERENCES department,
  form text NOT NULL CHECK (form IN ('monitoring', 'self-evaluation')),
  month smallint NOT NULL CHECK (month BETWEEN 1 AND 12),
  submitted_on date NOT NULL,
  actor text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (department_id, form, month)
);
COMMENT ON TABLE form_submission IS '绩效监控表、自评表的报送';

-- A committed fact asks for its department to be judged anew, whoever wrote it, and wakes a worker.
CREATE FUNCTION ask_for_evaluation(departments bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO job (kind, scope, due_at) SELECT 'reevaluate', d, 'epoch' FROM unnest(departments) d;
  SELECT pg_notify('jixiao_wake', 'reevaluate');
$$;

CREATE FUNCTION project_fact_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ask_for_evaluation(array_agg(DISTINCT p.department_id))
    FROM added a JOIN project p ON p.id = a.project_id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER spending_entry_added AFTER INSERT ON spending_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION project_fact_added();
CREATE TRIGGER project_event_added AFTER INSERT ON project_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION project_fact_added();

CREATE FUNCTION observation_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ask_for_evaluation(array_agg(DISTINCT i.department_id))
    FROM added a JOIN indicator i ON i.id = a.indicator_id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER observation_added AFTER INSERT ON observation
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION observation_added();

CREATE FUNCTION department_fact_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ask_for_evaluation(ARRAY[NEW.department_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER import_added AFTER INSERT ON import FOR EACH ROW EXECUTE FUNCTION department_fact_added();
CREATE TRIGGER form_submission_added AFTER INSERT ON form_submission FOR EACH ROW EXECUTE FUNCTION department_fact_added();
CREATE FUNCTION rule_set_chosen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ask_for_evaluation(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE TRIGGER rule_set_chosen AFTER UPDATE OF rule_set, rule_version ON department
  FOR EACH ROW WHEN ((OLD.rule_set, OLD.rule_version) IS DISTINCT FROM (NEW.rule_set, NEW.rule_version))
  EXECUTE FUNCTION rule_set_chosen();

-- Alerts: who said what, until when.
ALTER TABLE alert ADD COLUMN until date;
ALTER TABLE alert ADD COLUMN actor text;
ALTER TABLE alert ADD COLUMN note text;
COMMENT ON COLUMN alert.until IS '确认时承诺的日期，或暂停提醒的最后一天';
ALTER TABLE alert_transition ADD COLUMN actor text;
ALTER TABLE alert_transition ADD COLUMN note text;
ALTER TABLE alert_transition ADD COLUMN until date;
ALTER TABLE alert_transition DROP CONSTRAINT alert_transition_kind_check;
ALTER TABLE alert_transition ADD CONSTRAINT alert_transition_kind_check CHECK (
  kind IN ('opened', 'changed', 'resolved', 'reopened', 'acknowledged', 'silenced', 'lapsed'));

CREATE TABLE channel (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CONSTRAINT channel_name UNIQUE CHECK (name <> ''),
  kind text NOT NULL CHECK (kind IN ('inbox', 'smtp', 'webhook', 'dingtalk', 'feishu', 'wecom')),
  settings json NOT NULL DEFAULT '{}',
  secret bytea,
  allows_private boolean NOT NULL DEFAULT false,
  per_minute integer CHECK (per_minute > 0),
  retry_first_ms bigint NOT NULL DEFAULT 15000 CHECK (retry_first_ms > 0),
  retry_longest_ms bigint NOT NULL DEFAULT 3600000 CHECK (retry_longest_ms > 0),
  retry_attempts integer NOT NULL DEFAULT 80 CHECK (retry_attempts > 0),
  active boolean NOT NULL DEFAULT true,
  window_began timestamptz NOT NULL DEFAULT '-infinity',
  window_sent integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE channel IS '通知通道；secret 是用服务密钥文件加密的地址和口令';
INSERT INTO channel (name, kind) VALUES ('站内消息', 'inbox');

CREATE TABLE recipient (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CONSTRAINT recipient_name UNIQUE CHECK (name <> ''),
  role text NOT NULL CHECK (role IN ('clerk', 'head', 'bureau')),
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 9),
  least text NOT NULL DEFAULT 'blue' CHECK (least IN ('blue', 'yellow', 'red')),
  immediate_from text DEFAULT 'red' CHECK (immediate_from IN ('blue', 'yellow', 'red')),
  quiet_from smallint CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to smallint CHECK (quiet_to BETWEEN 0 AND 1439),
  quiet_holds_red boolean NOT NULL DEFAULT false,
  active boolean NOT NULL DEFAULT true,
  told_through date,
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
COMMENT ON TABLE recipient IS '接收人：角色、层级（0 先通知）、级别、免打扰时间';

-- By code and name, so that next year's department is the person's too.
CREATE TABLE recipient_department (
  recipient_id bigint NOT NULL REFERENCES recipient,
  code text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (recipient_id, code, name)
);
CREATE TABLE recipient_project (
  recipient_id bigint NOT NULL REFERENCES recipient,
  project_id bigint NOT NULL REFERENCES project,
  PRIMARY KEY (recipient_id, project_id)
);
CREATE TABLE recipient_address (
  recipient_id bigint NOT NULL REFERENCES recipient,
  channel_id bigint NOT NULL REFERENCES channel,
  address text NOT NULL DEFAULT '',
  PRIMARY KEY (recipient_id, channel_id)
);

CREATE TABLE route (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint REFERENCES department,
  position integer NOT NULL,
  rules text[] NOT NULL DEFAULT '{}',
  projects bigint[] NOT NULL DEFAULT '{}',
  least text NOT NULL DEFAULT 'blue' CHECK (least IN ('blue', 'yellow', 'red')),
  recipients bigint[] NOT NULL
);
CREATE UNIQUE INDEX route_position ON route (coalesce(department_id, 0), position);
COMMENT ON TABLE route IS '分派规则：按 position 先后，第一条符合的决定通知谁；都不符合的通知负责该部门、该项目的人';

-- What each recipient was last told of each alert.
CREATE TABLE told (
  recipient_id bigint NOT NULL REFERENCES recipient,
  alert_id bigint NOT NULL REFERENCES alert,
  transition integer NOT NULL,
  severity text NOT NULL CHECK (severity IN ('blue', 'yellow', 'red')),
  state text NOT NULL CHECK (state IN ('open', 'acknowledged', 'silenced', 'resolved')),
  first_told date NOT NULL,
  step smallint,
  PRIMARY KEY (recipient_id, alert_id)
);
CREATE INDEX told_of_alert ON told (alert_id);

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL CONSTRAINT outbox_key UNIQUE,
  kind text NOT NULL CHECK (kind IN ('immediate', 'digest', 'test')),
  recipient_id bigint NOT NULL REFERENCES recipient,
  channel_id bigint NOT NULL REFERENCES channel,
  address text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('blue', 'yellow', 'red')),
  title text NOT NULL,
  body text NOT NULL,
  rich text NOT NULL,
  written_at timestamptz NOT NULL,
  not_before timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
  attempts integer NOT NULL DEFAULT 0,
  attempts_before integer NOT NULL DEFAULT 0,
  retry_at timestamptz NOT NULL DEFAULT '-infinity',
  sent_at timestamptz,
  receipt text,
  error text,
  read_at timestamptz
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX outbox_waiting ON outbox (channel_id, not_before, id) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';
CREATE INDEX outbox_of_recipient ON outbox (recipient_id, id);
COMMENT ON COLUMN outbox.attempts_before IS '上次恢复重发之前已尝试的次数，恢复后重新计数';
COMMENT ON TABLE outbox IS '发件箱：内容一经写入不再改变，同一 key 只有一条';

-- A message's content is what was decided at the time: nobody rewrites it, only its delivery goes on.
CREATE FUNCTION outbox_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the content of a message never changes'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'outbox_content_stays';
END $$;
CREATE TRIGGER outbox_content_stays BEFORE UPDATE ON outbox FOR EACH ROW
  WHEN ((OLD.key, OLD.recipient_id, OLD.channel_id, OLD.address, OLD.title, OLD.body, OLD.rich)
    IS DISTINCT FROM (NEW.key, NEW.recipient_id, NEW.channel_id, NEW.address, NEW.title, NEW.body, NEW.rich))
  EXECUTE FUNCTION outbox_content_stays();

CREATE TABLE outbox_alert (
  outbox_id bigint NOT NULL REFERENCES outbox,
  alert_id bigint NOT NULL REFERENCES alert,
  transition integer NOT NULL,
  recipient_id bigint NOT NULL,
  channel_id bigint NOT NULL,
  kind text NOT NULL,
  PRIMARY KEY (outbox_id, alert_id)
);
-- What is told at once is told once.
CREATE UNIQUE INDEX outbox_alert_once ON outbox_alert (recipient_id, channel_id, alert_id, transition)
  WHERE kind = 'immediate';
CREATE INDEX outbox_alert_of_alert ON outbox_alert (alert_id);
COMMENT ON TABLE outbox_alert IS '哪条消息告诉了谁哪条预警的哪次变化';

CREATE TABLE delivery_attempt (
  outbox_id bigint NOT NULL REFERENCES outbox,
  number integer NOT NULL,
  began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  outcome text CHECK (outcome IN ('taken', 'failed', 'refused')),
  detail text,
  PRIMARY KEY (outbox_id, number)
);
COMMENT ON TABLE delivery_attempt IS '每次发送尝试及对方回执；没有结果的是发送途中中断的';

CREATE TABLE daemon (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  host text NOT NULL,
  pid integer NOT NULL,
  clock text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE daemon IS '正在运行的守护进程';
