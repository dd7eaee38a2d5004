-- 区划 above departments: two counties' bureaus of one code and name are two, and so are their projects where codes do not tell.

CREATE TABLE division (
  code text PRIMARY KEY CHECK (code = '' OR code ~ '^[0-9]{6}([0-9]{3}){0,2}$'),
  name text NOT NULL DEFAULT '',
  parent text REFERENCES division CHECK (parent <> code)
);
COMMENT ON TABLE division IS '行政区划（GB/T 2260，乡镇9位、村12位）；空编码是没有指明的';
COMMENT ON COLUMN division.parent IS '上级，与编码推出的不同时才写；为空时取编码所属、已有的最近一级';
INSERT INTO division (code, name) VALUES ('', '未指明');

-- The next one above: as it was said, else by the digits of the code.
CREATE FUNCTION division_parent(d division) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(d.parent, (
    SELECT u.code FROM division u
    WHERE u.code <> d.code AND d.code <> ''
      AND u.code = ANY (ARRAY[left(d.code, 9), left(d.code, 6), left(d.code, 4) || '00', left(d.code, 2) || '0000'])
    ORDER BY length(u.code) DESC, u.code DESC LIMIT 1))
$$;
-- A division with all above it, and one with all below it.
CREATE FUNCTION divisions_above(bottom text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE above (code) AS (
    SELECT bottom UNION SELECT division_parent(d) FROM division d JOIN above a ON a.code = d.code)
  SELECT code FROM above WHERE code IS NOT NULL
$$;
CREATE FUNCTION divisions_below(top text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE tree AS MATERIALIZED (SELECT d.code, division_parent(d) AS parent FROM division d), below (code) AS (
    SELECT top UNION SELECT t.code FROM tree t JOIN below b ON t.parent = b.code)
  SELECT code FROM below
$$;

-- A tree has no circles, also where the one above is told by digits.
CREATE FUNCTION division_check_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.parent IS NOT NULL AND NEW.code IN (SELECT divisions_above(NEW.parent)) THEN
    RAISE EXCEPTION 'a division cannot lie below itself'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'division_is_tree';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER division_is_tree AFTER INSERT OR UPDATE ON division FOR EACH ROW EXECUTE FUNCTION division_check_tree();

-- Of departments that are there already the codes of their projects tell, where all say the same.
ALTER TABLE department ADD COLUMN division text NOT NULL DEFAULT '' REFERENCES division;
CREATE TEMPORARY TABLE told_by_codes ON COMMIT DROP AS
  SELECT department_id, min(left(code, 6)) AS division FROM project WHERE code ~ '^[0-9]{8}P[0-9A-Z]{12}$'
  GROUP BY 1 HAVING count(DISTINCT left(code, 6)) = 1;
INSERT INTO division (code) SELECT DISTINCT division FROM told_by_codes;
UPDATE department d SET division = t.division FROM told_by_codes t WHERE t.department_id = d.id;
ALTER TABLE department DROP CONSTRAINT department_identity,
  ADD CONSTRAINT department_identity UNIQUE (fiscal_year, division, code, name),
  ADD CONSTRAINT department_in_division UNIQUE (id, division);
CREATE INDEX department_by_division ON department (division);
COMMENT ON COLUMN department.division IS '所属区划';

-- A code that begins with its division is one project wherever it stands; others are one project within a division.
ALTER TABLE project ADD COLUMN division text NOT NULL DEFAULT '';
UPDATE project p SET division = d.division FROM department d WHERE d.id = p.department_id AND d.division <> '';
ALTER TABLE project DROP CONSTRAINT project_identity,
  ADD CONSTRAINT project_identity UNIQUE (fiscal_year, code, division),
  ADD CONSTRAINT project_division FOREIGN KEY (department_id, division) REFERENCES department (id, division) ON UPDATE CASCADE;
CREATE UNIQUE INDEX project_told_by_code ON project (fiscal_year, code) WHERE code ~ '^[0-9]{8}P[0-9A-Z]{12}$';
CREATE INDEX project_by_code ON project (code);

-- People answer for departments, or for all of a division, or for all there are.
ALTER TABLE recipient_department ADD COLUMN division text NOT NULL DEFAULT '';
INSERT INTO recipient_department (recipient_id, code, name, division)
  SELECT r.recipient_id, r.code, r.name, min(d.division) FROM recipient_department r
  JOIN department d ON d.code = r.code AND d.name = r.name WHERE d.division <> '' GROUP BY 1, 2, 3
  ON CONFLICT (recipient_id, code, name) DO UPDATE SET division = excluded.division;
ALTER TABLE recipient_department DROP CONSTRAINT recipient_department_pkey,
  ADD PRIMARY KEY (recipient_id, division, code, name);
CREATE INDEX recipient_department_by_department ON recipient_department (division, code, name);
ALTER TABLE recipient ADD COLUMN division text REFERENCES division,
  ADD COLUMN reach text NOT NULL DEFAULT 'all' CHECK (reach IN ('all', 'division', 'departments')),
  ADD CONSTRAINT recipient_reach CHECK ((reach = 'division') = (division IS NOT NULL));
UPDATE recipient r SET reach = 'departments' WHERE EXISTS (SELECT FROM recipient_department d WHERE d.recipient_id = r.id);
CREATE INDEX recipient_of_all ON recipient (id) WHERE reach = 'all';
CREATE INDEX recipient_of_division ON recipient (division) WHERE reach = 'division';
COMMENT ON COLUMN recipient.reach IS '负责的范围：全部、一个区划（含下级）、指明的部门';

ALTER TABLE route ADD COLUMN division text REFERENCES division,
  ADD CONSTRAINT route_one_place CHECK (department_id IS NULL OR division IS NULL);
DROP INDEX route_position;
CREATE UNIQUE INDEX route_position ON route (coalesce(department_id, 0), coalesce(division, '-'), position);
COMMENT ON COLUMN route.division IS '所管的区划（含下级）；与 department_id 都为空的管所有部门';
