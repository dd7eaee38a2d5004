package import Domain

/// A project's year in money, for a picture: what the plan asks for by its checkpoints, what was paid day by day, and where it
/// leads at this pace.
package struct SpendingCourse: Hashable, Sendable {
  /// So much by the end of a day.
  package struct Point: Hashable, Sendable {
    /// The day, and the sum from the beginning of the year.
    package let day: Day, sum: Money
  }

  /// The fiscal year, and the day whose end the figures are of, within the year.
  package let fiscalYear: Int, day: Day
  /// 预算数.
  package let budget: Money
  /// What is planned by each checkpoint: of those passed by the plan and budget of their day.
  package let plan: [Point]
  /// Whether the elapsed-time progress stands in for a missing plan.
  package let isFallback: Bool
  /// What was paid by the end of each day on which something was, earliest first.
  package let paid: [Point]
  /// What the year comes to at this pace; nil where it is over.
  package let forecast: Point?
  /// What is missing of the next checkpoint that wants money; of the last where none is to come.
  package let gap: Point?
  /// How much is missing by the gap's day.
  package let missing: Money

  /// The course of a project.
  package init(
    _ project: ProjectFacts, _ standing: ProjectStanding, of facts: DepartmentFacts, on day: Day,
    calendar: WorkCalendar
  ) {
    let year = facts.identity.fiscalYear
    let end = Day(endOf: 12, in: year)
    let position = SpendingPosition(project, on: day, of: facts, calendar: calendar)
    fiscalYear = year
    self.day = max(Day(startOf: year), min(day, end))
    budget = project.budget
    isFallback = standing.isFallback
    plan =
      position.reached.map { Point(day: $0.checkpoint.day, sum: $0.planned) }
      + project.checkpoints.filter { $0.day > day }.map { Point(day: $0.day, sum: $0.planned.of(project.budget)) }
    var (sum, points) = (Money.zero, [Point]())
    for entry in project.ledger.entries where entry.day <= day {
      sum += entry.amount
      if points.last?.day == entry.day { points.removeLast() }
      points.append(Point(day: entry.day, sum: sum))
    }
    paid = points
    forecast = day < end ? Point(day: end, sum: max(position.forecast, position.paid)) : nil
    missing = standing.missing
    if let next = standing.next {
      gap = Point(day: next.day, sum: standing.paid + next.amount)
    } else if standing.arrears > .zero, let planned = standing.planned {
      gap = Point(day: self.day, sum: planned)
    } else {
      gap = nil
    }
  }

  /// What was paid by the end of the day.
  package var paidSum: Money { paid.last?.sum ?? .zero }

  /// What was paid by the end of some day.
  package func paid(by day: Day) -> Money { paid.last { $0.day <= day }?.sum ?? .zero }

  /// The picture in words, for those who cannot see it.
  package var chinese: String {
    let plans = plan.filter { $0.sum > .zero }.map { "\($0.day.chinese)前\($0.sum.grouped)元" }
    let planned = plans.isEmpty ? "计划没有要求支付" : "\(isFallback ? "按序时进度" : "计划")累计支付：" + plans.joined(separator: "，")
    let now = "到\(day.chinese)累计支付\(paidSum.grouped)元"
    let wanted = gap.map { "，到\($0.day.chinese)还差\(missing.grouped)元" } ?? ""
    let ahead = forecast.map { "；按目前进度全年预计支付\($0.sum.grouped)元" } ?? ""
    return "预算\(budget.grouped)元。\(planned)。\(now)\(wanted)\(ahead)。"
  }
}
