-- Sign-in: what opens the door for an account, who came in by it, and what failed. Of a secret only its digest is kept, or what
-- can be opened by the service's key file alone.
-- Older programs must not go on: they would change the keys of that file and forget those of second factors.

-- Passwords: the one that stands, and those before it that may not come again.
CREATE TABLE account_password (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  hash text NOT NULL CHECK (hash LIKE '$argon2id$%'),
  set_at timestamptz NOT NULL DEFAULT now(),
  -- Drawn by the service: good once, until then. NULL for one that its owner chose.
  good_until timestamptz,
  used_at timestamptz,
  replaced_at timestamptz,
  CHECK (used_at IS NULL OR good_until IS NOT NULL)
);
COMMENT ON TABLE account_password IS '账户的密码：只存 Argon2id 摘要；重置后的首个密码用一次，限期';
CREATE UNIQUE INDEX account_password_standing ON account_password (account_id) WHERE replaced_at IS NULL;
CREATE INDEX account_password_by_account ON account_password (account_id, id);

-- The second factor: one that stands, and one that is being set up.
CREATE TABLE account_factor (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  secret bytea NOT NULL,
  key_id text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  confirmed_at timestamptz,
  -- Neither this code nor any before it is taken again.
  last_step bigint,
  CHECK (confirmed_at IS NOT NULL OR last_step IS NULL)
);
COMMENT ON TABLE account_factor IS '账户的动态口令：密钥用服务的密钥文件加密';
CREATE UNIQUE INDEX account_factor_once ON account_factor (account_id, (confirmed_at IS NULL));

CREATE TABLE account_recovery_code (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  hash text NOT NULL CHECK (hash LIKE '$argon2id$%'),
  used_at timestamptz
);
COMMENT ON TABLE account_recovery_code IS '账户的恢复码：每个用一次';
CREATE INDEX account_recovery_code_by_account ON account_recovery_code (account_id) WHERE used_at IS NULL;

-- Who came in: found by the digest of what the browser or the terminal holds.
CREATE TABLE account_session (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest bytea NOT NULL CONSTRAINT account_session_digest UNIQUE CHECK (octet_length(digest) = 32),
  account_id bigint NOT NULL REFERENCES account,
  -- Nothing but changing the password, typing the code or setting up the second factor; or everything.
  stage text NOT NULL CHECK (stage IN ('password', 'code', 'factor', 'full')),
  address text NOT NULL,
  agent text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- Why it ended: sign-out, other, disabled, role, password, factor, many, moved.
  end_reason text,
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
COMMENT ON TABLE account_session IS '登录会话：只存令牌的摘要；空闲或到时即止';
CREATE INDEX account_session_by_account ON account_session (account_id) WHERE ended_at IS NULL;
CREATE INDEX account_session_by_end ON account_session (ends_at);

-- Tokens for programs that act for a person, no further than the person may.
CREATE TABLE account_token (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind = 'business'),
  name text NOT NULL CHECK (name <> ''),
  digest bytea NOT NULL CONSTRAINT account_token_digest UNIQUE CHECK (octet_length(digest) = 32),
  reads_only boolean NOT NULL,
  -- Of one department where code and name say so.
  division text REFERENCES division,
  department_code text,
  department_name text,
  made_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  FOREIGN KEY (account_id, kind) REFERENCES account (id, kind),
  CHECK ((department_code IS NULL) = (department_name IS NULL) AND (department_code IS NULL) = (division IS NULL)),
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
COMMENT ON TABLE account_token IS '接口令牌：只存摘要；范围、期限、收回';
CREATE UNIQUE INDEX account_token_once ON account_token (account_id, name) WHERE revoked_at IS NULL;

-- Devices by which an account got in before: a stranger elsewhere does not make their owner wait.
CREATE TABLE account_device (
  digest bytea CHECK (octet_length(digest) = 32),
  account_id bigint REFERENCES account,
  seen_at timestamptz NOT NULL DEFAULT now(),
  -- Several people may share one.
  PRIMARY KEY (digest, account_id)
);
COMMENT ON TABLE account_device IS '账户登录过的设备：只存摘要';
CREATE INDEX account_device_by_account ON account_device (account_id, seen_at);

-- Failures, known names and unknown ones alike, as digests of what was typed: people type passwords there, too. Each attempt
-- stands here before it is looked at, so that many at once are counted; one that gets in is taken away.
CREATE TABLE sign_in_failure (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  who bytea NOT NULL,
  address text NOT NULL,
  device bytea,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- It was looked at and was wrong; before that it counts for its account and address together only, or a room full of people who
  -- sign in at once would look like somebody who tries many names.
  is_wrong boolean NOT NULL DEFAULT false,
  -- The password was right and the code was not: only who has the password can bring that about.
  is_code boolean NOT NULL DEFAULT false,
  -- The account got in from there since.
  is_settled boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE sign_in_failure IS '登录失败：只留半小时，判断要不要等待';
CREATE INDEX sign_in_failure_by_who ON sign_in_failure (who, at);
CREATE INDEX sign_in_failure_by_address ON sign_in_failure (address, at);
CREATE INDEX sign_in_failure_by_time ON sign_in_failure (at);

-- Sign-on from elsewhere: the provider, whose secret is sealed; whom a provider means by its name for somebody, and attempts that have gone there.
CREATE TABLE sign_on_provider (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  issuer text NOT NULL CHECK (issuer <> ''),
  client text NOT NULL CHECK (client <> ''),
  secret bytea,
  key_id text,
  back text NOT NULL,
  allows_clear boolean NOT NULL,
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  CHECK ((secret IS NULL) = (key_id IS NULL))
);
COMMENT ON TABLE sign_on_provider IS '统一认证的提供方，最多一个';
CREATE TRIGGER noted_change AFTER INSERT OR UPDATE OR DELETE ON sign_on_provider
  FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TABLE account_subject (
  issuer text NOT NULL CHECK (issuer <> ''),
  subject text NOT NULL CHECK (subject <> ''),
  account_id bigint NOT NULL REFERENCES account,
  made_at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  PRIMARY KEY (issuer, subject)
);
COMMENT ON TABLE account_subject IS '统一认证里的用户对应哪个账户';
CREATE TRIGGER noted_change AFTER INSERT OR UPDATE OR DELETE ON account_subject
  FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TABLE sign_on_attempt (
  state bytea PRIMARY KEY CHECK (octet_length(state) = 32),
  -- Of the browser that began it, to which alone it is given back.
  browser bytea NOT NULL CHECK (octet_length(browser) = 32),
  nonce text NOT NULL,
  verifier text NOT NULL,
  began timestamptz NOT NULL
);
CREATE INDEX sign_on_attempt_by_time ON sign_on_attempt (began);

-- Whatever changes who an account is ends its sessions, whoever changes it and by whatever program.
CREATE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whose bigint := CASE WHEN TG_TABLE_NAME = 'account' THEN (to_jsonb(NEW) ->> 'id')::bigint
    ELSE (to_jsonb(coalesce(NEW, OLD)) ->> 'account_id')::bigint END;
BEGIN
  UPDATE account_session SET ended_at = now(), end_reason = TG_ARGV[0] WHERE account_id = whose AND ended_at IS NULL;
  IF TG_ARGV[0] = 'disabled' THEN
    UPDATE account_token SET revoked_at = now(), revoked_by = current_actor()
      WHERE account_id = whose AND revoked_at IS NULL;
    DELETE FROM account_device WHERE account_id = whose;
  END IF;
  -- What somebody had begun to set up by a session that is over is nobody's any more.
  IF TG_ARGV[0] IN ('disabled', 'password') THEN
    DELETE FROM account_factor WHERE account_id = whose AND confirmed_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_end AFTER INSERT OR UPDATE ON account_role
  FOR EACH ROW EXECUTE FUNCTION end_sessions('role');
CREATE TRIGGER sessions_end AFTER UPDATE ON account
  FOR EACH ROW WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL) EXECUTE FUNCTION end_sessions('disabled');
CREATE TRIGGER sessions_end AFTER INSERT ON account_password
  FOR EACH ROW EXECUTE FUNCTION end_sessions('password');
CREATE TRIGGER sessions_end_on_removal AFTER DELETE ON account_factor
  FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION end_sessions('factor');
CREATE TRIGGER sessions_end AFTER UPDATE ON account_factor
  FOR EACH ROW WHEN (OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL) EXECUTE FUNCTION end_sessions('factor');

-- Whoever only looks at the database sees none of it.
CREATE FUNCTION is_of_sign_in(named name) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT named IN ('account_password', 'account_factor', 'account_recovery_code', 'account_session', 'account_token',
    'account_device', 'sign_in_failure', 'sign_on_attempt', 'sign_on_provider')
$$;
CREATE OR REPLACE FUNCTION grant_database_roles() RETURNS void LANGUAGE plpgsql AS $$
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
        AND NOT c.relispartition
    LOOP
      IF member.kind = 'service' THEN
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', place, kept.relname, member.role);
        -- Up to where the audit trail was removed is said by the tables' owner; its ends move and do not go.
        IF kept.relname NOT IN ('schema_migration', 'database_role', 'year_act', 'audit_cut') THEN
          EXECUTE format('GRANT INSERT ON %I.%I TO %I', place, kept.relname, member.role);
          IF NOT kept.append_only THEN
            EXECUTE format('GRANT UPDATE ON %I.%I TO %I', place, kept.relname, member.role);
            IF kept.relname <> 'audit_chain' THEN
              EXECUTE format('GRANT DELETE ON %I.%I TO %I', place, kept.relname, member.role);
            END IF;
          END IF;
        END IF;
      ELSIF is_of_sign_in(kept.relname) THEN
        CONTINUE;
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
      EXECUTE format('GRANT EXECUTE ON FUNCTION %I.open_year TO %I', place, member.role);
    END IF;
  END LOOP;
END $$;
