-- compatible
-- Who stands in for somebody of a department is seen by who sees the department, like those whom a route tells of it.
ALTER POLICY in_sight ON recipient USING ((SELECT sees_all())
  OR EXISTS (SELECT FROM recipient_department x WHERE x.recipient_id = recipient.id)
  OR reach = 'all' AND EXISTS (SELECT FROM department)
  OR reach = 'division' AND EXISTS (
    SELECT FROM department d WHERE d.division IN (SELECT divisions_below(recipient.division)))
  OR EXISTS (SELECT FROM route t JOIN department d ON d.id = t.department_id
    OR t.department_id IS NULL AND (t.division IS NULL OR d.division IN (SELECT divisions_below(t.division)))
    WHERE recipient.id = ANY (t.recipients))
  OR EXISTS (SELECT FROM account s JOIN account_role g ON g.account_id = s.id AND g.stands_in_for IS NOT NULL
      AND g.revoked_at IS NULL
    JOIN department d ON g.division IS NULL
      OR g.department_code IS NULL AND d.division IN (SELECT divisions_below(g.division))
      OR (d.division, d.code, d.name) = (g.division, g.department_code, g.department_name)
    WHERE s.recipient_id = recipient.id));
