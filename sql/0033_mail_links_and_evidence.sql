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

-- The one opens something, the other are files of people's own, contracts and lists of names among them: whoever only looks at the
-- database sees nothing of either, but what is known of each file.
DO $$
DECLARE
  was text := pg_get_functiondef('is_of_sign_in'::regproc);
  is_now text := replace(was, '''account_password'',', '''account_password'', ''mail_link'', ''evidence_content'',');
BEGIN
  IF is_now = was THEN
    RAISE EXCEPTION 'is_of_sign_in is not what was expected';
  END IF;
  EXECUTE is_now;
END $$;

-- Evidence of indicators' values (佐证材料): what is known of each file, for good, and apart from it the file itself, by
-- year as the facts are, so that a year that is put away takes its files with it.
CREATE TABLE evidence_file (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  indicator_id bigint NOT NULL REFERENCES indicator,
  fiscal_year smallint NOT NULL,
  -- The value it shows, by its day and its row. No foreign key: a year that is put away goes whole.
  observed_on date NOT NULL,
  observation_id bigint NOT NULL,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  type text NOT NULL CHECK (type IN ('pdf', 'png', 'jpeg', 'docx', 'xlsx')),
  size integer NOT NULL CHECK (size BETWEEN 1 AND 10485760),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE evidence_file IS '指标完成值的佐证材料：名称、类型、大小、摘要、谁何时上传、属于哪条记录；只增不改，文件本身在 evidence_content';
CREATE INDEX evidence_file_of_value ON evidence_file (indicator_id, observed_on, observation_id);
CREATE TRIGGER evidence_file_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_file
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE evidence_withdrawal (
  file_id bigint PRIMARY KEY REFERENCES evidence_file,
  reason text NOT NULL CHECK (reason <> ''),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE evidence_withdrawal IS '撤回的佐证材料：谁、何时、为什么；文件内容随之删除，名称和摘要保留';
CREATE TRIGGER evidence_withdrawal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_withdrawal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE evidence_content (
  file_id bigint NOT NULL REFERENCES evidence_file,
  fiscal_year smallint NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (file_id, fiscal_year)
) PARTITION BY RANGE (fiscal_year);
-- What is taken is compressed as it is.
ALTER TABLE evidence_content ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE evidence_content IS '佐证材料的文件内容，按年度分区；撤回的删除，其余不改不删';
CREATE FUNCTION evidence_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM evidence_file f WHERE f.id = NEW.file_id AND f.fiscal_year = NEW.fiscal_year
      AND f.size = octet_length(NEW.content) AND f.sha256 = sha256(NEW.content))
    THEN
      RAISE EXCEPTION 'the content is not that of the file'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_content_of_file';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM evidence_withdrawal w WHERE w.file_id = OLD.file_id) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER evidence_content_stays BEFORE INSERT OR UPDATE OR DELETE ON evidence_content
  FOR EACH ROW EXECUTE FUNCTION evidence_content_stays();
-- Whether a file shows what counts still: since it was sent nothing else was recorded for the day, and nothing taken back. The same value
-- recorded again, with other words beside it, is the value that it shows.
CREATE FUNCTION evidence_stands(f evidence_file) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM observation v WHERE v.id = f.observation_id AND v.fiscal_year = f.fiscal_year
      AND NOT EXISTS (SELECT FROM observation o WHERE o.indicator_id = f.indicator_id AND o.fiscal_year = f.fiscal_year
        AND o.observed_on = f.observed_on AND o.id > f.observation_id
        AND (o.value, o.denominator, o.judgement, o.reached_on) IS DISTINCT FROM (v.value, v.denominator, v.judgement, v.reached_on)))
    AND NOT EXISTS (SELECT FROM observation_withdrawal x WHERE x.indicator_id = f.indicator_id
      AND x.observed_on = f.observed_on AND x.last_id >= f.observation_id)
$$;

-- By a function of its own: a service may delete what was taken back.
CREATE TRIGGER evidence_content_whole BEFORE TRUNCATE ON evidence_content
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_content_stays();

DO $$
DECLARE kept record;
BEGIN
  FOR kept IN SELECT * FROM (VALUES
    ('evidence_file', 'EXISTS (SELECT FROM indicator i WHERE i.id = evidence_file.indicator_id)'),
    ('evidence_withdrawal', 'EXISTS (SELECT FROM evidence_file f WHERE f.id = evidence_withdrawal.file_id)'),
    ('evidence_content', 'EXISTS (SELECT FROM evidence_file f WHERE f.id = evidence_content.file_id)'))
    t (name, condition)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', kept.name);
    EXECUTE format('CREATE POLICY in_sight ON %I USING ((SELECT sees_all()) OR %s)', kept.name, kept.condition);
  END LOOP;
END $$;

-- Years that are kept together have a partition of each table: those that a table which came later has none of yet,
-- also where the years were put away before it came and are back.
CREATE FUNCTION complete_years(span int4range) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent record;
  part text;
  named text := lower(span) || CASE WHEN upper(span) - lower(span) > 1 THEN '_' || upper(span) - 1 ELSE '' END;
BEGIN
  FOR parent IN SELECT t.name, c.relname FROM tables_by_year() t (name) JOIN pg_class c ON c.oid = t.name LOOP
    CONTINUE WHEN EXISTS (SELECT FROM kept_years(parent.name) k WHERE k.years && span);
    part := parent.relname || '_' || named;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL EXCLUDING IDENTITY)', part, parent.relname);
    PERFORM guard_partition(parent.name, part::regclass);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent.relname, part, lower(span),
      upper(span));
  END LOOP;
END $$;
COMMENT ON FUNCTION complete_years IS '为一段年度补齐还没有的分区：后来才有的表，或归档后才有的表';
SELECT complete_years(k.years) FROM (SELECT DISTINCT years FROM kept_years('observation')) k;
