/// 绩效自评表 of a project, or of a department as a whole: what the data fills in and scores, and what people have. A department's
/// has its own indicators, and its projects' totals weighted by their budgets. Source: 财预〔2020〕10号.
package struct SelfEvaluationForm: OfficialForm {
  /// The budget execution rate as it is printed.
  package struct Execution: Hashable, Sendable, Codable {
    /// 分值, and 得分; nil where a person has to give it.
    package let points: Points, score: Points?
    /// 年初预算数, 全年预算数 and 全年执行数.
    package let initial: Money, budget: Money, paid: Money
    /// The formula with its numbers.
    package let formula: String

    /// 执行率; nil where the full-year budget is nothing.
    package var rate: Ratio? { Ratio(paid.fen, budget.fen) }

    init(_ score: ExecutionScore) {
      (points, self.score, formula) = (score.points, score.score, score.formula)
      (initial, budget, paid) = (score.initial, score.budget, score.paid)
    }
  }

  /// A project in a department's own form.
  package struct Project: Hashable, Sendable, Codable {
    /// Its figures.
    package let line: ProjectLine
    /// Its points by its share of the budgets, and what it gets.
    package let points: Points, score: Points?
    /// Whether its form is handed in.
    package let isIn: Bool
  }

  /// What the two checks on the whole say.
  package struct Check: Hashable, Sendable, Codable {
    /// How grave it is.
    package let severity: AlertSeverity
    /// What to look at.
    package let text: String
  }

  package static let kind = DepartmentForm.selfEvaluation
  package let head: FormHead
  /// 实际完成情况 and 预算执行情况说明.
  package let accomplishment: String?, executionReason: String?
  /// What people wrote where the layout has room for it; nil for nothing, and in a form kept by a program without such layouts.
  package let overview: String?, conclusion: String?, shortcomings: String?, improvements: String?
  package let funds: [FundRow]
  /// The budget execution rate.
  package let execution: Execution
  /// The indicators' rows.
  package let rows: [ScoreRow]
  /// The projects of a department, in their order; those without indicators are left out, and said so.
  package let projects: [Project]
  /// 分值合计; 总分 and 等级, nil while a score is missing.
  package let pointsSum: Points, total: Points?, grade: Grade?
  /// What was done to the points.
  package let notes: [String]
  /// What to look at, gravest first.
  package let checks: [Check]
  /// The light of a project's spending; nil for a department.
  package let light: SpendingLight?
  package private(set) var approved: Money?
  package private(set) var problems: [FormProblem] = []

  // What is kept of a form that was handed in: it has no problems.
  private enum CodingKeys: String, CodingKey {
    case overview, conclusion, shortcomings, improvements
    case head, approved, accomplishment, executionReason, funds, execution, rows, projects, pointsSum, total, grade,
      notes, checks
    case light
  }

  package var month: Int { 12 }
  package var rateBase: RateBase { .budget }
  package var indicators: [FormIndicator] { rows.map(\.indicator) }
  package var projectLines: [ProjectLine] { projects.map(\.line) }

  /// A project's form as of the end of a day.
  package init(
    _ sheet: ProjectSheet, _ project: ProjectFacts, of department: DepartmentFacts, on day: Day,
    calendar: WorkCalendar, filling: Filling = Filling(), texts: FormTexts = FormTexts()
  ) {
    let first = department.parameters.firstDay(ofFormThrough: 12, in: department.identity.fiscalYear)
    let scored = ScoredProject(
      sheet, project, of: department, from: first, on: day, calendar: calendar, filling: filling)
    let (result, position) = (scored.result, scored.position)
    head = FormHead(
      department, .init(code: sheet.code.text, name: sheet.name), asOf: day, goals: sheet.goals, filling)
    (accomplishment, executionReason) = (filling.text(.accomplishment), filling.text(.executionReason))
    (overview, conclusion) = (filling.text(.overview), filling.text(.conclusion))
    (shortcomings, improvements) = (filling.text(.shortcomings), filling.text(.improvements))
    let money = FundRow.rows(of: sheet, paid: position.paid, forecast: position.forecast, filling)
    funds = money.rows
    execution = Execution(result.execution)
    (rows, projects, notes) = (scored.rows, [], scored.weights.notes)
    pointsSum = execution.points + rows.map(\.score.points).sum
    (total, grade) = (result.total, result.grade)
    checks = result.checks.sorted { $0.key > $1.key }.map { Check(severity: $0.key, text: $0.value) }
    light = scored.light
    problems = executionProblems(result.execution, .total, chosen: filling.points(.executionScore))
    problems +=
      money.problems + accomplishmentProblems + texts.problems(filling) + scored.problems
      + head.problems(isEmpty: rows.isEmpty)
    if let refusal = scored.weightsRefusal { problems.append(FormProblem(.form(.pointsSum), .refused(refusal))) }
  }

  /// A department's own form as of the end of a day.
  ///
  /// - Parameters:
  ///   - lines: its projects', as they were handed in where they were.
  ///   - handedIn: the codes of those whose forms are handed in.
  package init(
    _ sheet: DepartmentSheet, _ lines: [ProjectLine], handedIn: Set<String>, of department: DepartmentFacts,
    on day: Day, calendar: WorkCalendar, filling: Filling = Filling(), texts: FormTexts = FormTexts()
  ) {
    let (rules, context) = (department.parameters.scoring, RuleContext(of: department, on: day, calendar: calendar))
    let counted = lines.filter { $0.indicators > 0 && $0.budget > .zero }
    let (template, remarks) = DepartmentEvaluation.template(
      rules.department, indicators: sheet.indicators.count, projects: counted.map(\.budget))
    let shared = Weights(
      sharing: ScoreTemplate(execution: template.execution, levels: [.output: template.indicators]),
      over: sheet.indicators.map { Weights.Row(level: .output, kind: $0.level1) })
    let read = ScoreRow.rows(
      of: sheet.indicators, Dictionary(department.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a }),
      nil, nil, from: department.parameters.firstDay(ofFormThrough: 12, in: department.identity.fiscalYear),
      by: context, points: shared.rows, isSatisfaction: { _ in false }, filling)
    let points = DepartmentEvaluation.points(template.projects, over: counted.map(\.budget))
    projects = zip(counted, points).map {
      Project(
        line: $0, points: $1, score: DepartmentEvaluation.score($1, total: $0.points),
        isIn: handedIn.contains($0.code))
    }
    let money = DepartmentFunds(sheet, lines, filling)
    let executed = ExecutionScore(
      points: template.execution, initial: money.initial, budget: money.budget, paid: money.paid,
      chosen: filling.points(.executionScore), by: rules)
    let scores = read.rows.map(\.score.score) + projects.map(\.score) + [executed.score]
    let isWhole = scores.allSatisfy { $0 != nil } && scores.count > 1
    total = isWhole ? scores.compactMap { $0 }.sum : nil
    grade = total.map { Grade($0, by: rules) }
    let bare = lines.filter { $0.indicators == 0 }.map { "“\($0.name)”没有绩效指标，不参加汇总。" }
    notes = remarks + bare + (money.isBasicMissing ? [SelfEvaluationForm.provisional] : [])
    head = FormHead(department, nil, asOf: day, goals: [sheet.goal], filling)
    (accomplishment, executionReason) = (filling.text(.accomplishment), filling.text(.executionReason))
    (overview, conclusion) = (filling.text(.overview), filling.text(.conclusion))
    (shortcomings, improvements) = (filling.text(.shortcomings), filling.text(.improvements))
    (funds, execution, rows) = (money.rows, Execution(executed), read.rows)
    approved = money.approved
    pointsSum = executed.points + rows.map(\.score.points).sum + projects.map(\.points).sum
    (checks, light) = ([], nil)
    problems = executionProblems(executed, money.rows[0].kind, chosen: nil)
    if money.isBasicMissing { problems.append(FormProblem(.fund(.basic, .paid), .basicPaidMissing)) }
    problems += accomplishmentProblems + texts.problems(filling) + read.problems + projectProblems
    problems += head.problems(isEmpty: rows.isEmpty && projects.isEmpty) + twinProblems()
  }

  /// That the basic spending is not reported, and the projects stand for the whole meanwhile.
  package static let provisional = "基本支出执行数未填，预算执行率暂按项目支出计算。"

  private func executionProblems(
    _ score: ExecutionScore, _ total: FundKind, chosen: Points?
  ) -> [FormProblem] {
    var found: [FormProblem] = []
    if executionReason == nil, let asked = score.reasonAsked { found.append(FormProblem(.fund(total, .rate), asked)) }
    if score.score == nil {
      found.append(FormProblem(.form(.executionScore), .executionUndecided))
    } else if let chosen, score.budget <= .zero, chosen > score.points {
      found.append(FormProblem(.form(.executionScore), .executionAbove(score.points)))
    }
    return found
  }

  private var accomplishmentProblems: [FormProblem] {
    accomplishment == nil ? [FormProblem(.form(.accomplishment), .accomplishmentMissing)] : []
  }

  private var projectProblems: [FormProblem] {
    projects.compactMap { project in
      let kind: FormProblem.Kind? =
        !project.isIn ? .projectNotIn : project.line.points == nil ? .projectWithoutTotal : nil
      return kind.map { FormProblem(.project(project.line.code, .result), $0) }
    }
  }
}

extension SelfEvaluationForm {
  package var places: [FormPlace] {
    var places: [FormPlace] = [.form(.name), .form(.unit)]
    for (index, row) in funds.enumerated() {
      places += [.initial, .budget, .paid].map { .fund(row.kind, $0) }
      if index == 0 { places.append(.form(.executionPoints)) }
      places.append(.fund(row.kind, .rate))
      if index == 0 { places.append(.form(.executionScore)) }
    }
    places += [.form(.executionReason), .form(.goals), .form(.accomplishment)]
    places += [.overview, .conclusion, .shortcomings, .improvements].map { .form($0) }
    if rows.isEmpty, projects.isEmpty { places.append(.form(.indicators)) }
    for index in rows.indices { places += ScoreRow.columns.map { .row(index, $0) } }
    for project in projects {
      places += [.budget, .result, .points, .score, .reasons].map { .project(project.line.code, $0) }
    }
    return places + [.pointsSum, .total, .grade, .notes, .checks, .remark, .contact].map { .form($0) }
  }

  package func text(at place: FormPlace) -> String {
    switch place {
    case .form(let part): text(part)
    case .fund(let kind, let figure): text(kind, figure)
    case .row(let index, let part): rows.indices.contains(index) ? rows[index].text(part) : ""
    case .project(let code, let part): projects.first { $0.line.code == code }.map { text(part, of: $0) } ?? ""
    }
  }

  private func text(_ part: FormPlace.Part) -> String {
    switch part {
    case .accomplishment: accomplishment ?? ""
    case .overview: overview ?? ""
    case .conclusion: conclusion ?? ""
    case .shortcomings: shortcomings ?? ""
    case .improvements: improvements ?? ""
    case .indicators: rows.isEmpty && projects.isEmpty ? "（没有绩效指标）" : ""
    case .executionPoints: execution.points.text
    case .executionScore: execution.score?.text ?? ""
    case .executionReason: executionReason ?? ""
    case .pointsSum: pointsSum.text
    case .total: total?.text ?? ""
    case .grade: grade?.rawValue ?? ""
    case .notes: notes.joined(separator: "\n")
    case .checks: checks.map(\.text).joined(separator: "\n")
    default: head.text(part)
    }
  }

  private func text(_ part: FormPlace.ProjectPart, of project: Project) -> String {
    let line = project.line
    return switch part {
    case .budget: "\(line.budget.tenThousands)万元"
    case .result: line.points.map { "\($0.text)分 \(line.grade ?? "")" } ?? ""
    case .points: project.points.text
    case .score: project.score?.text ?? ""
    case .reasons: line.reasons.first ?? ""
    default: line.text(part)
    }
  }

  package func source(at place: FormPlace) -> FormSource? {
    func computed(_ isWorkedOut: Bool = true) -> FormSource? {
      isWorkedOut && !text(at: place).isEmpty ? .computed : nil
    }
    return switch place {
    case .form(.unit): computed(head.unit == nil)
    case .form(.executionScore), .form(.total), .fund: computed()
    // 等级： stands there before there is one.
    case .form(.grade): .computed
    case .row(let index, let part): rows.indices.contains(index) ? rows[index].source(part) : nil
    case .project(_, .budget), .project(_, .result), .project(_, .score): computed()
    case .form, .project: nil
    }
  }
}
