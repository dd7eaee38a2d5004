internal import Domain
internal import Postgres

extension Target {
  /// A target as it is kept: one of a project stands in a table, one of the department itself in running text.
  init(of project: ProjectID?, _ text: String, by reading: TargetReading) {
    if project == nil { self.init(promised: text, by: reading) } else { self.init(parsing: text, by: reading) }
  }
}

extension Store {
  /// A department's budget as the last document left it, with what was paid.
  static func keptBudget(of department: DepartmentID, by reading: TargetReading, _ session: borrowing Session) throws
    -> KeptBudget
  {
    let indicators = try keptIndicators(of: department, by: reading, session)
    let rows = try session.rows(
      """
      SELECT p.id, p.code, p.version, p.position, p.removed_by IS NOT NULL, v.name, v.budget_fen, v.fiscal_funds_fen,
        v.other_funds_fen, v.purpose, v.goals, l.basis, l.months, l.share_numerators, l.share_denominators,
        (SELECT fen(sum(e.amount_fen)) FROM spending_entry e
          WHERE e.project_id = p.id AND e.fiscal_year = p.fiscal_year)
      FROM project p
      JOIN project_version v ON v.project_id = p.id AND v.version = p.version
      JOIN plan_version l ON l.project_id = p.id AND l.version = p.version
      WHERE p.department_id = \(department) ORDER BY p.position
      """
    ).map { row in
      let (id, code) = (try row.next(ProjectID.self), try Store.projectCode(try row.next()))
      let (version, position, isRemoved) = (try row.next(Int.self), try row.next(Int.self), try row.next(Bool.self))
      let (name, budget, fiscal, other) = (
        try row.next(String.self), try row.next(Money.self), try row.next(Money.self), try row.next(Money.self)
      )
      let (purpose, goals, basis) = (try row.next(String.self), try row.next([String].self), try row.next(String.self))
      let plan = SpendingPlan(
        basis: basis, months: try row.next([Int16].self), numerators: try row.next(Nullables<Int64>.self).elements,
        denominators: try row.next(Nullables<Int64>.self).elements)
      let own = indicators[id] ?? (standing: [], removed: [])
      return (
        code,
        KeptBudget.Project(
          id: id,
          budget: ProjectBudget(
            code: code, name: name, budget: budget, fiscalFunds: fiscal, otherFunds: other, purpose: purpose,
            plan: plan,
            goals: goals, indicators: own.standing.map(\.indicator)),
          indicators: own.standing.map(\.id), removedIndicators: own.removed, version: version, position: position,
          isRemoved: isRemoved, paid: try row.next(Money.self))
      )
    }
    let own = indicators[nil] ?? (standing: [], removed: [])
    return KeptBudget(
      projects: Dictionary(rows, uniquingKeysWith: { first, _ in first }), own: own.standing, removedOwn: own.removed)
  }

  private typealias Standing = (standing: [IndicatorMatching.Kept], removed: [IndicatorMatching.Kept])

  /// Indicators by project, those that stand in their order and those that are gone, last gone first.
  private static func keptIndicators(
    of department: DepartmentID, by reading: TargetReading, _ session: borrowing Session
  ) throws -> [ProjectID?: (standing: [IndicatorMatching.Kept], removed: [IndicatorMatching.Kept])] {
    var found: [ProjectID?: Standing] = [:]
    _ = try session.rows(
      """
      SELECT project_id, id, position, level1, level2, level3, description, target_text, basis, removed_by IS NOT NULL
      FROM indicator WHERE department_id = \(department) ORDER BY removed_by DESC NULLS FIRST, position
      """
    ).map { row in
      let (project, id) = (try row.nextOptional(ProjectID.self), try row.next(IndicatorID.self))
      let indicator = Indicator(
        position: try row.next(), level1: try row.next(), level2: try row.next(), level3: try row.next(),
        description: try row.next(), target: Target(of: project, try row.next(), by: reading), basis: try row.next())
      let kept = IndicatorMatching.Kept(id: id, indicator: indicator)
      if try row.next(Bool.self) {
        found[project, default: ([], [])].removed.append(kept)
      } else {
        found[project, default: ([], [])].standing.append(kept)
      }
    }
    return found
  }
}
