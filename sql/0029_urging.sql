-- compatible
-- That the finance bureau urged a department to hand in its forms (催办): once, and again only after some workdays, however many
-- people press the button at once.
CREATE TABLE form_urge (
  department_id bigint NOT NULL REFERENCES department,
  kind text NOT NULL CHECK (kind IN ('monitoring', 'self-evaluation')),
  month smallint NOT NULL CHECK (month BETWEEN 1 AND 12),
  -- Counts from 1: two that urge at once would both be the next.
  number integer NOT NULL CHECK (number > 0),
  day date NOT NULL,
  -- The first day on which it may be done again.
  again_from date NOT NULL CHECK (again_from > day),
  -- How many forms were still owed.
  outstanding integer NOT NULL CHECK (outstanding > 0),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (department_id, kind, month, number)
);
COMMENT ON TABLE form_urge IS '催办报送：哪个部门的哪张表，第几次，何时起可以再催；只增不改';
CREATE TRIGGER form_urge_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON form_urge
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER noted_change AFTER INSERT ON form_urge FOR EACH ROW EXECUTE FUNCTION note_change();
ALTER TABLE form_urge ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON form_urge USING ((SELECT sees_all()) OR EXISTS (SELECT FROM department x WHERE x.id = department_id));

CREATE FUNCTION keep_urging_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.number > 1 AND NOT EXISTS (
    SELECT FROM form_urge u WHERE (u.department_id, u.kind, u.month, u.number)
      = (NEW.department_id, NEW.kind, NEW.month, NEW.number - 1) AND u.again_from <= NEW.day)
  THEN
    RAISE EXCEPTION 'urged too soon again' USING ERRCODE = 'check_violation', CONSTRAINT = 'form_urge_apart';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER form_urge_apart BEFORE INSERT ON form_urge FOR EACH ROW EXECUTE FUNCTION keep_urging_apart();

-- Messages of one more kind, whatever others there are by now.
DO $$
DECLARE
  was text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = 'outbox'::regclass AND conname = 'outbox_kind_check');
  is_now text := replace(was, '''heads''::text', '''heads''::text, ''urge''::text');
BEGIN
  IF is_now = was THEN
    RAISE EXCEPTION 'outbox_kind_check is not what was expected';
  END IF;
  ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check;
  EXECUTE 'ALTER TABLE outbox ADD CONSTRAINT outbox_kind_check ' || is_now;
END $$;

-- What somebody typed or sent and has not given away is not for readers of the database.
CREATE OR REPLACE FUNCTION is_of_sign_in(named name) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT named IN ('account_password', 'account_factor', 'account_recovery_code', 'account_session', 'account_token',
    'account_device', 'account_draft', 'sign_in_failure', 'sign_on_attempt', 'sign_on_provider', 'kept_post', 'upload',
    'upload_mend')
$$;
