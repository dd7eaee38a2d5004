-- Delivery: which key a channel's secret is sealed with, how fast a channel may send, what needs no longer be sent.

-- What was sealed before ids were kept has none, until a program that can open it says which key it was.
ALTER TABLE channel ADD COLUMN key_id text;
COMMENT ON COLUMN channel.key_id IS 'secret 是用哪把密钥加密的（密钥的编号，不是密钥）';
-- A channel out of use needs no secret, and is not to stand in the way of a new key.
UPDATE channel SET secret = NULL WHERE NOT active;

-- A bucket: what may go at once, filled again as time passes, shared by all daemons. A quarter of the minute's messages may go
-- at once, the rest one by one over 70 seconds: so in no 60 seconds more than per_minute are taken on by the other side, even
-- where some of them were under way for ten seconds. (In any 70 seconds fewer than burst + per_minute + 1 - burst go.)
ALTER TABLE channel DROP COLUMN window_began, DROP COLUMN window_sent,
  ADD COLUMN tokens double precision NOT NULL DEFAULT 'Infinity',
  ADD COLUMN filled_at timestamptz NOT NULL DEFAULT clock_timestamp();
COMMENT ON COLUMN channel.tokens IS '在 filled_at 时还可以马上发送几条；有每分钟上限的通道才用';
CREATE FUNCTION channel_tokens(per_minute integer, tokens double precision, filled_at timestamptz, at timestamptz)
RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT least(burst, tokens + greatest(0, extract(epoch FROM at - filled_at)) * (per_minute + 1 - burst) / 70.0)
  FROM (SELECT greatest(1, per_minute / 4)::double precision) b (burst)
$$;

-- A message that waited until it was overtaken by what was told since.
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check,
  ADD CONSTRAINT outbox_state_check CHECK (state IN ('waiting', 'sent', 'dead', 'superseded')) NOT VALID;
-- Who waits in front of a message: those written before for the same person by the same channel.
CREATE INDEX outbox_line ON outbox (channel_id, recipient_id, id) WHERE state = 'waiting';

ALTER TABLE daemon ADD COLUMN problem text;
COMMENT ON COLUMN daemon.problem IS '守护进程自己做不到的事，如没有通道的密钥；没有问题的为空';
