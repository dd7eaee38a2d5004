package import Domain

/// What somebody sees first (待办): how the departments within reach stand on a day, and what is to be done.
package struct HomeBoard: Sendable {
  /// The day whose end the figures are of.
  package let day: Day
  /// The departments, each as it stands.
  package let parts: [Part]
  /// The forms that wait for somebody's decision, those that were returned and are to be mended, and the notices that wait for an
  /// answer.
  package let waiting: [WaitingForm], returned: [WaitingForm], notices: [Rectification]
  /// The next checkpoint at which something is still to be paid; nil where there is none.
  package let next: NextCheckpoint?

  /// The board of some departments.
  package init(
    on day: Day, _ parts: [Part], calendar: WorkCalendar, waiting: [WaitingForm] = [], notices: [Rectification] = []
  ) {
    (self.day, self.parts, self.notices) = (day, parts, notices)
    (self.waiting, returned) = (waiting.filter { !$0.isReturned }, waiting.filter(\.isReturned))
    let wanted = parts.flatMap(\.standings).compactMap(\.next)
    next = wanted.map(\.day).min().map { next in
      NextCheckpoint(
        day: next, workdays: calendar.workdays(from: day, through: next), projects: wanted.count { $0.day == next },
        amount: wanted.filter { $0.day == next }.reduce(.zero) { $0 + $1.amount })
    }
  }

  /// A checkpoint to come.
  package struct NextCheckpoint: Hashable, Sendable {
    /// Its day, and the workdays left, both ends counted.
    package let day: Day, workdays: Int
    /// How many projects it is about, and what they still have to pay by it.
    package let projects: Int, amount: Money
  }

  /// What is to be done in all of them, in order.
  package var duties: [Duty] { parts.flatMap(\.duties).inOrder }
  /// The sums of all projects.
  package var totals: ProjectList.Totals { ProjectList.Totals(parts.flatMap(\.standings)) }
  /// What changed since the evening before.
  package var since: Since { parts.reduce(Since()) { $0 + $1.since } }

  /// The share of the year that is gone by the end of the day.
  package var elapsed: Ratio {
    let start = Day(startOf: day.year)
    let length = start.days(to: Day(endOf: 12, in: day.year)) + 1
    return Ratio(Int64(start.days(to: day) + 1), Int64(length)) ?? .one
  }

  /// What is due on each day of the year, over all departments.
  package var dues: [Day: Dues] {
    parts.reduce(into: [:]) { all, part in all.merge(part.dues) { $0 + $1 } }
  }

  /// How many things are due on a day.
  package struct Dues: Hashable, Sendable {
    /// Projects whose plan wants money by it, reports of values, and forms.
    package var payments = 0, values = 0, forms = 0
    /// All.
    package var count: Int { payments + values + forms }

    static func + (a: Dues, b: Dues) -> Dues {
      Dues(payments: a.payments + b.payments, values: a.values + b.values, forms: a.forms + b.forms)
    }
  }

  /// What changed since the evening before.
  package struct Since: Hashable, Sendable {
    /// Alerts that are new, and those that stand no more.
    package var opened = 0, ended = 0
    /// Payments dated this day, and their sum.
    package var payments = 0, paid = Money.zero

    static func + (a: Since, b: Since) -> Since {
      Since(
        opened: a.opened + b.opened, ended: a.ended + b.ended, payments: a.payments + b.payments, paid: a.paid + b.paid)
    }
  }

  /// An indicator in the picture of all of them.
  package struct Square: Hashable, Sendable {
    /// Its name and how it stands.
    package let name: String, status: IndicatorStatus
    /// Its project; nil for the department's own.
    package let project: Directory.Project?
  }

  /// A form that waits for somebody: to be decided on, or to be mended.
  package struct WaitingForm: Hashable, Sendable {
    /// Whose it is: the department, and the project; nil for the department as a whole.
    package let department: DepartmentIdentity, project: Directory.Project?
    /// Which, through which month.
    package let form: DepartmentForm, month: Int
    /// Whether it was returned; who did so, or handed it in, and when.
    package let isReturned: Bool, by: String, since: Day

    /// One.
    package init(
      department: DepartmentIdentity, project: Directory.Project?, form: DepartmentForm, month: Int,
      isReturned: Bool, by: String, since: Day
    ) {
      (self.department, self.project, self.form, self.month) = (department, project, form, month)
      (self.isReturned, self.by, self.since) = (isReturned, by, since)
    }
  }

  /// A department as it stands.
  package struct Part: Sendable {
    /// The department.
    package let department: DepartmentIdentity
    /// Its projects, and what is to be done.
    package let standings: [ProjectStanding], duties: [Duty]
    /// Its indicators in the order of their tables: those of its projects, then its own.
    package let squares: [Square]
    /// What is due on which day of the year.
    package let dues: [Day: Dues]
    /// What changed since the evening before.
    package let since: Since
    /// How many alerts of which severity stand, and of how many forms the day nears or passed.
    package let alerts: [AlertSeverity: Int], formsDue: Int

    /// The sums of its projects.
    package var totals: ProjectList.Totals { ProjectList.Totals(standings) }

    /// A department as of a day.
    package init(
      _ facts: DepartmentFacts, _ directory: Directory, on day: Day, calendar: WorkCalendar, kept: [KeptAlert] = []
    ) {
      department = facts.identity
      standings = ProjectStanding.all(of: facts, directory, on: day, calendar: calendar)
      duties = Duty.all(of: facts, directory, on: day, calendar: calendar, kept: kept)
      squares = Square.all(of: facts, directory, on: day, calendar: calendar)
      let (now, before) = (
        evaluate(facts, on: day, calendar: calendar), evaluate(facts, on: day - 1, calendar: calendar)
      )
      alerts = now.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
      formsDue = now.count { $0.key.rule == .monitoringDue || $0.key.rule == .selfEvaluationDue }
      since = Since(facts, now, before, on: day)
      dues = Dues.all(of: facts, on: day, squares: squares)
    }
  }
}

extension HomeBoard.Since {
  fileprivate init(_ facts: DepartmentFacts, _ now: [Assessment], _ before: [Assessment], on day: Day) {
    let (new, old) = (Set(now.map(\.key)), Set(before.map(\.key)))
    let entries = facts.projects.flatMap { $0.ledger.entries.filter { $0.day == day } }
    self.init(
      opened: new.subtracting(old).count, ended: old.subtracting(new).count, payments: entries.count,
      paid: entries.reduce(.zero) { $0 + $1.amount })
  }
}

extension HomeBoard.Square {
  fileprivate static func all(
    of facts: DepartmentFacts, _ directory: Directory, on day: Day, calendar: WorkCalendar
  ) -> [HomeBoard.Square] {
    let context = RuleContext(of: facts, on: day, calendar: calendar)
    func square(_ indicator: IndicatorFacts, _ project: ProjectFacts?, _ position: SpendingPosition?) -> Self {
      .init(
        name: directory.indicators[indicator.id]?.name ?? "",
        status: Summary.status(of: indicator, project, position, by: context, []),
        project: project.flatMap { directory.projects[$0.id] })
    }
    let ofProjects = facts.projects.flatMap { project in
      let position = SpendingPosition(project, on: day, of: facts, calendar: calendar)
      return project.indicators.map { square($0, project, position) }
    }
    return ofProjects + facts.indicators.map { square($0, nil, nil) }
  }
}

extension HomeBoard.Dues {
  /// Of days that passed what is still owed, of days to come what is not done yet.
  fileprivate static func all(
    of facts: DepartmentFacts, on day: Day, squares: [HomeBoard.Square]
  ) -> [Day: HomeBoard.Dues] {
    var dues: [Day: HomeBoard.Dues] = [:]
    let year = facts.identity.fiscalYear
    for project in facts.projects {
      let paid = project.ledger.paid(through: day)
      for checkpoint in project.checkpoints where checkpoint.planned.exceeds(paid: paid, budget: project.budget) {
        dues[checkpoint.day, default: .init()].payments += 1
      }
    }
    let unreported = squares.count { $0.status == .notReported }
    for period in facts.parameters.periods where unreported > 0 {
      let due = period.dueDay(in: year)
      if due >= day { dues[due, default: .init()].values += unreported }
    }
    for period in facts.parameters.forms {
      guard let due = facts.parameters.dueDay(of: period.form, through: period.month, in: year) else { continue }
      let isIn = facts.submissions.contains { $0.form == period.form && $0.month == period.month }
      if !isIn, facts.settledOn == nil { dues[due, default: .init()].forms += 1 }
    }
    return dues
  }
}
