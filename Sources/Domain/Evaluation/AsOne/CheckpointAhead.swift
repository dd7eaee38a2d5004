extension RuleContext {
  /// A checkpoint that nears while less than the threshold of it is paid: blue from 30 days before, yellow from 7. In December
  /// the days are counted to the last day on which the treasury pays.
  func approaching(of project: ProjectFacts, _ position: SpendingPosition) -> [Assessment] {
    project.checkpoints.compactMap { checkpoint in
      guard checkpoint.planned > .none, checkpoint.day >= officeDay else { return nil }
      let last = lastDay(of: checkpoint)
      let left = officeDay.days(to: last)
      func isBelow(_ paid: Money) -> Bool {
        checkpoint.planned.exceeds(paid: paid, budget: project.budget, times: position.threshold)
      }
      guard left <= parameters.approachingDays, isBelow(position.paid) else { return nil }
      let planned = checkpoint.planned
      return Assessment(
        key(.checkpointApproaching, project, period: checkpoint.period),
        left <= parameters.approachingYellowDays ? .yellow : .blue,
        since: project.ledger.since(last - parameters.approachingDays, through: day, isBelow),
        [
          .budget: .money(project.budget), .planned: .money(planned.of(project.budget)), .paid: .money(position.paid),
          .toPlan: .money(planned.missing(paid: position.paid, budget: project.budget)),
          .toThreshold: .money(
            planned.missing(paid: position.paid, budget: project.budget, times: position.threshold)),
          .threshold: .rate(position.threshold), .checkpoint: .day(checkpoint.day),
          .cutOff: last < checkpoint.day ? .day(last) : nil, .daysLeft: .count(day.days(to: last)),
          .workdaysLeft: .count(calendar.workdays(from: day, through: last)),
          .planBasis: checkpoint.isFallback ? .text("elapsed-time") : nil,
        ])
    }
  }

  /// The last day on which money can be paid for a checkpoint.
  private func lastDay(of checkpoint: Checkpoint) -> Day {
    guard checkpoint.month == 12, let cutOff = parameters.cutOff?.on(fiscalYear) else { return checkpoint.day }
    return min(checkpoint.day, cutOff)
  }

  /// Paid > budget: red. A cap on all of it that was published in 元 beside a budget in 万元 may be paid in full.
  func overspentBeyondRounding(_ project: ProjectFacts, _ position: SpendingPosition) -> Assessment? {
    let published = project.indicators.compactMap { indicator -> Money? in
      guard indicator.binding == .spending(category: nil) else { return nil }
      return indicator.measure?.cap(of: project.budget)
    }
    let limit = published.filter { ($0 - project.budget).magnitude < .rounding }.max() ?? project.budget
    guard position.paid > max(limit, project.budget) else { return nil }
    return Assessment(
      key(.overspent, project, period: yearPeriod), .red,
      since: project.ledger.since(Day(startOf: fiscalYear), through: day) { $0 > max(limit, project.budget) },
      [
        .budget: .money(project.budget), .paid: .money(position.paid),
        .excess: .money(position.paid - project.budget), .progress: position.progress.map(FactValue.rate),
      ])
  }
}
