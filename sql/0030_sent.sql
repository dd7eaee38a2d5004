-- compatible
-- What was sent after the session was over is kept as an address has it, three bytes for each that is no plain letter:
-- as much as any form takes (4 MB) fits also where all of it is Chinese.
ALTER TABLE kept_post DROP CONSTRAINT kept_post_fields_check,
  ADD CONSTRAINT kept_post_size CHECK (octet_length(fields) <= 12582912);

-- By what the texts that were written otherwise in a document are known again: all of each, where the finding says
-- only its beginning. None where nothing was, and in imports from before.
ALTER TABLE import ADD COLUMN mends_sha256 bytea CHECK (octet_length(mends_sha256) = 32);
COMMENT ON COLUMN import.mends_sha256 IS '导入前在页面上更正的文字（位置、原文、改文全文）的 SHA-256；没有更正的为空';

-- What whoever only looks at the database sees nothing of, in one place for all: what opens the door, and what
-- somebody typed or sent and has not given away. A table of either kind that comes later is added here, by a
-- definition that replaces this one.
CREATE OR REPLACE FUNCTION is_of_sign_in(named name) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT named IN (
    'account_password', 'account_factor', 'account_recovery_code', 'account_session', 'account_token', 'account_device',
    'sign_in_failure', 'sign_on_attempt', 'sign_on_provider',
    'account_draft', 'kept_post', 'upload', 'upload_mend')
$$;
COMMENT ON FUNCTION is_of_sign_in IS '只读角色看不到的表：登录凭据，以及个人尚未提交的输入和上传的文件';
