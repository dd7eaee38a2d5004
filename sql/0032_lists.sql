-- compatible
-- What a list of projects follows from though no fact of a project changed: which departments there are, which years are put
-- away, and which days are worked. Whoever keeps a list asks one thing only, whether any row of fact_changed came after it.
CREATE TRIGGER department_added AFTER INSERT ON department FOR EACH ROW EXECUTE FUNCTION department_changed();

CREATE FUNCTION departments_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fact_changed (department_id) SELECT id FROM department;
  RETURN NULL;
END $$;
CREATE TRIGGER calendar_changed AFTER INSERT OR UPDATE OR DELETE ON calendar_day FOR EACH STATEMENT
  EXECUTE FUNCTION departments_changed();
CREATE TRIGGER years_changed AFTER INSERT ON year_act FOR EACH STATEMENT EXECUTE FUNCTION departments_changed();
