/// The rules the scheduler evaluates. Source: domain.md, “Rules the scheduler evaluates”.
package enum Rule: String, Sendable, CaseIterable {
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
  package var chinese: String {
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
  package var isAboutSpending: Bool {
    switch self {
    case .checkpointApproaching, .checkpointMissed, .overspent, .aheadOfPlan, .forecastShortfall, .deadlineWorkdays:
      true
    case .indicatorDue, .indicatorOffTarget, .monitoringDue, .selfEvaluationDue, .dataQuality: false
    }
  }
}

/// How urgent an alert (预警) is.
package enum AlertSeverity: String, Sendable, Codable, CaseIterable, Comparable {
  /// 蓝: information.
  case blue
  /// 黄: act soon.
  case yellow
  /// 红: violated.
  case red

  private var rank: Int { self == .blue ? 0 : self == .yellow ? 1 : 2 }
  package static func < (a: AlertSeverity, b: AlertSeverity) -> Bool { a.rank < b.rank }

  /// The light's word, never the colour alone.
  package var chinese: String { self == .blue ? "蓝灯" : self == .yellow ? "黄灯" : "红灯" }
}

/// One rule's judgement that an alert stands, with the numbers it was judged on.
package struct Assessment: Hashable, Sendable {
  /// What the alert is about, and for which period: one alert stands for each key.
  package struct Key: Hashable, Sendable {
    /// The rule.
    package let rule: Rule
    /// The project's row; nil for the department's own indicators.
    package let project: ProjectID?
    /// The indicator's row, where it is about one.
    package let indicator: IndicatorID?
    /// Which year, month or event.
    package let period: Period

    /// A key.
    package init(rule: Rule, project: ProjectID?, indicator: IndicatorID?, period: Period) {
      self.rule = rule
      self.project = project
      self.indicator = indicator
      self.period = period
    }
  }

  /// What it is about.
  package let key: Key
  /// How urgent.
  package let severity: AlertSeverity
  /// Since when the condition has been standing.
  package let since: Day
  /// Why it stands, with the numbers.
  package let cause: Cause
  /// Whether an approved form of its period says why it stands.
  package private(set) var isExplained = false

  /// The same, explained by an approved form.
  func explained() -> Assessment {
    var same = self
    same.isExplained = true
    return same
  }

  init(
    _ cause: Cause, of project: ProjectFacts?, _ indicator: IndicatorFacts? = nil, period: Period,
    _ severity: AlertSeverity, since: Day
  ) {
    key = Key(rule: cause.rule, project: project?.id, indicator: indicator?.id, period: period)
    (self.severity, self.since, self.cause) = (severity, since, cause)
  }

  /// What programs read under a name; nil for nothing.
  package subscript(_ name: FactName) -> String? { cause.facts.first { $0.name == name }?.text }

  /// The facts as JSON: amounts in yuan, rates in percent, all as decimal strings.
  package var json: JSONValue { cause.json }
}
