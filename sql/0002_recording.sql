-- What really happened: spending, observations, events. Append-only: the database itself refuses changes.

CREATE TABLE spending_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id bigint NOT NULL,
  occurred_on date NOT NULL,
  -- The payment must lie in the project's fiscal year; the foreign key below holds it to that.
  fiscal_year smallint NOT NULL GENERATED ALWAYS AS (extract(year FROM occurred_on)) STORED,
  amount_fen bigint NOT NULL,
  voucher text NOT NULL CHECK (voucher <> ''),
  category text,
  memo text,
  reverses bigint,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT spending_entry_year FOREIGN KEY (project_id, fiscal_year) REFERENCES project (id, fiscal_year),
  CONSTRAINT spending_entry_voucher UNIQUE (project_id, voucher),
  CONSTRAINT spending_entry_sign CHECK ((reverses IS NULL AND amount_fen > 0) OR (reverses IS NOT NULL AND amount_fen < 0)),
  CONSTRAINT spending_entry_reverses FOREIGN KEY (reverses) REFERENCES spending_entry
);
CREATE UNIQUE INDEX spending_entry_reversed_once ON spending_entry (reverses) WHERE reverses IS NOT NULL;
COMMENT ON TABLE spending_entry IS '支出流水：只增不改，更正用红冲；凭证号在项目内唯一';

-- A reversal takes back the whole of one entry of the same project, on its day or later.
CREATE FUNCTION spending_entry_check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE original spending_entry;
BEGIN
  SELECT * INTO original FROM spending_entry WHERE id = NEW.reverses;
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

CREATE TABLE observation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  indicator_id bigint NOT NULL REFERENCES indicator,
  observed_on date NOT NULL,
  value numeric,
  denominator numeric CHECK (denominator > 0),
  judgement text CHECK (judgement IN ('达成', '部分达成', '未达成')),
  evidence text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT observation_value CHECK ((value IS NULL) = (judgement IS NOT NULL) AND (denominator IS NULL OR value IS NOT NULL))
);
CREATE INDEX observation_by_indicator ON observation (indicator_id, observed_on);
COMMENT ON TABLE observation IS '指标完成值：某日的数值（可带分母）或判断；同一天以后记的为准';

CREATE TABLE project_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id bigint NOT NULL REFERENCES project,
  kind text NOT NULL CHECK (kind <> ''),
  occurred_on date NOT NULL,
  amount_fen bigint CHECK (amount_fen > 0),
  memo text,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX project_event_once ON project_event (project_id, kind, occurred_on, coalesce(amount_fen, 0));
COMMENT ON TABLE project_event IS '项目事件，如资金到位';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER spending_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON spending_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER observation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON observation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER project_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
