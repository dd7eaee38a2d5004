-- Where the peer keeps its alerts: the same columns, keys, checks and foreign keys as the product's.
CREATE TABLE peer_alert (LIKE alert INCLUDING ALL);
ALTER TABLE peer_alert ADD FOREIGN KEY (department_id, fiscal_year) REFERENCES department (id, fiscal_year),
  ADD FOREIGN KEY (project_id) REFERENCES project, ADD FOREIGN KEY (indicator_id) REFERENCES indicator;
CREATE TABLE peer_transition (LIKE alert_transition INCLUDING ALL);
ALTER TABLE peer_transition ADD FOREIGN KEY (alert_id, fiscal_year) REFERENCES peer_alert (id, fiscal_year);
