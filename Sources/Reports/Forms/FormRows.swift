internal import Domain

/// What tables of many forms say of an indicator's row, whichever form it is of and however it was kept.
struct FormRow {
  let level1: String, level2: String, level3: String, target: String
  /// What it has come to; empty where nothing is known.
  let value: String
  /// What was reported last, before the form's period, for somebody to confirm.
  let earlier: EarlierValue?
  /// How it stands in the middle of the year.
  let status: IndicatorStatus?
  let points: Points?, score: Points?
  let formula: String
  let causes: String, likelihood: String, explanation: String, measures: String

  init(_ row: MonitoringRow) {
    (level1, level2, level3, target) = row.indicator.printed
    (value, earlier, status) = (row.actual ?? "", row.earlier, row.standing)
    (points, score, formula) = (nil, nil, "")
    causes = row.causes.map(\.rawValue).joined(separator: "、")
    (likelihood, explanation, measures) = (row.likelihood?.rawValue ?? "", row.explanation, row.measures)
  }

  init(_ row: ScoreRow) {
    (level1, level2, level3, target) = row.indicator.printed
    (value, earlier, status) = (row.achieved ?? "", row.earlier, nil)
    (points, score, formula) = (row.score.points, row.score.score, row.score.formula)
    (causes, likelihood, explanation, measures) = ("", "", row.explanation, "")
  }

  init(_ row: DrawnForm.Row) {
    (level1, level2, level3, target) = (row.level1, row.level2, row.level3, row.target)
    earlier = nil
    (value, status) = (row.value ?? row.achieved ?? "", row.status.flatMap { IndicatorStatus(rawValue: $0) })
    (points, score) = (row.points.flatMap { try? Points.parse($0) }, row.score.flatMap { try? Points.parse($0) })
    formula = row.formula ?? ""
    causes = (row.causes ?? []).joined(separator: "、")
    (likelihood, explanation, measures) = (row.likelihood ?? "", row.explanation ?? "", row.measures ?? "")
  }
}

extension FormIndicator {
  fileprivate var printed: (String, String, String, String) { (level1, level2, level3, target) }
}

extension FormPaper {
  /// The indicators' rows.
  var rows: [FormRow] {
    switch content {
    case .form(.monitoring(let form)): form.rows.map { FormRow($0) }
    case .form(.selfEvaluation(let form)): form.rows.map { FormRow($0) }
    case .drawn(let drawn): (drawn.numbers.rows ?? []).map { FormRow($0) }
    }
  }

  /// A scored row for people.
  struct ScoreLine {
    let number: String, name: String, target: String, value: String, points: String, score: String, formula: String
  }

  /// The scores of a self-evaluation: the execution rate, then each indicator; none for another form.
  var scoreLines: [ScoreLine] {
    let first: ScoreLine? =
      switch content {
      case .form(.monitoring): nil
      case .form(.selfEvaluation(let form)):
        execution(
          rate: form.execution.rate?.percentText, points: form.execution.points.text,
          score: form.execution.score?.text, form.execution.formula)
      case .drawn(let drawn):
        drawn.numbers.execution.map { execution(rate: $0.rate, points: $0.points, score: $0.score, $0.formula) }
      }
    guard let first else { return [] }
    return [first]
      + rows.enumerated().map { index, row in
        ScoreLine(
          number: "\(index + 1)", name: row.level3, target: row.target, value: row.value,
          points: row.points?.text ?? "", score: row.score?.text ?? "", formula: row.formula)
      }
  }

  private func execution(rate: String?, points: String, score: String?, _ formula: String) -> ScoreLine {
    ScoreLine(
      number: "", name: "预算执行率", target: "", value: rate.map { $0 + "%" } ?? "", points: points, score: score ?? "",
      formula: formula)
  }
}
