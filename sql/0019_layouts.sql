-- compatible
-- Layouts of forms that people described: each version as its text, never changed. Those that the program brings along are kept
-- too once a department uses them, so that a newer program prints what was handed in as it was.
CREATE TABLE form_layout (
  code text NOT NULL CHECK (code <> ''),
  version integer NOT NULL CHECK (version > 0),
  form text NOT NULL CHECK (form IN ('monitoring', 'self-evaluation')),
  body text NOT NULL CHECK (body <> ''),
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE form_layout IS '表格版式：一版一行，JSON 原文，不再改动';
CREATE TRIGGER form_layout_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON form_layout
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- By which a department's forms are printed, each from its day: a form that was handed in stays with that of the day it was.
CREATE TABLE department_layout (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id bigint NOT NULL REFERENCES department,
  form text NOT NULL CHECK (form IN ('monitoring', 'self-evaluation')),
  holds_from date NOT NULL,
  layout text NOT NULL,
  version integer NOT NULL,
  actor text NOT NULL DEFAULT current_actor() CHECK (actor <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (layout, version) REFERENCES form_layout (code, version)
);
CREATE INDEX department_layout_by_department ON department_layout (department_id, form, id);
COMMENT ON TABLE department_layout IS '部门采用的表格版式，各自哪天起；没有记录的用全国通用表';
CREATE TRIGGER department_layout_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON department_layout
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
