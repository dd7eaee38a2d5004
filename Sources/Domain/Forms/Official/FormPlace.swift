/// A place of an official form: what a person is pointed at, and what two versions are compared by. A form has it or has not,
/// however it is drawn.
package enum FormPlace: Hashable, Sendable {
  /// A figure or text of the whole form.
  case form(Part)
  /// A figure of a money row.
  case fund(FundKind, FundFigure)
  /// Something of an indicator's row; rows count from 0.
  case row(Int, RowPart)
  /// Something of a project in a department's own form, by 项目编码.
  case project(String, ProjectPart)

  /// What stands once in a form.
  package enum Part: Hashable, Sendable {
    /// 项目名称, 实施单位, 联系电话, 年度总体目标 or 预期目标, 实际完成情况, 说明.
    case name, unit, contact, goals, accomplishment, remark
    /// 项目实施内容及过程概述, 评价结论, 存在问题, 改进措施: where a layout has them.
    case overview, conclusion, shortcomings, improvements
    /// What stands in the place of indicators where there are none.
    case indicators
    /// 全年预计执行数 that was proposed where a person's stands, and why.
    case proposedForecast, forecastReason
    /// 预算执行率分值, its 得分, and the words about it.
    case executionPoints, executionScore, executionReason
    /// 分值合计, 总分, 等级, what was done to the points, and what to look at.
    case pointsSum, total, grade, notes, checks
  }

  /// A column of the money rows.
  package enum FundFigure: Hashable, Sendable {
    /// 年初预算数, 全年预算数, 执行数, 执行率, 全年预计执行数.
    case initial, budget, paid, rate, forecast
  }

  /// A column of the indicators' rows.
  package enum RowPart: Hashable, Sendable {
    /// 三级指标 and 年度指标值.
    case name, target
    /// 执行情况 or 实际完成值; where a person's stands in place of it, what was computed, and why.
    case actual, computed, actualReason
    /// 全年预计完成情况.
    case expected
    /// A tick of 偏差原因分析.
    case cause(DeviationCause)
    /// 原因说明, or 偏差原因分析及改进措施.
    case explanation
    /// A tick of 完成目标可能性.
    case likelihood(Likelihood)
    /// 备注.
    case measures
    /// 分值 and 得分.
    case points, score
  }

  /// A column of the projects' rows.
  package enum ProjectPart: Hashable, Sendable {
    /// 项目名称, 预算, 年初预算数, 执行数, 执行率, 节点支出及时率, 支出灯.
    case name, budget, initial, paid, rate, timeliness, light
    /// 自评结果, 分值, 得分, 偏差原因.
    case result, points, score, reasons
  }

  /// The field by which a person changes what stands here; nil where nobody does.
  package var field: FormField.Name? {
    switch self {
    case .form(.unit): .unit
    case .form(.contact): .contact
    case .form(.remark), .form(.indicators): .remark
    case .form(.accomplishment): .accomplishment
    case .form(.overview): .overview
    case .form(.conclusion): .conclusion
    case .form(.shortcomings): .shortcomings
    case .form(.improvements): .improvements
    case .form(.executionReason): .executionReason
    case .form(.executionScore): .executionScore
    case .form(.pointsSum), .form(.notes), .row(_, .points): .weights
    case .form(.proposedForecast), .form(.forecastReason), .fund(.total, .forecast): .forecast
    case .fund(.fiscal, .paid): .paidFiscal
    case .fund(.carryOver, .paid): .paidCarryOver
    case .fund(.other, .paid): .paidOther
    case .fund(.basic, .paid): .paidBasic
    case .row(_, .actual), .row(_, .computed), .row(_, .actualReason): .actual
    case .row(_, .expected): .expected
    case .row(_, .cause): .causes
    case .row(_, .explanation): .explanation
    case .row(_, .likelihood): .likelihood
    case .row(_, .measures): .measures
    case .row(_, .score): .score
    // A low rate is explained, not changed.
    case .fund(.total, .rate), .fund(.all, .rate), .fund(.projects, .rate): .executionReason
    case .form, .fund, .row, .project: nil
    }
  }

  /// The indicator's row; nil for what is of no row.
  package var row: Int? { if case .row(let index, _) = self { index } else { nil } }
}

/// Where a form's figure comes from.
package enum FormSource: String, Hashable, Sendable, Codable {
  /// Worked out from what is recorded.
  case computed
  /// A computed value that a person replaced, with a reason.
  case replaced
}
