/// The indicators of a department whose values people report, and those that the current period still wants.
package struct ValuesDue: Hashable, Sendable {
  /// The month through which the period reports, and the last day to report; nil before the first period of the year.
  package let month: Int?, due: Day?
  /// Those without a value of the period.
  package let missing: Set<IndicatorID>

  /// What the period that runs on a day still wants. Source: the rule indicator-due.
  package init(_ department: DepartmentFacts, on day: Day, calendar: WorkCalendar) {
    let context = RuleContext(of: department, on: day, calendar: calendar)
    let year = department.identity.fiscalYear
    guard let period = context.parameters.periods.last(where: { $0.from.on(year) <= day }) else {
      (month, due, missing) = (nil, nil, [])
      return
    }
    var found = context.missingValues(
      of: department.indicators, for: period, department.papers.filter { $0.owner == .whole })
    for project in department.projects {
      found += context.missingValues(
        of: project.indicators, for: period, department.papers.filter { $0.owner == .project(project.id) })
    }
    (month, due) = (period.month, period.due.on(year))
    missing = Set(found.map(\.id))
  }
}

extension Target {
  /// How a value would stand against it on a day, without what the project's money says.
  package func status(of value: ObservedValue, on day: Day, in fiscalYear: Int) -> IndicatorStatus {
    let facts = IndicatorFacts(id: 0, measure: nil, isUndecided: false, binding: .observation)
      .read(as: self, in: fiscalYear).observed(value, on: day)
    return IndicatorReading(facts, of: nil, nil, on: day, yearEnd: Day(endOf: 12, in: fiscalYear)).status
  }
}
