/// A form and the month through which it reports (报送期).
package struct ReportingPeriod: Codable, Hashable, Sendable {
  /// The form and the month.
  package var form: DepartmentForm, through: Int

  /// A period.
  package init(form: DepartmentForm, through: Int) { (self.form, self.through) = (form, through) }

  /// As a heading.
  package var chinese: String { form == .selfEvaluation ? "年度自评表" : "1—\(through)月监控表" }
}

extension ReportingPeriod: Comparable {
  /// As a year goes: monitoring by its months, then the self-evaluation.
  package static func < (a: ReportingPeriod, b: ReportingPeriod) -> Bool {
    (a.form == .monitoring ? 0 : 1, a.through) < (b.form == .monitoring ? 0 : 1, b.through)
  }
}

/// When a department was urged for its forms (催办), and from when on it may be again.
package struct LastUrging: Hashable, Sendable {
  /// The days.
  package let on: Day, againFrom: Day

  /// As it was kept.
  package init(on: Day, againFrom: Day) { (self.on, self.againFrom) = (on, againFrom) }

  /// As of a day, after which the department is left alone for some workdays; one day at least.
  package init(on day: Day, resting workdays: Int, by calendar: WorkCalendar) {
    let rested = workdays > 0 ? calendar.deadline(workdays: workdays, after: day) : day
    self.init(on: day, againFrom: rested + 1)
  }

  /// Whether it may be urged again on a day.
  package func mayBeRepeated(on day: Day) -> Bool { againFrom <= day }
}

/// What is kept of a department's forms of a period.
package struct KeptSubmission: Hashable, Sendable {
  /// The period.
  package let period: ReportingPeriod
  /// How many of the forms are in; and the day the department handed in all, perhaps on paper.
  package let formsIn: Int, handedInOn: Day?
  /// When it was last urged; nil where it never was.
  package let lastUrged: LastUrging?

  /// What is kept.
  package init(period: ReportingPeriod, formsIn: Int = 0, handedInOn: Day? = nil, lastUrged: LastUrging? = nil) {
    (self.period, self.formsIn, self.handedInOn, self.lastUrged) = (period, formsIn, handedInOn, lastUrged)
  }
}

/// How a department stands with its forms of a period (报送情况).
package struct FormStanding: Hashable, Sendable {
  /// The period, and by when it is owed; nil where the department's rules name no day.
  package let period: ReportingPeriod, due: Day?
  /// How many forms it has; how many are in, and the day all of them were, perhaps on paper.
  package let forms: Int, formsIn: Int, handedInOn: Day?
  /// When it was last urged; nil where it never was.
  package let lastUrged: LastUrging?

  /// How a department stands.
  package init(
    period: ReportingPeriod, due: Day?, forms: Int, formsIn: Int, handedInOn: Day? = nil, lastUrged: LastUrging? = nil
  ) {
    (self.period, self.due, self.forms, self.formsIn) = (period, due, forms, formsIn)
    (self.handedInOn, self.lastUrged) = (handedInOn, lastUrged)
  }

  /// How a department stands with each period that its rules name or of which something is kept.
  package static func all(
    of kept: [KeptSubmission], forms: Int, by parameters: Parameters, in fiscalYear: Int
  ) -> [FormStanding] {
    let named = parameters.forms.map { ReportingPeriod(form: $0.form, through: $0.month) }
    var seen: Set<ReportingPeriod> = []
    return (named + kept.map(\.period)).filter { seen.insert($0).inserted }.map { period in
      let known = kept.first { $0.period == period }
      return FormStanding(
        period: period, due: parameters.dueDay(of: period.form, through: period.through, in: fiscalYear),
        forms: forms, formsIn: known?.formsIn ?? 0, handedInOn: known?.handedInOn, lastUrged: known?.lastUrged)
    }
  }

  /// Whether all is in: form by form, or as a whole.
  package var isComplete: Bool { handedInOn != nil || formsIn == forms }

  /// How many are in; all of them where the department handed in as a whole.
  package var handedIn: Int { handedInOn == nil ? formsIn : forms }

  /// Days by which it is late on a day, or was when it came in; none where no day is named.
  package func daysLate(on day: Day) -> Int { due.map { max(0, $0.days(to: handedInOn ?? day)) } ?? 0 }

  /// Whether it may be urged on a day.
  package func mayBeUrged(on day: Day) -> Bool {
    !isComplete && lastUrged.map { $0.mayBeRepeated(on: day) } ?? true
  }
}

extension ReportingPeriod {
  /// The period that matters on a day: the first that somebody is late with, else the first that is still to come,
  /// else the last; nil where there is none.
  package static func current(of standings: [FormStanding], on day: Day) -> ReportingPeriod? {
    let late = standings.filter { $0.daysLate(on: day) > 0 && !$0.isComplete }
    let coming = standings.filter { standing in standing.due.map { $0 >= day } ?? false }
    return late.map(\.period).min() ?? coming.map(\.period).min() ?? standings.map(\.period).max()
  }
}

extension Recipient {
  /// Whether the person hears of it when a department is urged: who fills in or answers for it, not who urges.
  package func isUrged(for department: DepartmentID) -> Bool {
    role != .bureau && (departments.isEmpty || departments.contains(department))
  }
}
