package import Domain
internal import Postgres

extension Store {
  /// The registered people who answer for a department; nil where it is gone.
  package func signatories(of department: DepartmentID) async throws -> Signatories? {
    try await read { session in
      let found = try session.rows(
        "SELECT division, code, name, fiscal_year FROM department WHERE id = \(department) AND removed_at IS NULL"
      ).map { row in
        DepartmentIdentity(
          division: DivisionCode(kept: try row.next()), code: try row.next(), name: try row.next(),
          fiscalYear: Int(try row.next(Int16.self)))
      }
      let people = try People(of: [department], session).recipients
      return found.first.map { Signatories(of: $0, department, among: people) }
    }
  }

  /// Those who answer for a department by the roles of their accounts on a day; nil where it is gone.
  package func accountSignatories(of department: DepartmentID, on day: Day) async throws -> Signatories? {
    guard let identity = try await identity(of: department) else { return nil }
    let accounts = try await userAccounts().filter { !$0.isDisabled }
    return Signatories(of: identity, accounts.map { Principal(name: $0.name, grants: $0.grants) }, on: day)
  }

  private func identity(of department: DepartmentID) async throws -> DepartmentIdentity? {
    try await ask { session in
      try session.rows(
        "SELECT division, code, name, fiscal_year FROM department WHERE id = \(department) AND removed_at IS NULL"
      ).first { try Store.identity(&$0) }
    }
  }

  /// To whom a notice of rectification went: the department, and the project where it is about one; nil for none of the
  /// number.
  package func addressee(
    ofRectification id: Int64
  ) async throws -> (department: DepartmentID, project: ProjectID?)? {
    try await read { session in
      try session.rows("SELECT department_id, project_id FROM rectification WHERE id = \(id)").map {
        (department: try $0.next(DepartmentID.self), project: try $0.nextOptional(ProjectID.self))
      }.first
    }
  }

  /// Whoever is registered under a name, wherever the person answers.
  package func registered(_ name: String) async throws -> Signatory? {
    try await read { session in
      try People(named: name, session).recipients.first.map { Signatory(name: $0.name, role: $0.role) }
    }
  }
}
