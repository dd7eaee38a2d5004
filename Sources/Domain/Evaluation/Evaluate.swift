/// Judges every rule for a department on a day.
///
/// A pure function of (facts, day, parameters): the same arguments give the same answer, in the same order, and any
/// past day can be asked for. Facts dated after `day` are not looked at.
package func evaluate(_ facts: DepartmentFacts, on day: Day, calendar: WorkCalendar) -> [Assessment] {
  let year = facts.identity.fiscalYear
  guard day >= Day(startOf: year) else { return [] }
  let context = RuleContext(of: facts, on: day, calendar: calendar)
  guard !context.isClosed(facts) else { return [] }
  var found: [Assessment] = []
  for project in facts.projects {
    let spending = SpendingPosition(project, context)
    switch facts.parameters.practice {
    case .first: context.judge(project, spending, into: &found)
    case .second: context.judgeAsOne(project, spending, papers: facts.papers, into: &found)
    }
  }
  switch facts.parameters.practice {
  case .first: for indicator in facts.indicators { context.judge(indicator, of: nil, nil, into: &found) }
  case .second: context.judgeOwn(facts.indicators, papers: facts.papers, into: &found)
  }
  context.judgeForms(of: facts, into: &found)
  return facts.parameters.practice >= .second ? context.markingExplained(found, of: facts) : found
}

/// What every rule is judged with.
package struct RuleContext: Sendable {
  /// The day that is judged.
  package let day: Day
  let fiscalYear: Int
  let parameters: Parameters
  let calendar: WorkCalendar
  /// The last day on which people worked: what time alone brings about comes on a day on which somebody reads it.
  let officeDay: Day

  init(day: Day, fiscalYear: Int, parameters: Parameters, calendar: WorkCalendar) {
    self.day = day
    self.fiscalYear = fiscalYear
    self.parameters = parameters
    self.calendar = calendar
    officeDay = parameters.practice == .first ? day : calendar.lastWorkday(notAfter: day)
  }

  /// What the rules of a department are judged with on a day.
  package init(of department: DepartmentFacts, on day: Day, calendar: WorkCalendar) {
    self.init(
      day: day, fiscalYear: department.identity.fiscalYear, parameters: department.parameters, calendar: calendar)
  }

  /// The reading of the rules.
  package var practice: Practice { parameters.practice }
  /// How self-evaluations are scored.
  package var scoring: ScoringRules { parameters.scoring }

  package var yearEnd: Day { Day(endOf: 12, in: fiscalYear) }
  var yearPeriod: Period { .year(fiscalYear) }
  var isPastYearEnd: Bool { day > yearEnd }

  /// Whether the department's year is closed: by its approved self-evaluation, else on the day the rule set names. Then
  /// nothing stands in it any more.
  func isClosed(_ facts: DepartmentFacts) -> Bool {
    guard parameters.practice >= .second else { return false }
    return facts.isClosed(on: day)
  }

  /// All rules of a project, each for itself.
  func judge(_ project: ProjectFacts, _ spending: SpendingPosition, into found: inout [Assessment]) {
    judgeSpending(of: project, spending, into: &found)
    for indicator in project.indicators { judge(indicator, of: project, spending, into: &found) }
    judgeDeadlines(of: project, spending, into: &found)
    judgeCompleteness(of: project, into: &found)
  }
}

extension DepartmentFacts {
  /// Whether its year is closed (已结案) on a day.
  package func isClosed(on day: Day) -> Bool {
    guard parameters.practice >= .second else { return false }
    let closing = [settledOn, parameters.closing?.on(identity.fiscalYear)].compactMap { $0 }.min()
    return closing.map { day >= $0 } ?? false
  }
}
