-- compatible, outside transactions
-- A ledger of ten million entries answers as one of ten thousand. Each statement may be repeated: one that was interrupted leaves
-- an index that is not valid.

-- A project's payments are read from the index alone.
DROP INDEX CONCURRENTLY IF EXISTS spending_entry_of_project;
CREATE INDEX CONCURRENTLY spending_entry_of_project ON spending_entry (project_id, occurred_on) INCLUDE (amount_fen, category);

-- A reversal names a voucher, and not always the project; vouchers of earlier versions kept blanks as they came.
DROP INDEX CONCURRENTLY IF EXISTS spending_entry_by_voucher;
CREATE INDEX CONCURRENTLY spending_entry_by_voucher ON spending_entry (voucher);
DROP INDEX CONCURRENTLY IF EXISTS spending_entry_of_blanks;
CREATE INDEX CONCURRENTLY spending_entry_of_blanks ON spending_entry (id)
  WHERE btrim(voucher) <> voucher OR strpos(voucher, '  ') > 0;

-- What a digest waits for is asked once for all digests, not by each of twenty thousand for itself.
DROP INDEX CONCURRENTLY IF EXISTS job_waiting_of_kind;
CREATE INDEX CONCURRENTLY job_waiting_of_kind ON job (kind, due_at) WHERE state = 'waiting';
DROP INDEX CONCURRENTLY IF EXISTS job_waiting_by_kind;
CREATE INDEX CONCURRENTLY job_waiting_by_kind ON job (kind, id) WHERE state = 'waiting';
