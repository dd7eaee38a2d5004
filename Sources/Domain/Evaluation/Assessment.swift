/// The rules the scheduler evaluates. Source: domain.md, “Rules the scheduler evaluates”.
public enum Rule: String, Sendable, CaseIterable {
  /// A checkpoint nears and less than the threshold of the plan is paid.
  case checkpointApproaching = "checkpoint-approaching"
  /// A checkpoint passed with a timeliness below the threshold.
  case checkpointMissed = "checkpoint-missed"
  /// More was paid than the budget, or a money cap is broken.
  case overspent
  /// Spending runs far ahead of the plan.
  case aheadOfPlan = "ahead-of-plan"
  /// No observation for a period as its report date nears or passes.
  case indicatorDue = "indicator-due"
  /// A value is off its target.
  case indicatorOffTarget = "indicator-off-target"
  /// At this pace the year closes far below the budget.
  case forecastShortfall = "forecast-shortfall"
  /// A deadline in workdays nears or passes.
  case deadlineWorkdays = "deadline-workdays"
  /// The form of the middle of the year is not handed in as its date nears or passes.
  case monitoringDue = "monitoring-due"
  /// The form of the year's end is not handed in as its date nears or passes.
  case selfEvaluationDue = "self-evaluation-due"
  /// A plan, a target or a binding is missing.
  case dataQuality = "data-quality"

  /// What people call it.
  public var chinese: String {
    switch self {
    case .checkpointApproaching: "支出节点临近"
    case .checkpointMissed: "支出节点未达标"
    case .overspent: "超支"
    case .aheadOfPlan: "支出超前"
    case .indicatorDue: "指标待填报"
    case .indicatorOffTarget: "指标偏离"
    case .forecastShortfall: "预计全年执行不足"
    case .deadlineWorkdays: "限期办理"
    case .monitoringDue: "监控表待报"
    case .selfEvaluationDue: "自评表待报"
    case .dataQuality: "资料不全"
    }
  }

  /// Whether the alert is about money being paid in time or within bounds.
  public var isAboutSpending: Bool {
    switch self {
    case .checkpointApproaching, .checkpointMissed, .overspent, .aheadOfPlan, .forecastShortfall, .deadlineWorkdays:
      true
    case .indicatorDue, .indicatorOffTarget, .monitoringDue, .selfEvaluationDue, .dataQuality: false
    }
  }
}

/// How urgent an alert (预警) is.
public enum AlertSeverity: String, Sendable, CaseIterable, Comparable {
  /// 蓝: information.
  case blue
  /// 黄: act soon.
  case yellow
  /// 红: violated.
  case red

  private var rank: Int { self == .blue ? 0 : self == .yellow ? 1 : 2 }
  public static func < (a: AlertSeverity, b: AlertSeverity) -> Bool { a.rank < b.rank }

  /// The light's word, never the colour alone.
  public var chinese: String { self == .blue ? "蓝灯" : self == .yellow ? "黄灯" : "红灯" }
}

/// One rule's judgement that an alert stands, with the numbers it was judged on.
public struct Assessment: Hashable, Sendable {
  /// What the alert is about, and for which period: one alert stands for each key.
  public struct Key: Hashable, Sendable {
    /// The rule.
    public let rule: Rule
    /// The project's row; nil for the department's own indicators.
    public let project: Int64?
    /// The indicator's row, where it is about one.
    public let indicator: Int64?
    /// `2025`, `2025-06` or the date of an event.
    public let period: String

    /// A key.
    public init(rule: Rule, project: Int64?, indicator: Int64?, period: String) {
      self.rule = rule
      self.project = project
      self.indicator = indicator
      self.period = period
    }
  }

  /// One number the rule was judged on.
  public struct Fact: Hashable, Sendable {
    /// Its name in JSON, such as `toThreshold`.
    public let name: FactName
    /// Its value.
    public let value: FactValue
  }

  /// What it is about.
  public let key: Key
  /// How urgent.
  public let severity: AlertSeverity
  /// Since when the condition has been standing.
  public let since: Day
  /// The numbers, in the order people read them.
  public let facts: [Fact]

  init(_ key: Key, _ severity: AlertSeverity, since: Day, _ facts: KeyValuePairs<FactName, FactValue?>) {
    self.key = key
    self.severity = severity
    self.since = since
    self.facts = facts.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
  }

  /// The value of a fact.
  public subscript(_ name: FactName) -> FactValue? { facts.first { $0.name == name }?.value }

  /// The facts as JSON: amounts in yuan, rates in percent, all as decimal strings.
  public var json: JSONValue { .object(facts.map { .init(key: $0.name.rawValue, value: .string($0.value.text)) }) }
}

/// The names facts have in JSON.
public enum FactName: String, Sendable, CaseIterable {
  case budget, planned, paid, timeliness, threshold, toPlan, toThreshold, checkpoint, daysLeft, workdaysLeft, planBasis
  case paidAtCheckpoint, cap, category, excess, progress, forecast, forecastRate, shortfall, target, value, observedOn
  case reportBy, event, eventOn, deadline, due, missing, pointsAhead
  case timelinessToDate, timelinessTarget, executionRate, executionTarget, missedCheckpoints, reversedOn, reversedPaidOn
  case cutOff, yearOver, indicators, payments
}

/// A number, date or word a rule was judged on.
public enum FactValue: Hashable, Sendable {
  /// An amount.
  case money(Money)
  /// A rate, shown in percent with 2 decimals.
  case rate(Ratio)
  /// A whole number.
  case count(Int)
  /// A day.
  case day(Day)
  /// A word or a number as it was written.
  case text(String)

  /// As in JSON.
  public var text: String {
    switch self {
    case .money(let money): money.yuan
    case .rate(let ratio): ratio.percentText
    case .count(let count): String(count)
    case .day(let day): day.description
    case .text(let text): text
    }
  }
}
