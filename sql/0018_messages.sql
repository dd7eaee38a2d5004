-- compatible
-- A message only where there is something to do: when what is settled was last listed for a person, and how often the person wants
-- to hear of what is not red.
ALTER TABLE recipient ADD COLUMN rhythm text CONSTRAINT recipient_rhythm CHECK (rhythm IN ('daily', 'weekly')),
  ADD COLUMN settled_through date;
-- Until now each morning listed it.
UPDATE recipient SET settled_through = told_through;
COMMENT ON COLUMN recipient.rhythm IS '非红灯的预警多久通知一次：daily 每日、weekly 每周；为空的，只负责一个部门的每日，负责多个部门的每周';
COMMENT ON COLUMN recipient.settled_through IS '已解除、减轻等无需处理的，最近一次列出是哪天';

-- The list that goes with a long message, as it was when the message was written: every try sends the same.
ALTER TABLE outbox ADD COLUMN attachment_name text, ADD COLUMN attachment bytea,
  ADD CONSTRAINT outbox_attachment CHECK ((attachment_name IS NULL) = (attachment IS NULL)) NOT VALID;
COMMENT ON COLUMN outbox.attachment IS '随邮件的清单（xlsx），与消息同时写定';
