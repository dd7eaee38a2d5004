extension RuleContext {
  /// indicator-due, indicator-off-target and a broken money cap of one indicator.
  func judge(
    _ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?,
    into found: inout [Assessment]
  ) {
    if case .spending(let category) = indicator.binding {
      if let project, let broken = capBroken(indicator, category, of: project) { found.append(broken) }
      return
    }
    if indicator.binding == .observation { judgeReporting(of: indicator, project, into: &found) }
    let reading = IndicatorReading(indicator, of: project, position, on: day, yearEnd: yearEnd)
    guard reading.status == .offTarget || reading.status == .violated else { return }
    found.append(offTarget(indicator, of: project, position, reading))
  }

  /// A money cap (≤, <) that is broken: red at once.
  func capBroken(_ indicator: IndicatorFacts, _ category: String?, of project: ProjectFacts) -> Assessment? {
    guard let measure = indicator.measure, measure.comparison.isReverse,
      let cap = measure.cap(of: category == nil ? project.budget : nil)
    else { return nil }
    func isBroken(_ paid: Money) -> Bool { measure.comparison == .lessThan ? paid >= cap : paid > cap }
    let paid = project.ledger.paid(through: day, in: category)
    guard isBroken(paid) else { return nil }
    return Assessment(
      .capBroken(
        Cause.CapBroken(cap: cap, paid: paid, budget: project.budget, payments: nil, category: category)),
      of: project, indicator, period: yearPeriod, .red,
      since: project.ledger.since(Day(startOf: fiscalYear), through: day, in: category, isBroken))
  }

  /// No observation for a period as its report date nears or passes: blue, then yellow, then red.
  private func judgeReporting(of indicator: IndicatorFacts, _ project: ProjectFacts?, into found: inout [Assessment]) {
    for period in parameters.periods {
      let due = period.due.on(fiscalYear)
      let left = day.days(to: due)
      guard left <= parameters.dueDays else { continue }
      let from = period.from.on(fiscalYear)
      guard indicator.observation(from: from, through: day) == nil else { continue }
      let severity: AlertSeverity = left < 0 ? .red : left <= parameters.dueYellowDays ? .yellow : .blue
      let end = Day(endOf: period.month, in: fiscalYear)
      found.append(
        Assessment(
          .valuesDue(self.due(by: due), indicators: nil), of: project, indicator, period: Period(monthOf: end),
          severity,
          since: due - parameters.dueDays))
    }
  }

  /// A value off its target: yellow, red when a cap is violated or the year is over.
  private func offTarget(
    _ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?, _ reading: IndicatorReading
  ) -> Assessment {
    let severity: AlertSeverity = reading.status == .violated || isPastYearEnd ? .red : .yellow
    return Assessment(
      .offTarget(Cause.OffTarget(indicator, reading)), of: project, indicator, period: yearPeriod, severity,
      since: since(indicator, project, position, reading))
  }

  /// The first of the unbroken run of observations that are off; for bound indicators the last checkpoint reached.
  private func since(
    _ indicator: IndicatorFacts, _ project: ProjectFacts?, _ position: SpendingPosition?, _ reading: IndicatorReading
  ) -> Day {
    guard reading.observedOn != nil else { return position?.reached.last?.checkpoint.day ?? Day(startOf: fiscalYear) }
    var since = day
    for observation in indicator.observations.reversed() where observation.day <= day {
      let then = IndicatorReading(indicator, of: project, position, on: observation.day, yearEnd: yearEnd)
      guard then.status == .offTarget || then.status == .violated else { break }
      since = observation.day
    }
    if since == day, let deadline = indicator.deadline, day > deadline { return deadline + 1 }
    return since == day && isPastYearEnd ? yearEnd + 1 : since
  }
}

extension Cause.OffTarget {
  init(_ indicator: IndicatorFacts, _ reading: IndicatorReading) {
    self.init(
      target: indicator.targetText, words: indicator.words, value: reading.value,
      observedOn: reading.observedOn)
  }
}
