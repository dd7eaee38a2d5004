/// What the tables of all projects say of one: figures of its form, live or as they were handed in.
package struct ProjectLine: Hashable, Sendable, Codable {
  /// 项目编码 and 项目名称.
  package let code: String, name: String
  /// 年初预算数, 全年预算数, 执行数, planned by the last checkpoint, paid of it in time, 全年预计执行数: in fen.
  package let initialFen: Int64, budgetFen: Int64, paidFen: Int64, plannedFen: Int64, inTimeFen: Int64,
    forecastFen: Int64
  /// The word of its light.
  package let light: String
  /// Indicators: all, reached, in progress, off target, not reported.
  package let indicators: Int, met: Int, inProgress: Int, off: Int, unreported: Int
  /// Those that cannot be judged yet (未到期); nil in a line kept by a program that counted them among the others.
  package let notDue: Int?
  /// Indicators by the chosen likelihood: 确定能, 有可能, 完全不可能.
  package let likelihoods: [Int]
  /// Hundredths of points: of the execution rate, of the indicators, in all; nil while a score is missing.
  package let executionScore: Int64?, indicatorScore: Int64?, total: Int64?
  /// 等级.
  package let grade: String?
  /// What is said of deviations: each with its indicator's name.
  package let reasons: [String]
  /// What will be done.
  package let measures: [String]

  /// The line of a project's monitoring form; nil for a department's.
  package init?(_ form: MonitoringForm) {
    guard let project = form.head.project else { return nil }
    (code, name) = (project.code, project.name)
    (initialFen, budgetFen) = (form.initialBudget.fen, form.budget.fen)
    (paidFen, forecastFen) = (form.paid.fen, form.forecast.fen)
    (plannedFen, inTimeFen) = ((form.planned ?? .zero).fen, (form.inTime ?? .zero).fen)
    light = (form.light ?? SpendingLight.none).chinese
    func count(_ status: IndicatorStatus...) -> Int { form.rows.count { status.contains($0.standing) } }
    (indicators, met, inProgress, notDue) = (form.rows.count, count(.met), count(.inProgress), count(.notDue))
    (off, unreported) = (count(.offTarget, .violated), count(.notReported))
    likelihoods = Likelihood.allCases.map { choice in form.rows.count { $0.likelihood == choice } }
    (executionScore, indicatorScore, total, grade) = (nil, nil, nil, nil)
    reasons = form.rows.filter { !$0.explanation.isEmpty }.map { row in
      let causes = row.causes.map(\.rawValue).joined(separator: "、")
      return "\(row.indicator.level3)：\(causes.isEmpty ? "" : "（\(causes)）")\(row.explanation)"
    }
    measures = form.rows.filter { !$0.measures.isEmpty }.map { "\($0.indicator.level3)：\($0.measures)" }
  }

  /// The line of a project's self-evaluation; nil for a department's.
  package init?(_ form: SelfEvaluationForm) {
    guard let project = form.head.project else { return nil }
    (code, name) = (project.code, project.name)
    (initialFen, budgetFen) = (form.execution.initial.fen, form.execution.budget.fen)
    paidFen = form.execution.paid.fen
    (plannedFen, inTimeFen, forecastFen) = (budgetFen, min(paidFen, budgetFen), paidFen)
    light = (form.light ?? SpendingLight.none).chinese
    let full = form.rows.count { row in row.score.score.map { $0 >= row.score.points } ?? false }
    let blank = form.rows.count { $0.score.score == nil }
    (indicators, met, inProgress, off, unreported) = (form.rows.count, full, 0, form.rows.count - full - blank, blank)
    (likelihoods, notDue) = ([], nil)
    executionScore = form.execution.score?.hundredths
    let isScored = !form.rows.isEmpty && blank == 0
    indicatorScore = isScored ? form.rows.compactMap(\.score.score).sum.hundredths : nil
    (total, grade) = (form.total?.hundredths, form.grade?.rawValue)
    let execution = form.executionReason.map { ["预算执行：\($0)"] } ?? []
    reasons =
      execution + form.rows.filter { !$0.explanation.isEmpty }.map { "\($0.indicator.level3)：\($0.explanation)" }
    measures = []
  }

  /// The amounts.
  package var initial: Money { Money(fen: initialFen) }
  /// 全年预算数.
  package var budget: Money { Money(fen: budgetFen) }
  /// 执行数.
  package var paid: Money { Money(fen: paidFen) }
  /// Planned by the last checkpoint.
  package var planned: Money { Money(fen: plannedFen) }
  /// Paid of it in time.
  package var inTime: Money { Money(fen: inTimeFen) }
  /// 全年预计执行数.
  package var forecast: Money { Money(fen: forecastFen) }
  /// 总分.
  package var points: Points? { total.map { Points(hundredths: $0) } }
}

extension ProjectLine {
  /// `86.20%`, blank where there is nothing to divide by.
  package static func rate(_ part: Money, of whole: Money) -> String {
    Ratio(part.fen, whole.fen).map { $0.percentText + "%" } ?? ""
  }

  /// Points as they are printed; blank for none.
  package static func score(_ hundredths: Int64?) -> String { hundredths.map { Points(hundredths: $0).text } ?? "" }

  /// What a department's own form prints of it.
  func text(_ part: FormPlace.ProjectPart, by base: RateBase = .budget) -> String {
    switch part {
    case .name: name
    case .budget: budget.tenThousands
    case .initial: initial.tenThousands
    case .paid: paid.tenThousands
    case .rate: ProjectLine.rate(paid, of: base == .initial ? initial : budget)
    case .timeliness: ProjectLine.rate(inTime, of: planned)
    case .light: light
    case .result, .points, .score, .reasons: ""
    }
  }
}
