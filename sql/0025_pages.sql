-- compatible
-- What somebody sent by a page after the session was over: it stands there filled in once they have signed in again, and is sent
-- by nobody but them.
CREATE TABLE kept_post (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id bigint NOT NULL REFERENCES account,
  place text NOT NULL CHECK (place ~ '^/'),
  target text NOT NULL CHECK (target ~ '^/'),
  fields text NOT NULL CHECK (octet_length(fields) <= 1048576),
  kept_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE kept_post IS '登录失效后才提交的页面内容：留30分钟，本人重新登录后填回原处，由本人再提交';
CREATE INDEX kept_post_by_account ON kept_post (account_id, kept_at);
CREATE INDEX kept_post_by_age ON kept_post (kept_at);
