-- compatible
-- Who: beside every fact the one who said it, and what was kept stays as it was kept, whoever tries to change it.

-- Whoever acts says so for the transaction; whoever comes by another way is known by the role of the database.
CREATE FUNCTION current_actor() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('jixiao.actor', true), ''), '数据库用户 ' || session_user)
$$;
COMMENT ON FUNCTION current_actor IS '本事务的经办人';
-- Of rows that are there already it is not known.
DO $$
DECLARE said text;
BEGIN
  FOREACH said IN ARRAY ARRAY['spending_entry', 'observation', 'project_event', 'import', 'department_rule_set'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN actor text', said);
    EXECUTE format('ALTER TABLE %1$I ALTER COLUMN actor SET DEFAULT current_actor(), '
      'ADD CONSTRAINT %2$I CHECK (actor IS NOT NULL AND actor <> %3$L) NOT VALID', said, said || '_actor', '');
  END LOOP;
END $$;
COMMENT ON COLUMN spending_entry.actor IS '经办人；为空的是升级前的记录';
COMMENT ON COLUMN observation.actor IS '填报人；为空的是升级前的记录';
COMMENT ON COLUMN project_event.actor IS '经办人；为空的是升级前的记录';
COMMENT ON COLUMN import.actor IS '导入的人；为空的是升级前的记录';
COMMENT ON COLUMN department_rule_set.actor IS '选用的人；为空的是升级前的记录';

-- Documents, what was read of them, and the parameters that were judged by stay as they were kept.
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['import', 'finding', 'budget_line', 'project_version', 'plan_version', 'indicator_version',
    'import_project', 'import_indicator', 'rule_set', 'rule_parameter', 'department_rule_set']
  LOOP
    EXECUTE format('CREATE TRIGGER %1$s_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %1$I '
      'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
END $$;
-- Nor does a set that is in use get further parameters, or a document further contents.
CREATE FUNCTION refuse_addition_to_used_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM department d JOIN added a ON (a.rule_set, a.version) = (d.rule_set, d.rule_version))
    OR EXISTS (SELECT FROM department_rule_set d JOIN added a ON (a.rule_set, a.version) = (d.rule_set, d.rule_version))
  THEN
    RAISE EXCEPTION 'the rule set is in use' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rule_set_in_use';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rule_set_in_use AFTER INSERT ON rule_parameter
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition_to_used_set();

-- Roles of the database apart: who owns the tables migrates; a service works, but cannot take a trigger away or change what is
-- append-only; a reader sees figures, an auditor all but secrets.
CREATE TABLE database_role (
  role name PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('service', 'reader', 'auditor'))
);
COMMENT ON TABLE database_role IS '数据库角色及其权限，每次升级后重新授予';

CREATE FUNCTION revoke_database_role(role text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', current_schema(), role);
  EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM %I', current_schema(), role);
  EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %I', current_schema(), role);
END $$;

CREATE FUNCTION grant_database_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  member record;
  kept record;
  place text := current_schema();
BEGIN
  FOR member IN SELECT r.role, r.kind FROM database_role r JOIN pg_roles p ON p.rolname = r.role LOOP
    PERFORM revoke_database_role(member.role);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, member.role);
    FOR kept IN
      SELECT c.oid, c.relname, EXISTS (
          SELECT FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE t.tgrelid = c.oid AND f.proname = 'refuse_change')
        AS append_only
      FROM pg_class c WHERE c.relnamespace = place::regnamespace AND c.relkind IN ('r', 'p', 'v')
    LOOP
      IF member.kind = 'service' THEN
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', place, kept.relname, member.role);
        IF kept.relname NOT IN ('schema_migration', 'database_role') THEN
          EXECUTE format('GRANT INSERT ON %I.%I TO %I', place, kept.relname, member.role);
          IF NOT kept.append_only THEN
            EXECUTE format('GRANT UPDATE, DELETE ON %I.%I TO %I', place, kept.relname, member.role);
          END IF;
        END IF;
      ELSIF kept.relname = 'channel' THEN
        -- Not the sealed addresses and passwords.
        EXECUTE (SELECT format('GRANT SELECT (%s) ON %I.channel TO %I', string_agg(quote_ident(a.attname), ', '), place, member.role)
          FROM pg_attribute a WHERE a.attrelid = kept.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'secret');
      ELSIF member.kind = 'auditor'
        OR kept.relname NOT IN ('outbox', 'delivery_attempt', 'recipient', 'recipient_address', 'setting', 'database_role')
      THEN
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', place, kept.relname, member.role);
      END IF;
    END LOOP;
    IF member.kind = 'service' THEN
      EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', place, member.role);
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION grant_database_roles IS '按 database_role 授予权限';
