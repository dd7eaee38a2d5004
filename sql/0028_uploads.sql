-- compatible
-- Files that somebody sent and has not confirmed yet: between looking at what was read and saying yes the bytes are here, and
-- nowhere in the page. They are gone an hour later, or as soon as they were imported.
CREATE TABLE upload (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  file text NOT NULL CHECK (file <> ''),
  content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 20971520),
  made_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE upload IS '上传后等待确认的文件：一小时后或导入后删除，不是凭证';
CREATE TABLE upload_mend (
  upload_id bigint NOT NULL REFERENCES upload ON DELETE CASCADE,
  place text NOT NULL CHECK (place <> ''),
  old_text text NOT NULL,
  new_text text NOT NULL,
  PRIMARY KEY (upload_id, place)
);
COMMENT ON TABLE upload_mend IS '确认以前在页面上更正的文字：原文件不变，更正随导入记入发现的问题';
CREATE INDEX upload_of_account ON upload (account_id, made_at);
