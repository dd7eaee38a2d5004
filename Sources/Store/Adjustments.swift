package import Domain
internal import Postgres

extension Store {
  /// Keeps an adjustment of a project's budget; where it is moved from one project to another (调剂), both at once. The same
  /// again adds nothing.
  ///
  /// - Parameters:
  ///   - counterpart: the project that gives what this one gets, or gets what it gives; nil for 追加 and 调减.
  ///   - check: refuses, with each project's budget of the day and as it would be.
  /// - Returns: whether something was added, and the budget of the project as it is now.
  package func adjust(
    _ project: ProjectID, by adjustment: BudgetAdjustment, counterpart: ProjectID?, memo: String?,
    check: @Sendable (_ project: ProjectID, _ budget: Money, _ adjusted: Money) throws(Refusal) -> Void
  ) async throws -> (isNew: Bool, budget: Money) {
    try await write { session in
      let moved = BudgetAdjustment(
        day: adjustment.day, amount: .zero - adjustment.amount, isOtherFunds: adjustment.isOtherFunds,
        document: adjustment.document)
      let both = [(project, adjustment, counterpart)] + (counterpart.map { [($0, moved, project)] } ?? [])
      // In one order, so that two that move between the same projects wait for each other.
      for (id, _, _) in both.sorted(by: { $0.0 < $1.0 }) {
        try session.rows("SELECT id FROM project WHERE id = \(id) FOR UPDATE")
      }
      var isNew = false
      for (id, part, other) in both {
        let before = try Store.adjustedBudget(of: id, session)
        let added = try session.run(
          """
          INSERT INTO budget_adjustment (
            project_id, adjusted_on, amount_fen, is_other_funds, document, counterpart, memo)
          VALUES (\(id), \(part.day), \(part.amount), \(part.isOtherFunds), \(part.document), \(other), \(memo))
          ON CONFLICT DO NOTHING
          """)
        if added > 0 {
          isNew = true
          try check(id, before, before + part.amount)
        }
      }
      return (isNew, try Store.adjustedBudget(of: project, session))
    }
  }

  /// 财政资金 and 其他资金 of a project by its document.
  package func funds(of project: ProjectID) async throws -> (fiscal: Money, other: Money)? {
    try await read { session in
      try session.rows(
        """
        SELECT v.fiscal_funds_fen, v.other_funds_fen FROM project p
        JOIN project_version v ON v.project_id = p.id AND v.version = p.version WHERE p.id = \(project)
        """
      ).first { (fiscal: try $0.next(Money.self), other: try $0.next(Money.self)) }
    }
  }

  private static func adjustedBudget(of project: ProjectID, _ session: borrowing Session) throws -> Money {
    try session.rows(
      """
      SELECT v.budget_fen + adjusted_by(p.id) FROM project p JOIN project_version v ON v.project_id = p.id AND v.version = p.version WHERE p.id = \(project)
      """
    ).first { try $0.next(Money.self) } ?? .zero
  }
}
