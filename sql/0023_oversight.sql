-- compatible
-- The ends of the audit trail as they were from day to day, and how the trail may become shorter: from its front only, by what is
-- older than was agreed.

-- What the end of a chain was on a day. Whoever cuts the trail off or writes it anew has this to change as well, and the mail with
-- it that left the machine.
CREATE TABLE audit_head_kept (
  chain text NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  digest bytea NOT NULL,
  day date NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date,
  PRIMARY KEY (chain, number)
);
COMMENT ON TABLE audit_head_kept IS '每天留存的审计链末端；只增不改，核验时与现有记录核对';
CREATE TRIGGER audit_head_kept_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_head_kept
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Up to where a chain was removed, with the digest of the last row that is gone: what remains is held against it.
CREATE TABLE audit_cut (
  chain text NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  digest bytea NOT NULL,
  removed bigint NOT NULL CHECK (removed > 0),
  -- How many days rows had to be kept then.
  days integer NOT NULL CONSTRAINT audit_cut_days CHECK (days >= 180),
  day date NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date,
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  PRIMARY KEY (chain, number)
);
COMMENT ON TABLE audit_cut IS '审计链清理到哪一条：最后清理的一条的序号和摘要；只增不改';
CREATE TRIGGER audit_cut_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_cut
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER noted_change AFTER INSERT ON audit_cut FOR EACH ROW EXECUTE FUNCTION note_change();

-- Less than 180 days is not allowed (等级保护 keeps logs for six months at least); nothing said is for ever.
ALTER TABLE setting ADD CONSTRAINT setting_audit_retention CHECK (
  CASE WHEN key = 'audit-retention-days' THEN value ~ '^[0-9]{3,5}$' AND value::integer >= 180 ELSE true END) NOT VALID;
CREATE FUNCTION audit_retention_days() RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT greatest(180, value::integer) FROM setting WHERE key = 'audit-retention-days'
$$;
COMMENT ON FUNCTION audit_retention_days IS '审计记录保留几天，没有设置是永久，至少180天';

-- Deleted is a row only that is too old and that the chain says it was removed up to.
CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.at < clock_timestamp() - audit_retention_days() * interval '1 day'
    AND EXISTS (SELECT FROM audit_cut c WHERE c.chain = OLD.chain AND c.number >= OLD.number)
  THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit trail keeps its rows until they are old enough: % refused', TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_entry_kept';
END $$;
CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION keep_audit_entry();
DROP TRIGGER audit_entry_append_only ON audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
COMMENT ON TABLE audit_entry IS '审计记录：何人何时从何处办理了什么，办成还是被拒，前后各是什么；只增不改，超过保留天数的才能从最早的起清理';

-- Where auditors get the ends of the chains: nobody else who is not told of alerts gets any word.
CREATE TABLE account_address (
  account_id bigint NOT NULL,
  kind text NOT NULL DEFAULT 'auditor' CONSTRAINT account_address_of_auditor CHECK (kind = 'auditor'),
  channel_id bigint NOT NULL REFERENCES channel,
  address text NOT NULL DEFAULT '',
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  PRIMARY KEY (account_id, channel_id),
  FOREIGN KEY (account_id, kind) REFERENCES account (id, kind)
);
COMMENT ON TABLE account_address IS '审计员经哪些通道收到审计链末端';
CREATE TRIGGER noted_change AFTER INSERT OR UPDATE OR DELETE ON account_address
  FOR EACH ROW EXECUTE FUNCTION note_change();

-- Who reads figures only sees neither addresses nor what people did. Given anew after this upgrade, as after each.
DO $$
DECLARE
  was text := pg_get_functiondef('grant_database_roles'::regproc);
  is_now text := replace(was, '''recipient_address'',', '''recipient_address'', ''account_address'', ''audit_entry'',');
BEGIN
  IF is_now = was THEN
    RAISE EXCEPTION 'grant_database_roles is not what was expected';
  END IF;
  EXECUTE is_now;
END $$;

-- A message is to somebody who is told of alerts, or to an account that is not.
ALTER TABLE outbox ALTER COLUMN recipient_id DROP NOT NULL, ADD COLUMN account_id bigint REFERENCES account,
  ADD CONSTRAINT outbox_to_somebody CHECK (num_nonnulls(recipient_id, account_id) = 1) NOT VALID,
  DROP CONSTRAINT outbox_kind_check,
  ADD CONSTRAINT outbox_kind_check CHECK (kind IN ('immediate', 'digest', 'test', 'heads')) NOT VALID;
CREATE TRIGGER outbox_account_stays BEFORE UPDATE ON outbox FOR EACH ROW
  WHEN (OLD.account_id IS DISTINCT FROM NEW.account_id) EXECUTE FUNCTION outbox_content_stays();

-- What the finance bureau says to a form without giving it back: of a project, or of the department as a whole. It stands beside the
-- form, whatever becomes of that, and is told once to each who fills it in.
CREATE TABLE form_remark (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  project_id bigint REFERENCES project,
  kind text NOT NULL CHECK (kind IN ('monitoring', 'self-evaluation')),
  month smallint NOT NULL CHECK (month BETWEEN 1 AND 12),
  remark text NOT NULL CHECK (remark <> ''),
  day date NOT NULL,
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  made_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE form_remark IS '财政绩效股对表格提出的意见（不退回）；只增不改';
CREATE INDEX form_remark_of_form ON form_remark (department_id, kind, month);
CREATE TRIGGER form_remark_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON form_remark
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER noted_change AFTER INSERT ON form_remark FOR EACH ROW EXECUTE FUNCTION note_change();
ALTER TABLE form_remark ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON form_remark USING ((SELECT sees_all()) OR EXISTS (SELECT FROM department x WHERE x.id = department_id));

CREATE TABLE form_remark_told (
  remark_id bigint NOT NULL REFERENCES form_remark,
  recipient_id bigint NOT NULL REFERENCES recipient,
  day date NOT NULL,
  PRIMARY KEY (remark_id, recipient_id)
);
COMMENT ON TABLE form_remark_told IS '哪条意见已写进哪个填报人的消息';

-- A department's people are seen by who sees the department: those of it, those of a division above it, those of all, and whom a
-- route tells of it. What was held by the nearest row above holds for projects and addresses. Channels and settings are of no
-- department.
ALTER TABLE recipient_department ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON recipient_department USING (in_sight(division, code, name));
ALTER TABLE recipient ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON recipient USING ((SELECT sees_all())
  OR EXISTS (SELECT FROM recipient_department x WHERE x.recipient_id = recipient.id)
  OR reach = 'all' AND EXISTS (SELECT FROM department)
  OR reach = 'division' AND EXISTS (
    SELECT FROM department d WHERE d.division IN (SELECT divisions_below(recipient.division)))
  OR EXISTS (SELECT FROM route t JOIN department d ON d.id = t.department_id
    OR t.department_id IS NULL AND (t.division IS NULL OR d.division IN (SELECT divisions_below(t.division)))
    WHERE recipient.id = ANY (t.recipients)));
ALTER TABLE recipient_project ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON recipient_project USING ((SELECT sees_all())
  OR EXISTS (SELECT FROM recipient x WHERE x.id = recipient_id));
ALTER TABLE recipient_address ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON recipient_address USING ((SELECT sees_all())
  OR EXISTS (SELECT FROM recipient x WHERE x.id = recipient_id));

-- Who is told in the place of somebody on a day: substitutes who are told of alerts themselves, for how far the role reaches.
CREATE FUNCTION standing_in(on_day date)
RETURNS TABLE (recipient_id bigint, absent_id bigint, role text, level smallint, department_id bigint)
LANGUAGE sql STABLE AS $$
  SELECT s.recipient_id, b.recipient_id, g.role,
    coalesce(r.level, CASE g.role WHEN 'clerk' THEN 0 WHEN 'head' THEN 1 ELSE 2 END)::smallint, d.id
  FROM account_role g JOIN account s ON s.id = g.account_id AND s.disabled_at IS NULL AND s.recipient_id IS NOT NULL
  JOIN account b ON b.id = g.stands_in_for LEFT JOIN recipient r ON r.id = b.recipient_id
  JOIN department d ON g.division IS NULL
    OR g.department_code IS NULL AND d.division IN (SELECT divisions_below(g.division))
    OR (d.division, d.code, d.name) = (g.division, g.department_code, g.department_name)
  WHERE g.revoked_at IS NULL AND on_day BETWEEN g.from_day AND coalesce(g.until_day, 'infinity')
$$;
COMMENT ON FUNCTION standing_in IS '这一天谁代谁收消息，为哪些部门';
