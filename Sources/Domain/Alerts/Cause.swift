/// Why an alert stands: the rule with the numbers it was judged on. What people read, what programs read and the rule's name
/// follow from the case.
///
/// The cases lie behind a pointer: an evaluation of a province holds a million of them, most of them small.
package indirect enum Cause: Hashable, Sendable {
  /// A checkpoint nears, and less than the threshold of it is paid.
  case approaching(Approaching)
  /// A checkpoint passed below the threshold; by the first practice, one alert for each.
  case missed(Lack)
  /// What was not paid in time, one alert for the year; by the second practice.
  case lack(YearLack)
  /// More is paid than the budget.
  case overspent(Overspent)
  /// A cap on a category, or on each payment, is broken.
  case capBroken(CapBroken)
  /// Spending runs far ahead of the plan.
  case ahead(Ahead)
  /// Values of a period are not reported; `indicators` where the alert speaks for several.
  case valuesDue(Due, indicators: Int?)
  /// A form is not handed in.
  case formDue(DepartmentForm, Due)
  /// A value is off its target.
  case offTarget(OffTarget)
  /// At this pace the year closes far below the budget.
  case shortfall(Shortfall)
  /// A deadline in workdays after funds arrived nears or passed.
  case deadline(Deadline)
  /// The document has no plan, no indicators, or no target somebody could judge.
  case incomplete(Set<Gap>)
  /// What other rules need is not on record.
  case records(Records)

  /// A checkpoint that nears.
  package struct Approaching: Hashable, Sendable {
    /// The project's budget, what is planned by the checkpoint, and what is paid.
    package let budget: Money, planned: Money, paid: Money
    /// Still to pay for the plan, and for the threshold of it.
    package let toPlan: Money, toThreshold: Money, threshold: Ratio
    /// The checkpoint, and the last day on which the treasury pays where that comes before it.
    package let checkpoint: Day, cutOff: Day?
    /// Days and workdays left to the earlier of the two.
    package let daysLeft: Int, workdaysLeft: Int
    /// Whether elapsed time stands in for a plan.
    package let isElapsedTime: Bool
  }

  /// What a checkpoint that passed lacks.
  package struct AtCheckpoint: Hashable, Sendable {
    /// The checkpoint, what was planned by it, what was paid on its day, and the 支出进度及时率 of that.
    package let checkpoint: Day, planned: Money, paid: Money, timeliness: Ratio
    /// Still to pay for the plan, and for the threshold of it.
    package let toPlan: Money, toThreshold: Money
  }

  /// A checkpoint missed.
  package struct Lack: Hashable, Sendable {
    /// The project's budget, what is paid by now, and the threshold.
    package let budget: Money, paid: Money, threshold: Ratio
    /// What it lacks.
    package let last: AtCheckpoint
    /// Whether elapsed time stands in for a plan.
    package let isElapsedTime: Bool
  }

  /// What a year lacks.
  package struct YearLack: Hashable, Sendable {
    /// A payment that was taken back after the checkpoint it had counted for.
    package struct Reversal: Hashable, Sendable {
      /// The days of the payment, where it is known, and of its reversal.
      package let paidOn: Day?, on: Day
    }
    /// A rate of the project below the target of its indicator.
    package struct RateOff: Hashable, Sendable {
      /// The rate, and the target.
      package let rate: Ratio, target: Target.Measure
    }
    /// A checkpoint that was missed, made good since or not.
    package struct Missed: Hashable, Sendable {
      /// Its month, and the timeliness on its day.
      package let month: Int, timeliness: Ratio?
    }

    /// The project's budget, what is paid by now, and the threshold.
    package let budget: Money, paid: Money, threshold: Ratio
    /// The last checkpoint that is still owed.
    package let last: AtCheckpoint?
    /// A reversal after it.
    package let reversal: Reversal?
    /// 支出进度及时率 and 预算执行率 below their targets.
    package let timeliness: RateOff?, execution: RateOff?
    /// What the year will come to where that is far below the budget.
    package let forecast: Money?
    /// All checkpoints missed, earliest first.
    package let missed: [Missed]
    /// The fiscal year where it is over.
    package let yearOver: Int?
    /// The last day on which the treasury paid, where it is over and the year is not.
    package let cutOff: Day?
    /// Whether elapsed time stands in for a plan.
    package let isElapsedTime: Bool
  }

  /// A budget exceeded.
  package struct Overspent: Hashable, Sendable {
    /// The budget, and what is paid.
    package let budget: Money, paid: Money
  }

  /// A cap broken.
  package struct CapBroken: Hashable, Sendable {
    /// The cap; what is paid, or the largest payment; and the project's budget.
    package let cap: Money, paid: Money, budget: Money
    /// How many payments break a cap on each; nil for a cap on their sum.
    package let payments: Int?
    /// The category; nil for all that is spent.
    package let category: String?
  }

  /// Spending ahead of the plan.
  package struct Ahead: Hashable, Sendable {
    /// The budget, what is planned by the next checkpoint, and what is paid.
    package let budget: Money, planned: Money, paid: Money
    /// The next checkpoint.
    package let checkpoint: Day
    /// What is paid of the budget, and how far ahead is too far.
    package let progress: Ratio, pointsAhead: Ratio
  }

  /// Something to be reported by a day.
  package struct Due: Hashable, Sendable {
    /// The day, and how many days and workdays are left; below nothing once it passed.
    package let reportBy: Day, daysLeft: Int, workdaysLeft: Int
  }

  /// A value off its target.
  package struct OffTarget: Hashable, Sendable {
    /// The target where it is a number or a day, or in its words, the value, and the day it was reported for.
    package let target: String?, words: String?, value: String?, observedOn: Day?
  }

  /// A year that will close far below its budget.
  package struct Shortfall: Hashable, Sendable {
    /// The budget, what is paid, what the year will come to, and the threshold.
    package let budget: Money, paid: Money, forecast: Money, threshold: Ratio
    /// The last day on which the treasury paid, where it is over.
    package let cutOff: Day?
    /// Whether elapsed time stands in for a plan.
    package let isElapsedTime: Bool
  }

  /// A deadline after funds arrived.
  package struct Deadline: Hashable, Sendable {
    /// What happened, and when.
    package let event: String, eventOn: Day
    /// The last day, what must be paid by it, and what is.
    package let deadline: Day, due: Money, paid: Money
    /// Workdays left; none once it passed.
    package let workdaysLeft: Int
  }

  /// What a document lacks.
  package enum Gap: String, Hashable, Sendable, CaseIterable {
    /// 资金支出计划, 绩效指标, 可衡量的指标值.
    case plan, indicators, target
  }

  /// What is not on record.
  package struct Records: Hashable, Sendable {
    /// Payments that name none of the categories that have caps.
    package struct Uncategorised: Hashable, Sendable {
      /// Their sum, and the categories there are.
      package let paid: Money, categories: [String]
    }

    /// Payments without a category.
    package let uncategorised: Uncategorised?
    /// Whether an arrival of funds is missing.
    package let isArrivalMissing: Bool
  }

  /// The rule.
  package var rule: Rule {
    switch self {
    case .approaching: .checkpointApproaching
    case .missed, .lack: .checkpointMissed
    case .overspent, .capBroken: .overspent
    case .ahead: .aheadOfPlan
    case .valuesDue: .indicatorDue
    case .formDue(let form, _): form.rule
    case .offTarget: .indicatorOffTarget
    case .shortfall: .forecastShortfall
    case .deadline: .deadlineWorkdays
    case .incomplete, .records: .dataQuality
    }
  }

  /// The day by which something is to be done, where one is to come or just passed; nil for what has no day.
  package var due: Day? {
    switch self {
    case .approaching(let cause): cause.cutOff ?? cause.checkpoint
    case .valuesDue(let due, _), .formDue(_, let due): due.reportBy
    case .deadline(let cause): cause.deadline
    case .missed, .lack, .overspent, .capBroken, .ahead, .offTarget, .shortfall, .incomplete, .records: nil
    }
  }
}
