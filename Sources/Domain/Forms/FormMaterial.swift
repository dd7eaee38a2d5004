/// Which form of a department: whose it is, and its period.
package struct FormKey: Hashable, Sendable {
  /// The department's row.
  package let department: DepartmentID
  /// Whose it is.
  package let owner: FormOwner
  /// The form.
  package let form: DepartmentForm
  /// The month through which it reports; 12 for the self-evaluation.
  package let month: Int

  /// A form's key.
  package init(department: DepartmentID, owner: FormOwner, form: DepartmentForm, month: Int) {
    self.department = department
    self.owner = owner
    self.form = form
    self.month = form == .selfEvaluation ? 12 : month
  }

  /// Refused while the form's period is not over: its figures would not be whole.
  package func checkOver(on today: Day, fiscalYear: Int) throws(Refusal) {
    let end = Day(endOf: month, in: fiscalYear)
    if today < end {
      throw Refusal.form(.periodNotOver(form: form.chinese, end: end, today: today))
    }
  }
}

/// A version of a form as it is kept.
package struct FormVersion: Hashable, Sendable {
  /// Its row.
  package let id: Int64
  /// Whose it is.
  package let owner: FormOwner
  /// Counts from 1; a correction of an approved form is the next.
  package let number: Int
  /// Where it stands, and who had a hand in it.
  package let progress: FormProgress
  /// What people filled in.
  package let filling: Filling
  /// What was handed in, where it was and where it was asked for.
  package let snapshot: String?

  /// A version.
  package init(
    id: Int64, owner: FormOwner, number: Int, progress: FormProgress, filling: Filling, snapshot: String? = nil
  ) {
    self.id = id
    self.owner = owner
    self.number = number
    self.progress = progress
    self.filling = filling
    self.snapshot = snapshot
  }
}

/// What a department's own forms print of it.
package struct DepartmentSheet: Hashable, Sendable {
  /// 总体绩效目标.
  package let goal: String
  /// Its own indicators; level 1 says in which goal they stand.
  package let indicators: [ProjectSheet.Indicator]
  /// 基本支出 of the last document; nil where it says nothing.
  package let basicBudget: Money?
  /// The department's 支出合计 as that document prints it; nil where it says nothing.
  package let approvedTotal: Money?

  /// A sheet.
  package init(
    goal: String, indicators: [ProjectSheet.Indicator], basicBudget: Money?, approvedTotal: Money? = nil
  ) {
    self.approvedTotal = approvedTotal
    self.goal = goal
    self.indicators = indicators
    self.basicBudget = basicBudget
  }
}

/// Everything the forms of a department's period are made of, read from one snapshot.
package struct FormMaterial: Sendable {
  /// The form and its month.
  package let form: DepartmentForm, month: Int
  /// The day whose end the figures are of.
  package let day: Day
  /// The facts.
  package let facts: DepartmentFacts
  /// The standing projects in the document's order.
  package let sheets: [ProjectSheet]
  /// The department's own.
  package let department: DepartmentSheet
  /// The work calendar.
  package let calendar: WorkCalendar
  /// The versions of each form, earliest first.
  package let versions: [FormOwner: [FormVersion]]
  /// The texts of the layouts by which the forms are printed.
  package private(set) var texts = LayoutTexts()
  /// When the department handed in all of them, where it has; that may have been on paper.
  package let submittedOn: Day?

  /// Material.
  package init(
    form: DepartmentForm, month: Int, day: Day, facts: DepartmentFacts, sheets: [ProjectSheet],
    department: DepartmentSheet, calendar: WorkCalendar, versions: [FormOwner: [FormVersion]] = [:],
    submittedOn: Day? = nil
  ) {
    self.submittedOn = submittedOn
    self.form = form
    self.month = month
    self.day = day
    self.facts = facts
    self.sheets = sheets
    self.department = department
    self.calendar = calendar
    self.versions = versions
  }

  /// Refused for a monitoring form through a month that has none by the department's rules.
  package func checkMonth() throws(Refusal) {
    guard !isOwed else { return }
    throw .form(.noSuchMonth(month, known: facts.parameters.monitoringMonths.sorted()))
  }

  /// Whether the department hands in such a form at all: a self-evaluation always, a monitoring form in the months of its rules.
  package var isOwed: Bool { form == .selfEvaluation || facts.parameters.monitoringMonths.contains(month) }

  /// The indicators of which people say that they cannot be measured yet, in the last version of any form.
  package var postponed: Set<IndicatorID> { Set(versions.values.flatMap { $0.last?.filling.postponed ?? [] }) }

  /// What people filled into the last version of a form.
  package func filling(of owner: FormOwner) -> Filling { versions[owner]?.last?.filling ?? Filling() }

  /// The same with more filled into a form that is not handed in yet.
  package func filling(_ entries: [FormEntry], into owner: FormOwner) -> FormMaterial {
    let last = versions[owner]?.last
    let filled = FormVersion(
      id: last?.id ?? 0, owner: owner, number: last?.number ?? 1, progress: last?.progress ?? FormProgress(),
      filling: (last?.filling ?? Filling()).adding(entries))
    return keeping((versions[owner] ?? []).dropLast() + [filled], of: owner)
  }

  /// The same with other versions of a form.
  package func keeping(_ kept: [FormVersion], of owner: FormOwner) -> FormMaterial {
    var versions = versions
    versions[owner] = kept
    return FormMaterial(
      form: form, month: month, day: day, facts: facts, sheets: sheets, department: department, calendar: calendar,
      versions: versions, submittedOn: submittedOn
    ).having(texts)
  }

  /// The same with the texts of the layouts by which the forms are printed.
  package func having(_ texts: LayoutTexts) -> FormMaterial {
    var material = self
    material.texts = texts
    return material
  }

  /// The same with other facts of the same department.
  func with(_ facts: DepartmentFacts) -> FormMaterial {
    FormMaterial(
      form: form, month: month, day: day, facts: facts, sheets: sheets, department: department, calendar: calendar,
      versions: versions, submittedOn: submittedOn
    ).having(texts)
  }

  /// The forms of the period that are not handed in, of all the department owes.
  package var outstanding: (count: Int, of: Int) {
    let owners = sheets.map { FormOwner.project($0.id) } + [.whole]
    let missing = owners.filter { owner in !(versions[owner] ?? []).contains { $0.progress.state.isIn } }
    return (missing.count, owners.count)
  }
}
