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
  package struct Period: Codable, Hashable, Sendable {
    /// The form and the month.
    package var form: DepartmentForm, through: Int

    /// A period.
    package init(form: DepartmentForm, through: Int) { (self.form, self.through) = (form, through) }

    /// As a heading.
    package var chinese: String { form == .selfEvaluation ? "年度自评表" : "1—\(through)月监控表" }
  }

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

    /// How a department stands.
    package init(
      period: Period, due: Day?, handedIn: Int, forms: Int, handedInOn: Day?, asOf: Day, urgedOn: Day?,
      urgeAgainFrom: Day?
    ) {
      (self.period, self.due, self.handedInOn) = (period, due, handedInOn)
      (self.handedIn, self.forms) = (handedInOn == nil ? handedIn : forms, forms)
      (self.urgedOn, self.urgeAgainFrom) = (urgedOn, urgeAgainFrom)
      daysLate = due.map { max(0, $0.days(to: handedInOn ?? asOf)) } ?? 0
    }

    /// Whether all is in.
    package var isComplete: Bool { handedInOn != nil || handedIn == forms }
    /// Whether it may be urged on a day.
    package func mayBeUrged(on day: Day) -> Bool { !isComplete && urgeAgainFrom.map { $0 <= day } ?? true }
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
    periods = Set(departments.flatMap { $0.cells.map(\.period) }).sorted {
      ($0.form == .monitoring ? 0 : 1, $0.through) < ($1.form == .monitoring ? 0 : 1, $1.through)
    }
  }

  /// The period that matters on the day: the first that is owed still, else the last.
  package var current: Period? {
    let open = periods.filter { period in
      departments.contains { department in department[period].map { $0.daysLate > 0 && !$0.isComplete } ?? false }
    }
    if let open = open.first { return open }
    let coming = periods.filter { period in
      departments.contains { department in department[period]?.due.map { $0 >= asOf } ?? false }
    }
    return coming.first ?? periods.last
  }
}

/// Departments to be urged for a form (催办).
package struct UrgeRequest: Codable, Hashable, Sendable {
  /// Which departments, and the form of which period.
  package var departments: [DepartmentChoice], form: DepartmentForm, through: Int

  /// Departments.
  package init(_ departments: [DepartmentChoice], form: DepartmentForm, through: Int) {
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
    /// `told`, `too-soon`, `complete` or `nobody`.
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
