/// How an indicator's value is obtained. Proposed at import, changeable per indicator.
package enum Binding: Hashable, Sendable {
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
  package var name: String {
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

  /// What people call it.
  package var chinese: String {
    switch self {
    case .observation: "人工填报"
    case .spendingTimeliness: "支出进度及时率"
    case .budgetExecution: "预算执行率（支付÷预算）"
    case .fundsArrived: "资金到位率（到位÷预算）"
    case .spending(let category): category.map { "支出类别“\($0)”的累计支出" } ?? "项目全部支出"
    case .spendingEach(let category): category.map { "支出类别“\($0)”的每一笔支出" } ?? "每一笔支出"
    case .workdayDeadline(let workdays): "资金到位后\(workdays)个工作日内付清"
    }
  }

  /// A binding from its name and its two possible details; nil for an unknown name.
  package init?(name: String, category: String?, workdays: Int?) {
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
  package var category: String? {
    switch self {
    case .spending(let category), .spendingEach(let category): category
    default: nil
    }
  }
  /// Whether people report its values; all others follow from payments and events.
  package var isReported: Bool { self == .observation || workdays != nil }
  /// The workdays of a deadline.
  package var workdays: Int? { if case .workdayDeadline(let workdays) = self { workdays } else { nil } }
}

/// A performance indicator (绩效指标) as it stands in a document.
package struct Indicator: Hashable, Sendable {
  /// Place in the project's table, from 1. It, not the name, is the identity.
  package let position: Int
  /// 一级指标, such as 产出指标.
  package let level1: String
  /// 二级指标, such as 数量指标.
  package let level2: String
  /// 三级指标: its name.
  package let level3: String
  /// 绩效指标描述.
  package let description: String
  /// 指标值.
  package let target: Target
  /// 指标值确定依据.
  package let basis: String
  /// How its value is obtained.
  package let binding: Binding

  /// An indicator with all its cells.
  package init(
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

  /// The same indicator, its target read in another way.
  func read(by reading: TargetReading) -> Indicator {
    Indicator(
      position: position, level1: level1, level2: level2, level3: level3, description: description,
      target: Target(parsing: target.text, by: reading), basis: basis, binding: binding)
  }

  /// The same indicator, bound otherwise.
  package func bound(to binding: Binding) -> Indicator {
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
  ///
  /// By the second practice a cap on the total bears everything beside other caps, one on each person or case is held against
  /// each payment, two of one name are told apart by what they describe, and 资金到位率 follows arrivals.
  package static func proposingBindings(_ indicators: [Indicator], by practice: Practice = .second) -> [Indicator] {
    let caps = indicators.filter(\.isMoneyCap)
    return indicators.map { indicator in
      if let workdays = indicator.target.workdays { return indicator.bound(to: .workdayDeadline(workdays: workdays)) }
      if indicator.isMoneyCap {
        guard practice >= .second else {
          return indicator.bound(to: .spending(category: caps.count > 1 ? indicator.level3 : nil))
        }
        return indicator.bound(to: indicator.cap(among: caps))
      }
      guard indicator.target.measure?.kind == .rate else { return indicator.bound(to: .observation) }
      if indicator.level3.contains("支出进度及时率") { return indicator.bound(to: .spendingTimeliness) }
      if practice >= .second, indicator.level3 == "资金到位率" { return indicator.bound(to: .fundsArrived) }
      if executionNames.contains(indicator.level3) { return indicator.bound(to: .budgetExecution) }
      return indicator.bound(to: .observation)
    }
  }

  private static let totals = ["总成本", "总支出", "总费用", "总金额", "总投入", "总额", "预算控制", "预算总"]
  private static let cases = ["人均", "户均", "每人", "每户", "每次", "每名", "单价", "标准", "单位成本"]

  /// What a cap on money follows beside the other caps of its project.
  private func cap(among caps: [Indicator]) -> Binding {
    let isOfCase = Indicator.cases.contains { level3.contains($0) }
    guard caps.count > 1 else { return isOfCase ? .spendingEach(category: nil) : .spending(category: nil) }
    if !isOfCase, Indicator.totals.contains(where: { level3.contains($0) }) { return .spending(category: nil) }
    let alike = caps.filter { $0.level3 == level3 }
    var category = level3
    if alike.count > 1 {
      let isTold = !description.isEmpty && alike.count { $0.description == description } == 1
      category = isTold ? "\(level3)（\(description)）" : "\(level3)（第\(position)项）"
    }
    return isOfCase ? .spendingEach(category: category) : .spending(category: category)
  }

  /// Whether it caps money: a reverse money target on the cost side.
  package var isMoneyCap: Bool {
    guard let measure = target.measure, measure.comparison.isReverse, measure.money != nil else { return false }
    return level1.hasPrefix("成本") || level2.contains("成本")
  }
}
