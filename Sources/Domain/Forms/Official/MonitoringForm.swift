/// 绩效目标执行监控表 of a project, or of a department as a whole: what the data says, and what people filled in. Source:
/// 财预〔2019〕136号.
package struct MonitoringForm: OfficialForm {
  /// A person's 全年预计执行数 in place of the proposed one.
  package struct Forecast: Hashable, Sendable, Codable {
    /// What was proposed.
    package let proposed: Money
    /// Why it is another.
    package let reason: String
  }

  /// A project in a department's own form.
  package struct Project: Hashable, Sendable, Codable {
    /// Its figures.
    package let line: ProjectLine
    /// Whether its form is handed in.
    package let isIn: Bool
  }

  package static let kind = DepartmentForm.monitoring
  package let head: FormHead
  package let month: Int
  package let funds: [FundRow]
  /// 年初预算数, 全年预算数, paid through the day, and 全年预计执行数: a person's, else as proposed. Of a department whose basic
  /// spending is not reported, those of its projects.
  package let initialBudget: Money, budget: Money, paid: Money, forecast: Money
  /// Where the forecast is a person's.
  package let replacedForecast: Forecast?
  /// Planned by the last checkpoint, and paid of that in time; nil for a department.
  package let planned: Money?, inTime: Money?
  /// The light of a project's spending; nil for a department.
  package let light: SpendingLight?
  /// The indicators' rows.
  package let rows: [MonitoringRow]
  /// The projects of a department, in their order.
  package let projects: [Project]
  package private(set) var approved: Money?
  /// By which budget the rates go where the two differ; nil where they are one, and in a form kept by a program that knew only
  /// 年初预算数: what was handed in stays as it was.
  private var ratesBy: RateBase?
  /// What the cost rows come to; nil where none follows from a category, and for a department.
  package private(set) var costs: CostSum?
  /// What of them could not be held against 全年预计执行数; nil for nothing, and in a form kept by a program that did not say it.
  private var unchecked: [UncheckedCosts]?
  /// Whether what they come to has to be agreed to.
  private(set) var isCostAsked = false
  package private(set) var problems: [FormProblem] = []

  // What is kept of a form that was handed in: it has no problems.
  private enum CodingKeys: String, CodingKey {
    case head, month, approved, funds, initialBudget, budget, paid, forecast, replacedForecast, planned, inTime, light,
      rows,
      projects, ratesBy, costs, unchecked = "uncheckedCosts"
  }

  /// What of the cost rows could not be held against 全年预计执行数.
  package var uncheckedCosts: [UncheckedCosts] { unchecked ?? [] }

  package var rateBase: RateBase { ratesBy ?? .initial }
  package var indicators: [FormIndicator] { rows.map(\.indicator) }
  package var projectLines: [ProjectLine] { projects.map(\.line) }

  /// A project's form through a month, as of the end of a day.
  package init(
    _ sheet: ProjectSheet, _ project: ProjectFacts, of department: DepartmentFacts, through month: Int, on day: Day,
    calendar: WorkCalendar, filling: Filling = Filling()
  ) {
    let position = SpendingPosition(project, on: day, of: department, calendar: calendar)
    let context = RuleContext(of: department, on: day, calendar: calendar)
    head = FormHead(
      department, .init(code: sheet.code.text, name: sheet.name), asOf: day, goals: sheet.goals, filling)
    self.month = month
    (initialBudget, budget, paid) = (sheet.initialBudget, sheet.budget, position.paid)
    forecast = filling.money(.forecast) ?? position.forecast
    replacedForecast = filling[.forecast].map { Forecast(proposed: position.forecast, reason: $0.reason ?? "") }
    (planned, inTime) = (position.planned, position.paidInTime)
    light = SpendingLight(project, position, by: context)
    projects = []
    let money = FundRow.rows(of: sheet, paid: paid, forecast: forecast, filling)
    funds = money.rows
    let facts = Dictionary(project.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let read = MonitoringRow.rows(
      of: sheet.indicators, facts, .init(project: project, position: position, forecast: forecast),
      from: department.parameters.firstDay(ofFormThrough: month, in: department.identity.fiscalYear), by: context,
      filling)
    rows = read.rows
    ratesBy = differingBase
    costs = CostSum(rows, of: project, on: day, spending: max(forecast, paid))
    let open = UncheckedCosts.all(rows, of: project)
    unchecked = open.isEmpty ? nil : open
    isCostAsked =
      costs.map { $0.isAsked(about: forecast) && filling.text(.agreedCosts) != $0.agreement(about: forecast) } ?? false
    problems = forecastProblems + money.problems + read.problems + head.problems(isEmpty: rows.isEmpty)
  }

  /// A department's own form through a month, as of the end of a day.
  ///
  /// - Parameters:
  ///   - lines: its projects', as they were handed in where they were.
  ///   - handedIn: the codes of those whose forms are handed in: the department rolls up what was.
  package init(
    _ sheet: DepartmentSheet, _ lines: [ProjectLine], handedIn: Set<String>, of department: DepartmentFacts,
    through month: Int, on day: Day, calendar: WorkCalendar, filling: Filling = Filling()
  ) {
    let money = DepartmentFunds(sheet, lines, filling)
    head = FormHead(department, nil, asOf: day, goals: [sheet.goal], filling)
    self.month = month
    (funds, approved) = (money.rows, money.approved)
    (initialBudget, budget, paid, forecast) = (money.initial, money.budget, money.paid, money.forecast)
    (replacedForecast, light, planned, inTime) = (nil, nil, nil, nil)
    projects = lines.map { Project(line: $0, isIn: handedIn.contains($0.code)) }
    let facts = Dictionary(department.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let context = RuleContext(of: department, on: day, calendar: calendar)
    let first = department.parameters.firstDay(ofFormThrough: month, in: department.identity.fiscalYear)
    let read = MonitoringRow.rows(of: sheet.indicators, facts, nil, from: first, by: context, filling)
    rows = read.rows
    ratesBy = differingBase
    problems = money.isBasicMissing ? [FormProblem(.fund(.basic, .paid), .basicPaidMissing)] : []
    problems += projects.filter { !$0.isIn }.map { FormProblem(.project($0.line.code, .name), .projectNotIn) }
    problems += read.problems + head.problems(isEmpty: rows.isEmpty)
    problems += twinProblems()
  }

  /// 全年预算数 where a budget was adjusted, or is known by source of the whole year only; else nil.
  private var differingBase: RateBase? {
    let isAdjusted = projects.contains { $0.line.initial != $0.line.budget }
    return isAdjusted || funds.contains { $0.initial != $0.budget } ? .budget : nil
  }

  /// The expected spending lies between what is paid and the full-year budget.
  private var forecastProblems: [FormProblem] {
    let place = FormPlace.fund(.total, .forecast)
    guard replacedForecast != nil else { return [] }
    if forecast < paid { return [FormProblem(place, .forecastBelowPaid(paid))] }
    return forecast > budget ? [FormProblem(place, .forecastAboveBudget(budget))] : []
  }
}

extension MonitoringForm {
  package var places: [FormPlace] {
    var places: [FormPlace] = [.form(.name), .form(.unit)]
    for row in funds { places += [.initial, .paid, .rate, .forecast].map { .fund(row.kind, $0) } }
    if !isWhole { places += [.fund(.total, .budget), .form(.proposedForecast), .form(.forecastReason)] }
    places.append(.form(.goals))
    for project in projects {
      places += [.name, .initial, .paid, .rate, .timeliness, .light].map { .project(project.line.code, $0) }
    }
    if rows.isEmpty { places.append(.form(.indicators)) }
    for index in rows.indices { places += MonitoringRow.columns.map { .row(index, $0) } }
    return places + [.form(.remark), .form(.contact)]
  }

  package func text(at place: FormPlace) -> String {
    switch place {
    case .form(.proposedForecast): replacedForecast?.proposed.tenThousands ?? ""
    case .form(.forecastReason): replacedForecast?.reason ?? ""
    case .form(.indicators): rows.isEmpty ? "（没有绩效指标）" : ""
    case .form(let part): head.text(part)
    case .fund(let kind, let figure): text(kind, figure)
    case .row(let index, let part): rows.indices.contains(index) ? rows[index].text(part) : ""
    case .project(let code, let part): projects.first { $0.line.code == code }?.line.text(part, by: rateBase) ?? ""
    }
  }

  package func source(at place: FormPlace) -> FormSource? {
    switch place {
    case .form(.unit): head.unit == nil ? .computed : nil
    case .fund(.total, .forecast) where replacedForecast != nil: .replaced
    case .row(let index, let part): rows.indices.contains(index) ? rows[index].source(part) : nil
    case .project(_, .name): nil
    case .fund, .project: text(at: place).isEmpty ? nil : .computed
    case .form: nil
    }
  }
}
