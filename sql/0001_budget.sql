-- Who, what and how much: departments, the documents they were read from, projects with their versions, indicators.
-- Amounts are whole fen. Shares of a budget are exact fractions.

CREATE TABLE rule_set (
  name text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  PRIMARY KEY (name, version)
);
COMMENT ON TABLE rule_set IS '规则集：预警参数的版本';

CREATE TABLE rule_parameter (
  rule_set text NOT NULL,
  version integer NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  meaning text NOT NULL,
  PRIMARY KEY (rule_set, version, key),
  FOREIGN KEY (rule_set, version) REFERENCES rule_set (name, version)
);
COMMENT ON TABLE rule_parameter IS '规则参数';

CREATE TABLE calendar_day (
  day date PRIMARY KEY,
  worked boolean NOT NULL,
  name text NOT NULL
);
COMMENT ON TABLE calendar_day IS '国务院办公厅放假通知：放假日与调休上班日';

CREATE TABLE department (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fiscal_year smallint NOT NULL CHECK (fiscal_year BETWEEN 2000 AND 2100),
  code text NOT NULL CHECK (code <> ''),
  name text NOT NULL CHECK (name <> ''),
  overall_goal text NOT NULL DEFAULT '',
  rule_set text NOT NULL,
  rule_version integer NOT NULL,
  evaluated_through date,
  CONSTRAINT department_identity UNIQUE (fiscal_year, code, name),
  FOREIGN KEY (rule_set, rule_version) REFERENCES rule_set (name, version)
);
COMMENT ON TABLE department IS '部门（预算单位），按预算年度';
COMMENT ON COLUMN department.evaluated_through IS '最近一次写入预警的评判日期';

CREATE TABLE import (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  file_name text NOT NULL,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  content bytea NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX import_by_department ON import (department_id, id);
COMMENT ON TABLE import IS '导入的文件，保留原件';

CREATE TABLE finding (
  import_id bigint NOT NULL REFERENCES import,
  position integer NOT NULL,
  severity text NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  code text NOT NULL,
  project_code text,
  message text NOT NULL,
  place text NOT NULL,
  PRIMARY KEY (import_id, position)
);
COMMENT ON TABLE finding IS '导入时发现的问题';

CREATE TABLE budget_line (
  import_id bigint NOT NULL REFERENCES import,
  budget_table text NOT NULL,
  position integer NOT NULL,
  code text,
  name text NOT NULL,
  amounts_fen bigint[] NOT NULL,
  cells text[] NOT NULL,
  PRIMARY KEY (import_id, budget_table, position)
);
COMMENT ON TABLE budget_line IS '预算表的各行：收支总表、支出总表、三公经费、采购、资产等';

CREATE TABLE project (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  fiscal_year smallint NOT NULL,
  code text NOT NULL CHECK (code <> ''),
  position integer NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  removed_by bigint REFERENCES import,
  CONSTRAINT project_identity UNIQUE (fiscal_year, code),
  CONSTRAINT project_year UNIQUE (id, fiscal_year)
);
CREATE INDEX project_by_department ON project (department_id);
COMMENT ON TABLE project IS '项目：预算年度 + 项目编码';
COMMENT ON COLUMN project.removed_by IS '在哪次导入的文件中已不存在；只标记，不删除';

CREATE TABLE project_version (
  project_id bigint NOT NULL REFERENCES project,
  version integer NOT NULL,
  import_id bigint NOT NULL REFERENCES import,
  name text NOT NULL,
  budget_fen bigint NOT NULL CHECK (budget_fen >= 0),
  fiscal_funds_fen bigint NOT NULL,
  other_funds_fen bigint NOT NULL,
  carry_over boolean NOT NULL,
  purpose text NOT NULL,
  goals text[] NOT NULL,
  PRIMARY KEY (project_id, version)
);
COMMENT ON TABLE project_version IS '项目内容的各个版本，旧版保留';

CREATE TABLE plan_version (
  project_id bigint NOT NULL,
  version integer NOT NULL,
  basis text NOT NULL CHECK (basis IN ('percent', 'amount', 'absent')),
  months smallint[] NOT NULL,
  share_numerators bigint[] NOT NULL,
  share_denominators bigint[] NOT NULL,
  PRIMARY KEY (project_id, version),
  FOREIGN KEY (project_id, version) REFERENCES project_version,
  CHECK (cardinality(months) = cardinality(share_numerators)),
  CHECK (cardinality(months) = cardinality(share_denominators)),
  CHECK (1 <= ALL (months) AND 12 >= ALL (months))
);
COMMENT ON TABLE plan_version IS '资金支出计划的各个版本：月份与累计比例（分子/分母），空白为 NULL';

CREATE TABLE indicator (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  project_id bigint REFERENCES project,
  position integer NOT NULL CHECK (position > 0),
  version integer NOT NULL CHECK (version > 0),
  level1 text NOT NULL,
  level2 text NOT NULL,
  level3 text NOT NULL,
  description text NOT NULL,
  basis text NOT NULL,
  target_text text NOT NULL,
  target_operator text CHECK (target_operator IN ('≥', '≤', '>', '<', '=')),
  target_value numeric,
  target_unit text,
  undecided boolean NOT NULL,
  binding text NOT NULL CHECK (
    binding IN ('observation', 'spending-timeliness', 'budget-execution', 'spending', 'workday-deadline')),
  binding_category text,
  binding_workdays smallint,
  removed_by bigint REFERENCES import,
  CHECK ((target_operator IS NULL) = (target_value IS NULL)),
  CHECK ((binding = 'workday-deadline') = (binding_workdays IS NOT NULL))
);
-- The place in the table is the identity among what stands; what was removed keeps its old place.
CREATE UNIQUE INDEX indicator_place ON indicator (project_id, position) WHERE removed_by IS NULL AND project_id IS NOT NULL;
CREATE UNIQUE INDEX indicator_of_department ON indicator (department_id, position)
  WHERE removed_by IS NULL AND project_id IS NULL;
CREATE INDEX indicator_by_department ON indicator (department_id);
COMMENT ON TABLE indicator IS '绩效指标的现行内容；project_id 为空的是部门整体指标，level1 为其所在的目标';

CREATE TABLE indicator_version (
  indicator_id bigint NOT NULL REFERENCES indicator,
  version integer NOT NULL,
  import_id bigint NOT NULL REFERENCES import,
  position integer NOT NULL,
  level1 text NOT NULL,
  level2 text NOT NULL,
  level3 text NOT NULL,
  description text NOT NULL,
  basis text NOT NULL,
  target_text text NOT NULL,
  PRIMARY KEY (indicator_id, version)
);
COMMENT ON TABLE indicator_version IS '绩效指标的各个版本，旧版保留';
