/// 等级.
package enum Grade: String, Sendable, Codable, CaseIterable {
  /// 90 and more by the national default.
  case excellent = "优"
  /// 80 and more.
  case good = "良"
  /// 60 and more.
  case fair = "中"
  /// Below.
  case poor = "差"

  /// The grade of a total of 100. Source: domain.md, “Year-end self-evaluation”.
  package init(_ total: Points, by rules: ScoringRules = ScoringRules()) {
    let reached = zip(Grade.allCases, rules.grades).first { total >= .whole(Int64($0.1)) }
    self = reached?.0 ?? .poor
  }
}

/// The budget execution rate (预算执行率) with its points.
package struct ExecutionScore: Hashable, Sendable {
  /// 分值.
  package let points: Points
  /// 年初预算数, 全年预算数 (after adjustment) and 全年执行数.
  package let initial: Money, budget: Money, paid: Money
  /// 执行率; nil where the full-year budget is nothing.
  package let rate: Ratio?
  /// 得分; nil where the full-year budget is nothing: a person decides.
  package let score: Points?
  /// A rate below this asks for a reason.
  private let explainBelow: Ratio
  private let isByHand: Bool

  /// Points × min(paid / full-year budget, 1).
  ///
  /// - Parameter chosen: what a person gives where the full-year budget is nothing; elsewhere it is not looked at.
  package init(
    points: Points, initial: Money, budget: Money, paid: Money, chosen: Points? = nil,
    by rules: ScoringRules = ScoringRules()
  ) {
    (self.points, self.initial, self.budget, self.paid) = (points, initial, budget, paid)
    rate = Ratio(paid.fen, budget.fen)
    isByHand = budget <= .zero && chosen != nil
    score =
      budget <= .zero
      ? chosen.map { min(max($0, .zero), points) }
      : points.times(Int128(min(max(paid.fen, 0), budget.fen)), over: Int128(budget.fen))
    explainBelow = rules.explainBelow
  }

  /// Whether a reason is asked for: a low rate, or a budget that was adjusted.
  package var needsReason: Bool { rate.map { $0 < explainBelow } ?? true || initial != budget }

  /// What is asked for where a reason is; nil where none is.
  package var reasonAsked: FormProblem.Kind? {
    guard needsReason else { return nil }
    let isLow = rate.map { $0 < explainBelow } ?? true
    return .executionReasonMissing(below: isLow ? explainBelow : nil, isAdjusted: initial != budget)
  }

  /// The formula with its numbers.
  package var formula: String {
    guard let score, let rate else {
      return isByHand ? "全年预算数为零，人工确定得\(score?.text ?? "")分" : "全年预算数为零，由人工确定得分"
    }
    // In yuan: amounts of 万元 are rounded, and a rate of two rounded ones is another.
    let quotient = "执行数\(paid.grouped)元÷全年预算数\(budget.grouped)元=\(rate.percentText)%"
    guard (Money.zero...budget).contains(paid) else {
      return quotient + (paid < .zero ? "，没有支出，不得分" : "，超过100%的按100%计，得\(score.text)分")
    }
    return "\(quotient)；\(points.text)×\(paid.grouped)÷\(budget.grouped)=\(score.text)"
  }
}

/// A project's self-evaluation worked out: execution and rows, total and grade, what blocks it and what to look at.
package struct SelfEvaluation: Hashable, Sendable {
  /// The budget execution rate.
  package let execution: ExecutionScore
  /// The rows in the table's order.
  package let rows: [RowScore]
  private let rules: ScoringRules

  /// A self-evaluation of scored rows.
  package init(execution: ExecutionScore, rows: [RowScore], by rules: ScoringRules = ScoringRules()) {
    self.execution = execution
    self.rows = rows
    self.rules = rules
  }

  /// Rows without a value, from 1; the form cannot be handed in while there are any.
  package var missingRows: [Int] { rows.indices.filter { rows[$0].score == nil }.map { $0 + 1 } }

  /// 总分; nil while a score is missing.
  package var total: Points? {
    guard let execution = execution.score, !rows.isEmpty, missingRows.isEmpty else { return nil }
    return execution + rows.compactMap(\.score).sum
  }

  /// 等级; nil while a score is missing.
  package var grade: Grade? { total.map { Grade($0, by: rules) } }

  /// The two checks on the whole. Source: domain.md, “Two checks on the whole”.
  package var checks: [AlertSeverity: String] {
    var found: [AlertSeverity: String] = [:]
    let points = rows.map(\.points).sum, scored = rows.compactMap(\.score).sum
    if let score = execution.score, missingRows.isEmpty, points > .zero, scored > .zero, execution.points > .zero {
      // (S/p − E/e) / (S/p) > 5% or what the rule set says, without dividing.
      let (s, p) = (Int128(scored.hundredths), Int128(points.hundredths))
      let (e, q) = (Int128(score.hundredths), Int128(execution.points.hundredths))
      if (s * q - e * p) * 100 > Int128(rules.highMarksPercent) * s * q { found[.red] = "指标得分率明显高于预算执行率，高分低支，请核实。" }
    }
    let unspent = execution.budget - execution.paid
    if execution.budget <= .zero
      || Int128(unspent.fen) * 100 > Int128(execution.budget.fen) * Int128(rules.unspentPercent)
    {
      found[.yellow] = "预算有\(rules.unspentPercent)%以上没有支出，请说明原因。"
    }
    return found
  }
}
