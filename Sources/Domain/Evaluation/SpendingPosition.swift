/// Where a project's money stands on the day: worked out once, used by many rules.
package struct SpendingPosition: Sendable {
  /// A checkpoint that was reached, by which something was planned.
  package struct Reached: Sendable {
    /// The checkpoint, of the plan that held on its day.
    package let checkpoint: Checkpoint
    /// The budget of its day.
    package let budget: Money
    /// What was paid by the end of its day; without what was taken back since, where the practice goes by that.
    package let paid: Money

    /// What was planned by then.
    package var planned: Money { checkpoint.planned.of(budget) }

    /// 支出进度及时率: paid over planned by then, at most 100%; nil where the budget is nothing.
    package var timeliness: Ratio? { SpendingPosition.timeliness(paid: paid, planned: checkpoint.planned, of: budget) }

    /// Whether less was paid than the plan asked for, times a threshold.
    func isBelow(_ threshold: Ratio, _ paid: Money) -> Bool {
      checkpoint.planned.exceeds(paid: paid, budget: budget, times: threshold)
    }
  }

  /// The budget.
  package let budget: Money
  /// Paid through the day.
  package let paid: Money
  /// The threshold of the timeliness: the project's own 支出进度及时率 target, else the rule set's.
  package let threshold: Ratio
  /// The checkpoints reached by the end of the day by which something was planned, with what was paid by then.
  package let reached: [Reached]
  /// The first checkpoint not earlier than the day.
  package let next: Checkpoint?

  init(_ project: ProjectFacts, _ context: RuleContext) {
    budget = project.budget
    paid = project.ledger.paid(through: context.day)
    // A target over 100% or finer than a ten-thousandth is no threshold of a rate.
    let own = project.indicators.first { $0.binding == .spendingTimeliness }?.measure?.value
    let sound = own.flatMap { $0.scale <= 4 && $0 <= Quantity(units: 100) ? $0 : nil }
    threshold = sound.flatMap { Ratio($0.units, 100 * Quantity.power($0.scale)) } ?? context.parameters.threshold
    reached =
      context.parameters.practice == .first
      ? project.checkpoints.filter { $0.day <= context.day && $0.planned > .none }.map {
        Reached(checkpoint: $0, budget: project.budget, paid: project.ledger.paid(through: $0.day))
      }
      : project.passed(through: context.day).map {
        Reached(
          checkpoint: $0.checkpoint, budget: $0.budget,
          paid: project.ledger.standing(through: $0.checkpoint.day, seenOn: context.day))
      }
    next = project.checkpoints.first { $0.day >= context.day }
  }

  /// Where a project's money stands on `day`, as the rules see it.
  package init(_ project: ProjectFacts, on day: Day, of department: DepartmentFacts, calendar: WorkCalendar) {
    self.init(project, RuleContext(of: department, on: day, calendar: calendar))
  }

  /// 支出进度及时率 as an indicator's value to date: the mean over the checkpoints reached.
  package var timelinessToDate: Ratio? { Ratio.mean(reached.compactMap(\.timeliness)) }

  /// What the plan asked for by the last checkpoint reached; nothing before the first.
  package var planned: Money { reached.last?.planned ?? .zero }

  /// What was paid by that checkpoint, up to what was planned: one project's early payment makes up for no other's delay.
  package var paidInTime: Money { min(reached.last?.paid ?? .zero, planned) }

  /// 支出进度: paid over budget.
  package var progress: Ratio? { Ratio(paid.fen, budget.fen) }

  /// 全年预计执行数: the smaller of the budget and paid + budget × (100% − share planned by the last checkpoint).
  package var forecast: Money { min(budget, paid + rest(after: reached.last)) }

  /// What is still planned for after a checkpoint: of a budget that changed since, all that the plan of its day did not ask
  /// for by then.
  func rest(after last: Reached?) -> Money {
    guard let last else { return budget }
    guard last.budget == budget else { return max(.zero, budget - last.planned) }
    let share = last.checkpoint.planned
    return (Share(share.denominator - share.numerator, share.denominator) ?? .none).of(budget)
  }

  static func timeliness(paid: Money, planned: Share, of budget: Money) -> Ratio? {
    guard planned.exceeds(paid: .zero, budget: budget) else { return nil }
    guard planned.exceeds(paid: paid, budget: budget) else { return .one }
    return Ratio(
      lowest: Int128(max(paid, .zero).fen) * Int128(planned.denominator), Int128(budget.fen) * Int128(planned.numerator)
    )
  }
}

extension ProjectFacts {
  /// The checkpoints through a day by which something was planned, each of the plan and with the budget that held on its day.
  func passed(through day: Day) -> [(checkpoint: Checkpoint, budget: Money)] {
    guard !terms.isEmpty else {
      return checkpoints.filter { $0.day <= day && $0.planned > .none }.map { ($0, budget) }
    }
    return terms.enumerated().flatMap { index, term in
      let next = index + 1 < terms.count ? terms[index + 1].from : day + 1
      return term.checkpoints
        .filter { $0.planned > .none && $0.day <= day && $0.day < next && $0.day >= term.from }
        .map { ($0, term.budget) }
    }
  }
}
