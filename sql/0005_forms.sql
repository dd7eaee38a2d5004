-- The forms a department hands in: what people fill in, who handed in and approved what when, the snapshots that lock it;
-- and the notices by which the finance bureau asks for things to be put right (整改).

CREATE TABLE form (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  project_id bigint REFERENCES project,
  kind text NOT NULL CHECK (kind IN ('monitoring', 'self-evaluation')),
  month smallint NOT NULL CHECK (month BETWEEN 1 AND 12),
  version integer NOT NULL CHECK (version > 0),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'returned', 'approved')),
  last_transition integer NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX form_once ON form (department_id, coalesce(project_id, 0), kind, month, version);
-- A correction is a new version beside the approved one; of those not yet approved there is one at most.
CREATE UNIQUE INDEX form_open_once ON form (department_id, coalesce(project_id, 0), kind, month) WHERE state <> 'approved';
COMMENT ON TABLE form IS '绩效监控表、自评表的各版本；project_id 为空的是部门整体';

CREATE TABLE form_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  form_id bigint NOT NULL REFERENCES form,
  field text NOT NULL CHECK (field <> ''),
  indicator_id bigint REFERENCES indicator,
  value text NOT NULL,
  reason text,
  actor text NOT NULL CHECK (actor <> ''),
  filled_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX form_entry_by_form ON form_entry (form_id, id);
COMMENT ON TABLE form_entry IS '人工填写的内容：只增不改，同一栏以后填的为准，空值表示清除';

CREATE TABLE form_transition (
  form_id bigint NOT NULL REFERENCES form,
  number integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('opened', 'submitted', 'withdrawn', 'returned', 'approved')),
  actor text NOT NULL CHECK (actor <> ''),
  day date NOT NULL,
  note text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (form_id, number)
);
COMMENT ON TABLE form_transition IS '建立更正版本、报送、撤回、退回、审核：何人何时';

CREATE TABLE form_snapshot (
  form_id bigint NOT NULL,
  number integer NOT NULL,
  content text NOT NULL,
  sha256 bytea NOT NULL,
  PRIMARY KEY (form_id, number),
  FOREIGN KEY (form_id, number) REFERENCES form_transition,
  CONSTRAINT form_snapshot_whole CHECK (sha256 = sha256(convert_to(content, 'UTF8')))
);
COMMENT ON TABLE form_snapshot IS '报送时的整张表；审核通过后即为定稿，以后的记录不再影响它';

CREATE TRIGGER form_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON form_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER form_transition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON form_transition
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER form_snapshot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON form_snapshot
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_locked_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is locked: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_stays_locked';
END $$;
CREATE TRIGGER form_stays_locked BEFORE UPDATE OR DELETE ON form FOR EACH ROW
  WHEN (OLD.state = 'approved') EXECUTE FUNCTION refuse_locked_change();

-- Nothing is written into a form that was handed in, whoever tries.
CREATE FUNCTION form_entry_check_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM form WHERE id = NEW.form_id AND state IN ('draft', 'returned') FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the form was handed in' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'form_entry_open';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER form_entry_open BEFORE INSERT ON form_entry FOR EACH ROW EXECUTE FUNCTION form_entry_check_open();

-- A form that is taken back or returned is no longer handed in from that day on: it is due again.
ALTER TABLE form_submission ADD COLUMN withdrawn_on date CHECK (withdrawn_on >= submitted_on);
ALTER TABLE form_submission DROP CONSTRAINT form_submission_pkey;
CREATE UNIQUE INDEX form_submission_standing ON form_submission (department_id, form, month) WHERE withdrawn_on IS NULL;
CREATE INDEX form_submission_by_department ON form_submission (department_id, submitted_on);
CREATE TRIGGER form_submission_withdrawn AFTER UPDATE OF withdrawn_on ON form_submission
  FOR EACH ROW EXECUTE FUNCTION department_fact_added();

CREATE TABLE rectification (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  project_id bigint REFERENCES project,
  problem text NOT NULL CHECK (problem <> ''),
  demand text NOT NULL CHECK (demand <> ''),
  issued_by text NOT NULL CHECK (issued_by <> ''),
  issued_on date NOT NULL,
  due date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'closed')),
  last_transition integer NOT NULL DEFAULT 0,
  CHECK (due >= issued_on)
);
CREATE INDEX rectification_by_department ON rectification (department_id, id);
COMMENT ON TABLE rectification IS '整改通知：问题、要求、期限';

CREATE TABLE rectification_transition (
  rectification_id bigint NOT NULL REFERENCES rectification,
  number integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('answered', 'rejected', 'closed')),
  actor text NOT NULL CHECK (actor <> ''),
  day date NOT NULL,
  note text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rectification_id, number)
);
COMMENT ON TABLE rectification_transition IS '整改的反馈、退回与销号';
CREATE TRIGGER rectification_transition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rectification_transition
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- A closed notice stays closed, as it was.
CREATE TRIGGER rectification_stays_locked BEFORE UPDATE OR DELETE ON rectification FOR EACH ROW
  WHEN (OLD.state = 'closed') EXECUTE FUNCTION refuse_locked_change();
