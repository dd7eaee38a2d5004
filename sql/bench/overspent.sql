-- Whether the project :code is said to be overspent: 1 or 0.
SELECT count(*) FROM alert a JOIN project p ON p.id = a.project_id
WHERE a.rule = 'overspent' AND a.severity = 'red' AND a.state = 'open' AND p.code = ':code'
