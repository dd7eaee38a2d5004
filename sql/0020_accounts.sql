-- Accounts: whose name stands beside what is done, and what the person may. As long as there is none, whoever reaches the
-- database may do everything, as before.
CREATE TABLE account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CONSTRAINT account_name UNIQUE CHECK (name <> ''),
  -- For good: 系统管理员, 安全管理员 and 审计员 are never one account, nor one of them and a business role.
  kind text NOT NULL CHECK (kind IN ('business', 'system', 'security', 'auditor')),
  -- Who is told of alerts under the account's name.
  recipient_id bigint CONSTRAINT account_recipient UNIQUE REFERENCES recipient,
  disabled_at timestamptz,
  made_at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  CONSTRAINT account_of_kind UNIQUE (id, kind),
  CONSTRAINT account_told CHECK (recipient_id IS NULL OR kind = 'business')
);
COMMENT ON TABLE account IS '账户：一人一户，种类不变；停用的不删除';

CREATE FUNCTION keep_account_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an account is of one kind for good'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'account_kind_kept';
END $$;
CREATE TRIGGER account_kind_kept BEFORE UPDATE ON account FOR EACH ROW
  WHEN ((OLD.id, OLD.kind) IS DISTINCT FROM (NEW.id, NEW.kind)) EXECUTE FUNCTION keep_account_kind();
-- Disabled, never deleted; by a function of its own, since a service may still disable it.
CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% keeps its rows: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_not_deleted';
END $$;
CREATE TRIGGER account_not_deleted BEFORE DELETE OR TRUNCATE ON account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_deletion();

-- What an account may be, how far, from when to when. The kind of the account stands in the row, so that the database itself
-- holds the roles apart.
CREATE TABLE account_role (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL,
  kind text NOT NULL,
  role text NOT NULL,
  -- Of the division with all below it; of one department of it where code and name say so; without either, everywhere.
  division text REFERENCES division,
  department_code text,
  department_name text,
  from_day date NOT NULL,
  until_day date,
  stands_in_for bigint REFERENCES account CHECK (stands_in_for <> account_id),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  granted_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  revoked_by text,
  FOREIGN KEY (account_id, kind) REFERENCES account (id, kind),
  CONSTRAINT account_role_apart CHECK (
    CASE kind WHEN 'business' THEN role IN ('clerk', 'head', 'bureau') ELSE role = kind END),
  CHECK ((department_code IS NULL) = (department_name IS NULL)),
  CHECK (department_code IS NULL OR division IS NOT NULL),
  CONSTRAINT account_role_days CHECK (until_day >= from_day),
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
COMMENT ON TABLE account_role IS '账户的角色：范围（区划、部门，都为空是全部）、起止日期、代理谁；收回的保留';
CREATE INDEX account_role_by_account ON account_role (account_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX account_role_once ON account_role (account_id, role, coalesce(division, '-'),
  coalesce(department_code, ''), coalesce(department_name, ''), coalesce(stands_in_for, 0)) WHERE revoked_at IS NULL;
CREATE FUNCTION keep_account_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a role that was given is only taken away'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'account_role_kept';
END $$;
-- Taken away once, and else as it was given.
CREATE TRIGGER account_role_kept BEFORE UPDATE ON account_role FOR EACH ROW
  WHEN (OLD.revoked_at IS NOT NULL OR (to_jsonb(OLD) - 'revoked_at' - 'revoked_by')
    IS DISTINCT FROM (to_jsonb(NEW) - 'revoked_at' - 'revoked_by'))
  EXECUTE FUNCTION keep_account_role();
CREATE TRIGGER account_role_not_deleted BEFORE DELETE OR TRUNCATE ON account_role
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_deletion();

-- As whom the users of operating systems act at the command line: by name on the machine of a private cluster, by name@machine
-- where several machines share the database.
CREATE TABLE account_os_user (
  os_user text NOT NULL CHECK (os_user <> ''),
  account_id bigint NOT NULL REFERENCES account,
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  linked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (os_user, account_id)
);
COMMENT ON TABLE account_os_user IS '操作系统用户以哪些账户办理';

-- Whether anybody in use may give roles on a day.
CREATE FUNCTION has_security_officer(day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM account a JOIN account_role r ON r.account_id = a.id AND r.revoked_at IS NULL
    WHERE a.disabled_at IS NULL AND r.role = 'security' AND day BETWEEN r.from_day AND coalesce(r.until_day, 'infinity'))
$$;

-- What somebody may see: nothing said is everything, for the service itself. Else a list of divisions (d130609) and of departments
-- (p130609/304/name), which stands for the transaction.
CREATE FUNCTION sees_all() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('jixiao.sight', true), '') = ''
$$;
CREATE FUNCTION in_sight(division text, code text, name text) RETURNS boolean LANGUAGE sql STABLE AS $$
  -- A setting that was made for a transaction is empty after it, and no list.
  SELECT sees_all() OR 'd' || division = ANY (nullif(current_setting('jixiao.sight', true), '')::text[])
    OR 'p' || division || '/' || code || '/' || name = ANY (nullif(current_setting('jixiao.sight', true), '')::text[])
$$;
COMMENT ON FUNCTION in_sight IS '部门是否在本事务的查看范围内';

-- Older programs must not go on: they know no accounts, and fill tables by COPY, which row security does not take.
-- Behind every check of the program: a role that does not own the tables gets no row of a department out of sight, nor writes one.
DO $$
DECLARE
  kept record;
  condition text;
BEGIN
  FOR kept IN
    SELECT c.relname, array_agg(a.attname::text) AS columns FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    GROUP BY 1
  LOOP
    condition := CASE
      WHEN kept.relname = 'department' THEN 'in_sight(division, code, name)'
      -- Whom something is told goes by the people, not by what a reader may see.
      WHEN kept.relname IN ('route', 'recipient_project', 'outbox_alert', 'told') THEN NULL
      WHEN 'department_id' = ANY (kept.columns)
        THEN format('(SELECT sees_all()) OR EXISTS (SELECT FROM department d WHERE d.id = %I.department_id)', kept.relname)
      WHEN 'project_id' = ANY (kept.columns)
        THEN format('(SELECT sees_all()) OR EXISTS (SELECT FROM project p WHERE p.id = %I.project_id)', kept.relname)
      WHEN 'form_id' = ANY (kept.columns)
        THEN format('(SELECT sees_all()) OR EXISTS (SELECT FROM form f WHERE f.id = %I.form_id)', kept.relname)
      WHEN 'indicator_id' = ANY (kept.columns)
        THEN format('(SELECT sees_all()) OR EXISTS (SELECT FROM indicator i WHERE i.id = %I.indicator_id)', kept.relname)
      WHEN 'alert_id' = ANY (kept.columns)
        THEN format('(SELECT sees_all()) OR EXISTS (SELECT FROM alert a WHERE a.id = %I.alert_id)', kept.relname)
      WHEN 'import_id' = ANY (kept.columns)
        THEN format('(SELECT sees_all()) OR EXISTS (SELECT FROM import m WHERE m.id = %I.import_id)', kept.relname)
      WHEN 'rectification_id' = ANY (kept.columns)
        THEN format('(SELECT sees_all()) OR EXISTS (SELECT FROM rectification r WHERE r.id = %I.rectification_id)',
          kept.relname)
    END;
    CONTINUE WHEN condition IS NULL;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', kept.relname);
    EXECUTE format('CREATE POLICY in_sight ON %I USING (%s)', kept.relname, condition);
  END LOOP;
END $$;
