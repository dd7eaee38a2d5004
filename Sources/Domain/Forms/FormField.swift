/// Why an indicator deviates (偏差原因分析), as the monitoring form ticks it.
package enum DeviationCause: String, Sendable, Codable, CaseIterable {
  /// Money came late or was short.
  case funds = "经费保障"
  /// Rules and procedures.
  case system = "制度保障"
  /// People.
  case people = "人员保障"
  /// Buildings and equipment.
  case hardware = "硬件条件保障"
  /// Something else.
  case other = "其他"
}

/// How likely a target is reached by the year's end (完成目标可能性).
package enum Likelihood: String, Sendable, Codable, CaseIterable {
  /// Certain.
  case certain = "确定能"
  /// Possible.
  case possible = "有可能"
  /// Out of reach.
  case impossible = "完全不可能"
}

/// A place of a form that a person fills in: of the whole form, or of one indicator's row.
package struct FormField: Hashable, Sendable {
  /// What stands there.
  package enum Name: String, Sendable, CaseIterable {
    // Of the whole form.
    case unit, contact, remark, accomplishment, overview, conclusion
    case shortcomings = "problems"
    case improvements, forecast
    case paidFiscal = "paid-fiscal"
    case paidCarryOver = "paid-carry-over"
    case paidOther = "paid-other"
    case paidBasic = "paid-basic"
    case executionReason = "execution-reason"
    case executionScore = "execution-score"
    case weights
    case agreedCosts = "agreed-costs"
    // Of an indicator's row.
    case actual, expected, causes, explanation, likelihood, measures, score

    /// What people call it.
    package var chinese: String {
      switch self {
      case .unit: "实施单位"
      case .contact: "联系电话"
      case .remark: "说明"
      case .accomplishment: "年度总体目标实际完成情况"
      case .overview: "项目实施内容及过程概述"
      case .conclusion: "评价结论"
      case .shortcomings: "存在问题"
      case .improvements: "改进措施"
      case .forecast: "全年预计执行数"
      case .paidFiscal: "当年财政拨款执行数"
      case .paidCarryOver: "上年结转资金执行数"
      case .paidOther: "其他资金执行数"
      case .paidBasic: "基本支出执行数"
      case .executionReason: "预算执行情况说明"
      case .executionScore: "预算执行率得分"
      case .weights: "分值"
      case .agreedCosts: "成本合计确认"
      case .actual: "完成值"
      case .expected: "全年预计完成情况"
      case .causes: "偏差原因"
      case .explanation: "原因说明"
      case .likelihood: "完成目标可能性"
      case .measures: "备注（原因及措施）"
      case .score: "得分"
      }
    }

    /// Whether it belongs to an indicator's row.
    package var isOfRow: Bool {
      switch self {
      case .actual, .expected, .causes, .explanation, .likelihood, .measures, .score: true
      default: false
      }
    }

    /// Whether it is an amount of money.
    package var isAmount: Bool { [.forecast, .paidFiscal, .paidCarryOver, .paidOther, .paidBasic].contains(self) }

    /// Whether it always replaces what is computed, so that a reason is asked for. A 完成值 does where something is.
    package var isOverride: Bool { self == .forecast || self == .weights }

    /// Whether a reason may stand beside it.
    package var takesReason: Bool { isOverride || self == .actual || self == .score }

    /// The forms it stands on.
    package var forms: Set<DepartmentForm> {
      switch self {
      case .forecast, .agreedCosts, .expected, .causes, .likelihood, .measures: [.monitoring]
      case .accomplishment, .overview, .conclusion, .shortcomings, .improvements, .executionReason, .executionScore,
        .weights, .score:
        [.selfEvaluation]
      default: [.monitoring, .selfEvaluation]
      }
    }
  }

  /// What stands there.
  package let name: Name
  /// The indicator's row; nil for a field of the whole form.
  package let indicator: IndicatorID?

  /// A place.
  package init(_ name: Name, indicator: IndicatorID? = nil) {
    self.name = name
    self.indicator = indicator
  }
}
