public import Domain
internal import Postgres

extension Store {
  /// The spending accounts of a project code, one a fiscal year.
  public func accounts(of code: ProjectCode) async throws -> [SpendingAccount] {
    try await pool.perform { session in try Store.accounts(of: code, session) }
  }

  static func accounts(of code: ProjectCode, _ session: borrowing Session) throws -> [SpendingAccount] {
    try session.rows(
      """
      SELECT p.id, p.code, v.name, p.fiscal_year, v.budget_fen, p.removed_by IS NOT NULL,
        ARRAY(SELECT i.binding_category FROM indicator i
          WHERE i.project_id = p.id AND i.removed_by IS NULL AND i.binding_category IS NOT NULL ORDER BY i.position)
      FROM project p JOIN project_version v ON v.project_id = p.id AND v.version = p.version
      WHERE p.code = \(code.text) ORDER BY p.fiscal_year
      """
    ).map { row in
      let id = try row.next(Int64.self)
      guard let code = ProjectCode(kept: try row.next(String.self)) else { throw StoreError("code-empty", "项目编码为空。") }
      return SpendingAccount(
        id: id, code: code, name: try row.next(), fiscalYear: try row.next(Int.self), budget: try row.next(),
        isRemoved: try row.next(), categories: try row.next())
    }
  }
}
