-- compatible
-- What became of the rows of a file that was sent and not taken yet, when they were tried: it is tried once, where it is sent, and
-- shown from here. Looking writes nothing.
ALTER TABLE account_draft ADD COLUMN answer text;
COMMENT ON COLUMN account_draft.answer IS '上传的文件逐行核对的结果（JSON）；输入的草稿没有';

-- A notice that was sent from a page is known by a key of that page: the same sent again, as after an answer that was lost, is the
-- notice that there is.
ALTER TABLE rectification ADD COLUMN once_key text CHECK (once_key <> '');
CREATE UNIQUE INDEX rectification_once ON rectification (once_key, department_id, coalesce(project_id, 0))
  WHERE once_key IS NOT NULL;
COMMENT ON COLUMN rectification.once_key IS '页面的一次性编号：同一页面重复提交不会发出两份';
