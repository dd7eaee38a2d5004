-- How many jobs are not done.
SELECT count(*) FROM job WHERE state IN ('waiting', 'set-aside')
