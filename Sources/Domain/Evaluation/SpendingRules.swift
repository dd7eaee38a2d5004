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
      key(.checkpointApproaching, project, period: checkpoint.period),
      daysLeft <= parameters.approachingYellowDays ? .yellow : .blue, since: since,
      [
        .budget: .money(project.budget), .planned: .money(checkpoint.planned.of(project.budget)),
        .paid: .money(position.paid),
        .toPlan: .money(checkpoint.planned.missing(paid: position.paid, budget: project.budget)),
        .toThreshold: .money(
          checkpoint.planned.missing(paid: position.paid, budget: project.budget, times: position.threshold)),
        .threshold: .rate(position.threshold), .checkpoint: .day(checkpoint.day), .daysLeft: .count(daysLeft),
        .workdaysLeft: .count(calendar.workdays(from: day, through: checkpoint.day)),
        .planBasis: checkpoint.isFallback ? .text("elapsed-time") : nil,
      ])
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
    return Assessment(
      key(.checkpointMissed, project, period: checkpoint.period), isRed ? .red : .yellow, since: since,
      [
        .budget: .money(project.budget), .planned: .money(planned.of(project.budget)), .paid: .money(position.paid),
        .timeliness: .rate(timeliness), .threshold: .rate(position.threshold),
        .paidAtCheckpoint: .money(paidThen), .checkpoint: .day(checkpoint.day),
        .toPlan: .money(planned.missing(paid: position.paid, budget: project.budget)),
        .toThreshold: .money(planned.missing(paid: position.paid, budget: project.budget, times: position.threshold)),
        .planBasis: checkpoint.isFallback ? .text("elapsed-time") : nil,
      ])
  }

  /// Paid > budget: red.
  private func overspent(_ project: ProjectFacts, _ position: SpendingPosition) -> Assessment? {
    guard position.paid > project.budget else { return nil }
    return Assessment(
      key(.overspent, project, period: yearPeriod), .red,
      since: project.ledger.since(Day(startOf: fiscalYear), through: day) { $0 > project.budget },
      [
        .budget: .money(project.budget), .paid: .money(position.paid),
        .excess: .money(position.paid - project.budget), .progress: position.progress.map(FactValue.rate),
      ])
  }

  /// Paid ≥ planned by the next checkpoint + 30 points of the budget, before that checkpoint: blue.
  func aheadOfPlan(_ project: ProjectFacts, _ position: SpendingPosition) -> Assessment? {
    guard let next = position.next, position.paid <= project.budget else { return nil }
    let points = parameters.aheadPoints
    let planned = next.planned
    let whole = Int128(planned.denominator) * Int128(points.denominator)
    let share = Int128(planned.numerator) * Int128(points.denominator)
    guard let limit = Share(lowest: share + Int128(points.numerator) * Int128(planned.denominator), whole),
      !limit.exceeds(paid: position.paid, budget: project.budget), limit <= .whole
    else { return nil }
    let windowStart = project.checkpoints.last { $0.day < next.day }.map { $0.day + 1 } ?? Day(startOf: fiscalYear)
    return Assessment(
      key(.aheadOfPlan, project, period: next.period), .blue,
      since: project.ledger.since(windowStart, through: day) { !limit.exceeds(paid: $0, budget: project.budget) },
      [
        .budget: .money(project.budget), .planned: .money(next.planned.of(project.budget)),
        .paid: .money(position.paid),
        .checkpoint: .day(next.day), .progress: position.progress.map(FactValue.rate), .pointsAhead: .rate(points),
      ])
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
    guard isShort(position.paid), let rate = Ratio(position.forecast.fen, project.budget.fen) else { return nil }
    return Assessment(
      key(.forecastShortfall, project, period: yearPeriod), .yellow,
      since: project.ledger.since(last.checkpoint.day, through: day, isShort),
      [
        .budget: .money(project.budget), .paid: .money(position.paid), .forecast: .money(position.forecast),
        .forecastRate: .rate(rate), .threshold: .rate(threshold),
        .shortfall: .money(project.budget - position.forecast),
        .planBasis: last.checkpoint.isFallback ? .text("elapsed-time") : nil,
      ])
  }

  func key(_ rule: Rule, _ project: ProjectFacts?, _ indicator: IndicatorFacts? = nil, period: String) -> Assessment.Key
  {
    Assessment.Key(rule: rule, project: project?.id, indicator: indicator?.id, period: period)
  }
}
