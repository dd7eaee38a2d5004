-- From which day a document holds, and what stood in it: so that a question about a past day is answered by the document of
-- that day, whatever was imported since.

ALTER TABLE import ADD COLUMN effective_on date;
ALTER TABLE import ADD COLUMN overall_goal text;
ALTER TABLE import ADD COLUMN agreed_removals integer NOT NULL DEFAULT 0;
-- The first document of a fiscal year holds from its first day, whenever it came; a later one from the day it came.
UPDATE import i SET effective_on = CASE
  WHEN i.id = (SELECT min(f.id) FROM import f WHERE f.department_id = i.department_id) THEN make_date(d.fiscal_year, 1, 1)
  ELSE (i.imported_at AT TIME ZONE 'Asia/Shanghai')::date END
FROM department d WHERE d.id = i.department_id;
ALTER TABLE import ALTER COLUMN effective_on SET DEFAULT (now() AT TIME ZONE 'Asia/Shanghai')::date;
ALTER TABLE import ALTER COLUMN effective_on SET NOT NULL;
COMMENT ON COLUMN import.effective_on IS '自哪天起执行；当天及以后、下一份文件执行之前，以它为准';
COMMENT ON COLUMN import.overall_goal IS '这份文件中的部门总体绩效目标';
COMMENT ON COLUMN import.agreed_removals IS '导入时经人同意删除的项目数';

-- What stood in each document: its projects and indicators with their versions.
CREATE TABLE import_project (
  import_id bigint NOT NULL REFERENCES import,
  project_id bigint NOT NULL,
  version integer NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (import_id, project_id),
  FOREIGN KEY (project_id, version) REFERENCES project_version
);
COMMENT ON TABLE import_project IS '每份文件中有哪些项目、各为哪一版';

CREATE TABLE import_indicator (
  import_id bigint NOT NULL REFERENCES import,
  indicator_id bigint NOT NULL,
  version integer NOT NULL,
  binding text NOT NULL,
  binding_category text,
  binding_workdays smallint,
  PRIMARY KEY (import_id, indicator_id),
  FOREIGN KEY (indicator_id, version) REFERENCES indicator_version
);
COMMENT ON TABLE import_indicator IS '每份文件中有哪些指标、各为哪一版、怎样取值';

-- Of documents imported before this, as far as the versions tell.
INSERT INTO import_project (import_id, project_id, version, position)
SELECT i.id, p.id, max(v.version), p.position
FROM import i JOIN project p ON p.department_id = i.department_id
JOIN project_version v ON v.project_id = p.id AND v.import_id <= i.id
WHERE p.removed_by IS NULL OR p.removed_by > i.id
GROUP BY i.id, p.id;
INSERT INTO import_indicator (import_id, indicator_id, version, binding, binding_category, binding_workdays)
SELECT i.id, t.id, max(v.version), t.binding, t.binding_category, t.binding_workdays
FROM import i JOIN indicator t ON t.department_id = i.department_id
JOIN indicator_version v ON v.indicator_id = t.id AND v.import_id <= i.id
WHERE t.removed_by IS NULL OR t.removed_by > i.id
GROUP BY i.id, t.id;

-- The document that holds on a day: of those that hold from that day or earlier the one imported last; before the first, the
-- first.
CREATE FUNCTION import_in_force(department bigint, day date) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    (SELECT max(id) FROM import WHERE department_id = department AND effective_on <= day),
    (SELECT id FROM import WHERE department_id = department ORDER BY effective_on, id LIMIT 1))
$$;

-- The rule sets of a department, each from its day.
CREATE TABLE department_rule_set (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  holds_from date NOT NULL,
  rule_set text NOT NULL,
  rule_version integer NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (rule_set, rule_version) REFERENCES rule_set (name, version)
);
CREATE INDEX department_rule_set_by_department ON department_rule_set (department_id, id);
COMMENT ON TABLE department_rule_set IS '部门采用过的规则集，各自哪天起；没有记录的按 department 现行的';

-- The rule set that holds on a day: of those that hold from that day or earlier the one recorded last; before the first, the
-- first. No row where the department never changed it.
CREATE FUNCTION rule_set_in_force(department bigint, day date) RETURNS TABLE (rule_set text, rule_version integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT r.rule_set, r.rule_version FROM department_rule_set r WHERE r.department_id = department
  ORDER BY (r.holds_from <= day) DESC, CASE WHEN r.holds_from <= day THEN -r.id ELSE r.id END LIMIT 1
$$;

-- A department that was imported by mistake: nothing recorded, and no longer there for any question.
ALTER TABLE department ADD COLUMN removed_at timestamptz;
COMMENT ON COLUMN department.removed_at IS '误导入的部门，何时移除';
