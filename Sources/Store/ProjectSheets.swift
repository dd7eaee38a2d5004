package import Domain
internal import Postgres

extension Store {
  /// What the forms print of a department's projects, in the order of the document that holds on a day; nil for the last.
  package func projectSheets(of department: DepartmentID, asOf day: Day? = nil) async throws -> [ProjectSheet] {
    try await read { session in try Store.projectSheets(of: department, asOf: day, session) }
  }

  /// The document that holds on a day, or the last one.
  static func document(of department: DepartmentID, asOf day: Day?, _ session: borrowing Session) throws -> Int64 {
    try session.rows(
      """
      SELECT coalesce(CASE WHEN \(day)::date IS NULL THEN (SELECT max(id) FROM import WHERE department_id = \(department))
        ELSE import_in_force(\(department), \(day)) END, 0)
      """
    ).first { try $0.next(Int64.self) } ?? 0
  }

  static func projectSheets(of department: DepartmentID, asOf day: Day?, _ session: borrowing Session) throws
    -> [ProjectSheet]
  {
    let document = try document(of: department, asOf: day, session)
    let reading = try targetReading(of: department, asOf: day, session)
    let indicators = try session.rows(
      """
      SELECT i.project_id, i.id, v.level1, v.level2, v.level3, v.target_text
      FROM import_indicator m JOIN indicator i ON i.id = m.indicator_id
      JOIN indicator_version v ON v.indicator_id = m.indicator_id AND v.version = m.version
      WHERE m.import_id = \(document) AND i.project_id IS NOT NULL ORDER BY i.project_id, v.position
      """
    ).map { row in
      (
        try row.next(ProjectID.self),
        ProjectSheet.Indicator(
          id: try row.next(), level1: try row.next(), level2: try row.next(), level3: try row.next(),
          target: Target(parsing: try row.next(), by: reading))
      )
    }
    let indicatorsOf = Dictionary(grouping: indicators, by: \.0).mapValues { $0.map(\.1) }
    // 年初预算数 is that of the document that held on the first day of the year, or of the project's first.
    return try session.rows(
      """
      SELECT p.id, p.code, v.name, f.budget_fen, v.budget_fen, v.fiscal_funds_fen, v.other_funds_fen, v.carry_over, v.goals
      FROM import_project m JOIN project p ON p.id = m.project_id
      JOIN project_version v ON v.project_id = m.project_id AND v.version = m.version
      LEFT JOIN import_project b ON b.project_id = p.id
        AND b.import_id = import_in_force(\(department), make_date(p.fiscal_year, 1, 1))
      JOIN project_version f ON f.project_id = p.id AND f.version = coalesce(b.version, 1)
      WHERE m.import_id = \(document) ORDER BY m.position
      """
    ).map { row in
      let (id, code) = (try row.next(ProjectID.self), try row.next(String.self))
      let projectCode = try Store.projectCode(code)
      return ProjectSheet(
        id: id, code: projectCode, name: try row.next(), initialBudget: try row.next(), budget: try row.next(),
        fiscalFunds: try row.next(), otherFunds: try row.next(), isCarryOver: try row.next(), goals: try row.next(),
        indicators: indicatorsOf[id] ?? [])
    }
  }
}
