package import Domain
internal import Postgres

extension Store {
  /// Joins a department to the division, name and code it has now: what was recorded stays, and so do the people who answer for it.
  package func renameDepartment(_ id: DepartmentID, to new: DepartmentIdentity) async throws {
    try await write { session in
      let old = try Store.identity(of: id, session)
      guard old.code != new.code || old.name != new.name || old.division != new.division else {
        throw Refusal.department(.same(new))
      }
      try Store.noteDivision(new.division, session)
      let taken = try session.rows(
        """
        SELECT count(*) FROM department WHERE fiscal_year = \(Int16(old.fiscalYear)) AND code = \(new.code)
          AND name = \(new.name) AND division = \(new.division.text) AND id <> \(id)
        """
      ).first { try $0.next(Int.self) }
      guard taken == 0 else {
        throw Refusal.department(.taken(new))
      }
      do {
        try session.run(
          """
          UPDATE department SET division = \(new.division.text), code = \(new.code), name = \(new.name) WHERE id = \(id)
          """)
      } catch let error as PostgresError where error.constraint == "project_identity" {
        throw Refusal.department(.divisionHasProjects(new.division))
      }
      try session.run(
        """
        INSERT INTO recipient_department (recipient_id, division, code, name)
        SELECT recipient_id, \(new.division.text), \(new.code), \(new.name) FROM recipient_department
        WHERE code = \(old.code) AND name = \(old.name) AND division = \(old.division.text) ON CONFLICT DO NOTHING
        """)
      try session.run(
        """
        INSERT INTO account_role (account_id, kind, role, division, department_code, department_name, from_day, until_day,
          stands_in_for)
        SELECT account_id, kind, role, \(new.division.text), \(new.code), \(new.name), from_day, until_day, stands_in_for
        FROM account_role WHERE revoked_at IS NULL AND division = \(old.division.text)
          AND department_code = \(old.code) AND department_name = \(old.name) ON CONFLICT DO NOTHING
        """)
    }
  }

  /// Takes a department that was imported by mistake out of every question. Refused where anything was recorded for it, or
  /// anybody was told of it; its document and what was read of it stay in the database.
  package func removeDepartment(_ id: DepartmentID) async throws {
    try await write { session in
      let identity = try Store.identity(of: id, session)
      let recorded =
        try session.rows(
          """
          SELECT (SELECT count(*) FROM spending_entry e JOIN project p ON p.id = e.project_id
              WHERE p.department_id = \(id) AND e.fiscal_year = \(Int16(identity.fiscalYear))),
            (SELECT count(*) FROM observation o JOIN indicator i ON i.id = o.indicator_id
              WHERE i.department_id = \(id) AND o.fiscal_year = \(Int16(identity.fiscalYear))),
            (SELECT count(*) FROM project_event e JOIN project p ON p.id = e.project_id
              WHERE p.department_id = \(id) AND e.fiscal_year = \(Int16(identity.fiscalYear))),
            (SELECT count(*) FROM budget_adjustment a JOIN project p ON p.id = a.project_id WHERE p.department_id = \(id)),
            (SELECT count(*) FROM form WHERE department_id = \(id))
              + (SELECT count(*) FROM form_submission WHERE department_id = \(id))
              + (SELECT count(*) FROM rectification WHERE department_id = \(id))
              + (SELECT count(*) FROM form_remark WHERE department_id = \(id))
          """
        ).first { row in try (0..<5).map { _ in try row.next(Int.self) } } ?? []
      guard recorded.allSatisfy({ $0 == 0 }), recorded.count == 5 else {
        throw Refusal.department(
          .inUse(
            identity, payments: recorded[0], values: recorded[1], events: recorded[2], adjustments: recorded[3],
            forms: recorded[4]))
      }
      // Codes and name become free for the document that should have come.
      let mark = "（已移除\(id)）"
      try session.run("UPDATE project SET code = code || \(mark) WHERE department_id = \(id)")
      try session.run(
        "UPDATE department SET name = name || \(mark), removed_at = now() WHERE id = \(id)")
    }
  }

  private static func identity(of id: DepartmentID, _ session: borrowing Session) throws -> DepartmentIdentity {
    let found = try session.rows(
      "SELECT division, code, name, fiscal_year FROM department WHERE id = \(id) AND removed_at IS NULL FOR UPDATE"
    ).first { try Store.identity(&$0) }
    guard let found else { throw Refusal.department(.vanished) }
    try requireKept([found.fiscalYear], session)
    return found
  }
}
