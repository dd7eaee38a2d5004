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
      key(.overspent, project, indicator, period: yearPeriod), .red,
      since: project.ledger.since(Day(startOf: fiscalYear), through: day, in: category, isBroken),
      [
        .cap: .money(cap), .paid: .money(paid), .excess: .money(paid - cap), .category: category.map(FactValue.text),
        .budget: .money(project.budget),
      ])
  }

  /// No observation for a period as its report date nears or passes: blue, then yellow, then red.
  private func judgeReporting(of indicator: IndicatorFacts, _ project: ProjectFacts?, into found: inout [Assessment]) {
    for period in parameters.periods {
      let due = period.due.on(fiscalYear)
      let left = day.days(to: due)
      guard left <= parameters.dueDays else { continue }
      let from = period.from.on(fiscalYear)
      guard !indicator.observations.contains(where: { $0.day >= from && $0.day <= day }) else { continue }
      let severity: AlertSeverity = left < 0 ? .red : left <= parameters.dueYellowDays ? .yellow : .blue
      let end = Day(endOf: period.month, in: fiscalYear)
      found.append(
        Assessment(
          key(.indicatorDue, project, indicator, period: String(end.description.prefix(7))), severity,
          since: due - parameters.dueDays,
          [
            .reportBy: .day(due), .daysLeft: .count(left),
            .workdaysLeft: .count(calendar.workdays(from: day, through: due)),
          ]))
    }
  }

  /// A value off its target: yellow, red when a cap is violated or the year is over.
  private func offTarget(
    _ indicator: IndicatorFacts, of project: ProjectFacts?, _ position: SpendingPosition?, _ reading: IndicatorReading
  ) -> Assessment {
    let severity: AlertSeverity = reading.status == .violated || isPastYearEnd ? .red : .yellow
    return Assessment(
      key(.indicatorOffTarget, project, indicator, period: yearPeriod), severity,
      since: since(indicator, project, position, reading),
      [
        .target: indicator.targetText.map(FactValue.text),
        .value: reading.value.map(FactValue.text), .observedOn: reading.observedOn.map(FactValue.day),
      ])
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
