package import Domain

/// Which departments' forms are in, as of the end of which day.
package struct SubmissionsRequest: Codable, Hashable, Sendable {
  /// Which departments.
  package var departments: BureauChoice
  /// The day.
  package var asOf: Day

  /// Which departments.
  package init(_ departments: BureauChoice, asOf: Day) { (self.departments, self.asOf) = (departments, asOf) }
}

/// Who has handed in what: departments by periods.
package struct SubmissionsAnswer: Codable, Hashable, Sendable {
  /// A form and the month through which it reports.
  package typealias Period = ReportingPeriod

  /// How a department stands with the forms of a period.
  package struct Cell: Codable, Hashable, Sendable {
    /// The period, and by when it is owed; nil where the department's rules name no day.
    package var period: Period, due: Day?
    /// How many forms are in, of how many; the day all of them were, perhaps on paper.
    package var handedIn: Int, forms: Int, handedInOn: Day?
    /// Days by which it is late, or was when it came in.
    package var daysLate: Int
    /// When it was last urged, and from when on it may be again; nil where it never was.
    package var urgedOn: Day?, urgeAgainFrom: Day?

    /// How a department stands on a day.
    package init(_ standing: FormStanding, on day: Day) {
      (period, due, forms) = (standing.period, standing.due, standing.forms)
      (handedIn, handedInOn, daysLate) = (standing.handedIn, standing.handedInOn, standing.daysLate(on: day))
      (urgedOn, urgeAgainFrom) = (standing.lastUrged?.on, standing.lastUrged?.againFrom)
    }

    /// The same as a value of the rules.
    package var standing: FormStanding {
      let last = urgedOn.flatMap { on in urgeAgainFrom.map { LastUrging(on: on, againFrom: $0) } }
      return FormStanding(
        period: period, due: due, forms: forms, formsIn: handedIn, handedInOn: handedInOn, lastUrged: last)
    }
    /// Whether all is in.
    package var isComplete: Bool { standing.isComplete }
    /// Whether it may be urged on a day.
    package func mayBeUrged(on day: Day) -> Bool { standing.mayBeUrged(on: day) }
  }

  /// A department.
  package struct Department: Codable, Hashable, Sendable {
    /// Its division, code and name, and the year.
    package var division: DivisionCode, code: String, name: String, fiscalYear: Int
    /// A cell a period that it owes.
    package var cells: [Cell]

    /// A department.
    package init(_ identity: DepartmentIdentity, _ cells: [Cell]) {
      (division, code, name) = (identity.division, identity.code, identity.name)
      (fiscalYear, self.cells) = (identity.fiscalYear, cells)
    }

    /// The cell of a period.
    package subscript(_ period: Period) -> Cell? { cells.first { $0.period == period } }
  }

  /// The day whose end is meant, the periods in order, and the departments.
  package var asOf: Day, periods: [Period], departments: [Department]

  /// Who has handed in what.
  package init(asOf: Day, _ departments: [Department]) {
    (self.asOf, self.departments) = (asOf, departments)
    periods = Set(departments.flatMap { $0.cells.map(\.period) }).sorted()
  }

  /// The period that matters on the day.
  package var current: Period? {
    ReportingPeriod.current(of: departments.flatMap { $0.cells.map(\.standing) }, on: asOf)
  }
}

/// Departments to be urged for a form (催办).
package struct UrgeRequest: Codable, Hashable, Sendable {
  /// Which departments, and the form of which period.
  package var departments: [DepartmentIdentity], form: DepartmentForm, through: Int

  /// Departments.
  package init(_ departments: [DepartmentIdentity], form: DepartmentForm, through: Int) {
    (self.departments, self.form) = (departments, form)
    self.through = form == .selfEvaluation ? 12 : through
  }
}

/// What became of urging departments.
package struct UrgeAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Department: Codable, Hashable, Sendable {
    /// Its code and name.
    package var code: String, name: String
    /// `told`, `too-soon`, `complete`, `not-owed` or `nobody`.
    package var outcome: String
    /// Who was written to.
    package var people: [String]
    /// When it was urged before, and from when on it may be again.
    package var urgedOn: Day?, urgeAgainFrom: Day?

    /// What became of one.
    package init(_ urged: Urged) {
      (code, name, people) = (urged.department.code, urged.department.name, [])
      switch urged.outcome {
      case .told(let names): (outcome, people) = ("told", names)
      case .tooSoon(let last, let from): (outcome, urgedOn, urgeAgainFrom) = ("too-soon", last, from)
      case .complete: outcome = "complete"
      case .notOwed: outcome = "not-owed"
      case .nobody: outcome = "nobody"
      }
    }
  }

  /// The departments, and what was done in words.
  package var departments: [Department], message: String

  /// What became of it.
  package init(_ departments: [Urged], _ message: String) {
    (self.departments, self.message) = (departments.map(Department.init), message)
  }
}
