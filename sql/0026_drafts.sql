-- compatible
-- What somebody typed into a page and did not save yet, and files that were sent and not yet taken: one a person and place. They
-- are nobody else's, no facts, and gone when they are saved or given up.
CREATE TABLE account_draft (
  account_id bigint NOT NULL REFERENCES account,
  place text NOT NULL CHECK (place <> ''),
  -- A file's name; empty for what was typed.
  name text NOT NULL,
  content bytea NOT NULL CONSTRAINT account_draft_size CHECK (octet_length(content) <= 20971520),
  saved_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, place)
);
COMMENT ON TABLE account_draft IS '没有保存的输入和没有收下的文件：每人每页一份，保存或放弃后删除';

-- Whoever only looks at the database sees none of it.
CREATE OR REPLACE FUNCTION is_of_sign_in(named name) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT named IN ('account_password', 'account_factor', 'account_recovery_code', 'account_session', 'account_token',
    'account_device', 'account_draft', 'sign_in_failure', 'sign_on_attempt', 'sign_on_provider')
$$;
