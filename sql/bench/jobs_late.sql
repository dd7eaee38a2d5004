-- By how many microseconds each job of the kind :kind was done after it was due, least first.
SELECT (extract(epoch FROM done_at - due_at) * 1000000)::bigint FROM job WHERE kind = ':kind' ORDER BY 1
