extension RuleContext {
  /// What a project did not pay in time, as one alert for the year: the checkpoints missed, the 支出进度及时率 and the execution
  /// rate that are below their targets because of it, and what the year will come to.
  ///
  /// Red below the lower bound once the grace for late vouchers is over, and where the year is over with a target missed;
  /// else yellow.
  func spendingLack(of project: ProjectFacts, _ position: SpendingPosition) -> Assessment? {
    let over = position.reached.filter { $0.checkpoint.day < officeDay }
    let missed = over.filter { $0.isBelow(position.threshold, $0.paid) }
    let standing = missed.filter { isOwed($0, position.paid, project, position) }
    let timeliness = rateOff(.spendingTimeliness, Ratio.mean(over.compactMap(\.timeliness)), of: project)
    let isExecutionDue = over.contains { $0.checkpoint.planned >= .whole } || officeDay > yearEnd
    let execution = isExecutionDue ? rateOff(.budgetExecution, position.progress, of: project) : nil
    guard !standing.isEmpty || timeliness != nil || execution != nil else { return nil }
    let isFallback = (standing.last ?? over.last)?.checkpoint.isFallback ?? false
    let isRed = standing.contains { isFarBelow($0) } || (isFinal && (timeliness ?? execution) != nil)
    let last = standing.last
    return Assessment(
      .lack(
        Cause.YearLack(
          budget: project.budget, paid: position.paid, threshold: position.threshold,
          last: last.flatMap { lacking($0, project, position) },
          reversal: last.flatMap { reversal($0, project) }.map { .init(paidOn: $0.reverses, on: $0.day) },
          timeliness: timeliness, execution: execution,
          forecast: isShort(project, position) ? position.forecast : nil,
          missed: missed.map { .init(month: $0.checkpoint.month, timeliness: $0.timeliness) },
          yearOver: isFinal ? fiscalYear : nil, cutOff: isFinal ? nil : cutOffPassed, isElapsedTime: isFallback)),
      of: project, period: yearPeriod, isRed && !isFallback ? .red : .yellow,
      since: lackSince(of: project, position, over, isRateOff: timeliness != nil || execution != nil))
  }

  private func lacking(
    _ reached: SpendingPosition.Reached, _ project: ProjectFacts, _ position: SpendingPosition
  ) -> Cause.AtCheckpoint? {
    reached.timeliness.map {
      Cause.AtCheckpoint(
        checkpoint: reached.checkpoint.day, planned: reached.planned, paid: reached.paid, timeliness: $0,
        toPlan: toPay(reached, .one, project, position),
        toThreshold: toPay(reached, position.threshold, project, position))
    }
  }

  /// Within the year, after a checkpoint: the expected spending of the year is below 90% of the budget: yellow.
  func shortfall(of project: ProjectFacts, _ position: SpendingPosition) -> Assessment? {
    guard isShort(project, position), let last = position.reached.last else { return nil }
    return Assessment(
      .shortfall(
        Cause.Shortfall(
          budget: project.budget, paid: position.paid, forecast: position.forecast,
          threshold: parameters.forecastThreshold, cutOff: cutOffPassed, isElapsedTime: last.checkpoint.isFallback)),
      of: project, period: yearPeriod, .yellow,
      since: sinceHeld(
        from: Day(startOf: fiscalYear), changing: position.reached.map { $0.checkpoint.day + 1 }, project
      ) {
        day in
        let then = position.reached.last { $0.checkpoint.day < day }
        return then.map { isShort(project.ledger.paid(through: day), after: $0, position) } ?? false
      })
  }

  /// Whether the grace of a year's last day is over too.
  private var isFinal: Bool { isGraceOver(yearEnd) }

  /// The last day on which the treasury pays in the year, once it is over: from then on nothing is made good by paying.
  var cutOffPassed: Day? { parameters.cutOff.map { $0.on(fiscalYear) }.flatMap { day > $0 ? $0 : nil } }

  private func isFarBelow(_ reached: SpendingPosition.Reached) -> Bool {
    guard !reached.checkpoint.isFallback, isGraceOver(reached.checkpoint.day) else { return false }
    return reached.timeliness.map { $0 < parameters.missedRed } ?? false
  }

  /// Whether the workdays in which the last vouchers are entered are over.
  private func isGraceOver(_ checkpoint: Day) -> Bool {
    calendar.workdays(from: checkpoint + 1, through: officeDay) > parameters.graceWorkdays
  }

  /// Whether what a checkpoint asked for is still to be paid: not where the threshold of the whole budget, as it is now, is.
  private func isOwed(
    _ reached: SpendingPosition.Reached, _ paid: Money, _ project: ProjectFacts, _ position: SpendingPosition
  ) -> Bool {
    reached.isBelow(position.threshold, paid)
      && Share.whole.exceeds(paid: paid, budget: project.budget, times: position.threshold)
  }

  /// What is still to pay for a checkpoint: never more than the budget leaves.
  private func toPay(
    _ reached: SpendingPosition.Reached, _ factor: Ratio, _ project: ProjectFacts, _ position: SpendingPosition
  ) -> Money {
    let missing = reached.checkpoint.planned.missing(paid: position.paid, budget: reached.budget, times: factor)
    return max(.zero, min(missing, project.budget - position.paid))
  }

  private func reversal(_ reached: SpendingPosition.Reached, _ project: ProjectFacts) -> LedgerEntry? {
    project.ledger.reversal(after: reached.checkpoint.day, seenOn: day)
  }

  /// A rate of the project that is below the target of its indicator.
  private func rateOff(_ binding: Binding, _ rate: Ratio?, of project: ProjectFacts) -> Cause.YearLack.RateOff? {
    guard let rate, let measure = project.indicators.first(where: { $0.binding == binding })?.measure,
      !measure.comparison.isReverse, let target = measure.rate
    else { return nil }
    let holds = measure.comparison == .equal ? rate >= target : measure.comparison.holds(rate, target)
    return holds ? nil : Cause.YearLack.RateOff(rate: rate, target: measure)
  }

  private func isShort(_ project: ProjectFacts, _ position: SpendingPosition) -> Bool {
    guard !isPastYearEnd, project.budget > .zero,
      let last = position.reached.last(where: { $0.checkpoint.day < officeDay })
    else { return false }
    return isShort(position.paid, after: last, position)
  }

  private func isShort(_ paid: Money, after last: SpendingPosition.Reached, _ position: SpendingPosition) -> Bool {
    Share.whole.exceeds(
      paid: paid + position.rest(after: last), budget: position.budget, times: parameters.forecastThreshold)
  }

  /// Since when the lack has stood: the first day of the unbroken stretch on which a checkpoint gone by was still owed. Where
  /// only a rate is left of it, since the day after the first checkpoint that was missed.
  private func lackSince(
    of project: ProjectFacts, _ position: SpendingPosition, _ over: [SpendingPosition.Reached], isRateOff: Bool
  ) -> Day {
    let missed = over.filter { $0.isBelow(position.threshold, $0.paid) }
    if isRateOff, let first = (missed.first ?? over.last) { return first.checkpoint.day + 1 }
    return sinceHeld(from: Day(startOf: fiscalYear), changing: missed.map { $0.checkpoint.day + 1 }, project) { day in
      let paid = project.ledger.paid(through: day)
      return missed.contains { $0.checkpoint.day < day && isOwed($0, paid, project, position) }
    }
  }

  /// The first day of the unbroken stretch up to today on which `holds` was true; it changes only on the days given and on
  /// those of payments.
  private func sinceHeld(
    from start: Day, changing days: [Day], _ project: ProjectFacts, _ holds: (Day) -> Bool
  ) -> Day {
    var since: Day?
    for candidate in Set(days + project.ledger.entries.map(\.day)).sorted() where candidate <= day {
      since = holds(candidate) ? since ?? candidate : nil
    }
    return max(since ?? day, start)
  }
}
