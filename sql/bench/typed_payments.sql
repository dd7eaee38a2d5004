-- How many payments the made grids have left.
SELECT count(*) FROM spending_entry WHERE voucher LIKE 'N%'
