/// How an indicator's value is obtained. Proposed at import, changeable per indicator.
public enum Binding: Hashable, Sendable {
  /// Somebody reports a value or a judgement.
  case observation
  /// 支出进度及时率: the mean over the checkpoints passed.
  case spendingTimeliness
  /// Paid over budget.
  case budgetExecution
  /// What was spent, in one category or in all: money caps.
  case spending(category: String?)
  /// Each payment by itself, in one category or in all: caps per person or case.
  case spendingEach(category: String?)
  /// What arrived over the budget (资金到位率).
  case fundsArrived
  /// A deadline of so many workdays after an event.
  case workdayDeadline(workdays: Int)

  /// The name in JSON and in the database.
  public var name: String {
    switch self {
    case .observation: "observation"
    case .spendingTimeliness: "spending-timeliness"
    case .budgetExecution: "budget-execution"
    case .spending: "spending"
    case .spendingEach: "spending-each"
    case .fundsArrived: "funds-arrived"
    case .workdayDeadline: "workday-deadline"
    }
  }

  /// A binding from its name and its two possible details; nil for an unknown name.
  public init?(name: String, category: String?, workdays: Int?) {
    switch name {
    case "observation": self = .observation
    case "spending-timeliness": self = .spendingTimeliness
    case "budget-execution": self = .budgetExecution
    case "spending": self = .spending(category: category)
    case "spending-each": self = .spendingEach(category: category)
    case "funds-arrived": self = .fundsArrived
    case "workday-deadline":
      guard let workdays else { return nil }
      self = .workdayDeadline(workdays: workdays)
    default: return nil
    }
  }

  /// The spending category, where it is bound to one.
  public var category: String? {
    switch self {
    case .spending(let category), .spendingEach(let category): category
    default: nil
    }
  }
  /// The workdays of a deadline.
  public var workdays: Int? { if case .workdayDeadline(let workdays) = self { workdays } else { nil } }
}

/// A performance indicator (绩效指标) as it stands in a document.
public struct Indicator: Hashable, Sendable {
  /// Place in the project's table, from 1. It, not the name, is the identity.
  public let position: Int
  /// 一级指标, such as 产出指标.
  public let level1: String
  /// 二级指标, such as 数量指标.
  public let level2: String
  /// 三级指标: its name.
  public let level3: String
  /// 绩效指标描述.
  public let description: String
  /// 指标值.
  public let target: Target
  /// 指标值确定依据.
  public let basis: String
  /// How its value is obtained.
  public let binding: Binding

  /// An indicator with all its cells.
  public init(
    position: Int, level1: String, level2: String, level3: String, description: String, target: Target, basis: String,
    binding: Binding = .observation
  ) {
    self.position = position
    self.level1 = level1
    self.level2 = level2
    self.level3 = level3
    self.description = description
    self.target = target
    self.basis = basis
    self.binding = binding
  }

  /// The same indicator, bound otherwise.
  public func bound(to binding: Binding) -> Indicator {
    Indicator(
      position: position, level1: level1, level2: level2, level3: level3, description: description, target: target,
      basis: basis, binding: binding)
  }
}

extension Indicator {
  private static let executionNames = ["预算执行率", "资金支付率", "资金到位率", "资金拨付率", "资金使用率", "资金执行率"]

  /// The proposed bindings of a project's indicators.
  ///
  /// 支出进度及时率 follows the checkpoints; the execution rates follow paid over budget; a deadline in workdays follows
  /// events; a money cap under 成本指标 follows what was spent: all of it where it is the project's only cap, else the
  /// category that bears the indicator's name. Everything else somebody reports.
  public static func proposingBindings(_ indicators: [Indicator]) -> [Indicator] {
    let caps = indicators.filter(\.isMoneyCap).count
    return indicators.map { indicator in
      if let workdays = indicator.target.workdays { return indicator.bound(to: .workdayDeadline(workdays: workdays)) }
      if indicator.isMoneyCap { return indicator.bound(to: .spending(category: caps > 1 ? indicator.level3 : nil)) }
      guard indicator.target.measure?.kind == .rate else { return indicator.bound(to: .observation) }
      if indicator.level3.contains("支出进度及时率") { return indicator.bound(to: .spendingTimeliness) }
      if executionNames.contains(indicator.level3) { return indicator.bound(to: .budgetExecution) }
      return indicator.bound(to: .observation)
    }
  }

  /// Whether it caps money: a reverse money target on the cost side.
  public var isMoneyCap: Bool {
    guard let measure = target.measure, measure.comparison.isReverse, measure.money != nil else { return false }
    return level1.hasPrefix("成本") || level2.contains("成本")
  }
}
