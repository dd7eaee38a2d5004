package import Domain

/// How a department stands (中期小结): money and indicators of every project as of a day, what is due next, and a paragraph.
///
/// A value made from facts alone; the renderers add nothing to it.
package struct Summary: Hashable, Sendable {
  /// How many indicators stand how.
  package struct Counts: Hashable, Sendable {
    private var byStatus: [IndicatorStatus: Int] = [:]

    /// How many have a status.
    package subscript(_ status: IndicatorStatus) -> Int { byStatus[status] ?? 0 }
    /// Below what they must be, broken caps included.
    package var off: Int { self[.offTarget] + self[.violated] }
    /// All.
    package var total: Int { byStatus.values.reduce(0, +) }

    mutating func count(_ status: IndicatorStatus) { byStatus[status, default: 0] += 1 }
    static func + (a: Counts, b: Counts) -> Counts {
      var sum = a
      sum.byStatus.merge(b.byStatus, uniquingKeysWith: +)
      return sum
    }
  }

  /// Something that is due.
  package struct Due: Hashable, Sendable {
    /// By when.
    package let day: Day
    /// What, in Chinese.
    package let what: String
    /// The amount still to be paid, where it is about money.
    package let amount: Money?
    /// Whether it makes good a checkpoint that has passed.
    package let isOverdue: Bool
    /// Whether the year is over, so that nothing can be paid any more.
    package var isOfPastYear = false
  }

  /// A project's line.
  package struct Line: Hashable, Sendable {
    /// The project.
    package let project: Directory.Project
    /// 预算数 and what was paid of it.
    package let budget: Money, paid: Money
    /// 支出进度: paid over budget.
    package let progress: Ratio?
    /// What the plan asked for by the last checkpoint reached, and which that was; nil where it asked for nothing.
    package let planned: Money?, plannedBy: Day?
    /// What was paid by that checkpoint, up to what was planned.
    package let paidInTime: Money
    /// 支出进度及时率 at that checkpoint.
    package let timeliness: Ratio?
    /// Whether the elapsed-time progress stands in for a missing plan.
    package let isFallback: Bool
    /// The light.
    package let light: SpendingLight
    /// Its indicators.
    package let indicators: Counts
    /// How many alerts stand.
    package let alerts: Int
    /// What is due next.
    package let due: [Due]
  }

  /// Who.
  package let department: DepartmentIdentity
  /// As of the end of this day.
  package let day: Day
  /// The month through which it reports, 1…12.
  package let month: Int
  /// The rule set with its version.
  package let ruleSet: String
  /// The projects in the document's order.
  package let lines: [Line]
  /// The department's own indicators.
  package let departmentIndicators: Counts
  /// Alerts of the department itself.
  package let departmentAlerts: Int
  /// The projects' indicators by their level-2 kind (数量指标 …), in the order of the official tables.
  package let kinds: [Kind]

  /// How many indicators of a kind stand how.
  package struct Kind: Hashable, Sendable {
    /// 二级指标.
    package let name: String
    /// How they stand.
    package let counts: Counts
  }

  /// The sum of the budgets.
  package var budget: Money { lines.reduce(.zero) { $0 + $1.budget } }
  /// The sum paid.
  package var paid: Money { lines.reduce(.zero) { $0 + $1.paid } }
  /// The sum planned.
  package var planned: Money { lines.reduce(.zero) { $0 + ($1.planned ?? .zero) } }
  /// Amount-weighted progress, never a mean of rates.
  package var progress: Ratio? { Ratio(paid.fen, budget.fen) }
  /// Amount-weighted timeliness: what one project pays too early does not make up for another.
  package var timeliness: Ratio? { Ratio(lines.reduce(.zero) { $0 + $1.paidInTime }.fen, planned.fen) }
  /// All projects' indicators.
  package var indicators: Counts { lines.reduce(Counts()) { $0 + $1.indicators } }
  /// All alerts.
  package var alerts: Int { lines.reduce(departmentAlerts) { $0 + $1.alerts } }
  /// How many projects have a light.
  package func count(_ light: SpendingLight) -> Int { lines.count { $0.light == light } }
}

extension Summary {
  /// The summary of a department through a month, as of a day.
  ///
  /// - Parameter postponed: the indicators of which people say that they cannot be measured yet (未到期).
  package init(
    _ facts: DepartmentFacts, _ directory: Directory, through month: Int, on day: Day, calendar: WorkCalendar,
    postponed: Set<IndicatorID> = []
  ) {
    let assessments = evaluate(facts, on: day, calendar: calendar)
    let alerts = Dictionary(assessments.map { ($0.key.project, 1) }, uniquingKeysWith: +)
    department = facts.identity
    self.day = day
    self.month = month
    ruleSet = facts.parameters.ruleSet
    departmentAlerts = alerts[nil] ?? 0
    lines = facts.projects.compactMap { project in
      directory.projects[project.id].map { name in
        Line(project, name, facts, alerts: alerts[project.id] ?? 0, on: day, calendar: calendar, postponed)
      }
    }
    var counts = Counts()
    let context = RuleContext(of: facts, on: day, calendar: calendar)
    for indicator in facts.indicators {
      counts.count(Summary.status(of: indicator, nil, nil, by: context, postponed))
    }
    departmentIndicators = counts
    kinds = Kind.kinds(of: facts, directory, on: day, calendar: calendar, postponed)
  }
}

extension Summary {
  /// How an indicator stands. On the last day of the year nothing is in progress or yet to come any more: a cap that held is
  /// kept, what falls short of its target is off it, and what could not be judged was not reported.
  static func status(
    of indicator: IndicatorFacts, _ project: ProjectFacts?, _ position: SpendingPosition?, by context: RuleContext,
    _ postponed: Set<IndicatorID>
  ) -> IndicatorStatus {
    let status = IndicatorReading(indicator, of: project, position, on: context.day, by: context).status
    guard context.day >= context.yearEnd else {
      return status == .notReported && postponed.contains(indicator.id) ? .notDue : status
    }
    switch (status, indicator.binding) {
    case (.inProgress, .spending), (.inProgress, .spendingEach): return .met
    case (.inProgress, _): return .offTarget
    case (.notDue, _): return .notReported
    default: return status
    }
  }
}

extension Summary.Kind {
  private static let order = ["数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "满意度"]

  static func kinds(
    of facts: DepartmentFacts, _ directory: Directory, on day: Day, calendar: WorkCalendar,
    _ postponed: Set<IndicatorID>
  ) -> [Summary.Kind] {
    let context = RuleContext(of: facts, on: day, calendar: calendar)
    var counts: [String: Summary.Counts] = [:]
    for project in facts.projects {
      let position = SpendingPosition(project, on: day, of: facts, calendar: calendar)
      for indicator in project.indicators {
        let name = directory.indicators[indicator.id]?.kind ?? ""
        counts[name, default: .init()].count(
          Summary.status(of: indicator, project, position, by: context, postponed))
      }
    }
    func place(_ name: String) -> Int { order.firstIndex { name.contains($0) } ?? order.count }
    return counts.map { Summary.Kind(name: $0.key, counts: $0.value) }.sorted {
      (place($0.name), $0.name) < (place($1.name), $1.name)
    }
  }
}

extension Summary.Line {
  init(
    _ project: ProjectFacts, _ name: Directory.Project, _ facts: DepartmentFacts, alerts: Int, on day: Day,
    calendar: WorkCalendar, _ postponed: Set<IndicatorID>
  ) {
    let position = SpendingPosition(project, on: day, of: facts, calendar: calendar)
    let context = RuleContext(of: facts, on: day, calendar: calendar)
    var counts = Summary.Counts()
    for indicator in project.indicators {
      counts.count(Summary.status(of: indicator, project, position, by: context, postponed))
    }
    let last = position.reached.last
    self.project = name
    budget = project.budget
    paid = position.paid
    progress = position.progress
    planned = last.map { _ in position.planned }
    plannedBy = last?.checkpoint.day
    paidInTime = position.paidInTime
    timeliness = last?.timeliness
    isFallback = project.checkpoints.contains(where: \.isFallback)
    light = SpendingLight(project, position, by: context)
    indicators = counts
    self.alerts = alerts
    due = Summary.due(project, position, unreported: counts[.notReported], facts, on: day)
  }
}

extension Summary {
  /// What is missing of the last checkpoint, the next one that still wants money, and the next date to report indicators.
  static func due(
    _ project: ProjectFacts, _ position: SpendingPosition, unreported: Int, _ facts: DepartmentFacts, on day: Day
  ) -> [Due] {
    var due: [Due] = []
    if let last = position.reached.last?.checkpoint, last.planned.exceeds(paid: position.paid, budget: project.budget) {
      let missing = last.planned.missing(paid: position.paid, budget: project.budget)
      let isOver = day >= Day(endOf: 12, in: facts.identity.fiscalYear)
      due.append(
        Due(
          day: day, what: isOver ? "年末未执行" : "补足\(last.month)月底计划", amount: missing, isOverdue: true,
          isOfPastYear: isOver))
    }
    if let next = project.wanted(after: day, paid: position.paid) {
      due.append(Due(day: next.day, what: "还需支付", amount: next.amount, isOverdue: false))
    }
    let reportDays = facts.parameters.periods.map { $0.dueDay(in: facts.identity.fiscalYear) }.filter { $0 >= day }
    if unreported > 0, let first = reportDays.min() {
      due.append(Due(day: first, what: "填报\(unreported)项指标的完成值", amount: nil, isOverdue: false))
    }
    return due.sorted { $0.day < $1.day }
  }
}
