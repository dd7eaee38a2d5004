-- How many jobs of the kind :kind are done.
SELECT count(*) FROM job WHERE kind = ':kind' AND state = 'done'
