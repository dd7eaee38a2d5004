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
  ///
  /// - Parameter first: the first day whose values count: of the year's reporting period for the form, which is signed; earlier
  ///   where only what is known is asked.
  package init(
    _ sheet: ProjectSheet, _ project: ProjectFacts, of department: DepartmentFacts, from first: Day, on day: Day,
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
      of: sheet.indicators, facts, project, position, from: first, by: context, points: chosen.rows,
      isSatisfaction: { places[$0].level == .satisfaction }, filling)
    let execution = ExecutionScore(
      points: chosen.execution, initial: sheet.initialBudget, budget: sheet.budget, paid: position.paid,
      chosen: filling.points(.executionScore), by: rules)
    result = SelfEvaluation(execution: execution, rows: rows.map(\.score), by: rules)
  }
}
