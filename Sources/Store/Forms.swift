package import Domain
internal import Postgres

/// What is kept of a form that is handed in.
package struct FormHandedIn: Sendable {
  /// What is still missing of it: then nothing is kept.
  let blockers: [String]
  /// The whole of it as text, which is what locks it.
  let snapshot: String
  /// What whoever hands it in agreed to, as entries of the form, and in words that stand with the step.
  let agreed: [FormEntry], note: String?

  /// A form.
  package init(blockers: [String], snapshot: String, agreed: [FormEntry] = [], note: String? = nil) {
    (self.blockers, self.snapshot, self.agreed, self.note) = (blockers, snapshot, agreed, note)
  }
}

extension Store {
  /// Everything the forms of a department's period are made of, as of the end of a day; nil where the department is
  /// gone.
  ///
  /// - Parameters:
  ///   - snapshots: whether what was handed in is read too.
  ///   - seen: the day as of whose end the forms are looked at; nil for all that was done with them.
  package func formMaterial(
    of department: DepartmentID, _ form: DepartmentForm, through month: Int, asOf day: Day, snapshots: Bool = false,
    seen: Day? = nil
  ) async throws -> FormMaterial? {
    try await read { session in
      try Store.formMaterial(of: department, form, through: month, asOf: day, snapshots: snapshots, seen: seen, session)
    }
  }

  static func formMaterial(
    of department: DepartmentID, _ form: DepartmentForm, through month: Int, asOf day: Day, snapshots: Bool,
    seen: Day? = nil,
    _ session: borrowing Session
  ) throws -> FormMaterial? {
    guard let facts = try Store.facts(of: [department], asOf: day, session).first else { return nil }
    // Sheets have the budgets of their document.
    let adjusted = Dictionary(facts.projects.map { ($0.id, $0.adjustments) }, uniquingKeysWith: { a, _ in a })
    return FormMaterial(
      form: form, month: month, day: day, facts: facts,
      sheets: try projectSheets(of: department, asOf: day, session).map { $0.adjusted(by: adjusted[$0.id] ?? []) },
      department: try departmentSheet(of: department, asOf: day, session), calendar: try calendar(session),
      versions: try versions(of: department, form, month, snapshots: snapshots, seen: seen, session),
      submittedOn: try session.rows(
        """
        SELECT submitted_on FROM form_submission
        WHERE department_id = \(department) AND form = \(form.rawValue) AND month = \(Int16(month))
          AND CASE WHEN \(seen)::date IS NULL THEN withdrawn_on IS NULL
            ELSE submitted_on <= \(seen) AND coalesce(withdrawn_on > \(seen), true) END ORDER BY submitted_on DESC LIMIT 1
        """
      ).first { try $0.next(Day.self) })
  }

  /// Writes what people typed into forms of a department's period, all in one transaction and with the department
  /// loaded once.
  ///
  /// - Parameters:
  ///   - day: today, by the clock of whoever fills them in; `asOf` the day their figures are of.
  ///   - snapshots: whether what was handed in is read too.
  ///   - choose: from the material, what is kept by which form, and what is to be told of it. For a form of which
  ///     nothing is kept nothing is made.
  package func fill<T: Sendable>(
    _ form: DepartmentForm, of department: DepartmentID, through month: Int, by actor: String, on day: Day, asOf: Day,
    snapshots: Bool = false, choose: @Sendable (FormMaterial) throws -> (intakes: [FormKey: FormIntake], told: T)
  ) async throws -> T {
    try await write { session in
      try Store.holdForms(of: department, session)
      guard
        let material = try Store.formMaterial(
          of: department, form, through: month, asOf: asOf, snapshots: snapshots, session)
      else { throw Refusal.department(.vanished) }
      let (chosen, told) = try choose(material)
      for (key, intake) in chosen where !intake.isEmpty {
        let version = try Store.openVersion(of: key, session)
        try version.progress.checkFillable()
        try Store.keep(intake.entries, of: version.id, by: actor, on: day, session)
        for report in intake.reports {
          try Store.append(report.observation, to: report.indicator, evidence: report.evidence, session)
        }
      }
      return told
    }
  }

  /// Does something with a form: hands it in, takes it back, returns or approves it, all in one transaction with what
  /// follows from it for the dates of the scheduler.
  ///
  /// - Parameters:
  ///   - seen: how far the form had come when whoever acts looked at it; refused where it went on since. Nil for
  ///     however far.
  ///   - paper: what is kept of a form that is handed in; it is handed where the form stands, and what was handed in
  ///   last, where that was returned.
  package func act(
    _ action: FormAction, on key: FormKey, by actor: String, on day: Day, asOf: Day, seen: FormStep? = nil,
    paper: @Sendable (FormMaterial, FormProgress, _ returned: String?) throws -> FormHandedIn
  ) async throws -> FormVersion {
    try await write { session in
      let version = try Store.openVersion(of: key, session)
      guard
        let material = try Store.formMaterial(
          of: key.department, key.form, through: key.month, asOf: asOf,
          snapshots: action == .submit && key.owner == .whole,
          session)
      else { throw Refusal.department(.vanished) }
      let isAgain = action == .submit && version.progress.state == .returned
      let returned = isAgain ? try Store.contents(of: [version.id], nil, session)[version.id] : nil
      let kept = action == .submit ? try paper(material, version.progress, returned) : nil
      let state = try version.progress.state(after: action, by: actor, on: day, blockers: kept?.blockers ?? [])
      try seen?.check(version.progress, version: version.number)
      var note = kept?.note
      if case .giveBack(let remarks) = action { note = remarks.normalised }
      let transition = FormTransition(
        number: version.progress.transitions.count + 1, kind: action.name, actor: actor, day: day, note: note)
      // While it is open still: what is handed in takes no entry.
      try Store.keep(kept?.agreed ?? [], of: version.id, by: actor, on: day, session)
      try Store.keep(transition, state, of: version.id, snapshot: kept?.snapshot, session)
      let result = FormVersion(
        id: version.id, owner: key.owner, number: version.number,
        progress: FormProgress(
          state: state, fillers: version.progress.fillers, transitions: version.progress.transitions + [transition]),
        filling: version.filling.adding(kept?.agreed ?? []), snapshot: kept?.snapshot ?? version.snapshot)
      try Store.keepSubmission(of: key, isIn: state.isIn, by: actor, on: day, asOf: asOf, session)
      try Store.tellPages(of: [key.department], session)
      return result
    }
  }

  /// Opens the next version beside an approved one, with what people had filled in: it stays theirs, so that none of
  /// them approves it.
  package func revise(_ key: FormKey, by actor: String, on day: Day) async throws -> FormVersion {
    try await write { session in
      let last = try Store.openVersion(of: key, session)
      guard last.progress.state == .approved else {
        throw Refusal.form(.notApproved(state: last.progress.state.chinese))
      }
      let opened = FormTransition(number: 1, kind: "opened", actor: actor, day: day, note: nil)
      let id = try Store.addVersion(last.number + 1, of: key, session)
      try Store.keep(opened, .draft, of: id, snapshot: nil, session)
      try session.run(
        """
        INSERT INTO form_entry (form_id, field, indicator_id, value, reason, actor, filled_on)
        SELECT \(id), field, indicator_id, value, reason, actor, filled_on FROM form_entry
        WHERE form_id = \(last.id) ORDER BY id
        """)
      return FormVersion(
        id: id, owner: key.owner, number: last.number + 1,
        progress: FormProgress(fillers: last.progress.fillers, transitions: [opened]), filling: last.filling)
    }
  }

  /// The last version of a form, made where there is none. Until the transaction ends nobody else changes a form of the
  /// department or imports a document of it, so that what is read statement by statement belongs together.
  private static func openVersion(of key: FormKey, _ session: borrowing Session) throws -> FormVersion {
    try holdForms(of: key.department, session)
    if let last = try versions(of: key, session).last { return last }
    return FormVersion(
      id: try addVersion(1, of: key, session), owner: key.owner, number: 1, progress: FormProgress(),
      filling: Filling())
  }

  private static func holdForms(of department: DepartmentID, _ session: borrowing Session) throws {
    try session.rows(
      """
      SELECT pg_advisory_xact_lock(hashtextextended(fiscal_year || '/' || code || '/' || name, 0))
      FROM department WHERE id = \(department)
      """)
  }

  private static func versions(of key: FormKey, _ session: borrowing Session) throws -> [FormVersion] {
    try versions(of: key.department, key.form, key.month, snapshots: false, session)[key.owner] ?? []
  }

  private static func addVersion(_ number: Int, of key: FormKey, _ session: borrowing Session) throws -> Int64 {
    try session.rows(
      """
      INSERT INTO form (department_id, project_id, kind, month, version)
      VALUES (\(key.department), \(key.owner.project), \(key.form.rawValue), \(Int16(key.month)), \(Int32(number))) RETURNING id
      """
    ).only { try $0.next(Int64.self) }
  }

  private static func keep(
    _ entries: [FormEntry], of form: Int64, by actor: String, on day: Day, _ session: borrowing Session
  ) throws {
    for entry in entries {
      try session.run(
        """
        INSERT INTO form_entry (form_id, field, indicator_id, value, reason, actor, filled_on)
        VALUES (\(form), \(entry.field.name.rawValue), \(entry.field.indicator), \(entry.text), \(entry.reason), \(actor),
          \(day))
        """)
    }
  }

  private static func keep(
    _ transition: FormTransition, _ state: FormState, of form: Int64, snapshot: String?, _ session: borrowing Session
  ) throws {
    let number = Int32(transition.number)
    try session.run(
      """
      INSERT INTO form_transition (form_id, number, kind, actor, day, note)
      VALUES (\(form), \(number), \(transition.kind), \(transition.actor), \(transition.day), \(transition.note))
      """)
    try session.run("UPDATE form SET state = \(state.rawValue), last_transition = \(number) WHERE id = \(form)")
    if let snapshot {
      try session.run(
        """
        INSERT INTO form_snapshot (form_id, number, content, sha256)
        VALUES (\(form), \(number), \(snapshot), sha256(convert_to(\(snapshot), 'UTF8')))
        """)
    }
  }

  /// Once every form of the period is in, the department has handed it in; once one is taken out again, it has not. A
  /// submission that was recorded by hand stands until then.
  private static func keepSubmission(
    of key: FormKey, isIn: Bool, by actor: String, on day: Day, asOf: Day, _ session: borrowing Session
  ) throws {
    let (form, month) = (key.form.rawValue, Int16(key.month))
    let missing = try session.rows(
      """
      SELECT count(*) FROM (
        SELECT project_id AS id FROM import_project WHERE import_id = \(try document(of: key.department, asOf: asOf, session))
        UNION ALL SELECT NULL) owed
      WHERE NOT EXISTS (SELECT FROM form f WHERE f.department_id = \(key.department) AND f.kind = \(form)
        AND f.month = \(month) AND f.project_id IS NOT DISTINCT FROM owed.id AND f.state IN ('submitted', 'approved'))
      """
    ).first { try $0.next(Int.self) }
    if missing == 0 {
      try session.run(
        """
        INSERT INTO form_submission (department_id, form, month, submitted_on, actor)
        VALUES (\(key.department), \(form), \(month), \(day), \(actor)) ON CONFLICT DO NOTHING
        """)
    } else if !isIn {
      try session.run(
        """
        UPDATE form_submission SET withdrawn_on = greatest(\(day), submitted_on)
        WHERE department_id = \(key.department) AND form = \(form) AND month = \(month) AND withdrawn_on IS NULL
        """)
    }
  }
}
