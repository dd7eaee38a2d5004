/// Judges every rule for a department on a day.
///
/// A pure function of (facts, day, parameters): the same arguments give the same answer, in the same order, and any
/// past day can be asked for. Facts dated after `day` are not looked at.
public func evaluate(_ facts: DepartmentFacts, on day: Day, calendar: WorkCalendar) -> [Assessment] {
  let year = facts.identity.fiscalYear
  guard day >= Day(startOf: year) else { return [] }
  let context = RuleContext(day: day, fiscalYear: year, parameters: facts.parameters, calendar: calendar)
  var found: [Assessment] = []
  for project in facts.projects {
    let spending = SpendingPosition(project, context)
    context.judgeSpending(of: project, spending, into: &found)
    for indicator in project.indicators { context.judge(indicator, of: project, spending, into: &found) }
    context.judgeDeadlines(of: project, spending, into: &found)
    context.judgeCompleteness(of: project, into: &found)
  }
  for indicator in facts.indicators { context.judge(indicator, of: nil, nil, into: &found) }
  context.judgeForms(of: facts, into: &found)
  return found
}

/// What every rule is judged with.
struct RuleContext {
  let day: Day
  let fiscalYear: Int
  let parameters: Parameters
  let calendar: WorkCalendar

  var yearEnd: Day { Day(endOf: 12, in: fiscalYear) }
  var yearPeriod: String { String(fiscalYear) }
  var isPastYearEnd: Bool { day > yearEnd }
}

/// Where a project's money stands on the day: worked out once, used by many rules.
public struct SpendingPosition: Sendable {
  /// The budget.
  public let budget: Money
  /// Paid through the day.
  public let paid: Money
  /// The threshold of the timeliness: the project's own 支出进度及时率 target, else the rule set's.
  public let threshold: Ratio
  /// The checkpoints reached by the end of the day by which something was planned, with what was paid by then.
  public let reached: [(checkpoint: Checkpoint, paid: Money)]
  /// The first checkpoint not earlier than the day.
  public let next: Checkpoint?

  init(_ project: ProjectFacts, _ context: RuleContext) {
    budget = project.budget
    paid = project.ledger.paid(through: context.day)
    // A target over 100% or finer than a ten-thousandth is no threshold of a rate.
    let own = project.indicators.first { $0.binding == .spendingTimeliness }?.measure?.value
    let sound = own.flatMap { $0.scale <= 4 && $0 <= Quantity(units: 100) ? $0 : nil }
    threshold = sound.flatMap { Ratio($0.units, 100 * Quantity.power($0.scale)) } ?? context.parameters.threshold
    var reached: [(checkpoint: Checkpoint, paid: Money)] = []
    for checkpoint in project.checkpoints where checkpoint.day <= context.day && checkpoint.planned > .none {
      reached.append((checkpoint, project.ledger.paid(through: checkpoint.day)))
    }
    self.reached = reached
    next = project.checkpoints.first { $0.day >= context.day }
  }

  /// Where a project's money stands on `day`, as the rules see it.
  public init(_ project: ProjectFacts, on day: Day, of department: DepartmentFacts, calendar: WorkCalendar) {
    self.init(
      project,
      RuleContext(
        day: day, fiscalYear: department.identity.fiscalYear, parameters: department.parameters, calendar: calendar))
  }

  /// 支出进度及时率 at a checkpoint: paid over planned by then, at most 100%; nil where the budget is nothing.
  public func timeliness(paid: Money, at checkpoint: Checkpoint) -> Ratio? {
    SpendingPosition.timeliness(paid: paid, planned: checkpoint.planned, of: budget)
  }

  /// 支出进度及时率 as an indicator's value to date: the mean over the checkpoints reached.
  public var timelinessToDate: Ratio? {
    Ratio.mean(reached.compactMap { timeliness(paid: $0.paid, at: $0.checkpoint) })
  }

  /// What the plan asked for by the last checkpoint reached; nothing before the first.
  public var planned: Money { reached.last?.checkpoint.planned.of(budget) ?? .zero }

  /// What was paid by that checkpoint, up to what was planned: one project's early payment makes up for no other's delay.
  public var paidInTime: Money { min(reached.last?.paid ?? .zero, planned) }

  /// 支出进度: paid over budget.
  public var progress: Ratio? { Ratio(paid.fen, budget.fen) }

  /// 全年预计执行数: the smaller of the budget and paid + budget × (100% − share planned by the last checkpoint).
  public var forecast: Money {
    let share = reached.last?.checkpoint.planned ?? .none
    let rest = Share(share.denominator - share.numerator, share.denominator) ?? .none
    return min(budget, paid + rest.of(budget))
  }

  static func timeliness(paid: Money, planned: Share, of budget: Money) -> Ratio? {
    guard planned.exceeds(paid: .zero, budget: budget) else { return nil }
    guard planned.exceeds(paid: paid, budget: budget) else { return .one }
    return Ratio(
      lowest: Int128(max(paid, .zero).fen) * Int128(planned.denominator), Int128(budget.fen) * Int128(planned.numerator)
    )
  }
}
