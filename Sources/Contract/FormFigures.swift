package import Domain

/// The figures of a monitoring form.
package struct MonitoringFigures: Codable, Hashable, Sendable {
  /// An indicator's row.
  package struct Row: Codable, Hashable, Sendable {
    /// 一级指标, 二级指标, 三级指标 and 年度指标值.
    package var level1: String, level2: String, level3: String, target: String
    /// What counts, what the records say, and whether a person replaced it.
    package var value: String?, computed: String?, replaced: Bool
    /// How it stands, the day the value is of, and whether it deviates.
    package var status: String, observedOn: Day?, deviates: Bool
    /// 全年预计完成情况, 偏差原因, 原因说明, 完成目标可能性, 备注.
    package var expected: String, causes: [String], explanation: String, likelihood: String?, measures: String

    init(_ row: MonitoringRow) {
      let indicator = row.indicator
      (level1, level2, level3) = (indicator.level1, indicator.level2, indicator.level3)
      (target, value, computed, replaced) = (indicator.target, row.actual, row.computed, row.replaced != nil)
      (status, observedOn, deviates) = (row.status.rawValue, row.observedOn, row.deviates)
      (expected, causes) = (row.shownExpected, row.causes.map(\.rawValue))
      (explanation, likelihood, measures) = (row.explanation, row.likelihood?.rawValue, row.measures)
    }
  }

  /// Cost rows of which nobody knows whether they agree with 全年预计执行数.
  package struct Unchecked: Codable, Hashable, Sendable {
    /// `unread` or `same-category`, the level-3 names, and the same for people.
    package var reason: String, rows: [String], message: String
  }

  /// `monitoring`, and the month through which it reports.
  package var form: String, through: Int
  /// The day whose end the figures are of.
  package var asOf: Day
  /// The department's code; the project's code, nil for the department as a whole; the name.
  package var department: String, project: String?, name: String
  /// 年初预算数, 全年预算数, paid, 执行率 in percent, 全年预计执行数.
  package var initialBudget: Money, budget: Money, paid: Money, rate: String?, forecast: Money
  /// The indicators' rows.
  package var rows: [Row]
  /// What keeps it from being handed in, a sentence each, and the same for programs.
  package var blockers: [String], problems: [FormProblemAnswer]
  /// What could not be held against 全年预计执行数, and why; empty for nothing.
  package var unchecked: [Unchecked]

  init(_ form: MonitoringForm) {
    unchecked = form.uncheckedCosts.map { .init(reason: $0.reason.rawValue, rows: $0.rows, message: $0.chinese) }
    (self.form, through, asOf) = (MonitoringForm.kind.rawValue, form.month, form.head.asOf)
    (department, project, name) = (form.head.department.code, form.head.project?.code, form.name)
    (initialBudget, budget, paid, forecast) = (form.initialBudget, form.budget, form.paid, form.forecast)
    rate = Ratio(form.paid.fen, (form.rateBase == .initial ? form.initialBudget : form.budget).fen)?.percentText
    rows = form.rows.map { Row($0) }
    (blockers, problems) = (form.blockers, form.problems.map { FormProblemAnswer($0, of: form) })
  }
}

/// The figures of a self-evaluation, every score with its formula.
package struct SelfEvaluationFigures: Codable, Hashable, Sendable {
  /// The budget execution rate.
  package struct Execution: Codable, Hashable, Sendable {
    /// 年初预算数, 全年预算数, 全年执行数.
    package var initialBudget: Money, budget: Money, paid: Money
    /// 执行率 in percent, 分值, 得分, and how it was worked out.
    package var rate: String?, points: Points, score: Points?, formula: String
  }

  /// An indicator's row.
  package struct Row: Codable, Hashable, Sendable {
    /// 一级指标, 二级指标, 三级指标 and 年度指标值.
    package var level1: String, level2: String, level3: String, target: String
    /// What counts, what the records say, and whether a person replaced it.
    package var achieved: String?, computed: String?, replaced: Bool
    /// 分值, 得分, how it was worked out, and the scores a person may choose from.
    package var points: Points, score: Points?, formula: String, choice: [Points]?
    /// What has to be explained, and the explanation.
    package var needs: [String], explanation: String

    init(_ row: ScoreRow) {
      let (indicator, result) = (row.indicator, row.score)
      (level1, level2, level3) = (indicator.level1, indicator.level2, indicator.level3)
      (target, achieved, computed, replaced) = (indicator.target, row.achieved, row.computed, row.replaced != nil)
      (points, score, formula) = (result.points, result.score, result.formula)
      choice = result.choice.map { [$0.lowerBound, $0.upperBound] }
      (needs, explanation) = (result.needs.map(\.chinese), row.explanation)
    }
  }

  /// A project in a department's own form.
  package struct Project: Codable, Hashable, Sendable {
    /// Its code and name, its points, its total, and what the department gets for it.
    package var project: String, name: String, points: Points, total: Points?, score: Points?
  }

  /// `self-evaluation`, and the day whose end the figures are of.
  package var form: String, asOf: Day
  /// The department's code; the project's code, nil for the department as a whole; the name.
  package var department: String, project: String?, name: String
  /// The budget execution rate.
  package var execution: Execution
  /// The indicators' rows.
  package var rows: [Row]
  /// The projects of a department's own form; none for a project's.
  package var projects: [Project]
  /// 总分 and 等级; nil while a score is missing.
  package var total: Points?, grade: String?
  /// What was done to the points.
  package var notes: [String]
  /// Texts that only some layouts have, such as 评价结论; nil where nobody wrote any.
  package var texts: [FormField.Name: String]?
  /// What keeps it from being handed in, a sentence each, and the same for programs.
  package var blockers: [String], problems: [FormProblemAnswer]
  /// What to look at.
  package var checks: [String]

  init(_ form: SelfEvaluationForm) {
    (self.form, asOf) = (SelfEvaluationForm.kind.rawValue, form.head.asOf)
    (department, project, name) = (form.head.department.code, form.head.project?.code, form.name)
    let execution = form.execution
    self.execution = Execution(
      initialBudget: execution.initial, budget: execution.budget, paid: execution.paid,
      rate: execution.rate?.percentText, points: execution.points, score: execution.score, formula: execution.formula)
    rows = form.rows.map { Row($0) }
    projects = form.projects.map {
      Project(
        project: $0.line.code, name: $0.line.name, points: $0.points, total: $0.line.points, score: $0.score)
    }
    (total, grade, notes) = (form.total, form.grade?.rawValue, form.notes)
    let texts: [FormField.Name: String?] = [
      .overview: form.overview, .conclusion: form.conclusion, .shortcomings: form.shortcomings,
      .improvements: form.improvements,
    ]
    self.texts = texts.compactMapValues(\.self).isEmpty ? nil : texts.compactMapValues(\.self)
    (blockers, problems) = (form.blockers, form.problems.map { FormProblemAnswer($0, of: form) })
    checks = form.checks.map(\.text)
  }
}
