public import Domain
internal import Postgres

extension Store {
  /// What the forms print of a department's standing projects, in the document's order.
  public func projectSheets(of department: Int64) async throws -> [ProjectSheet] {
    try await read { session in try Store.projectSheets(of: department, session) }
  }

  static func projectSheets(of department: Int64, _ session: borrowing Session) throws -> [ProjectSheet] {
    let indicators = try session.rows(
      """
      SELECT project_id, id, level1, level2, level3, target_text FROM indicator
      WHERE department_id = \(department) AND project_id IS NOT NULL AND removed_by IS NULL ORDER BY project_id, position
      """
    ).map { row in
      (
        try row.next(Int64.self),
        ProjectSheet.Indicator(
          id: try row.next(), level1: try row.next(), level2: try row.next(), level3: try row.next(),
          target: Target(parsing: try row.next()))
      )
    }
    let indicatorsOf = Dictionary(grouping: indicators, by: \.0).mapValues { $0.map(\.1) }
    return try session.rows(
      """
      SELECT p.id, p.code, v.name, f.budget_fen, v.budget_fen, v.fiscal_funds_fen, v.other_funds_fen, v.carry_over, v.goals
      FROM project p
      JOIN project_version v ON v.project_id = p.id AND v.version = p.version
      JOIN project_version f ON f.project_id = p.id AND f.version = 1
      WHERE p.department_id = \(department) AND p.removed_by IS NULL ORDER BY p.position
      """
    ).map { row in
      let (id, code) = (try row.next(Int64.self), try row.next(String.self))
      guard let projectCode = ProjectCode(kept: code) else { throw StoreError("code-empty", "项目编码为空。") }
      return ProjectSheet(
        id: id, code: projectCode, name: try row.next(), initialBudget: try row.next(), budget: try row.next(),
        fiscalFunds: try row.next(), otherFunds: try row.next(), isCarryOver: try row.next(), goals: try row.next(),
        indicators: indicatorsOf[id] ?? [])
    }
  }
}
