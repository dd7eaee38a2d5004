-- The ledger's twin for psql: the same columns, keys, checks, indexes, foreign keys and trigger.
CREATE TABLE peer_entry (LIKE spending_entry INCLUDING ALL);
ALTER TABLE peer_entry ADD CONSTRAINT peer_entry_year FOREIGN KEY (project_id, fiscal_year) REFERENCES project (id, fiscal_year);
CREATE TRIGGER peer_reversal BEFORE INSERT ON peer_entry
  FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION spending_entry_check_reversal();
