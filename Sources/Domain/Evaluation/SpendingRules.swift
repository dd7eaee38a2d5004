extension RuleContext {
  /// checkpoint-approaching, checkpoint-missed, overspent, ahead-of-plan and forecast-shortfall of a project.
  func judgeSpending(of project: ProjectFacts, _ position: SpendingPosition, into found: inout [Assessment]) {
    guard project.budget > .zero || position.paid > .zero else { return }
    for checkpoint in project.checkpoints where checkpoint.planned > .none {
      if checkpoint.day < day {
        if let missed = checkpointMissed(checkpoint, of: project, position) { found.append(missed) }
      } else if let approaching = checkpointApproaching(checkpoint, of: project, position) {
        found.append(approaching)
      }
    }
    if let overspent = overspent(project, position) { found.append(overspent) }
    if let ahead = aheadOfPlan(project, position) { found.append(ahead) }
    if let shortfall = forecastShortfall(project, position) { found.append(shortfall) }
  }

  /// From 30 days before a checkpoint while paid < planned × threshold: blue, yellow from 7 days.
  private func checkpointApproaching(
    _ checkpoint: Checkpoint, of project: ProjectFacts, _ position: SpendingPosition
  ) -> Assessment? {
    let daysLeft = day.days(to: checkpoint.day)
    guard daysLeft <= parameters.approachingDays,
      checkpoint.planned.exceeds(paid: position.paid, budget: project.budget, times: position.threshold)
    else { return nil }
    let since = project.ledger.since(checkpoint.day - parameters.approachingDays, through: day) {
      checkpoint.planned.exceeds(paid: $0, budget: project.budget, times: position.threshold)
    }
    return Assessment(
      .approaching(Cause.Approaching(checkpoint, of: project, position, cutOff: nil, daysLeft: daysLeft, by: self)),
      of: project, period: checkpoint.period, daysLeft <= parameters.approachingYellowDays ? .yellow : .blue,
      since: since)
  }

  /// After a checkpoint while its timeliness is below the threshold: red below 60%, else yellow. It resolves when what is
  /// paid since makes good the threshold of that checkpoint; the timeliness shown stays that of the checkpoint's day.
  private func checkpointMissed(
    _ checkpoint: Checkpoint, of project: ProjectFacts, _ position: SpendingPosition
  ) -> Assessment? {
    let paidThen = project.ledger.paid(through: checkpoint.day)
    let planned = checkpoint.planned
    guard planned.exceeds(paid: paidThen, budget: project.budget, times: position.threshold),
      planned.exceeds(paid: position.paid, budget: project.budget, times: position.threshold),
      let timeliness = SpendingPosition.timeliness(paid: paidThen, planned: planned, of: project.budget)
    else { return nil }
    let isRed = timeliness < parameters.missedRed && !checkpoint.isFallback
    let since = project.ledger.since(checkpoint.day + 1, through: day) {
      planned.exceeds(paid: $0, budget: project.budget, times: position.threshold)
    }
    let last = Cause.AtCheckpoint(
      checkpoint: checkpoint.day, planned: planned.of(project.budget), paid: paidThen, timeliness: timeliness,
      toPlan: planned.missing(paid: position.paid, budget: project.budget),
      toThreshold: planned.missing(paid: position.paid, budget: project.budget, times: position.threshold))
    return Assessment(
      .missed(
        Cause.Lack(
          budget: project.budget, paid: position.paid, threshold: position.threshold, last: last,
          isElapsedTime: checkpoint.isFallback)),
      of: project, period: checkpoint.period, isRed ? .red : .yellow, since: since)
  }

  /// Paid > budget: red.
  private func overspent(_ project: ProjectFacts, _ position: SpendingPosition) -> Assessment? {
    guard position.paid > project.budget else { return nil }
    return Assessment(
      .overspent(Cause.Overspent(budget: project.budget, paid: position.paid)), of: project, period: yearPeriod, .red,
      since: project.ledger.since(Day(startOf: fiscalYear), through: day) { $0 > project.budget })
  }

  /// Paid ≥ planned by the next checkpoint + 30 points of the budget, before that checkpoint: blue.
  func aheadOfPlan(_ project: ProjectFacts, _ position: SpendingPosition) -> Assessment? {
    guard let next = position.next, isAhead(of: next, position), let limit = aheadLimit(next),
      let progress = position.progress
    else { return nil }
    let points = parameters.aheadPoints
    let windowStart = project.checkpoints.last { $0.day < next.day }.map { $0.day + 1 } ?? Day(startOf: fiscalYear)
    return Assessment(
      .ahead(
        Cause.Ahead(
          budget: project.budget, planned: next.planned.of(project.budget), paid: position.paid,
          checkpoint: next.day, progress: progress, pointsAhead: points)),
      of: project, period: next.period, .blue,
      since: project.ledger.since(windowStart, through: day) { !limit.exceeds(paid: $0, budget: project.budget) })
  }

  /// Whether so much is paid, though not more than the budget, that it is ahead of a checkpoint.
  func isAhead(of checkpoint: Checkpoint, _ position: SpendingPosition) -> Bool {
    guard position.paid <= position.budget, let limit = aheadLimit(checkpoint) else { return false }
    return limit <= .whole && !limit.exceeds(paid: position.paid, budget: position.budget)
  }

  /// The share of the budget from which spending is ahead of a checkpoint.
  private func aheadLimit(_ checkpoint: Checkpoint) -> Share? {
    let (points, planned) = (parameters.aheadPoints, checkpoint.planned)
    let whole = Int128(planned.denominator) * Int128(points.denominator)
    let share = Int128(planned.numerator) * Int128(points.denominator)
    return Share(lowest: share + Int128(points.numerator) * Int128(planned.denominator), whole)
  }

  /// Within the year, after a checkpoint: the expected spending of the year is below 90% of the budget: yellow.
  private func forecastShortfall(_ project: ProjectFacts, _ position: SpendingPosition) -> Assessment? {
    guard !isPastYearEnd, let last = position.reached.last, project.budget > .zero else { return nil }
    let planned = last.checkpoint.planned
    let rest = Share(planned.denominator - planned.numerator, planned.denominator) ?? .none
    let threshold = parameters.forecastThreshold
    func isShort(_ paid: Money) -> Bool {
      Share.whole.exceeds(paid: paid + rest.of(project.budget), budget: project.budget, times: threshold)
    }
    guard isShort(position.paid) else { return nil }
    return Assessment(
      .shortfall(
        Cause.Shortfall(
          budget: project.budget, paid: position.paid, forecast: position.forecast, threshold: threshold,
          cutOff: cutOffPassed,
          isElapsedTime: last.checkpoint.isFallback)),
      of: project, period: yearPeriod, .yellow,
      since: project.ledger.since(last.checkpoint.day, through: day, isShort))
  }
}

extension Cause.Approaching {
  /// - Parameter daysLeft: by the day that is judged, to the last day on which money can be paid.
  init(
    _ checkpoint: Checkpoint, of project: ProjectFacts, _ position: SpendingPosition, cutOff: Day?, daysLeft: Int,
    by context: RuleContext
  ) {
    let (planned, budget, paid) = (checkpoint.planned, project.budget, position.paid)
    self.init(
      budget: budget, planned: planned.of(budget), paid: paid, toPlan: planned.missing(paid: paid, budget: budget),
      toThreshold: planned.missing(paid: paid, budget: budget, times: position.threshold),
      threshold: position.threshold, checkpoint: checkpoint.day, cutOff: cutOff, daysLeft: daysLeft,
      workdaysLeft: context.calendar.workdays(from: context.day, through: cutOff ?? checkpoint.day),
      isElapsedTime: checkpoint.isFallback)
  }
}
