-- Facts by fiscal year: what a question reads and a key holds is one year's, however many years there are. A year that is long
-- over can be put away whole. A later migration that changes one of these tables changes what is put away, too: it could not be
-- attached again.

-- Which partition holds which years, by the catalogs as they are now, also for whoever looks by an older snapshot.
CREATE FUNCTION kept_years(parent regclass) RETURNS TABLE (part regclass, years int4range) LANGUAGE sql STABLE AS $$
  SELECT t.relid, int4range(m[1]::integer, m[2]::integer) FROM pg_partition_tree(parent) t
  CROSS JOIN LATERAL regexp_match(pg_get_partition_constraintdef(t.relid), '>= ''?([0-9]+).*< ''?([0-9]+)') m
  WHERE t.level = 1
$$;
COMMENT ON FUNCTION kept_years IS '分区表的各分区及其年度';
CREATE FUNCTION tables_by_year() RETURNS SETOF regclass LANGUAGE sql STABLE AS $$
  SELECT c.oid::regclass FROM pg_partitioned_table t JOIN pg_class c ON c.oid = t.partrelid
  WHERE c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
$$;

CREATE TABLE year_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('archived', 'restored')),
  first_year smallint NOT NULL,
  last_year smallint NOT NULL CHECK (last_year >= first_year),
  content jsonb NOT NULL,
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE year_act IS '年度的归档与恢复：谁、何时、哪些表、多少行及其校验值';
CREATE TRIGGER year_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON year_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION year_is_archived(year integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT kind = 'archived' FROM year_act WHERE year BETWEEN first_year AND last_year
    ORDER BY id DESC LIMIT 1), false)
$$;

-- Triggers on statements are the parent's alone: a partition that is written to by its own name needs its own.
CREATE FUNCTION guard_partition(parent regclass, part regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  missing record;
  place text := current_schema();
BEGIN
  FOR missing IN
    SELECT t.oid FROM pg_trigger t WHERE t.tgrelid = parent AND NOT t.tgisinternal AND t.tgtype & 1 = 0
      AND NOT EXISTS (SELECT FROM pg_trigger o WHERE o.tgrelid = part AND o.tgfoid = t.tgfoid AND o.tgtype = t.tgtype)
  LOOP
    EXECUTE (SELECT replace(pg_get_triggerdef(missing.oid), format(' ON %I.%I ', place, p.relname),
        format(' ON %I.%I ', place, c.relname))
      FROM pg_class p, pg_class c WHERE p.oid = parent AND c.oid = part);
  END LOOP;
END $$;

-- Makes a year's partitions. They are attached, not created as parts: nobody who reads or writes other years waits.
CREATE FUNCTION open_year(year integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  parent record;
  part text;
BEGIN
  IF year_is_archived(year) THEN
    RAISE EXCEPTION 'the year % is archived', year USING ERRCODE = 'restrict_violation', CONSTRAINT = 'year_is_archived';
  END IF;
  IF NOT EXISTS (SELECT FROM tables_by_year() t WHERE NOT EXISTS (SELECT FROM kept_years(t) k WHERE k.years @> year)) THEN
    RETURN;
  END IF;
  -- Of two who open a year at once the second finds it open.
  PERFORM pg_advisory_xact_lock(hashtextextended('jixiao open_year ' || current_schema(), 0));
  FOR parent IN SELECT t.name, c.relname FROM tables_by_year() t (name) JOIN pg_class c ON c.oid = t.name LOOP
    CONTINUE WHEN EXISTS (SELECT FROM kept_years(parent.name) k WHERE k.years @> year);
    part := parent.relname || '_' || year;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL EXCLUDING IDENTITY)', part, parent.relname);
    PERFORM guard_partition(parent.name, part::regclass);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent.relname, part, year, year + 1);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION open_year FROM PUBLIC;
COMMENT ON FUNCTION open_year IS '为一个预算年度建立各分区，已有的不动';

CREATE FUNCTION department_opens_year() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  PERFORM open_year(y.fiscal_year) FROM (SELECT DISTINCT fiscal_year FROM added) y;
  RETURN NULL;
END $$;
DO $$
BEGIN
  -- What the owner does for others is done in this schema alone.
  EXECUTE format('ALTER FUNCTION open_year SET search_path TO %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION department_opens_year SET search_path TO %I, pg_temp', current_schema());
END $$;
CREATE TRIGGER department_opens_year AFTER INSERT ON department
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION department_opens_year();

-- What is there already becomes one partition as it stands, not one row of the ledger is written anew: ten million entries are
-- read once and get their keys. Where the departments are of several years they stay together, and are put away together.
SET LOCAL maintenance_work_mem = '256MB';
CREATE TEMPORARY TABLE former ON COMMIT DROP AS
  SELECT min(fiscal_year) AS first, max(fiscal_year) + 1 AS past, CASE WHEN min(fiscal_year) = max(fiscal_year)
    THEN min(fiscal_year)::text ELSE min(fiscal_year) || '_' || max(fiscal_year) END AS name
  FROM department;
-- A year for what had none: most rows are of one, and those are not written anew.
CREATE FUNCTION pg_temp.give_year(old text, owner text, key text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE most integer;
BEGIN
  EXECUTE format('SELECT d.fiscal_year FROM %I o JOIN department d ON d.id = o.department_id GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
    owner) INTO most;
  EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', old);
  EXECUTE format('ALTER TABLE %I ADD COLUMN fiscal_year smallint NOT NULL DEFAULT %s', old, coalesce(most, 2000));
  EXECUTE format('UPDATE %I t SET fiscal_year = d.fiscal_year FROM %I o JOIN department d ON d.id = o.department_id '
    'WHERE o.id = t.%I AND d.fiscal_year <> t.fiscal_year', old, owner, key);
  EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', old);
  EXECUTE format('ALTER TABLE %I ALTER COLUMN fiscal_year DROP DEFAULT', old);
END $$;
-- The former table under its years, with the names of its keys; dropped where there was no year.
CREATE FUNCTION pg_temp.attach_former(parent text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  range former;
  old text := parent || '_former';
  part text;
  key record;
BEGIN
  SELECT * INTO range FROM former;
  IF range.name IS NULL THEN
    EXECUTE format('DROP TABLE %I', old);
    RETURN;
  END IF;
  part := parent || '_' || range.name;
  EXECUTE format('ALTER TABLE %I RENAME TO %I', old, part);
  FOR key IN SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = part::regclass LOOP
    EXECUTE format('ALTER INDEX %I RENAME TO %I', key.relname, replace(key.relname, old, part));
  END LOOP;
  PERFORM guard_partition(parent::regclass, part::regclass);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent, part, range.first, range.past);
END $$;

ALTER TABLE spending_entry RENAME TO spending_entry_former;
ALTER SEQUENCE spending_entry_id_seq RENAME TO spending_entry_former_id_seq;
DROP INDEX spending_entry_of_project;
ALTER INDEX spending_entry_by_voucher RENAME TO spending_entry_former_by_voucher;
ALTER INDEX spending_entry_of_blanks RENAME TO spending_entry_former_of_blanks;
DROP TRIGGER spending_entry_reversal ON spending_entry_former;
DROP INDEX spending_entry_reversed_once;
ALTER TABLE spending_entry_former DROP CONSTRAINT spending_entry_reverses, DROP CONSTRAINT spending_entry_pkey,
  DROP CONSTRAINT spending_entry_voucher, ALTER COLUMN fiscal_year DROP EXPRESSION;

-- A key of partitions is a plain column; that it is the day's year is checked, and by the foreign key it is the project's.
-- What is unique in a project is so in its year: a project lies in one.
CREATE TABLE spending_entry (
  id bigint GENERATED ALWAYS AS IDENTITY,
  project_id bigint NOT NULL,
  occurred_on date NOT NULL,
  fiscal_year smallint NOT NULL,
  amount_fen bigint NOT NULL,
  voucher text NOT NULL CONSTRAINT spending_entry_voucher_check CHECK (voucher <> ''),
  category text,
  memo text,
  reverses bigint,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  actor text DEFAULT current_actor(),
  PRIMARY KEY (id, fiscal_year),
  CONSTRAINT spending_entry_year FOREIGN KEY (project_id, fiscal_year) REFERENCES project (id, fiscal_year),
  CONSTRAINT spending_entry_year_of_day CHECK (fiscal_year = extract(year FROM occurred_on)),
  CONSTRAINT spending_entry_voucher UNIQUE (project_id, voucher, fiscal_year),
  CONSTRAINT spending_entry_sign CHECK ((reverses IS NULL AND amount_fen > 0) OR (reverses IS NOT NULL AND amount_fen < 0))
) PARTITION BY RANGE (fiscal_year);
ALTER TABLE spending_entry ADD CONSTRAINT spending_entry_amount
    CHECK (reverses IS NOT NULL OR amount_fen <= 999999999999999) NOT VALID,
  ADD CONSTRAINT spending_entry_voucher_plain
    CHECK (char_length(voucher) <= 100 AND btrim(voucher) = voucher AND strpos(voucher, '  ') = 0) NOT VALID,
  ADD CONSTRAINT spending_entry_actor CHECK (actor IS NOT NULL AND actor <> '') NOT VALID;
CREATE UNIQUE INDEX spending_entry_reversed_once ON spending_entry (reverses, fiscal_year) WHERE reverses IS NOT NULL;
-- All that is asked about payments stands in it: the year is asked for, too, and which entry a reversal is of.
CREATE INDEX spending_entry_of_project
  ON spending_entry (project_id, occurred_on) INCLUDE (fiscal_year, amount_fen, category, reverses);
CREATE INDEX spending_entry_by_voucher ON spending_entry (voucher);
CREATE INDEX spending_entry_of_blanks ON spending_entry (id)
  WHERE btrim(voucher) <> voucher OR strpos(voucher, '  ') > 0;
COMMENT ON TABLE spending_entry IS '支出流水，按年度分区：只增不改，更正用红冲；凭证号在项目内唯一';
COMMENT ON COLUMN spending_entry.actor IS '经办人；为空的是升级前的记录';
SELECT setval('spending_entry_id_seq', last_value, is_called) FROM spending_entry_former_id_seq;

-- The trigger finds the entry that is reversed, or refuses. A foreign key would add nothing: an entry never vanishes, and a
-- year that is put away goes with all its reversals.
CREATE OR REPLACE FUNCTION spending_entry_check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE original spending_entry;
BEGIN
  SELECT * INTO original FROM spending_entry WHERE id = NEW.reverses AND fiscal_year = NEW.fiscal_year;
  IF original.project_id IS DISTINCT FROM NEW.project_id OR original.amount_fen <> -NEW.amount_fen
    OR original.occurred_on > NEW.occurred_on OR original.category IS DISTINCT FROM NEW.category
    OR original.reverses IS NOT NULL
  THEN
    RAISE EXCEPTION 'reversal does not match the entry it names'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'spending_entry_reversal_matches';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER spending_entry_reversal BEFORE INSERT ON spending_entry
  FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION spending_entry_check_reversal();
CREATE TRIGGER spending_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON spending_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER spending_entry_added AFTER INSERT ON spending_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION project_fact_added();

ALTER TABLE spending_entry_former ALTER COLUMN id DROP IDENTITY,
  ADD CONSTRAINT spending_entry_year_of_day CHECK (fiscal_year = extract(year FROM occurred_on)),
  ADD PRIMARY KEY (id, fiscal_year), ADD UNIQUE (project_id, voucher, fiscal_year);
CREATE UNIQUE INDEX spending_entry_former_reversed_once ON spending_entry_former (reverses, fiscal_year)
  WHERE reverses IS NOT NULL;
SELECT pg_temp.attach_former('spending_entry');

-- An observation is of its indicator's year.
ALTER TABLE observation RENAME TO observation_former;
ALTER SEQUENCE observation_id_seq RENAME TO observation_former_id_seq;
ALTER INDEX observation_by_indicator RENAME TO observation_former_by_indicator;
ALTER TABLE observation_former DROP CONSTRAINT observation_pkey;
SELECT pg_temp.give_year('observation_former', 'indicator', 'indicator_id');
CREATE TABLE observation (
  id bigint GENERATED ALWAYS AS IDENTITY,
  indicator_id bigint NOT NULL CONSTRAINT observation_indicator_id_fkey REFERENCES indicator,
  fiscal_year smallint NOT NULL,
  observed_on date NOT NULL,
  value numeric,
  denominator numeric CONSTRAINT observation_denominator_check CHECK (denominator > 0),
  judgement text CONSTRAINT observation_judgement_check CHECK (judgement IN ('达成', '部分达成', '未达成')),
  evidence text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  actor text DEFAULT current_actor(),
  reached_on date,
  PRIMARY KEY (id, fiscal_year),
  CONSTRAINT observation_value CHECK ((value IS NULL) = (judgement IS NOT NULL) AND (denominator IS NULL OR value IS NOT NULL))
) PARTITION BY RANGE (fiscal_year);
ALTER TABLE observation ADD CONSTRAINT observation_actor CHECK (actor IS NOT NULL AND actor <> '') NOT VALID,
  ADD CONSTRAINT observation_reached_on CHECK (reached_on IS NULL OR (judgement IS NOT NULL AND reached_on <= observed_on))
    NOT VALID;
CREATE INDEX observation_by_indicator ON observation (indicator_id, observed_on);
COMMENT ON TABLE observation IS '指标完成值，按年度分区：某日的数值（可带分母）或判断；同一天以后记的为准';
COMMENT ON COLUMN observation.actor IS '填报人；为空的是升级前的记录';
COMMENT ON COLUMN observation.reached_on IS '完成日期：指标值为时限时填报；其余为空';
SELECT setval('observation_id_seq', last_value, is_called) FROM observation_former_id_seq;
CREATE TRIGGER observation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON observation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- One of another year than its indicator's would be found by nobody who looks in that.
CREATE OR REPLACE FUNCTION observation_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added a JOIN indicator i ON i.id = a.indicator_id JOIN department d ON d.id = i.department_id
    WHERE d.fiscal_year <> a.fiscal_year)
  THEN
    RAISE EXCEPTION 'the fiscal year is not that of the indicator'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'observation_year';
  END IF;
  PERFORM ask_for_evaluation(array_agg(DISTINCT i.department_id))
    FROM added a JOIN indicator i ON i.id = a.indicator_id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER observation_added AFTER INSERT ON observation
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION observation_added();
ALTER TABLE observation_former ALTER COLUMN id DROP IDENTITY, ADD PRIMARY KEY (id, fiscal_year);
SELECT pg_temp.attach_former('observation');

-- An event is of its project's year, also where it came to pass before or after.
ALTER TABLE project_event RENAME TO project_event_former;
ALTER SEQUENCE project_event_id_seq RENAME TO project_event_former_id_seq;
ALTER TABLE project_event_former DROP CONSTRAINT project_event_pkey, DROP CONSTRAINT project_event_project_id_fkey;
DROP INDEX project_event_once;
SELECT pg_temp.give_year('project_event_former', 'project', 'project_id');
CREATE TABLE project_event (
  id bigint GENERATED ALWAYS AS IDENTITY,
  project_id bigint NOT NULL,
  fiscal_year smallint NOT NULL,
  kind text NOT NULL CONSTRAINT project_event_kind_check CHECK (kind <> ''),
  occurred_on date NOT NULL,
  amount_fen bigint CONSTRAINT project_event_amount_fen_check CHECK (amount_fen > 0),
  memo text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  actor text DEFAULT current_actor(),
  PRIMARY KEY (id, fiscal_year),
  CONSTRAINT project_event_year FOREIGN KEY (project_id, fiscal_year) REFERENCES project (id, fiscal_year)
) PARTITION BY RANGE (fiscal_year);
ALTER TABLE project_event ADD CONSTRAINT project_event_actor CHECK (actor IS NOT NULL AND actor <> '') NOT VALID;
CREATE UNIQUE INDEX project_event_once
  ON project_event (project_id, kind, occurred_on, coalesce(amount_fen, 0), fiscal_year);
COMMENT ON TABLE project_event IS '项目事件，如资金到位，按年度分区';
COMMENT ON COLUMN project_event.actor IS '经办人；为空的是升级前的记录';
SELECT setval('project_event_id_seq', last_value, is_called) FROM project_event_former_id_seq;
CREATE TRIGGER project_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER project_event_added AFTER INSERT ON project_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION project_fact_added();
ALTER TABLE project_event_former ALTER COLUMN id DROP IDENTITY, ADD PRIMARY KEY (id, fiscal_year);
CREATE UNIQUE INDEX project_event_former_once
  ON project_event_former (project_id, kind, occurred_on, coalesce(amount_fen, 0), fiscal_year);
SELECT pg_temp.attach_former('project_event');

-- Changes of alerts grow as the ledger does. The alert has its department's year, so that its changes are held to that.
ALTER TABLE department ADD CONSTRAINT department_year UNIQUE (id, fiscal_year);
ALTER TABLE alert ADD COLUMN fiscal_year smallint;
UPDATE alert a SET fiscal_year = d.fiscal_year FROM department d WHERE d.id = a.department_id;
ALTER TABLE alert ALTER COLUMN fiscal_year SET NOT NULL, ADD CONSTRAINT alert_year UNIQUE (id, fiscal_year),
  DROP CONSTRAINT alert_department_id_fkey,
  ADD CONSTRAINT alert_department FOREIGN KEY (department_id, fiscal_year) REFERENCES department (id, fiscal_year);
COMMENT ON COLUMN alert.fiscal_year IS '所属部门的预算年度';

ALTER TABLE alert_transition RENAME TO alert_transition_former;
ALTER TABLE alert_transition_former DROP CONSTRAINT alert_transition_pkey,
  DROP CONSTRAINT alert_transition_alert_id_fkey;
SELECT pg_temp.give_year('alert_transition_former', 'alert', 'alert_id');
CREATE TABLE alert_transition (
  alert_id bigint NOT NULL,
  fiscal_year smallint NOT NULL,
  number integer NOT NULL,
  kind text NOT NULL,
  as_of date NOT NULL,
  severity text NOT NULL,
  facts json NOT NULL,
  rule_set text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  actor text,
  note text,
  until date,
  PRIMARY KEY (alert_id, number, fiscal_year),
  CONSTRAINT alert_transition_alert FOREIGN KEY (alert_id, fiscal_year) REFERENCES alert (id, fiscal_year)
) PARTITION BY RANGE (fiscal_year);
ALTER TABLE alert_transition ADD CONSTRAINT alert_transition_kind_check CHECK (
  kind IN ('opened', 'changed', 'resolved', 'reopened', 'acknowledged', 'silenced', 'lapsed', 'closed')) NOT VALID;
COMMENT ON TABLE alert_transition IS '预警的每次变化，及其依据的数字和规则集版本，按年度分区';
CREATE TRIGGER alert_transition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON alert_transition
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE alert_transition_former ADD PRIMARY KEY (alert_id, number, fiscal_year);
SELECT pg_temp.attach_former('alert_transition');

SELECT open_year(y.fiscal_year) FROM (SELECT DISTINCT fiscal_year FROM department ORDER BY 1) y;

-- What a partition holds, by which a copy that comes back is told from another: its rows and their sum, in whatever order and by
-- whosever settings they are read.
CREATE FUNCTION rows_and_sum(part regclass, OUT rows bigint, OUT checksum text) LANGUAGE plpgsql
  SET timezone = 'UTC' SET datestyle = 'ISO' SET extra_float_digits = 1 AS $$
BEGIN
  EXECUTE format('SELECT count(*), coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)::numeric), 0)::text FROM %s t', part)
    INTO rows, checksum;
END $$;

-- Puts the years of one partition away: into a schema of their own, where a copy may be made of them and they may be dropped.
-- Only the owner of the tables can.
CREATE FUNCTION archive_years(span int4range) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent regclass;
  away regclass;
  content jsonb := '{}';
  place text := current_schema() || '_archive';
BEGIN
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', place);
  FOR parent, away IN SELECT t, k.part FROM tables_by_year() t, kept_years(t) k WHERE k.years = span LOOP
    -- Nobody may add to it from here on; who reads, and who writes other years, waits only at the end.
    EXECUTE format('LOCK TABLE %s IN SHARE MODE', away);
    content := content || (SELECT jsonb_build_object(away::text, jsonb_build_object(
      'table', parent::text, 'rows', c.rows, 'checksum', c.checksum)) FROM rows_and_sum(away) c);
  END LOOP;
  FOR parent, away IN SELECT t, k.part FROM tables_by_year() t, kept_years(t) k WHERE k.years = span LOOP
    EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, away);
    EXECUTE format('ALTER TABLE %s SET SCHEMA %I', away, place);
  END LOOP;
  INSERT INTO year_act (kind, first_year, last_year, content) VALUES ('archived', lower(span), upper(span) - 1, content);
END $$;

-- Brings them back, if they are what was put away.
CREATE FUNCTION restore_years(span int4range) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  act year_act;
  part text;
  kept jsonb;
  found record;
  place text := current_schema() || '_archive';
BEGIN
  SELECT * INTO STRICT act FROM year_act WHERE int4range(first_year, last_year, '[]') = span ORDER BY id DESC LIMIT 1;
  FOR part, kept IN SELECT * FROM jsonb_each(act.content) LOOP
    IF to_regclass(format('%I.%I', place, part)) IS NULL THEN
      RAISE EXCEPTION '%', format('%I.%I', place, part) USING ERRCODE = 'undefined_table', CONSTRAINT = 'archive_missing';
    END IF;
    SELECT * INTO found FROM rows_and_sum(to_regclass(format('%I.%I', place, part)));
    IF (found.rows, found.checksum) IS DISTINCT FROM ((kept ->> 'rows')::bigint, kept ->> 'checksum') THEN
      RAISE EXCEPTION '%', format('%I.%I', place, part) USING ERRCODE = 'check_violation', CONSTRAINT = 'archive_changed';
    END IF;
    EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', place, part, current_schema());
    PERFORM guard_partition((kept ->> 'table')::regclass, part::regclass);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', kept ->> 'table', part,
      lower(span), upper(span));
  END LOOP;
  INSERT INTO year_act (kind, first_year, last_year, content) VALUES ('restored', act.first_year, act.last_year, act.content);
END $$;

CREATE OR REPLACE FUNCTION revoke_database_role(role text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', current_schema(), role);
  EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM %I', current_schema(), role);
  EXECUTE format('REVOKE ALL ON FUNCTION %I.open_year FROM %I', current_schema(), role);
  EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %I', current_schema(), role);
END $$;
-- Partitions are reached by way of their parent, by which rights are given: nobody but the owner needs any on them.
CREATE OR REPLACE FUNCTION grant_database_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  member record;
  kept record;
  place text := current_schema();
BEGIN
  FOR member IN SELECT r.role, r.kind FROM database_role r JOIN pg_roles p ON p.rolname = r.role LOOP
    PERFORM revoke_database_role(member.role);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, member.role);
    FOR kept IN
      SELECT c.oid, c.relname, EXISTS (
          SELECT FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE t.tgrelid = c.oid AND f.proname = 'refuse_change')
        AS append_only
      FROM pg_class c WHERE c.relnamespace = place::regnamespace AND c.relkind IN ('r', 'p', 'v')
        AND NOT c.relispartition
    LOOP
      IF member.kind = 'service' THEN
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', place, kept.relname, member.role);
        IF kept.relname NOT IN ('schema_migration', 'database_role', 'year_act') THEN
          EXECUTE format('GRANT INSERT ON %I.%I TO %I', place, kept.relname, member.role);
          IF NOT kept.append_only THEN
            EXECUTE format('GRANT UPDATE, DELETE ON %I.%I TO %I', place, kept.relname, member.role);
          END IF;
        END IF;
      ELSIF kept.relname = 'channel' THEN
        -- Not the sealed addresses and passwords.
        EXECUTE (SELECT format('GRANT SELECT (%s) ON %I.channel TO %I', string_agg(quote_ident(a.attname), ', '), place, member.role)
          FROM pg_attribute a WHERE a.attrelid = kept.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'secret');
      ELSIF member.kind = 'auditor'
        OR kept.relname NOT IN ('outbox', 'delivery_attempt', 'recipient', 'recipient_address', 'setting', 'database_role')
      THEN
        EXECUTE format('GRANT SELECT ON %I.%I TO %I', place, kept.relname, member.role);
      END IF;
    END LOOP;
    IF member.kind = 'service' THEN
      EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', place, member.role);
      EXECUTE format('GRANT EXECUTE ON FUNCTION %I.open_year TO %I', place, member.role);
    END IF;
  END LOOP;
END $$;
