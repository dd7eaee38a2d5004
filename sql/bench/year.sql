-- Half a year of the made province: five entries a project, observations for seven in ten indicators, some funds arriving.

INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher)
SELECT p.id, date '2025-01-20' + e * 30, 2025, (1 + p.id % 50) * 1000000 * (4 + (p.id * 7 + e * 3) % 22) / 200 + e, 'V' || e
FROM project p CROSS JOIN generate_series(1, 5) e ORDER BY p.id, e;

INSERT INTO observation (indicator_id, fiscal_year, observed_on, value, judgement)
SELECT i.id, 2025, date '2025-06-25',
  CASE i.position WHEN 1 THEN 10 + i.id % 30 WHEN 2 THEN 90 + i.id % 11 WHEN 3 THEN 99 + (i.id % 9 > 0)::int
    WHEN 7 THEN 85 + i.id % 16 WHEN 9 THEN 88 + i.id % 13 END,
  CASE WHEN i.position = 10 THEN (ARRAY['达成', '部分达成', '未达成'])[1 + i.id % 3] END
FROM indicator i
WHERE i.position IN (1, 2, 3, 7, 9, 10) AND i.binding = 'observation' AND (i.project_id * 31 + i.position * 17) % 10 < 7
ORDER BY i.id;

INSERT INTO project_event (project_id, fiscal_year, kind, occurred_on, amount_fen)
SELECT id, 2025, '资金到位', date '2025-06-05', NULL FROM project WHERE id % 20 = 0;

ANALYZE;
