/// Where a project's money stands at the end of a day: what a list, and whoever records a payment, is shown of it.
package struct ProjectStanding: Hashable, Sendable {
  /// 预算数 and what was paid.
  package let budget: Money, paid: Money
  /// 支出进度: paid over budget.
  package let progress: Ratio?
  /// 支出进度及时率 at the last checkpoint reached; nil before the first.
  package let timeliness: Ratio?
  /// The light.
  package let light: SpendingLight

  /// Where a project of a department stands.
  package init(_ project: ProjectFacts, of department: DepartmentFacts, on day: Day, calendar: WorkCalendar) {
    let position = SpendingPosition(project, on: day, of: department, calendar: calendar)
    budget = project.budget
    (paid, progress) = (position.paid, position.progress)
    timeliness = position.reached.last?.timeliness
    light = SpendingLight(project, position, by: RuleContext(of: department, on: day, calendar: calendar))
  }
}

extension ProjectFacts {
  /// The same project, had more been paid.
  package func paying(_ entries: [LedgerEntry]) -> ProjectFacts {
    ProjectFacts(
      id: id, budget: budget, checkpoints: checkpoints, ledger: Ledger(ledger.entries + entries),
      indicators: indicators, events: events, terms: terms, adjustments: adjustments)
  }
}
