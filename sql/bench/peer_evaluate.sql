-- The rules of domain.md by hand in set-based SQL, as of :day, over the national default's parameters: what the product's
-- evaluation is measured against. It leaves out since-dates and acknowledgements, which only makes it faster.

CREATE TEMPORARY TABLE b_project ON COMMIT DROP AS
SELECT p.id, p.department_id, p.fiscal_year, v.budget_fen AS budget, l.basis, l.months, l.share_numerators,
  l.share_denominators, coalesce(t.target_value, 90) AS threshold, coalesce(s.paid, 0)::bigint AS paid
FROM project p
JOIN project_version v ON v.project_id = p.id AND v.version = p.version
JOIN plan_version l ON l.project_id = p.id AND l.version = p.version
LEFT JOIN indicator t ON t.project_id = p.id AND t.binding = 'spending-timeliness' AND t.removed_by IS NULL
LEFT JOIN (SELECT project_id, sum(amount_fen) AS paid FROM spending_entry WHERE occurred_on <= date :day GROUP BY 1) s
  ON s.project_id = p.id
WHERE p.removed_by IS NULL;

CREATE TEMPORARY TABLE b_checkpoint ON COMMIT DROP AS
WITH cells AS (
  SELECT b.id, c.month, c.ord, c.n, c.d, count(c.n) OVER (PARTITION BY b.id ORDER BY c.ord) AS filled, false AS fallback
  FROM b_project b, unnest(b.months, b.share_numerators, b.share_denominators) WITH ORDINALITY c (month, n, d, ord)
  WHERE b.basis <> 'absent'
  UNION ALL
  SELECT b.id, m.month, m.month, m.month, 12, m.month, true FROM b_project b, unnest('{3,6,10,12}'::int[]) m (month)
  WHERE b.basis = 'absent'
), carried AS (
  SELECT id, month, fallback, max(n) OVER (PARTITION BY id, filled) AS n, max(d) OVER (PARTITION BY id, filled) AS d FROM cells
), dated AS (
  SELECT c.id, (make_date(b.fiscal_year, c.month, 1) + interval '1 month - 1 day')::date AS day, c.fallback,
    coalesce(c.n, 0)::numeric AS n, coalesce(c.d, 1)::numeric AS d
  FROM carried c JOIN b_project b USING (id)
)
SELECT x.id, x.day, x.fallback, x.n, x.d, coalesce(sum(e.amount_fen), 0)::bigint AS paid_then
FROM dated x LEFT JOIN spending_entry e ON e.project_id = x.id AND e.occurred_on <= x.day AND e.occurred_on <= date :day
GROUP BY 1, 2, 3, 4, 5;

CREATE TEMPORARY TABLE b_observation ON COMMIT DROP AS
SELECT DISTINCT ON (indicator_id) indicator_id, value, denominator, judgement FROM observation
WHERE observed_on <= date :day ORDER BY indicator_id, observed_on DESC, id DESC;

CREATE TEMPORARY TABLE b_last ON COMMIT DROP AS
SELECT DISTINCT ON (id) id, n, d FROM b_checkpoint WHERE day <= date :day AND n > 0 ORDER BY id, day DESC;

CREATE TEMPORARY TABLE b_result (
  department_id bigint, project_id bigint, indicator_id bigint, rule text, period text, severity text, facts json
) ON COMMIT DROP;

INSERT INTO b_result
SELECT b.department_id, b.id, NULL, 'checkpoint-approaching', to_char(c.day, 'YYYY-MM'),
  CASE WHEN c.day - date :day <= 7 THEN 'yellow' ELSE 'blue' END,
  json_build_object('budget', b.budget, 'planned', round(b.budget * c.n / c.d), 'paid', b.paid, 'daysLeft', c.day - date :day,
    'toPlan', greatest(ceil(b.budget * c.n / c.d) - b.paid, 0),
    'workdaysLeft', (SELECT count(*) FROM generate_series(date :day, c.day, '1 day') g
      LEFT JOIN calendar_day k ON k.day = g::date WHERE coalesce(k.worked, extract(isodow FROM g) < 6)))
FROM b_project b JOIN b_checkpoint c USING (id)
WHERE c.n > 0 AND c.day >= date :day AND c.day - date :day <= 30
  AND b.paid * c.d * 100 < b.budget * c.n * b.threshold;

INSERT INTO b_result
SELECT b.department_id, b.id, NULL, 'checkpoint-missed', to_char(c.day, 'YYYY-MM'),
  CASE WHEN c.paid_then * c.d * 100 < b.budget * c.n * 60 AND NOT c.fallback THEN 'red' ELSE 'yellow' END,
  json_build_object('budget', b.budget, 'planned', round(b.budget * c.n / c.d), 'paid', b.paid,
    'timeliness', round(c.paid_then * c.d * 100 / (b.budget * c.n), 2), 'paidAtCheckpoint', c.paid_then,
    'toPlan', ceil(b.budget * c.n / c.d) - b.paid)
FROM b_project b JOIN b_checkpoint c USING (id)
WHERE c.n > 0 AND c.day < date :day AND c.paid_then * c.d * 100 < b.budget * c.n * b.threshold
  AND b.paid * c.d * 100 < b.budget * c.n * b.threshold;

INSERT INTO b_result
SELECT department_id, id, NULL, 'overspent', fiscal_year::text, 'red',
  json_build_object('budget', budget, 'paid', paid, 'excess', paid - budget)
FROM b_project WHERE paid > budget;

INSERT INTO b_result
SELECT b.department_id, b.id, NULL, 'ahead-of-plan', to_char(c.day, 'YYYY-MM'), 'blue',
  json_build_object('budget', b.budget, 'planned', round(b.budget * c.n / c.d), 'paid', b.paid)
FROM b_project b
JOIN (SELECT DISTINCT ON (id) * FROM b_checkpoint WHERE day >= date :day ORDER BY id, day) c USING (id)
WHERE b.paid <= b.budget AND c.n / c.d + 0.3 <= 1 AND b.paid >= b.budget * (c.n / c.d + 0.3);

INSERT INTO b_result
SELECT b.department_id, b.id, NULL, 'forecast-shortfall', b.fiscal_year::text, 'yellow',
  json_build_object('budget', b.budget, 'paid', b.paid, 'forecast', b.paid + round(b.budget * (l.d - l.n) / l.d))
FROM b_project b JOIN b_last l USING (id)
WHERE date :day <= make_date(b.fiscal_year, 12, 31) AND (b.paid + round(b.budget * (l.d - l.n) / l.d)) * 100 < b.budget * 90;

INSERT INTO b_result
SELECT i.department_id, i.project_id, i.id, 'indicator-due', to_char(make_date(b.fiscal_year, r.month, 1), 'YYYY-MM'),
  CASE WHEN r.due < date :day THEN 'red' WHEN r.due - date :day <= 3 THEN 'yellow' ELSE 'blue' END,
  json_build_object('reportBy', r.due)
FROM b_project b JOIN indicator i ON i.project_id = b.id AND i.removed_by IS NULL AND i.binding = 'observation'
JOIN (VALUES (6, date '2025-01-01', date '2025-07-20'), (12, date '2025-11-01', date '2026-01-31')) r (month, from_day, due)
  ON r.due - date :day <= 15
WHERE NOT EXISTS (SELECT FROM observation o
  WHERE o.indicator_id = i.id AND o.observed_on BETWEEN r.from_day AND date :day);

INSERT INTO b_result
SELECT i.department_id, i.project_id, i.id, 'overspent', b.fiscal_year::text, 'red',
  json_build_object('cap', i.target_value, 'paid', b.paid)
FROM b_project b JOIN indicator i ON i.project_id = b.id AND i.removed_by IS NULL AND i.binding = 'spending'
WHERE i.target_operator IN ('≤', '<') AND i.target_unit = '元' AND i.binding_category IS NULL
  AND (b.paid > i.target_value * 100 OR (i.target_operator = '<' AND b.paid = i.target_value * 100));

-- Values of all kinds, read by the rules of the middle of the year.
INSERT INTO b_result
SELECT department_id, project_id, id, 'indicator-off-target', fiscal_year::text,
  CASE WHEN target_operator IN ('≤', '<') AND judgement IS NULL OR date :day > make_date(fiscal_year, 12, 31)
    THEN 'red' ELSE 'yellow' END,
  json_build_object('target', target_operator || target_value || target_unit, 'value', coalesce(judgement, value::text))
FROM (
  SELECT i.*, b.fiscal_year, o.judgement, coalesce(o.value * 100 / nullif(o.denominator, 0), o.value) AS value,
    i.target_unit = '%' OR date :day > make_date(b.fiscal_year, 12, 31) AS due
  FROM b_project b JOIN indicator i ON i.project_id = b.id AND i.removed_by IS NULL
  JOIN b_observation o ON o.indicator_id = i.id WHERE i.binding IN ('observation', 'workday-deadline')
  UNION ALL
  SELECT i.*, b.fiscal_year, NULL, 100 * t.mean, true
  FROM b_project b JOIN indicator i ON i.project_id = b.id AND i.removed_by IS NULL AND i.binding = 'spending-timeliness'
  JOIN (SELECT c.id, avg(least(1, c.paid_then * c.d / (p.budget * c.n))) AS mean
    FROM b_checkpoint c JOIN b_project p USING (id) WHERE c.day <= date :day AND c.n > 0 GROUP BY 1) t ON t.id = b.id
  UNION ALL
  SELECT i.*, b.fiscal_year, NULL, 100.0 * b.paid / b.budget,
    EXISTS (SELECT FROM b_checkpoint c WHERE c.id = b.id AND c.day <= date :day AND c.n >= c.d)
      OR date :day > make_date(b.fiscal_year, 12, 31)
  FROM b_project b JOIN indicator i ON i.project_id = b.id AND i.removed_by IS NULL AND i.binding = 'budget-execution'
) v
WHERE judgement = '未达成' OR judgement = '部分达成' AND date :day > make_date(fiscal_year, 12, 31)
  OR judgement IS NULL AND CASE target_operator
    WHEN '≤' THEN value > target_value WHEN '<' THEN value >= target_value
    WHEN '>' THEN due AND value <= target_value ELSE due AND value < target_value END;

INSERT INTO b_result
SELECT b.department_id, b.id, i.id, 'deadline-workdays', e.occurred_on::text,
  CASE WHEN w.deadline < date :day THEN 'red' ELSE 'yellow' END,
  json_build_object('eventOn', e.occurred_on, 'deadline', w.deadline, 'due', b.budget, 'paid', b.paid)
FROM b_project b JOIN indicator i ON i.project_id = b.id AND i.removed_by IS NULL AND i.binding = 'workday-deadline'
JOIN project_event e ON e.project_id = b.id AND e.kind = '资金到位' AND e.occurred_on <= date :day
CROSS JOIN LATERAL (SELECT g::date AS deadline FROM generate_series(e.occurred_on + 1, e.occurred_on + 60, '1 day') g
  LEFT JOIN calendar_day k ON k.day = g::date WHERE coalesce(k.worked, extract(isodow FROM g) < 6)
  ORDER BY g LIMIT 1 OFFSET i.binding_workdays - 1) w
WHERE b.paid < least(coalesce(e.amount_fen, b.budget), b.budget)
  AND NOT EXISTS (SELECT FROM b_observation o WHERE o.indicator_id = i.id AND o.judgement = '达成');

INSERT INTO b_result
SELECT b.department_id, b.id, NULL, 'data-quality', b.fiscal_year::text, 'blue', json_build_object('missing', 'plan')
FROM b_project b
WHERE b.basis = 'absent' OR NOT EXISTS (SELECT FROM indicator i WHERE i.project_id = b.id AND i.removed_by IS NULL);

INSERT INTO b_result
SELECT i.department_id, i.project_id, i.id, 'data-quality', b.fiscal_year::text, 'blue', json_build_object('missing', 'target')
FROM b_project b JOIN indicator i ON i.project_id = b.id AND i.removed_by IS NULL WHERE i.undecided;

-- The difference to what is kept, and only it.
WITH changed AS (
  INSERT INTO peer_alert AS a (department_id, fiscal_year, project_id, indicator_id, rule, period, severity, state, since,
    last_transition)
  OVERRIDING USER VALUE
  SELECT department_id, 2025, project_id, indicator_id, rule, period, severity, 'open', date :day, 1 FROM b_result
  ON CONFLICT (department_id, coalesce(project_id, 0), coalesce(indicator_id, 0), rule, period) DO UPDATE
    SET severity = excluded.severity, state = 'open', last_transition = a.last_transition + 1
    WHERE a.severity <> excluded.severity OR a.state = 'resolved'
  RETURNING id, department_id, project_id, indicator_id, rule, period, severity, last_transition
)
INSERT INTO peer_transition (alert_id, number, kind, as_of, severity, facts, rule_set, fiscal_year)
SELECT c.id, c.last_transition, CASE c.last_transition WHEN 1 THEN 'opened' ELSE 'changed' END, date :day, c.severity, r.facts,
  'CN-2020-10#2', 2025
FROM changed c JOIN b_result r ON r.department_id = c.department_id AND r.project_id = c.project_id
  AND r.indicator_id IS NOT DISTINCT FROM c.indicator_id AND r.rule = c.rule AND r.period = c.period;

WITH gone AS (
  UPDATE peer_alert a SET state = 'resolved', last_transition = a.last_transition + 1
  WHERE a.state <> 'resolved' AND NOT EXISTS (SELECT FROM b_result r
    WHERE r.department_id = a.department_id AND r.project_id = a.project_id AND r.rule = a.rule AND r.period = a.period
      AND r.indicator_id IS NOT DISTINCT FROM a.indicator_id)
  RETURNING id, last_transition, severity
)
INSERT INTO peer_transition (alert_id, number, kind, as_of, severity, facts, rule_set, fiscal_year)
SELECT id, last_transition, 'resolved', date :day, severity, '{}', 'CN-2020-10#2', 2025 FROM gone;
