package import Domain
internal import Postgres

/// What an evaluation of some departments found, and what it changed in the kept alerts.
package struct EvaluationOutcome: Sendable {
  /// One department's part.
  package struct Part: Sendable {
    /// The department's row.
    package let department: DepartmentID
    /// What stands.
    package let assessments: [Assessment]
    /// The kept alerts after the evaluation, by what they are about.
    package let kept: [Assessment.Key: KeptAlert]
    /// Whether the alerts were kept; false where the day is earlier than one already kept.
    package let isKept: Bool
    /// The kept alerts that had ended by the end of the day, each with how.
    package let ended: [AlertID: Outcome]
  }

  /// The departments' parts, in the order asked for; empty where only counts were wanted.
  package var parts: [Part] = []
  /// How many projects were judged, and how many alerts stand.
  package var projects = 0, standing = 0
  /// Kept alerts that were opened, changed or reopened, and resolved.
  package var opened = 0, changed = 0, resolved = 0

  /// The changes of kept alerts, where people are told of them.
  package var written: [Change] = []

  /// A change of a kept alert.
  package struct Change: Sendable {
    /// The alert's row and its department's.
    package let alert: AlertID, department: DepartmentID
    /// The number of the transition.
    package let number: Int
    /// What happened.
    package let kind: TransitionKind
  }

  /// Nothing.
  package init() {}

  /// Adds another outcome's counts and parts.
  package mutating func add(_ other: EvaluationOutcome) {
    parts += other.parts
    written += other.written
    projects += other.projects
    standing += other.standing
    opened += other.opened
    changed += other.changed
    resolved += other.resolved
  }
}

extension Store {
  /// Loads the departments' facts, judges them and keeps the difference to the kept alerts: all in one
  /// transaction on one snapshot, so that a killed evaluation leaves nothing half done.
  ///
  /// Alerts are kept only forward: for a department whose alerts were kept for a later day, the answer is given and
  /// nothing is written, but for a morning's job that was set aside and is done at last; see ``keepDeadDay``.
  ///
  /// - Parameters:
  ///   - keepingParts: whether the outcome lists what stands; counts alone need no memory for it.
  ///   - keeping: false to answer only, and to write nothing.
  ///   - voice: by which people are told at once of what just became grave; nil to tell nobody. Nobody is told at once of
  ///     a day that is not today: the next morning message does.
  ///   - jobs: the claimed jobs this does, marked done in the same transaction.
  package func evaluate(
    _ departments: [DepartmentID], asOf day: Day, calendar: WorkCalendar, keepingParts: Bool, keeping: Bool = true,
    voice: Voice? = nil, completing jobs: [Job] = []
  ) async throws -> EvaluationOutcome {
    try await pool.transaction(isolation: .repeatableRead, attempts: 30) { session in
      if !keeping { try session.script("SET TRANSACTION READ ONLY") }
      try Store.hold(jobs, session)
      // A group is a small part of its tables: read it by key, without parallel workers that other groups would wait for.
      try session.script(
        "SET LOCAL random_page_cost = 1.1; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '32MB'")
      let keeps = keeping ? try Store.lock(departments, for: day, session) : []
      var outcome = EvaluationOutcome()
      var pending: [PendingChange] = []
      let kept = try Store.keptAlerts(of: departments, session)
      for facts in try Store.facts(of: departments, asOf: day, session) {
        let assessments = Domain.evaluate(facts, on: day, calendar: calendar)
        outcome.projects += facts.projects.count
        outcome.standing += assessments.count
        let isKept = keeps.contains(facts.id)
        if isKept {
          pending += changes(
            kept: kept[facts.id] ?? [], assessments: assessments, on: day, isClosed: facts.isClosed(on: day),
            lacksData: { facts.lacksData(for: $0, on: day, calendar: calendar) }
          ).map { change in
            let numbers =
              change.assessment?.json
              ?? facts.resolution(of: change.key, standing: assessments, on: day, calendar: calendar)
            return PendingChange(
              department: facts.id, fiscalYear: facts.identity.fiscalYear, change: change,
              ruleSet: facts.parameters.ruleSet, facts: numbers.compact, reminderDays: facts.parameters.reminderDays)
          }
        }
        if keepingParts {
          let known = Dictionary((kept[facts.id] ?? []).map { ($0.key, $0) }, uniquingKeysWith: { $1 })
          outcome.parts.append(
            .init(department: facts.id, assessments: assessments, kept: known, isKept: isKept, ended: [:]))
        }
      }
      let written = try Store.keep(pending, asOf: day, session)
      for job in jobs where job.work == .evaluate {
        guard let department = job.department, !keeps.contains(department) else { continue }
        try Store.keepDeadDay(department, asOf: day, calendar: calendar, session)
      }
      if let voice, voice.now.day == day { try voice.speakAtOnce(of: zip(pending, written), session) }
      try Store.finish(jobs, session)
      if keeping, !jobs.isEmpty || !written.isEmpty { try Store.tellPages(of: departments, session) }
      if voice != nil {
        outcome.written = zip(pending, written).map { pending, written in
          .init(
            alert: written.alert.id, department: written.department, number: written.alert.lastTransition,
            kind: pending.change.kind)
        }
      }
      if keepingParts {
        let ended = try Store.ended(of: departments, by: day, session)
        outcome.parts = outcome.parts.map { $0.updated(with: written, ended: ended) }
      }
      for change in pending {
        switch change.change {
        case .open: outcome.opened += 1
        case .update: outcome.changed += 1
        case .resolve, .close: outcome.resolved += 1
        }
      }
      return outcome
    }
  }

  /// Locks the departments against another evaluation and tells for which of them `day` is not in the past.
  ///
  /// The row is written even where nothing changes in it: whoever waited for it with an older snapshot must not judge by that,
  /// and is refused by PostgreSQL (40001) only where the row changed. The whole of it is then repeated on a new snapshot.
  private static func lock(_ departments: [DepartmentID], for day: Day, _ session: borrowing Session) throws -> Set<
    DepartmentID
  > {
    let rows = try session.rows(
      "SELECT id, evaluated_through FROM department WHERE id = ANY (\(departments)) ORDER BY id FOR NO KEY UPDATE"
    ).map { (try $0.next(DepartmentID.self), try $0.nextOptional(Day.self)) }
    let forward = rows.filter { $0.1.map { $0 <= day } ?? true }.map(\.0)
    try session.run(
      """
      UPDATE department SET evaluated_through = \(day)
      WHERE id = ANY (\(forward))
      """)
    return Set(forward)
  }

  /// The alerts that had ended by the end of a day, each with how: what ended later, or opened later, had not.
  private static func ended(
    of departments: [DepartmentID], by day: Day, _ session: borrowing Session
  ) throws -> [AlertID: Outcome] {
    let rows = try session.rows(
      """
      SELECT a.id, t.kind, t.facts ->> 'outcome', t.facts ->> 'successor' FROM alert a CROSS JOIN LATERAL (
        SELECT kind, facts FROM alert_transition
        WHERE alert_id = a.id AND fiscal_year = a.fiscal_year AND as_of <= \(day) ORDER BY number DESC LIMIT 1) t
      WHERE a.department_id = ANY (\(departments)) AND t.kind IN ('resolved', 'closed')
      """
    ).map { (try $0.next(AlertID.self), try Outcome(ofRow: &$0)) }
    return Dictionary(rows.map { ($0, $1 ?? .met) }, uniquingKeysWith: { $1 })
  }

  static func keptAlerts(
    of departments: [DepartmentID], _ session: borrowing Session
  ) throws -> [DepartmentID: [KeptAlert]] {
    var result: [DepartmentID: [KeptAlert]] = [:]
    try session.copyOut(
      """
      COPY (SELECT department_id, id, project_id, indicator_id, rule, period, severity, state, last_transition, until
      FROM alert WHERE department_id = ANY (\(idList(departments)))) TO STDOUT (FORMAT binary)
      """
    ) { row in
      let (department, id, project, indicator) = (
        try row.id(DepartmentID.self), try row.id(AlertID.self), try row.optionalID(ProjectID.self),
        try row.optionalID(IndicatorID.self)
      )
      // A rule or a period of a newer program is not ours to judge, nor to resolve.
      guard let rule = Rule(rawValue: try row.text()) else { return }
      guard let period = Period(try row.text()) else { return }
      guard let severity = AlertSeverity(rawValue: try row.text()), let state = AlertState(rawValue: try row.text())
      else { return }
      let key = Assessment.Key(rule: rule, project: project, indicator: indicator, period: period)
      result[department, default: []].append(
        KeptAlert(
          id: id, key: key, state: state, severity: severity, lastTransition: Int(try row.int4()),
          until: try row.optional(Day.self)))
    }
    return result
  }
}

extension EvaluationOutcome.Part {
  fileprivate func updated(
    with written: [PendingChange.Written], ended: [AlertID: Outcome]
  ) -> EvaluationOutcome.Part {
    var kept = kept
    for change in written where change.department == department { kept[change.alert.key] = change.alert }
    return .init(
      department: department, assessments: assessments, kept: kept, isKept: isKept,
      ended: kept.values.reduce(into: [:]) { $0[$1.id] = ended[$1.id] })
  }
}

extension Outcome {
  /// Of the columns `kind`, `outcome` and `successor` of a transition; nil where it does not say.
  init?(ofRow row: inout Row) throws {
    let kind = TransitionKind(rawValue: try row.next(String.self)) ?? .resolved
    self.init(kind: kind, name: try row.nextOptional(), successor: try row.nextOptional())
  }
}
