-- Alerts on which the product and its peer differ, either way. The peer knows nothing of the dates of a department's forms.
SELECT count(*) FROM (
  SELECT department_id, project_id, indicator_id, rule, period, severity, state FROM alert WHERE project_id IS NOT NULL
) a FULL JOIN (
  SELECT department_id, project_id, indicator_id, rule, period, severity, state FROM peer_alert
) b ON a.project_id = b.project_id AND a.rule = b.rule AND a.period = b.period
  AND coalesce(a.indicator_id, 0) = coalesce(b.indicator_id, 0) AND a.severity = b.severity AND a.state = b.state
WHERE a.project_id IS NULL OR b.project_id IS NULL
