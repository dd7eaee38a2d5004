package import Domain
package import Reports
package import Store

/// Where forms are filled in, handed in, returned, approved and looked at: what commands and pages call.
package struct FormDesk: Sendable {
  let store: Store

  /// A desk over a store.
  package init(_ store: Store) { self.store = store }

  /// The day a form's figures are of: the end of its month, or today while that is to come.
  package static func day(of key: FormKey, fiscalYear: Int, today: Day) -> Day {
    min(today, Day(endOf: key.month, in: fiscalYear))
  }

  /// All forms of a department's period.
  ///
  /// - Parameters:
  ///   - day: the day whose end the figures are of, where they are not handed in yet.
  ///   - seen: the day as of whose end the forms are looked at: what people did later is not there; nil for all.
  ///   - today: the day of the question where `seen` names none: the forms have the texts of the layouts that hold
  ///     then; nil for those that hold at last.
  package func papers(
    of department: DepartmentID, _ form: DepartmentForm, through month: Int, asOf day: Day, seen: Day? = nil,
    today: Day? = nil, _ choice: DepartmentPapers.Choice = .standing
  ) async throws -> DepartmentPapers {
    let material = try await material(of: department, form, through: month, asOf: day, seen: seen, today: today)
    try material.checkMonth()
    return try DepartmentPapers(material, choice)
  }

  /// How a department stands through a month, with its report: what people wrote into the forms of the period is in it.
  package func summary(
    of department: DepartmentID, through month: Int, asOf day: Day, seen: Day? = nil
  ) async throws -> (summary: Summary, report: Report) {
    guard let snapshot = try await store.snapshot(of: department, asOf: day) else {
      throw Refusal.department(.vanished)
    }
    let form: DepartmentForm = month == 12 ? .selfEvaluation : .monitoring
    let material = try await material(of: department, form, through: month, asOf: day, seen: seen)
    // Months without a form of their own have nobody's reasons.
    let hasForm = month == 12 || material.facts.parameters.monitoringMonths.contains(month)
    let summary = Summary(
      snapshot.facts, snapshot.directory, through: month, on: day, calendar: try await store.calendar(),
      postponed: hasForm ? material.postponed : [])
    let lines = hasForm ? try DepartmentPapers(material).projects.compactMap(\.paper.line) : []
    return (summary, summary.report(goal: material.department.goal, lines: lines))
  }

  /// What a department's forms are made of, with the texts of the layouts of the day as of which they are looked at,
  /// else of today: those by which they are printed and filled in.
  func material(
    of department: DepartmentID, _ form: DepartmentForm, through month: Int, asOf day: Day, seen: Day? = nil,
    today: Day? = nil
  ) async throws -> FormMaterial {
    let material = try await store.formMaterial(
      of: department, form, through: form == .selfEvaluation ? 12 : month, asOf: day, snapshots: true, seen: seen)
    guard let material else { throw Refusal.department(.vanished) }
    return material.having(try await store.layoutTexts(of: department, form, on: seen ?? today))
  }

  /// Writes entries into a form.
  ///
  /// - Parameters:
  ///   - confirmed: the indicators of which the value of before the period is said to hold still.
  ///   - isConfirmed: whether values are meant as typed that look like slips.
  /// - Returns: the form with them, what is still missing of it, and the reported values that took the place of others.
  package func fill(
    _ key: FormKey, _ entries: [FormEntry], confirming confirmed: [IndicatorID] = [], by actor: String, on today: Day,
    fiscalYear: Int, isConfirmed: Bool = false
  ) async throws -> (paper: StandingPaper, reports: [FormIntake.Report]) {
    try FormDesk.checkFields(entries, of: key.form)
    let day = FormDesk.day(of: key, fiscalYear: fiscalYear, today: today)
    let texts = try await store.layoutTexts(of: key.department, key.form, on: today)
    let reports = try await store.fill(
      key.form, of: key.department, through: key.month, by: actor.normalised, on: today, asOf: day
    ) { kept in
      let material = kept.having(texts)
      try material.checkMonth()
      try FormDesk.checkPlaces(entries, of: key.owner, in: material)
      try material.versions[key.owner]?.last?.progress.checkFillable()
      var intake = try material.intake(
        entries, of: key.owner, today: today, consent: FormConsent(isConfirmed: isConfirmed))
      for indicator in confirmed { intake += try material.confirming(indicator, of: key.owner) }
      try FormDesk.check(entries, of: key.owner, in: material.taking(intake, into: key.owner))
      return ([key: intake], intake.reports)
    }
    return (try await paper(key, asOf: day, today: today, .latest), reports)
  }

  /// Refuses entries of a project that is gone, and of rows the form has not.
  static func checkPlaces(
    _ entries: [FormEntry], of owner: FormOwner, in material: FormMaterial
  ) throws(Refusal) {
    if case .project(let project) = owner, !material.sheets.contains(where: { $0.id == project }) {
      throw .project(.gone)
    }
    try FormChecks(material, of: owner).checkPlaces(Set(entries.map(\.field)))
  }

  /// Refuses what the form as a whole does not take: a value that is none, a score outside its band, points that do not
  /// come to 100.00, an amount out of bounds.
  static func check(_ entries: [FormEntry], of owner: FormOwner, in material: FormMaterial) throws(Refusal) {
    try FormChecks(material, of: owner).check(Set(entries.map(\.field)))
  }

  /// Refuses fields that the form does not have at all.
  static func checkFields(_ entries: [FormEntry], of form: DepartmentForm) throws(Refusal) {
    for entry in entries where !entry.field.name.forms.contains(form) {
      throw .form(.noSuchField(entry.field.name.chinese, of: form.chinese))
    }
  }

  /// Hands a form in, takes it back, returns or approves it.
  ///
  /// - Parameters:
  ///   - seen: how far the form had come when whoever judges it looked at it; nil for however far.
  ///   - consent: what whoever hands in agrees to of what is asked then: that one that was returned is handed in
  ///     though nobody entered anything since, and one whose cost rows come to another amount than 全年预计执行数. What was
  ///     agreed to is kept with the form.
  package func act(
    _ action: FormAction, on key: FormKey, by actor: String, on today: Day, fiscalYear: Int,
    seen: FormStep? = nil, consent: FormConsent = .none
  ) async throws -> StandingPaper {
    let day = FormDesk.day(of: key, fiscalYear: fiscalYear, today: today)
    if action == .submit { try key.checkOver(on: today, fiscalYear: fiscalYear) }
    let texts = try await store.layoutTexts(of: key.department, key.form, on: today)
    _ = try await store.act(action, on: key, by: actor.normalised, on: today, asOf: day, seen: seen) {
      kept, progress, returned in
      let material = kept.having(texts)
      try material.checkMonth()
      let live = try DepartmentPapers.paper(of: key.owner, in: material, .live)
      guard case .form(let form)? = live?.paper.content else { throw Refusal.project(.gone) }
      let text = try FormSnapshot.text(form)
      let blockers = form.content.blockers
      // What is missing, or no step for now, is told first.
      guard blockers.isEmpty, !progress.state.isIn else { return FormHandedIn(blockers: blockers, snapshot: text) }
      var questions: [FormQuestion] = []
      if let returned, let remarks = progress.remarks,
        FormPaper(form).isAsEntered(in: try FormSnapshot.paper(returned))
      {
        questions.append(FormQuestion(.form(.unchanged(since: remarks))))
      }
      if case .monitoring(let monitoring) = form, let question = monitoring.costQuestion {
        questions.append(FormQuestion(question))
      }
      if let question = Refusal.asking(questions), !consent.covers(question) { throw question }
      return FormHandedIn(
        blockers: [], snapshot: text, agreed: material.agreeingCosts(of: key.owner).entries, note: questions.agreed)
    }
    return try await paper(key, asOf: day, today: today, .latest)
  }

  /// Opens a corrected version beside an approved one.
  package func revise(_ key: FormKey, by actor: String, on today: Day, fiscalYear: Int) async throws -> StandingPaper {
    _ = try await store.revise(key, by: actor.normalised, on: today)
    return try await paper(
      key, asOf: FormDesk.day(of: key, fiscalYear: fiscalYear, today: today), today: today, .latest)
  }

  /// One form; see ``papers(of:_:through:asOf:seen:today:_:)``.
  package func paper(
    _ key: FormKey, asOf day: Day, seen: Day? = nil, today: Day? = nil, _ choice: DepartmentPapers.Choice
  ) async throws -> StandingPaper {
    let material = try await material(
      of: key.department, key.form, through: key.month, asOf: day, seen: seen, today: today)
    try material.checkMonth()
    guard let paper = try DepartmentPapers.paper(of: key.owner, in: material, choice) else {
      throw Refusal.project(.gone)
    }
    return paper
  }

  /// Every version of a form, earliest first, with what each changed against the one before.
  package func history(
    of key: FormKey, asOf day: Day, seen: Day? = nil, today: Day? = nil
  ) async throws -> [(paper: StandingPaper, changes: [FormDifference])] {
    let material = try await material(
      of: key.department, key.form, through: key.month, asOf: day, seen: seen, today: today)
    try material.checkMonth()
    var history: [(paper: StandingPaper, changes: [FormDifference])] = []
    for version in material.versions[key.owner] ?? [] {
      let upToIt = material.keeping([version], of: key.owner)
      guard let paper = try DepartmentPapers.paper(of: key.owner, in: upToIt, .latest) else { continue }
      let changes = history.last.map { paper.paper.difference(from: $0.paper.paper) } ?? []
      history.append((paper, changes))
    }
    return history
  }
}
