-- compatible
-- Who did what, when, from where: each act of a person leaves a row in the transaction of the act itself, and each refusal and
-- export one of its own. Rows are chained by their digests, a chain for each division, so that writers of one do not wait for
-- those of another.
CREATE TABLE audit_chain (
  chain text PRIMARY KEY,
  number bigint NOT NULL,
  digest bytea NOT NULL
);
COMMENT ON TABLE audit_chain IS '审计链的末端：最后一条的序号和摘要；定期另存一份，截断才查得出';

CREATE TABLE audit_entry (
  chain text NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  at timestamptz NOT NULL,
  actor text NOT NULL CHECK (actor <> ''),
  origin text NOT NULL,
  action text NOT NULL CHECK (action <> ''),
  -- done, or the code of the refusal.
  outcome text NOT NULL CHECK (outcome <> ''),
  request text,
  changes text,
  digest bytea NOT NULL,
  PRIMARY KEY (chain, number)
);
COMMENT ON TABLE audit_entry IS '审计记录：何人何时从何处办理了什么，办成还是被拒，前后各是什么；只增不改，永久保存';
CREATE INDEX audit_entry_by_time ON audit_entry (at);
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One field so that no two rows run together: its length in bytes, the text; nothing is told from empty.
CREATE FUNCTION audit_field(field text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(octet_length(convert_to(field, 'UTF8')) || ':' || field, '-') || ','
$$;
CREATE FUNCTION audit_append(
  of_chain text, who text, came_from text, did text, ended text, asked text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  head audit_chain;
  noted text := nullif(current_setting('jixiao.changes', true), '');
  moment timestamptz;
BEGIN
  SELECT * INTO head FROM audit_chain WHERE chain = of_chain FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_chain (chain, number, digest) VALUES (of_chain, 0, '') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM audit_chain WHERE chain = of_chain FOR UPDATE;
  END IF;
  -- After the wait, so that times rise along the chain.
  moment := clock_timestamp();
  head.number := head.number + 1;
  head.digest := sha256(head.digest || convert_to(
    audit_field(of_chain) || audit_field(head.number::text)
    || audit_field((extract(epoch FROM moment) * 1000000)::bigint::text) || audit_field(who) || audit_field(came_from)
    || audit_field(did) || audit_field(ended) || audit_field(asked) || audit_field(noted), 'UTF8'));
  INSERT INTO audit_entry (chain, number, at, actor, origin, action, outcome, request, changes, digest)
    VALUES (of_chain, head.number, moment, who, came_from, did, ended, asked, noted, head.digest);
  UPDATE audit_chain SET number = head.number, digest = head.digest WHERE chain = of_chain;
  PERFORM set_config('jixiao.changes', '', true);
END $$;
COMMENT ON FUNCTION audit_append IS '在本事务里追加一条审计记录，摘要接在同一链的前一条之后';

-- Before and after of what can be changed, noted for the act whose transaction it is; what is sealed is left out.
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  noted text := coalesce(current_setting('jixiao.changes', true), '');
  change jsonb;
BEGIN
  -- The service's own writes are no acts; and a flood is told as one.
  IF coalesce(current_setting('jixiao.audited', true), '') = '' OR octet_length(noted) > 65536 THEN
    RETURN NULL;
  END IF;
  change := jsonb_build_object('table', TG_TABLE_NAME);
  IF TG_OP <> 'INSERT' THEN
    change := change || jsonb_build_object('before', jsonb_strip_nulls(to_jsonb(OLD) - 'secret'));
  END IF;
  IF TG_OP <> 'DELETE' THEN
    change := change || jsonb_build_object('after', jsonb_strip_nulls(to_jsonb(NEW) - 'secret'));
  END IF;
  noted := noted || change::text || E'\n';
  IF octet_length(noted) > 65536 THEN
    noted := noted || '{"more": true}' || E'\n';
  END IF;
  PERFORM set_config('jixiao.changes', noted, true);
  RETURN NULL;
END $$;
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['account', 'account_role', 'account_os_user', 'recipient', 'recipient_department',
    'recipient_project', 'recipient_address', 'route', 'channel', 'setting', 'department', 'division', 'database_role',
    'department_rule_set', 'rule_parameter', 'department_layout', 'indicator_binding', 'form_entry', 'form_transition',
    'form_submission', 'rectification', 'rectification_transition']
  LOOP
    EXECUTE format('CREATE TRIGGER noted_change AFTER INSERT OR UPDATE OR DELETE ON %I '
      'FOR EACH ROW EXECUTE FUNCTION note_change()', kept);
  END LOOP;
END $$;
