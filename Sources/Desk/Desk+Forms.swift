package import Contract
package import Documents
package import Domain
package import Reports
internal import Store

// The official forms by what a person says of them: project, department, period.
extension Desk {
  /// All forms of a department's period.
  ///
  /// - Parameters:
  ///   - asOf: the day of the question: what was filled in or done later is not there, and the figures are no later;
  ///     nil for now.
  ///   - choice: which version of each.
  package func forms(
    _ period: FormPeriod, asOf: Day?, _ choice: DepartmentPapers.Choice = .latest, at moment: Moment
  ) async throws -> DepartmentPapers {
    let desk = try entering(.readDepartment)
    let entry = try await desk.department(period.department)
    let key = FormKey(department: entry.id, owner: .whole, form: period.form, month: period.through)
    let day = FormDesk.day(of: key, fiscalYear: entry.identity.fiscalYear, today: asOf ?? moment.day)
    return try await FormDesk(desk.store).papers(
      of: entry.id, period.form, through: period.through, asOf: day, seen: asOf, today: moment.day, choice
    ).waiting(by: try await desk.signatories(of: entry.id))
      .remarked(try await desk.store.remarks(to: entry.id, key.form, through: key.month, seen: asOf))
  }

  /// One form.
  package func form(_ subject: FormSubject, asOf: Day?, at moment: Moment) async throws -> StandingPaper {
    let desk = try entering(.readDepartment)
    let (key, year) = try await desk.key(of: subject)
    let day = FormDesk.day(of: key, fiscalYear: year, today: asOf ?? moment.day)
    return try await FormDesk(desk.store).paper(key, asOf: day, seen: asOf, today: moment.day, .latest)
      .waiting(by: try await desk.signatories(of: key.department))
      .remarked(try await desk.store.remarks(to: key.department, key.form, through: key.month, seen: asOf))
  }

  /// Says something to a form without giving it back, whatever its state; those who fill it in are told with their
  /// next message.
  package func remark(_ request: FormRemarkRequest, by actor: Actor, at moment: Moment) async throws -> StandingPaper {
    let (desk, actor) = try entering(.commentForm, by: actor, request)
    let text = try FormRemark.read(request.text)
    let (key, year) = try await desk.key(of: request.subject)
    try await desk.check(actor, may: .comment, of: key.department, for: key.owner.project)
    // Only to a form that there is.
    let day = FormDesk.day(of: key, fiscalYear: year, today: moment.day)
    let paper = try await FormDesk(desk.store).paper(key, asOf: day, today: moment.day, .latest)
    try await desk.store.acting(as: actor.name.normalised).remark(text, to: key, on: moment.day)
    return paper.waiting(by: try await desk.signatories(of: key.department))
      .remarked(try await desk.store.remarks(to: key.department, key.form, through: key.month, seen: nil))
  }

  /// Every version of a form, earliest first, with what each changed against the one before.
  package func history(
    of subject: FormSubject, asOf: Day?, at moment: Moment
  ) async throws -> [(paper: StandingPaper, changes: [FormDifference])] {
    let desk = try entering(.readDepartment)
    let (key, year) = try await desk.key(of: subject)
    let day = FormDesk.day(of: key, fiscalYear: year, today: asOf ?? moment.day)
    return try await FormDesk(desk.store).history(of: key, asOf: day, seen: asOf, today: moment.day)
  }

  /// Writes into a form. A 完成值 that people report is kept as such a value.
  ///
  /// - Returns: the form, and the values that took the place of others, a sentence each.
  package func fill(
    _ request: FormFillRequest, by actor: Actor, at moment: Moment
  ) async throws -> (paper: StandingPaper, replaced: [String]) {
    let (desk, actor) = try entering(.fillForm, by: actor, request)
    let (key, year) = try await desk.key(of: request.subject)
    try await desk.check(actor, may: .fill, of: key.department, for: key.owner.project)
    let (entries, confirmed) = try await desk.entries(
      of: request, key, asOf: FormDesk.day(of: key, fiscalYear: year, today: moment.day))
    let filled = try await FormDesk(desk.store.acting(as: actor.name)).fill(
      key, entries, confirming: confirmed, by: actor.name, on: moment.day, fiscalYear: year,
      isConfirmed: request.isConfirmed)
    return (
      filled.paper.waiting(by: try await desk.signatories(of: key.department)),
      filled.reports.compactMap { $0.replaced?.chinese }
    )
  }

  /// Fills the forms of a period in by the rows of a sheet.
  package func fill(
    by sheet: FillingSheet, of period: FormPeriod, by actor: Actor, at moment: Moment,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> FillingAnswer {
    let (desk, actor) = try entering(.fillForm, by: actor, period)
    let entry = try await desk.department(period.department)
    let signer = try await desk.signer(actor, may: .fill, of: entry.id)
    let outcome = try await FormDesk(desk.store.acting(as: actor.name)).fill(
      by: sheet, signer, of: entry.id, period.form, through: period.through, by: actor.name, on: moment.day,
      fiscalYear: entry.identity.fiscalYear, progress: progress)
    // Below the heading of the file in which they come back, in their order.
    let numbers = Dictionary(
      uniqueKeysWithValues: outcome.refused.map(\.row).sorted().enumerated().map { ($1, $0 + 2) })
    return FillingAnswer(
      filled: outcome.filled, reported: outcome.reported, unchanged: outcome.unchanged,
      replaced: outcome.replaced.map { .init(row: $0.row, message: $0.value.chinese) },
      refused: outcome.refused.map {
        .init(
          row: $0.row, message: $0.refusal.sentence(at: door),
          returned: $0.refusal.renumbered(numbers).sentence(at: door))
      })
  }

  /// Hands a form in, takes it back, returns or approves it.
  ///
  /// - Parameters:
  ///   - seen: how far the form had come when whoever judges it looked at it; refused where it went on since. Nil for
  ///     however far.
  ///   - consent: what is agreed to of what is asked before a form is handed in.
  package func act(
    _ action: FormAction, on subject: FormSubject, seen: FormStep? = nil, consent: FormConsent = .none, by actor: Actor,
    at moment: Moment
  ) async throws -> StandingPaper {
    let (desk, actor) = try entering(action.signed.action, by: actor, subject)
    let (key, year) = try await desk.key(of: subject)
    try await desk.check(actor, may: action.signed, of: key.department, for: key.owner.project)
    return try await FormDesk(desk.store.acting(as: actor.name)).act(
      action, on: key, by: actor.name, on: moment.day, fiscalYear: year, seen: seen, consent: consent
    )
    .waiting(by: try await desk.signatories(of: key.department))
  }

  /// Does it with every form of a period that is in a state for it; what is refused is told and stops no other.
  package func act(
    _ action: FormAction, onAll period: FormPeriod, from states: Set<FormState>, isConfirmed: Bool = false,
    by actor: Actor, at moment: Moment
  ) async throws -> FormsOutcomeAnswer {
    let (desk, actor) = try entering(action.signed.action, by: actor, period)
    let entry = try await desk.department(period.department)
    let signer = try await desk.signer(actor, may: action.signed, of: entry.id)
    let outcome = try await FormDesk(desk.store.acting(as: actor.name)).actOnAll(
      action, signer, of: entry.id, period.form, through: period.through, from: states, by: actor.name, on: moment.day,
      fiscalYear: entry.identity.fiscalYear, isConfirmed: isConfirmed)
    return FormsOutcomeAnswer(
      done: outcome.done,
      refused: outcome.refused.map { .init(name: $0.name, message: $0.refusal.sentence(at: door)) },
      unchecked: outcome.unchecked.map { .init(name: $0.name, message: $0.sentence) })
  }

  /// Opens a corrected version beside an approved one.
  package func revise(_ subject: FormSubject, by actor: Actor, at moment: Moment) async throws -> StandingPaper {
    let (desk, actor) = try entering(.reviseForm, by: actor, subject)
    let (key, year) = try await desk.key(of: subject)
    try await desk.check(actor, may: .revise, of: key.department, for: key.owner.project)
    return try await FormDesk(desk.store.acting(as: actor.name)).revise(
      key, by: actor.name, on: moment.day, fiscalYear: year
    )
    .waiting(by: try await desk.signatories(of: key.department))
  }

  /// The form a person means, and its fiscal year.
  func key(of subject: FormSubject) async throws -> (key: FormKey, fiscalYear: Int) {
    let period = subject.period
    guard let project = subject.project else {
      let entry = try await department(period.department)
      return (
        FormKey(department: entry.id, owner: .whole, form: period.form, month: period.through),
        entry.identity.fiscalYear
      )
    }
    let code = try ProjectCode.parse(project)
    let division = try await division(period.department.division)
    guard let owner = try await store.owner(of: code, year: period.department.year, in: division) else {
      try await forbidProject(code)
      throw SpendingAccount.unknown(code)
    }
    guard owner.isOnlyYear else { throw Refusal.project(.yearMissing(code)) }
    return (
      FormKey(department: owner.department, owner: .project(owner.project), form: period.form, month: period.through),
      owner.fiscalYear
    )
  }

  /// What is written into the form, and the indicators whose earlier values are only confirmed.
  private func entries(
    of request: FormFillRequest, _ key: FormKey, asOf day: Day
  ) async throws -> (entries: [FormEntry], confirmed: [IndicatorID]) {
    var entries: [FormEntry] = []
    for (name, text) in request.fields.inOrder {
      entries.append(try FormEntry(FormField(name), typed: text, reason: request.reason))
    }
    if request.indicator == nil, let (name, _) = request.rowFields.inOrder.first {
      throw Refusal.form(.indicatorMissing(name.chinese))
    }
    guard request.indicator != nil || request.weights != nil else { return (entries, []) }
    let indicators = try await store.indicators(of: key, asOf: day)
    if let weights = request.weights {
      entries.append(
        try FormEntry(
          weights: weights.points, execution: weights.execution, of: indicators.map(\.id), reason: request.reason))
    }
    guard let indicator = request.indicator else { return (entries, []) }
    let chosen = try IndicatorEntry.chooseSeveral(indicator, from: indicators)
    for row in chosen {
      for (name, text) in request.rowFields.inOrder {
        entries.append(try FormEntry(FormField(name, indicator: row.id), typed: text, reason: request.reason))
      }
    }
    return (entries, request.isConfirmed && request.rowFields.isEmpty ? chosen.map(\.id) : [])
  }
}

extension [FormField.Name: String] {
  /// In the order of the fields, so that what is wrong is told in the same order always.
  fileprivate var inOrder: [(FormField.Name, String)] {
    FormField.Name.allCases.compactMap { name in self[name].map { (name, $0) } }
  }
}

extension StandingPaper {
  /// The form for programs.
  package var answer: FormAnswer {
    FormAnswer(
      state: progress.state, version: version, name: paper.name, project: paper.code, asOf: paper.asOf,
      ruleSet: paper.ruleSet, form: paper.figures, transitions: progress.transitions, remarks: remarks,
      waiting: waiting)
  }
}

extension FormPaper {
  /// The figures for programs.
  package var figures: FormFigures {
    switch content {
    case .form(let form): FormFigures(form)
    case .drawn(let drawn): .kept(.literal(drawn.figures))
    }
  }
}
