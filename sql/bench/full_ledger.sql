-- A ledger that holds :rows payments already, and its twin: the foreign keys are checked once for all of them.
DO $$
DECLARE piece regclass;
BEGIN
  FOR piece IN SELECT relid FROM pg_partition_tree('spending_entry') LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', piece);
  END LOOP;
  ALTER TABLE spending_entry DROP CONSTRAINT spending_entry_year;
  INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher, memo)
  SELECT p.id, make_date(p.fiscal_year, 1, 1) + (n % 365)::int, p.fiscal_year, 100 + n % 800, 'H' || n, '办公用品'
  FROM generate_series(1, :rows / :projects) n CROSS JOIN project p;
  ALTER TABLE spending_entry ADD CONSTRAINT spending_entry_year
    FOREIGN KEY (project_id, fiscal_year) REFERENCES project (id, fiscal_year);
  FOR piece IN SELECT relid FROM pg_partition_tree('spending_entry') LOOP
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', piece);
  END LOOP;
  ALTER TABLE peer_entry DROP CONSTRAINT peer_entry_year;
  INSERT INTO peer_entry OVERRIDING SYSTEM VALUE SELECT * FROM spending_entry;
  ALTER TABLE peer_entry ADD CONSTRAINT peer_entry_year
    FOREIGN KEY (project_id, fiscal_year) REFERENCES project (id, fiscal_year);
  PERFORM setval(pg_get_serial_sequence('peer_entry', 'id'), max(id)) FROM peer_entry;
  ANALYZE spending_entry;
  ANALYZE peer_entry;
END $$;
