package import Domain
internal import Postgres

extension Store {
  /// The spending accounts of a project code, one a fiscal year and division; of one division and those below it where it is
  /// given.
  package func accounts(of code: ProjectCode, in division: DivisionCode? = nil) async throws -> [SpendingAccount] {
    try await ask { session in try Store.accounts(of: [code], in: division, session) }
  }

  /// Those of several codes.
  package func spendingAccounts(
    of codes: [ProjectCode], in division: DivisionCode? = nil
  ) async throws -> [SpendingAccount] {
    try await ask { session in try Store.accounts(of: codes, in: division, session) }
  }

  static func accounts(
    of codes: [ProjectCode], in division: DivisionCode?, _ session: borrowing Session
  ) throws -> [SpendingAccount] {
    let archived = try archivedYears(session)
    return try session.rows(
      """
      SELECT p.id, p.code, v.name, p.fiscal_year,
        v.budget_fen + adjusted_by(p.id),
        p.removed_by IS NOT NULL,
        ARRAY(SELECT i.binding_category FROM indicator i
          WHERE i.project_id = p.id AND i.removed_by IS NULL AND i.binding_category IS NOT NULL ORDER BY i.position),
        EXISTS (SELECT FROM department d JOIN rule_parameter r ON r.rule_set = d.rule_set AND r.version = d.rule_version
          WHERE d.id = p.department_id AND r.key = 'judging.practice' AND r.value <> '1'),
        p.division
      FROM project p JOIN project_version v ON v.project_id = p.id AND v.version = p.version
      WHERE p.code = ANY (\(codes.map(\.text)))
        AND ((SELECT sees_all()) OR EXISTS (SELECT FROM department d WHERE d.id = p.department_id
          AND in_sight(d.division, d.code, d.name)))
        AND (\(division?.text) IS NULL OR p.division IN (SELECT divisions_below(\(division?.text))))
      ORDER BY p.fiscal_year, p.division
      """
    ).map { row in
      let id = try row.next(ProjectID.self)
      let code = try Store.projectCode(try row.next(String.self))
      let (name, year) = (try row.next(String.self), try row.next(Int.self))
      return SpendingAccount(
        id: id, code: code, name: name, fiscalYear: year, budget: try row.next(), isRemoved: try row.next(),
        categories: try row.next(), wantsCategory: try row.next(), division: DivisionCode(kept: try row.next()),
        isArchived: archived.contains(year))
    }
  }
}
