extension FormProblem.Kind {
  /// What a person reads in the place itself.
  package var chinese: String {
    switch self {
    case .unreported: "未填报"
    case .valueMissing: "没有填报完成值"
    case .earlierValue(let text, let day): "\(day.chinese)填报\(text)，请确认沿用或更新"
    case .twinDiffers(let row, let goal, let value):
      "同一指标在第\(row + 1)项（\(goal)）填的是\(value)，两处应一致，请核对后改其中一处"
    case .refused(let refusal): refusal.message
    case .expectedMissing, .textMissing: "请填写"
    case .expectedContradicts(let text): "与全年预计执行数不一致（按它应为\(text)），请改其中一处"
    case .expectedAbove(let most, let forecast):
      "已过节点的及时率不再变化，按全年预计执行数\(forecast.tenThousands)万元，全年最多为\(most)，请改其中一处"
    case .causesMissing: "有偏差，需选择原因并说明"
    case .explanationMissing: "有偏差，需说明原因"
    case .explanationNeeded(let reasons): reasons.map(\.chinese).joined(separator: "；")
    case .likelihoodMissing: "请选择"
    case .certainButMissed(let expected): "全年预计\(expected)，达不到年度指标值，不能选确定能；请改选并在备注写明措施，或更正全年预计"
    case .measuresMissing: "需写原因及措施"
    case .withoutIndicators: "没有绩效指标，需写说明"
    case .forecastBelowPaid(let paid): "不能少于已执行的\(paid.tenThousands)"
    case .forecastAboveBudget(let budget): "不能超过全年预算\(budget.tenThousands)"
    case .accomplishmentMissing: "请填写实际完成情况"
    case .executionReasonMissing(let below, let isAdjusted):
      [below.map { "执行率低于\($0.percentText.dropLast(3))%" }, isAdjusted ? "预算有调整" : nil].compactMap { $0 }
        .joined(separator: "、") + "，需说明原因"
    case .executionUndecided: "全年预算数为零，得分由人工确定"
    case .executionAbove(let points): "得分不能超过\(points.text)分"
    case .sourcesDiffer(let paid): "各来源执行数之和应为\(paid.tenThousands)"
    case .basicPaidMissing: "请填写基本支出执行数"
    case .projectNotIn: "项目表未报送"
    case .projectWithoutTotal: "项目没有总分"
    }
  }
}

extension OfficialForm {
  /// What people call a place of this form.
  package func caption(_ place: FormPlace) -> String {
    switch place {
    case .form(let part): caption(part)
    case .fund(let kind, let figure): kind.chinese(in: Self.kind) + caption(figure)
    case .row(let index, .name): "第\(index + 1)项\(head.project == nil ? "指标名称" : "三级指标")"
    case .row(let index, let part):
      "第\(index + 1)项“\(indicators.indices.contains(index) ? indicators[index].level3 : "")”\(caption(part))"
    case .project(let code, let part): "“\(projectName(code))”\(caption(part))"
    }
  }

  /// A problem with the place it is in: `第1项“面积”执行情况：未填报`.
  package func sentence(_ problem: FormProblem) -> String { "\(caption(problem.place))：\(problem.kind.chinese)" }

  /// What keeps the form from being handed in, a sentence each.
  package var blockers: [String] { problems.map(sentence) }

  private func caption(_ part: FormPlace.Part) -> String {
    switch part {
    case .name: "项目名称"
    case .unit: "实施单位"
    case .contact: "联系电话"
    case .goals: Self.kind == .monitoring ? "年度总体目标" : "预期目标"
    case .accomplishment: "实际完成情况"
    case .overview: FormField.Name.overview.chinese
    case .conclusion: FormField.Name.conclusion.chinese
    case .shortcomings: FormField.Name.shortcomings.chinese
    case .improvements: FormField.Name.improvements.chinese
    case .remark: "说明"
    case .indicators: "绩效指标"
    case .proposedForecast: "全年预计执行数系统建议"
    case .forecastReason: "全年预计执行数更正理由"
    case .executionPoints: "预算执行率分值"
    case .executionScore: "预算执行率得分"
    case .executionReason: "预算执行情况说明"
    case .pointsSum: "分值合计"
    case .total: "总分"
    case .grade: "等级"
    case .notes: "分值说明"
    case .checks: "核实提示"
    }
  }

  private func caption(_ figure: FormPlace.FundFigure) -> String {
    switch figure {
    case .initial: "年初预算数"
    case .budget: "全年预算数"
    case .paid: Self.kind == .monitoring ? "\(span)执行数" : "全年执行数"
    case .rate: Self.kind == .monitoring ? "\(span)执行率" : "执行率"
    case .forecast: "全年预计执行数"
    }
  }

  private func caption(_ part: FormPlace.RowPart) -> String {
    let isMonitoring = Self.kind == .monitoring
    return switch part {
    case .name: ""
    case .target: "年度指标值"
    case .actual: isMonitoring ? "执行情况" : "实际完成值"
    case .computed: isMonitoring ? "执行情况（系统）" : "实际完成值（系统）"
    case .actualReason: isMonitoring ? "执行情况更正理由" : "实际完成值更正理由"
    case .expected: "全年预计完成情况"
    case .cause(let cause): "偏差原因（\(cause.rawValue)）"
    case .explanation: isMonitoring ? "原因说明" : "偏差原因分析及改进措施"
    case .likelihood(let choice): "完成目标可能性（\(choice.rawValue)）"
    case .measures: "备注"
    case .points: "分值"
    case .score: "得分"
    }
  }

  private func caption(_ part: FormPlace.ProjectPart) -> String {
    switch part {
    case .name: ""
    case .budget: "预算"
    case .initial: "年初预算数"
    case .paid: "执行数"
    case .rate: "执行率"
    case .timeliness: "及时率"
    case .light: "支出灯"
    case .result: "自评结果"
    case .points: "分值"
    case .score: "得分"
    case .reasons: "偏差原因"
    }
  }
}

extension FundKind {
  /// What people call a money row in a form.
  package func chinese(in form: DepartmentForm) -> String {
    switch self {
    case .total: "年度资金总额"
    case .fiscal: form == .monitoring ? "财政拨款" : "当年财政拨款"
    case .carryOver: "上年结转资金"
    case .other: "其他资金"
    case .all: "部门支出合计"
    case .basic: "基本支出"
    case .projects: "项目支出"
    }
  }
}
