extension DoubtMaterial {
  /// Every question an auditor would ask of the project, in a fixed order. Source: rules.md, “Auditors look for”.
  package var doubts: [Doubt] {
    targets + highMarks + december + changed + carried + evidence + sums
  }

  private func row(_ index: Int) -> DoubtMatter.Row { .init(index + 1, sheet.indicators[index].level3) }

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
          found.append(Doubt(.notApplicable(word, points: points), project: sheet, at: .row(row(index))))
        }
        continue
      }
      guard target.measure == nil, target.deadline == nil, target.workdays == nil else { continue }
      found.append(Doubt(.vague(target.text, vagueness(indicator)), project: sheet, at: .row(row(index))))
    }
    return found
  }

  private func vagueness(_ indicator: ProjectSheet.Indicator) -> DoubtMatter.Vagueness {
    let target = indicator.target
    if target.text.isEmpty { return .blank }
    if target.isUndecided { return .undecided }
    if target.text == indicator.level3 { return .repeatsName }
    return DoubtMaterial.vagueWords.first { target.text.contains($0) }.map { .promises($0) } ?? .words
  }

  /// Before the year is over only a project behind its plan has little spent: on plan, the rest is not to be paid yet.
  private var highMarks: [Doubt] {
    let due = facts.checkpoints.last { $0.day <= day }?.planned ?? .none
    let isBehind = due.exceeds(paid: facts.ledger.paid(through: day), budget: facts.budget)
    guard isBehind || day >= Day(endOf: 12, in: fiscalYear) else { return [] }
    let scored = evaluation.rows.compactMap(\.score).sum, full = evaluation.rows.map(\.points).sum
    guard evaluation.checks[.red] != nil, let score = evaluation.execution.score,
      let marks = Ratio(scored.hundredths, full.hundredths),
      let spent = Ratio(score.hundredths, evaluation.execution.points.hundredths)
    else { return [] }
    return [
      Doubt(
        .highMarks(
          indicators: .init(scored, rate: marks), execution: .init(score, rate: spent),
          paid: evaluation.execution.paid, budget: evaluation.execution.budget), project: sheet, at: .total)
    ]
  }

  /// More than a share of the budget paid in December, while the plan has less than that share left for it.
  private var december: [Doubt] {
    let start = Day(endOf: 11, in: fiscalYear), end = min(day, Day(endOf: 12, in: fiscalYear))
    guard end > start else { return [] }
    let paid = facts.ledger.paid(through: end) - facts.ledger.paid(through: start)
    guard facts.budget > .zero, Int128(paid.fen) * 100 > Int128(facts.budget.fen) * Int128(decemberPercent),
      let share = Ratio(paid.fen, facts.budget.fen)
    else { return [] }
    let last = facts.checkpoints.last { $0.day <= start }
    let planned = last?.planned ?? .none
    guard planned.ratio > .percent(100 - decemberPercent) else { return [] }
    return [
      Doubt(
        .december(
          paid: paid, budget: facts.budget, share: share, most: decemberPercent, planned: planned,
          isFallback: last?.isFallback ?? false), project: sheet, at: .december)
    ]
  }

  private var changed: [Doubt] {
    let places = Dictionary(
      sheet.indicators.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    let targets = changes.compactMap { change -> Doubt? in
      guard let index = places[change.indicator] else { return nil }
      return Doubt(
        .targetChanged(from: change.old, to: change.new, on: change.day), project: sheet, at: .row(row(index)))
    }
    guard let changedWeights else { return targets }
    return targets + [Doubt(.weightsChanged(changedWeights), project: sheet, at: .weights)]
  }

  private var carried: [Doubt] {
    let age = sheet.code.year.map { fiscalYear - $0 } ?? 0
    guard sheet.isCarryOver, age >= 2 || carriedYears.count >= 2 else { return [] }
    return [
      Doubt(
        .carriedTwice(made: sheet.code.year, sheet.budget, year: fiscalYear, carried: carriedYears.sorted()),
        project: sheet, at: .code(sheet.code))
    ]
  }

  private var evidence: [Doubt] {
    let rows = sheet.indicators.indices.filter { withoutEvidence.contains(sheet.indicators[$0].id) }.map(row)
    return rows.isEmpty ? [] : [Doubt(.noEvidence(rows), project: sheet, at: .values)]
  }

  private var sums: [Doubt] {
    let paid = facts.ledger.paid(through: day)
    guard paid > facts.budget else { return [] }
    return [Doubt(.overspent(paid: paid, budget: facts.budget), project: sheet, at: .payments)]
  }
}

extension Doubt {
  /// Findings of the document that are about sums, as doubts.
  package static func sums(_ findings: [KeptFinding], _ sheets: [ProjectSheet]) -> [Doubt] {
    let codes = Set(FindingKind.allCases.filter(\.isAboutSums).map(\.code))
    return findings.filter { codes.contains($0.code) && $0.severity != .info }.map { finding in
      Doubt(.told(finding), project: sheets.first { $0.code == finding.project }, at: .told(finding.place))
    }
  }
}
