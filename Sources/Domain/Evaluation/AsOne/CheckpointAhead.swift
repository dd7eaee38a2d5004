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
      let cause = Cause.Approaching(
        checkpoint, of: project, position, cutOff: last < checkpoint.day ? last : nil, daysLeft: day.days(to: last),
        by: self)
      return Assessment(
        .approaching(cause), of: project, period: checkpoint.period,
        left <= parameters.approachingYellowDays ? .yellow : .blue,
        since: project.ledger.since(last - parameters.approachingDays, through: day, isBelow))
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
      .overspent(Cause.Overspent(budget: project.budget, paid: position.paid)), of: project, period: yearPeriod, .red,
      since: project.ledger.since(Day(startOf: fiscalYear), through: day) { $0 > max(limit, project.budget) })
  }
}
