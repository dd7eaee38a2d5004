package import Domain
internal import Postgres

/// A department in a list.
package struct DepartmentEntry: Hashable, Sendable {
  /// Its row.
  package let id: DepartmentID
  /// Who.
  package let identity: DepartmentIdentity
  /// How many standing projects it has.
  package let projects: Int
  /// The last day its alerts were kept for.
  package let evaluatedThrough: Day?
}

extension Store {
  /// The departments, by year, division and code; a code or a name, a year, and a division with those below it narrow them
  /// down. Those of archived years are not among them; where only such are meant, it is refused.
  package func departments(
    code: String? = nil, year: Int? = nil, in division: DivisionCode? = nil
  ) async throws -> [DepartmentEntry] {
    try await ask { session in
      let archived = try Store.archivedYears(session)
      if let year, archived.contains(year) { throw Refusal.year(.archived(year)) }
      let year = year.map { Int16(clamping: $0) }
      let found = try session.rows(
        """
        SELECT d.id, d.division, d.code, d.name, d.fiscal_year, d.evaluated_through,
          (SELECT count(*) FROM project p WHERE p.department_id = d.id AND p.removed_by IS NULL)
        FROM department d WHERE d.removed_at IS NULL AND (\(code) IS NULL OR d.code = \(code) OR d.name = \(code))
          AND ((SELECT sees_all()) OR in_sight(d.division, d.code, d.name))
          AND (\(year) IS NULL OR d.fiscal_year = \(year))
          AND (\(division?.text) IS NULL OR d.division = ANY (ARRAY(SELECT divisions_below(\(division?.text)))))
        ORDER BY d.fiscal_year, d.division, d.code, d.name
        """
      ).map { row in
        let (id, identity) = (try row.next(DepartmentID.self), try Store.identity(&row))
        let through = try row.nextOptional(Day.self)
        return DepartmentEntry(id: id, identity: identity, projects: try row.next(), evaluatedThrough: through)
      }
      let kept = found.filter { !archived.contains($0.identity.fiscalYear) }
      if kept.isEmpty, let last = found.last { throw Refusal.year(.archived(last.identity.fiscalYear)) }
      return kept
    }
  }

  /// A department out of a row: division, code, name, fiscal year.
  static func identity(_ row: inout Row) throws -> DepartmentIdentity {
    DepartmentIdentity(
      division: DivisionCode(kept: try row.next()), code: try row.next(), name: try row.next(),
      fiscalYear: try row.next(Int.self))
  }

  /// The departments that have a standing project whose code begins so.
  package func departments(withProjectsOf area: String, year: Int) async throws -> Set<DepartmentID> {
    try await ask { session in
      Set(
        try session.rows(
          """
          SELECT DISTINCT department_id FROM project
          WHERE fiscal_year = \(Int16(clamping: year)) AND removed_by IS NULL AND starts_with(code, \(area))
          """
        ).map { try $0.next(DepartmentID.self) })
    }
  }

  /// The department a project belongs to, with the project's row and fiscal year: of the last year unless one is named, nil
  /// where no project has the code; a project that a later document no longer had still has its forms. Refused where several
  /// divisions have the code.
  package func owner(
    of code: ProjectCode, year: Int? = nil, in division: DivisionCode? = nil
  ) async throws -> (department: DepartmentID, project: ProjectID, fiscalYear: Int, isOnlyYear: Bool)? {
    let accounts = try await accounts(of: code, in: division).filter { year == nil || $0.fiscalYear == year }
    guard let last = accounts.map(\.fiscalYear).max() else { return nil }
    let alike = accounts.filter { $0.fiscalYear == last }
    guard alike.count == 1 else { throw SpendingAccount.severalDivisions(alike, code: code) }
    guard !alike[0].isArchived else { throw Refusal.year(.archived(last)) }
    let department = try await ask { session in
      try session.rows("SELECT department_id FROM project WHERE id = \(alike[0].id)").first {
        try $0.next(DepartmentID.self)
      }
    }
    return department.map { ($0, alike[0].id, last, accounts.count == 1) }
  }

  /// The fiscal years of departments, and the last days their alerts were kept for.
  package func watchedYears(
    of departments: [DepartmentID]
  ) async throws -> [DepartmentID: (fiscalYear: Int, evaluatedThrough: Day?)] {
    try await ask { session in
      let rows = try session.rows(
        "SELECT id, fiscal_year, evaluated_through FROM department WHERE id = ANY (\(departments))"
      ).map {
        (
          try $0.next(DepartmentID.self),
          (fiscalYear: try $0.next(Int.self), evaluatedThrough: try $0.nextOptional(Day.self))
        )
      }
      return Dictionary(uniqueKeysWithValues: rows)
    }
  }

  /// The names of a department's projects and indicators, removed ones included: kept alerts may speak of them.
  /// Where a document of a past day is asked for, as that document named them.
  package func directory(of department: DepartmentID, asOf day: Day? = nil) async throws -> Directory {
    try await ask { session in try Store.directory(of: department, asOf: day, session) }
  }

  /// The facts of a department with its names, from one snapshot.
  package func snapshot(of department: DepartmentID, asOf day: Day) async throws -> (
    facts: DepartmentFacts, directory: Directory
  )? {
    try await read { session in
      guard let facts = try Store.facts(of: [department], asOf: day, session).first else { return nil }
      return (facts, try Store.directory(of: department, asOf: day, session))
    }
  }
}
