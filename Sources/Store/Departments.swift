public import Domain
internal import Postgres

/// A department in a list.
public struct DepartmentEntry: Hashable, Sendable {
  /// Its row.
  public let id: Int64
  /// Who.
  public let identity: DepartmentIdentity
  /// How many standing projects it has.
  public let projects: Int
  /// The last day its alerts were kept for.
  public let evaluatedThrough: Day?
}

extension Store {
  /// The departments, by year and code; a code or a name, and a year, narrow them down.
  public func departments(code: String? = nil, year: Int? = nil) async throws -> [DepartmentEntry] {
    try await pool.perform { session in
      let year = year.map { Int16($0) }
      return try session.rows(
        """
        SELECT d.id, d.code, d.name, d.fiscal_year, d.evaluated_through, count(p.id)
        FROM department d LEFT JOIN project p ON p.department_id = d.id AND p.removed_by IS NULL
        WHERE d.removed_at IS NULL AND (\(code) IS NULL OR d.code = \(code) OR d.name = \(code)) AND (\(year) IS NULL OR d.fiscal_year = \(year))
        GROUP BY d.id ORDER BY d.fiscal_year, d.code, d.name
        """
      ).map { row in
        let (id, code, name, year) = (
          try row.next(Int64.self), try row.next(String.self), try row.next(String.self), try row.next(Int.self)
        )
        let through = try row.nextOptional(Day.self)
        return DepartmentEntry(
          id: id, identity: DepartmentIdentity(code: code, name: name, fiscalYear: year), projects: try row.next(),
          evaluatedThrough: through)
      }
    }
  }

  /// The departments that have a standing project whose code begins so.
  public func departments(withProjectsOf area: String, year: Int) async throws -> Set<Int64> {
    try await pool.perform { session in
      Set(
        try session.rows(
          """
          SELECT DISTINCT department_id FROM project
          WHERE fiscal_year = \(Int16(year)) AND removed_by IS NULL AND starts_with(code, \(area))
          """
        ).map { try $0.next(Int64.self) })
    }
  }

  /// The department a project belongs to, with the project's row, one for each fiscal year; a project that a later document
  /// no longer had still has its forms.
  public func owners(of code: ProjectCode, year: Int? = nil) async throws -> [(department: Int64, project: Int64)] {
    try await pool.perform { session in
      let year = year.map { Int16($0) }
      return try session.rows(
        """
        SELECT department_id, id FROM project
        WHERE code = \(code.text) AND (\(year) IS NULL OR fiscal_year = \(year)) ORDER BY fiscal_year
        """
      ).map { (department: try $0.next(), project: try $0.next()) }
    }
  }

  /// The fiscal years of departments, and the last days their alerts were kept for.
  public func watchedYears(
    of departments: [Int64]
  ) async throws -> [Int64: (fiscalYear: Int, evaluatedThrough: Day?)] {
    try await pool.perform { session in
      let rows = try session.rows(
        "SELECT id, fiscal_year, evaluated_through FROM department WHERE id = ANY (\(departments))"
      ).map {
        (try $0.next(Int64.self), (fiscalYear: try $0.next(Int.self), evaluatedThrough: try $0.nextOptional(Day.self)))
      }
      return Dictionary(uniqueKeysWithValues: rows)
    }
  }

  /// The names of a department's projects and indicators, removed ones included: kept alerts may speak of them.
  /// Where a document of a past day is asked for, as that document named them.
  public func directory(of department: Int64, asOf day: Day? = nil) async throws -> Directory {
    try await pool.perform { session in try Store.directory(of: department, asOf: day, session) }
  }

  /// The facts of a department with its names, from one snapshot.
  public func snapshot(of department: Int64, asOf day: Day) async throws -> (
    facts: DepartmentFacts, directory: Directory
  )? {
    try await read { session in
      guard let facts = try Store.facts(of: [department], asOf: day, session).first else { return nil }
      return (facts, try Store.directory(of: department, asOf: day, session))
    }
  }

  static func directory(
    of department: Int64, asOf day: Day? = nil, _ session: borrowing Session
  ) throws -> Directory {
    let document = try document(of: department, asOf: day, session)
    let projects = try session.rows(
      """
      SELECT p.id, p.code, v.name, coalesce(m.position, p.position)
      FROM project p LEFT JOIN import_project m ON m.import_id = \(document) AND m.project_id = p.id
      JOIN project_version v ON v.project_id = p.id AND v.version = coalesce(m.version, p.version)
      WHERE p.department_id = \(department)
      """
    ).map { row in
      let (id, code) = (try row.next(Int64.self), try row.next(String.self))
      guard let code = ProjectCode(kept: code) else { throw StoreError("code-empty", "项目编码为空。") }
      return (id, Directory.Project(code: code, name: try row.next(), position: try row.next()))
    }
    let indicators = try session.rows(
      """
      SELECT i.id, coalesce(v.position, i.position),
        CASE WHEN coalesce(v.level2, i.level2) = '' THEN coalesce(v.level1, i.level1) ELSE coalesce(v.level2, i.level2) END,
        coalesce(v.level3, i.level3), coalesce(v.target_text, i.target_text)
      FROM indicator i LEFT JOIN import_indicator m ON m.import_id = \(document) AND m.indicator_id = i.id
      LEFT JOIN indicator_version v ON v.indicator_id = m.indicator_id AND v.version = m.version
      WHERE i.department_id = \(department)
      """
    ).map { row in
      let id = try row.next(Int64.self)
      return (
        id,
        Directory.Indicator(
          position: try row.next(), kind: try row.next(), name: try row.next(), target: try row.next())
      )
    }
    return Directory(
      projects: Dictionary(uniqueKeysWithValues: projects), indicators: Dictionary(uniqueKeysWithValues: indicators))
  }
}
