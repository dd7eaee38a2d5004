-- A ledger refuses to be emptied; a benchmark's own may be, between two measurements. Each partition refuses for itself.
DO $$
DECLARE piece regclass;
BEGIN
  FOR piece IN SELECT relid FROM pg_partition_tree('spending_entry') LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', piece);
  END LOOP;
  TRUNCATE spending_entry RESTART IDENTITY;
  FOR piece IN SELECT relid FROM pg_partition_tree('spending_entry') LOOP
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', piece);
  END LOOP;
END $$;
