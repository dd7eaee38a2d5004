-- A made province: :projects projects, :each to a department, :indicators indicators and 4 checkpoints each.
-- Everything follows from the project's number, so that two runs are the same.

INSERT INTO department (fiscal_year, code, name, rule_set, rule_version)
SELECT 2025, lpad(d::text, 5, '0'), '第' || d || '部门', 'CN-2020-10', 3
FROM generate_series(1, (:projects + :each - 1) / :each) d;

INSERT INTO import (department_id, file_name, sha256, content)
SELECT id, 'province', sha256(''), '' FROM department;

INSERT INTO project (department_id, fiscal_year, code, position, version)
SELECT d.id, 2025, '13000025P' || lpad(n::text, 12, '0'), (n - 1) % :each + 1, 1
FROM generate_series(1, :projects) n
JOIN department d ON d.code = lpad(((n - 1) / :each + 1)::text, 5, '0');

INSERT INTO project_version (project_id, version, import_id, name, budget_fen, fiscal_funds_fen, other_funds_fen,
  carry_over, purpose, goals)
SELECT p.id, 1, i.id, '项目' || p.id, (1 + p.id % 50) * 1000000, (1 + p.id % 50) * 1000000, 0, false, '用途', '{目标}'
FROM project p JOIN import i ON i.department_id = p.department_id;

INSERT INTO plan_version (project_id, version, basis, months, share_numerators, share_denominators)
SELECT id, 1, CASE WHEN id % 10 = 9 THEN 'absent' ELSE 'percent' END, '{3,6,10,12}',
  CASE WHEN id % 10 < 6 THEN '{25,50,75,100}' WHEN id % 10 < 8 THEN '{NULL,NULL,NULL,100}'
    WHEN id % 10 = 8 THEN '{NULL,100,NULL,NULL}' ELSE '{NULL,NULL,NULL,NULL}' END::bigint[],
  CASE WHEN id % 10 < 6 THEN '{100,100,100,100}' WHEN id % 10 < 8 THEN '{NULL,NULL,NULL,100}'
    WHEN id % 10 = 8 THEN '{NULL,100,NULL,NULL}' ELSE '{NULL,NULL,NULL,NULL}' END::bigint[]
FROM project;

INSERT INTO indicator (department_id, project_id, position, version, level1, level2, level3, description, basis,
  target_text, target_operator, target_value, target_unit, undecided, binding, binding_category, binding_workdays)
SELECT p.department_id, p.id, k, 1, '产出指标', '数量指标', '指标' || k, '', '',
  '', CASE k WHEN 5 THEN '≤' WHEN 3 THEN '=' WHEN 10 THEN NULL ELSE '≥' END,
  CASE k WHEN 1 THEN 30 WHEN 2 THEN 95 WHEN 3 THEN 100 WHEN 5 THEN (1 + p.id % 50) * 10000 WHEN 8 THEN 3 WHEN 10 THEN NULL
    ELSE 90 END,
  CASE k WHEN 1 THEN '家' WHEN 5 THEN '元' WHEN 8 THEN '个' WHEN 10 THEN NULL ELSE '%' END,
  k = 10 AND p.id % 30 = 1,
  CASE WHEN k = 4 THEN 'spending-timeliness' WHEN k = 5 THEN 'spending' WHEN k = 6 THEN 'budget-execution'
    WHEN k = 10 AND p.id % 20 = 0 THEN 'workday-deadline' ELSE 'observation' END,
  NULL, CASE WHEN k = 10 AND p.id % 20 = 0 THEN 15 END
FROM project p CROSS JOIN generate_series(1, :indicators) k ORDER BY p.id, k;
