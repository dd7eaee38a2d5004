/// One indicator's row of a self-evaluation.
package struct ScoreRow: Hashable, Sendable, Codable {
  /// The indicator as printed.
  package let indicator: FormIndicator
  /// 实际完成值 that counts; nil where nothing was reported.
  package let achieved: String?
  /// What the records say.
  package let computed: String?
  /// What was reported last, of a day before the year's reporting period; nil where the period has a value, or nothing was ever
  /// reported.
  package var earlier: EarlierValue?
  /// Why a person's value stands in place of the computed one; nil where none does.
  package let replaced: String?
  /// Points, score, formula and what has to be explained.
  package let score: RowScore
  /// 偏差原因分析及改进措施.
  package let explanation: String

  // A form is kept only when it has a value for each row: one of before its period is never among what is kept.
  private enum CodingKeys: String, CodingKey {
    case indicator, achieved, computed, replaced, score, explanation
  }
}

extension ScoreRow {
  /// What could not be taken of what a person wrote.
  private struct Refused {
    var value: Refusal?
    var score: Refusal?
  }

  /// The rows of some indicators, with what is still asked for. `project` and `position` are nil for the department's own
  /// indicators.
  ///
  /// - Parameter first: the first day whose values count.
  static func rows(
    of indicators: [ProjectSheet.Indicator], _ facts: [IndicatorID: IndicatorFacts], _ project: ProjectFacts?,
    _ position: SpendingPosition?, from first: Day, by context: RuleContext, points: [Points],
    isSatisfaction: (Int) -> Bool,
    _ filling: Filling
  ) -> (rows: [ScoreRow], problems: [FormProblem]) {
    var rows: [ScoreRow] = []
    var problems: [FormProblem] = []
    for (index, indicator) in indicators.enumerated() {
      let (row, refused) = read(
        indicator, facts[indicator.id], project, position, from: first, by: context, points: points[index],
        isSatisfaction: isSatisfaction(index), filling)
      problems += row.problems(at: index, refused)
      rows.append(row)
    }
    return (rows, problems)
  }

  private static func read(
    _ indicator: ProjectSheet.Indicator, _ recorded: IndicatorFacts?, _ project: ProjectFacts?,
    _ position: SpendingPosition?, from first: Day, by context: RuleContext, points: Points, isSatisfaction: Bool,
    _ filling: Filling
  ) -> (row: ScoreRow, refused: Refused) {
    let (id, day) = (indicator.id, context.day)
    let (facts, earlier) = recorded?.reported(from: first, on: day) ?? (nil, nil)
    let data = facts.map { Achieved($0, of: project, position, on: day, by: context) } ?? .missing
    var (value, refused) = (data, Refused())
    let entry = filling[.actual, id]
    if let entry, let facts {
      do throws(Refusal) {
        let counted = try facts.counting(entry, for: indicator, by: context)
        value = Achieved(counted, of: project, position, on: day, by: context)
      } catch {
        refused.value = error
      }
    }
    var score = RowScore(
      value, against: facts?.measure(for: value, by: context), of: points, by: context.scoring,
      isSatisfaction: isSatisfaction, canPassWhole: Indicator.canPassWhole(indicator.level3))
    if let chosen = filling.points(.score, id) {
      do throws(Refusal) {
        score = try score.choosing(chosen, reason: filling[.score, id]?.reason)
      } catch {
        refused.score = error
      }
    }
    let row = ScoreRow(
      indicator: FormIndicator(indicator), achieved: value.text, computed: data.text,
      earlier: value.text == nil ? earlier : nil,
      // Where nothing is known by the records, nothing is replaced.
      replaced: refused.value == nil && refused.score == nil && data.text != nil ? entry.map { $0.reason ?? "" } : nil,
      score: score,
      explanation: filling.text(.explanation, id) ?? "")
    return (row, refused)
  }

  /// What is still asked for in the row, from the left.
  private func problems(at index: Int, _ refused: Refused) -> [FormProblem] {
    var found: [FormProblem] = []
    if let refusal = refused.value {
      found.append(FormProblem(.row(index, .actual), .refused(refusal)))
    } else if achieved == nil {
      let kind = earlier.map { FormProblem.Kind.earlierValue($0.text, of: $0.day) } ?? .valueMissing
      found.append(FormProblem(.row(index, .actual), kind))
    }
    if let refusal = refused.score { found.append(FormProblem(.row(index, .score), .refused(refusal))) }
    if explanation.isEmpty, !score.needs.isEmpty {
      found.append(FormProblem(.row(index, .explanation), .explanationNeeded(score.needs)))
    }
    return found
  }

  /// The columns of a row, from the left, with what is said of a replaced value.
  static let columns: [FormPlace.RowPart] = [
    .name, .target, .actual, .computed, .actualReason, .points, .score, .explanation,
  ]

  func text(_ part: FormPlace.RowPart) -> String {
    switch part {
    case .name: indicator.level3
    case .target: indicator.target
    case .actual: achieved ?? ""
    case .computed: replaced == nil ? "" : computed ?? ""
    case .actualReason: replaced ?? ""
    case .points: score.points.text
    case .score: score.score?.text ?? ""
    case .explanation: explanation
    case .expected, .cause, .likelihood, .measures: ""
    }
  }

  func source(_ part: FormPlace.RowPart) -> FormSource? {
    switch part {
    case .actual: replaced != nil ? .replaced : achieved != nil && computed != nil ? .computed : nil
    case .score: score.score == nil ? nil : .computed
    default: nil
    }
  }
}
