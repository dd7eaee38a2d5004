-- What an entry may be, said by the database too. Existing rows are left as they are (NOT VALID): a ledger is not rewritten,
-- and a reversal of one of them must stay possible.
ALTER TABLE spending_entry ADD CONSTRAINT spending_entry_amount
  CHECK (reverses IS NOT NULL OR amount_fen <= 999999999999999) NOT VALID;
-- One voucher has one text: no blanks at the ends, runs of blanks are one.
ALTER TABLE spending_entry ADD CONSTRAINT spending_entry_voucher_plain
  CHECK (char_length(voucher) <= 100 AND btrim(voucher) = voucher AND strpos(voucher, '  ') = 0) NOT VALID;

-- A sum of fen as bigint; one that no bigint can hold stops at its end instead of failing every question about the project.
CREATE FUNCTION fen(total numeric) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT least(greatest(coalesce(total, 0), -9223372036854775807), 9223372036854775807)::bigint
$$;
COMMENT ON FUNCTION fen IS '金额合计（分），超出 bigint 的取其边界';
