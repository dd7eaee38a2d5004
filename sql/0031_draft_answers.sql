-- compatible
-- What became of the rows of a file that was sent and not taken yet, when they were tried: it is tried once, where it is sent, and
-- shown from here. Looking writes nothing.
ALTER TABLE account_draft ADD COLUMN answer text;
COMMENT ON COLUMN account_draft.answer IS '上传的文件逐行核对的结果（JSON）；输入的草稿没有';
