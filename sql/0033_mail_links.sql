-- compatible
-- Links by which whoever a mail is for acknowledges one alert of it without signing in. The link itself is nowhere
-- here, nor in the outbox: it is made by the key file as the mail goes out, and found by its digest.
CREATE TABLE mail_link (
  -- By this the trail names it.
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest bytea NOT NULL CONSTRAINT mail_link_digest UNIQUE CHECK (octet_length(digest) = 32),
  outbox_id bigint NOT NULL,
  alert_id bigint NOT NULL,
  recipient_id bigint NOT NULL REFERENCES recipient,
  -- Of the key it was made by: a message that is sent again carries the same link also after the current key was
  -- changed.
  key_id text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL,
  used_at timestamptz,
  CONSTRAINT mail_link_once UNIQUE (outbox_id, alert_id, key_id)
);
COMMENT ON TABLE mail_link IS '邮件里的“知悉”链接：只存摘要；发出72小时内有效，只能用一次，到期一周后删除';
CREATE INDEX mail_link_by_end ON mail_link (ends_at);

-- It opens something: whoever only looks at the database sees nothing of it.
DO $$
DECLARE
  was text := pg_get_functiondef('is_of_sign_in'::regproc);
  is_now text := replace(was, '''account_password'',', '''account_password'', ''mail_link'',');
BEGIN
  IF is_now = was THEN
    RAISE EXCEPTION 'is_of_sign_in is not what was expected';
  END IF;
  EXECUTE is_now;
END $$;
