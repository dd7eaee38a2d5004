-- compatible
-- What a list of projects follows from though no fact of a project changed: which departments there are, which years are put
-- away, and which days are worked. Whoever keeps a list asks one thing only, whether any row of fact_changed came after it.
CREATE TRIGGER department_added AFTER INSERT ON department FOR EACH ROW EXECUTE FUNCTION department_changed();

-- A row for each department, once a transaction; where nothing was touched, as by days that are kept already, none.
CREATE FUNCTION departments_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM touched) THEN
    INSERT INTO fact_changed (department_id) SELECT d.id FROM department d
      WHERE NOT EXISTS (
        SELECT FROM fact_changed c WHERE c.department_id = d.id AND c.transaction = pg_current_xact_id());
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER calendar_added AFTER INSERT ON calendar_day REFERENCING NEW TABLE AS touched FOR EACH STATEMENT
  EXECUTE FUNCTION departments_changed();
CREATE TRIGGER calendar_changed AFTER UPDATE ON calendar_day REFERENCING NEW TABLE AS touched FOR EACH STATEMENT
  EXECUTE FUNCTION departments_changed();
CREATE TRIGGER calendar_removed AFTER DELETE ON calendar_day REFERENCING OLD TABLE AS touched FOR EACH STATEMENT
  EXECUTE FUNCTION departments_changed();
CREATE TRIGGER years_changed AFTER INSERT ON year_act REFERENCING NEW TABLE AS touched FOR EACH STATEMENT
  EXECUTE FUNCTION departments_changed();
