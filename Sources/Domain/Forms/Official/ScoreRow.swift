/// One indicator's row of a self-evaluation.
package struct ScoreRow: Hashable, Sendable, Codable {
  /// The indicator as printed.
  package let indicator: FormIndicator
  /// 实际完成值 that counts; nil where nothing was reported.
  package let achieved: String?
  /// What the records say.
  package let computed: String?
  /// Why a person's value stands in place of the computed one; nil where none does.
  package let replaced: String?
  /// Points, score, formula and what has to be explained.
  package let score: RowScore
  /// 偏差原因分析及改进措施.
  package let explanation: String
}

extension ScoreRow {
  /// The rows of some indicators, with what is still asked for. `project` and `position` are nil for the department's own
  /// indicators.
  static func rows(
    of indicators: [ProjectSheet.Indicator], _ facts: [Int64: IndicatorFacts], _ project: ProjectFacts?,
    _ position: SpendingPosition?, by context: RuleContext, points: [Points], isSatisfaction: (Int) -> Bool,
    _ filling: Filling
  ) -> (rows: [ScoreRow], problems: [FormProblem]) {
    var rows: [ScoreRow] = []
    var problems: [FormProblem] = []
    for (index, indicator) in indicators.enumerated() {
      let (row, refusal) = read(
        indicator, facts[indicator.id], project, position, by: context, points: points[index],
        isSatisfaction: isSatisfaction(index), filling)
      problems += row.problems(at: index, refusal)
      rows.append(row)
    }
    return (rows, problems)
  }

  private static func read(
    _ indicator: ProjectSheet.Indicator, _ facts: IndicatorFacts?, _ project: ProjectFacts?,
    _ position: SpendingPosition?, by context: RuleContext, points: Points, isSatisfaction: Bool, _ filling: Filling
  ) -> (row: ScoreRow, refusal: Refusal?) {
    let (id, day) = (indicator.id, context.day)
    let data = facts.map { Achieved($0, of: project, position, on: day, by: context) } ?? .missing
    var (value, refusal): (Achieved, Refusal?) = (data, nil)
    let entry = filling[.actual, id]
    if let entry, let facts {
      do throws(Refusal) {
        let counted = try facts.counting(entry, for: indicator, by: context)
        value = Achieved(counted, of: project, position, on: day, by: context)
      } catch {
        refusal = error
      }
    }
    var score = RowScore(
      value, against: facts?.measure(for: value, by: context), of: points, by: context.scoring,
      isSatisfaction: isSatisfaction, canPassWhole: Indicator.canPassWhole(indicator.level3))
    if let chosen = filling.points(.score, id) {
      do throws(Refusal) {
        score = try score.choosing(chosen, reason: filling[.score, id]?.reason)
      } catch {
        refusal = refusal ?? error
      }
    }
    let row = ScoreRow(
      indicator: FormIndicator(indicator), achieved: value.text, computed: data.text,
      replaced: refusal == nil ? entry.map { $0.reason ?? "" } : nil, score: score,
      explanation: filling.text(.explanation, id) ?? "")
    return (row, refusal)
  }

  /// What is still asked for in the row, from the left.
  private func problems(at index: Int, _ refusal: Refusal?) -> [FormProblem] {
    var found: [FormProblem] = []
    if achieved == nil { found.append(FormProblem(.row(index, .actual), .valueMissing)) }
    if let refusal { found.append(FormProblem(.row(index, .score), .refused(refusal))) }
    if explanation.isEmpty, !score.needs.isEmpty {
      found.append(FormProblem(.row(index, .explanation), .explanationNeeded(score.needs)))
    }
    return found
  }

  /// The columns of a row, from the left, with the reason of a replaced value.
  static let parts: [FormPlace.RowPart] = [.name, .target, .actual, .actualReason, .points, .score, .explanation]

  func text(_ part: FormPlace.RowPart) -> String {
    switch part {
    case .name: indicator.level3
    case .target: indicator.target
    case .actual: achieved ?? ""
    case .actualReason: replaced ?? ""
    case .points: score.points.text
    case .score: score.score?.text ?? ""
    case .explanation: explanation
    case .expected, .cause, .likelihood, .measures: ""
    }
  }

  func source(_ part: FormPlace.RowPart) -> FormSource? {
    switch part {
    case .actual: achieved == nil ? nil : replaced == nil ? .computed : .replaced
    case .score: score.score == nil ? nil : .computed
    default: nil
    }
  }
}

/// A project's self-evaluation worked out, before it is a form.
package struct ScoredProject: Sendable {
  /// Total, grade and checks.
  package let result: SelfEvaluation
  /// The indicators' rows.
  package let rows: [ScoreRow]
  let weights: Weights
  let weightsRefusal: Refusal?
  let problems: [FormProblem]
  let position: SpendingPosition
  let light: SpendingLight

  /// Works a project's self-evaluation out, as of the end of a day.
  package init(
    _ sheet: ProjectSheet, _ project: ProjectFacts, of department: DepartmentFacts, on day: Day,
    calendar: WorkCalendar, filling: Filling
  ) {
    position = SpendingPosition(project, on: day, of: department, calendar: calendar)
    let (rules, context) = (department.parameters.scoring, RuleContext(of: department, on: day, calendar: calendar))
    light = SpendingLight(project, position, by: context)
    // A level-1 name of none of the levels is output: most of what bureaus measure is.
    let places = sheet.indicators.map {
      Weights.Row(level: ScoreLevel(named: $0.level1) ?? .output, kind: $0.level2)
    }
    let shared = Weights(sharing: rules.template(for: places.map(\.level)), over: places)
    var (chosen, refusal): (Weights, Refusal?) = (shared, nil)
    do throws(Refusal) {
      chosen = try filling.weights(for: sheet.indicators.map(\.id)) ?? shared
    } catch {
      refusal = error
    }
    (weights, weightsRefusal) = (chosen, refusal)
    let facts = Dictionary(project.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    (rows, problems) = ScoreRow.rows(
      of: sheet.indicators, facts, project, position, by: context, points: chosen.rows,
      isSatisfaction: { places[$0].level == .satisfaction }, filling)
    let execution = ExecutionScore(
      points: chosen.execution, initial: sheet.initialBudget, budget: sheet.budget, paid: position.paid,
      chosen: filling.points(.executionScore), by: rules)
    result = SelfEvaluation(execution: execution, rows: rows.map(\.score), by: rules)
  }
}
