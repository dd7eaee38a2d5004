extension DoubtMaterial {
  /// Every question an auditor would ask of the project, in a fixed order. Source: rules.md, “Auditors look for”.
  package var doubts: [Doubt] {
    targets + highMarks + december + changed + carried + evidence + sums
  }

  private func place(_ index: Int) -> String { "第\(index + 1)项“\(sheet.indicators[index].level3)”" }

  /// Words that promise without saying how much.
  private static let vagueWords = [
    "改善", "提高", "提升", "促进", "加强", "增强", "有效", "明显", "显著", "逐步", "进一步", "良好", "较好", "持续", "推动", "减轻", "及时",
  ]

  private static let notApplicable = ["不涉及", "不适用", "无此项"]

  private var targets: [Doubt] {
    var found: [Doubt] = []
    for (index, indicator) in sheet.indicators.enumerated() {
      let target = indicator.target
      let says = DoubtMaterial.notApplicable.first { target.text.contains($0) || indicator.level3.contains($0) }
      if let word = says ?? (["无", "—", "-", "/"].contains(target.text) ? target.text : nil) {
        if let points = points[indicator.id], points > .zero {
          found.append(
            Doubt(.notApplicable, project: sheet, "写明“\(word)”，却占\(points.text)分。", at: place(index)))
        }
        continue
      }
      guard target.measure == nil, target.deadline == nil, target.workdays == nil else { continue }
      found.append(Doubt(.vague, project: sheet, "指标值“\(target.text)”\(vagueness(indicator))。", at: place(index)))
    }
    return found
  }

  private func vagueness(_ indicator: ProjectSheet.Indicator) -> String {
    let target = indicator.target
    if target.text.isEmpty { return "没有填写" }
    if target.isUndecided { return "尚未确定" }
    if target.text == indicator.level3 { return "只是重复指标名称，没有可衡量的标准" }
    if let word = DoubtMaterial.vagueWords.first(where: { target.text.contains($0) }) {
      return "用“\(word)”一类的词，没有数量标准"
    }
    return "没有数量标准，难以衡量"
  }

  private var highMarks: [Doubt] {
    let scored = evaluation.rows.compactMap(\.score).sum, full = evaluation.rows.map(\.points).sum
    guard evaluation.checks[.red] != nil, let score = evaluation.execution.score,
      let marks = Ratio(scored.hundredths, full.hundredths),
      let spent = Ratio(score.hundredths, evaluation.execution.points.hundredths)
    else { return [] }
    return [
      Doubt(
        .highMarks, project: sheet,
        "指标得\(scored.text)分（得分率\(marks.percentText)%），预算执行得\(score.text)分（得分率\(spent.percentText)%），"
          + "全年执行\(evaluation.execution.paid.tenThousands)万元，预算\(evaluation.execution.budget.tenThousands)万元。",
        at: "自评表总分")
    ]
  }

  private var december: [Doubt] {
    let start = Day(endOf: 11, in: fiscalYear), end = min(day, Day(endOf: 12, in: fiscalYear))
    guard end > start else { return [] }
    let paid = facts.ledger.paid(through: end) - facts.ledger.paid(through: start)
    guard facts.budget > .zero, Int128(paid.fen) * 100 > Int128(facts.budget.fen) * Int128(decemberPercent),
      let share = Ratio(paid.fen, facts.budget.fen)
    else { return [] }
    let planned = facts.checkpoints.last { $0.day <= start }?.planned ?? .none
    return [
      Doubt(
        .december, project: sheet,
        "12月支付\(paid.tenThousands)万元，占预算\(facts.budget.tenThousands)万元的\(share.percentText)%，超过\(decemberPercent)%；"
          + "计划到11月底应已支付\(planned.percentText)%。", at: "12月支出")
    ]
  }

  private var changed: [Doubt] {
    let places = Dictionary(
      sheet.indicators.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    let targets = changes.compactMap { change -> Doubt? in
      guard let index = places[change.indicator] else { return nil }
      return Doubt(
        .changed, project: sheet, "指标值由“\(change.old)”改为“\(change.new)”（\(change.day.chinese)导入的文件），请核对批复。",
        at: place(index))
    }
    guard let changedWeights else { return targets }
    return targets + [Doubt(.changed, project: sheet, "自评表审核后又调整了分值：\(changedWeights)。", at: "自评表分值")]
  }

  private var carried: [Doubt] {
    let age = sheet.code.year.map { fiscalYear - $0 } ?? 0
    guard sheet.isCarryOver, age >= 2 || carriedYears.count >= 2 else { return [] }
    let years = carriedYears.sorted().map { "\($0)年" }.joined(separator: "、")
    let made = sheet.code.year.map { "\($0)年立项" } ?? ""
    return [
      Doubt(
        .carriedTwice, project: sheet,
        "\(made)的资金\(sheet.budget.tenThousands)万元在\(fiscalYear)年预算里仍为结转\(years.isEmpty ? "" : "（已知结转年度：\(years)）")，"
          + "连续两年未用完的应作结余收回。", at: "项目编码\(sheet.code)")
    ]
  }

  private var evidence: [Doubt] {
    let names = sheet.indicators.enumerated().filter { withoutEvidence.contains($0.element.id) }
      .map { "\($0.offset + 1).\($0.element.level3)" }
    guard !names.isEmpty else { return [] }
    return [
      Doubt(.noEvidence, project: sheet, "\(names.count)项完成值没有写明佐证材料：\(names.joined(separator: "、"))。", at: "指标完成值")
    ]
  }

  private var sums: [Doubt] {
    let paid = facts.ledger.paid(through: day)
    guard paid > facts.budget else { return [] }
    return [
      Doubt(
        .sums, project: sheet, "累计支付\(paid.tenThousands)万元，超过预算\(facts.budget.tenThousands)万元。", at: "支出记录")
    ]
  }
}

extension Doubt {
  /// Findings of the document that are about sums, as doubts.
  package static func sums(_ findings: [KeptFinding], _ sheets: [ProjectSheet]) -> [Doubt] {
    let codes = Set(FindingKind.allCases.filter(\.isAboutSums).map(\.code))
    return findings.filter { codes.contains($0.code) && $0.severity != .info }.map { finding in
      Doubt(
        .sums, project: sheets.first { $0.code == finding.project }, finding.message, at: finding.place)
    }
  }
}
