package import Domain
internal import Postgres

/// A department as it stands on a day: its facts, the names behind their rows, and the alerts that are kept.
package struct StandingDepartment: Sendable {
  /// What the rules know of it.
  package let facts: DepartmentFacts
  /// The names.
  package let directory: Directory
  /// The alerts as they are kept now.
  package let alerts: [KeptAlert]
}

// What the first pages show, each of one snapshot.
extension Store {
  /// Departments as they stand on a day, in the order asked for and all of one snapshot.
  ///
  /// - Parameter made: what is kept of a department. Its facts and names are large: they are let go as soon as it is made, some
  ///   departments at a time.
  package func standing<Part: Sendable>(
    _ departments: [DepartmentID], asOf day: Day, as made: @Sendable (StandingDepartment, WorkCalendar) -> Part
  ) async throws -> [Part] {
    try await read { session in
      let calendar = try Store.calendar(session)
      var parts: [Part] = []
      for first in stride(from: 0, to: departments.count, by: Store.atOnce) {
        let some = Array(departments[first..<min(departments.count, first + Store.atOnce)])
        let kept = try Store.keptAlerts(of: some, session)
        let directories = try Store.directories(of: some, asOf: day, session)
        let all = try Store.facts(of: some, asOf: day, session)
        let facts = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
        for id in some {
          guard let its = facts[id] else { continue }
          let names = directories[id] ?? .none
          parts.append(made(StandingDepartment(facts: its, directory: names, alerts: kept[id] ?? []), calendar))
        }
      }
      return parts
    }
  }

  /// A project with all that is kept of it, as of a day; nil where it is gone.
  package func keptProject(_ account: SpendingAccount, asOf day: Day) async throws -> KeptProject? {
    try await read { session in
      let project = account.id
      let owner = try session.rows("SELECT department_id FROM project WHERE id = \(project)").first {
        try $0.next(DepartmentID.self)
      }
      guard let owner, let facts = try Store.facts(of: [owner], asOf: day, session).first else { return nil }
      return KeptProject(
        facts: facts, directory: try Store.directory(of: owner, asOf: day, session),
        alerts: try Store.keptAlerts(of: [owner], session)[owner] ?? [],
        sheet: try Store.projectSheets(of: owner, asOf: day, session).first { $0.id == project }, account: account,
        payments: try Store.payments(of: account, asOf: day, session),
        evidence: try Store.evidence(of: account, asOf: day, session),
        files: try Store.evidenceFiles(ofProject: project, session),
        forms: try Store.forms(of: project, asOf: day, session),
        versions: try Store.versions(of: project, asOf: day, session),
        adjustments: try Store.adjustments(of: project, asOf: day, session))
    }
  }

  /// The payments through a day, the latest first.
  private static func payments(
    of account: SpendingAccount, asOf day: Day, _ session: borrowing Session
  ) throws -> [KeptPayment] {
    let year = Int16(account.fiscalYear)
    return try session.rows(
      """
      SELECT e.id, e.occurred_on, e.amount_fen, e.category, e.voucher, e.memo, e.actor, e.recorded_at, o.voucher, r.voucher
      FROM spending_entry e
      LEFT JOIN spending_entry o ON o.id = e.reverses AND o.fiscal_year = \(year)
      LEFT JOIN spending_entry r ON r.reverses = e.id AND r.fiscal_year = \(year) AND r.occurred_on <= \(day)
      WHERE e.project_id = \(account.id) AND e.fiscal_year = \(year) AND e.occurred_on <= \(day)
      ORDER BY e.occurred_on DESC, e.id DESC
      """
    ).map { row in
      KeptPayment(
        id: try row.next(), day: try row.next(), amount: try row.next(), category: try row.nextOptional(),
        voucher: try row.next(), memo: try row.nextOptional(), actor: try row.nextOptional(),
        recordedAt: try row.next(), reverses: try row.nextOptional(), reversedBy: try row.nextOptional())
    }
  }

  /// Who reported the value of each indicator that counts on a day.
  private static func evidence(
    of account: SpendingAccount, asOf day: Day, _ session: borrowing Session
  ) throws -> [IndicatorID: KeptEvidence] {
    let rows = try session.rows(
      """
      SELECT DISTINCT ON (o.indicator_id) o.indicator_id, o.observed_on, o.evidence, o.actor, o.recorded_at
      FROM observation o JOIN indicator i ON i.id = o.indicator_id
      WHERE i.project_id = \(account.id) AND o.fiscal_year = \(Int16(account.fiscalYear)) AND o.observed_on <= \(day)
        AND NOT EXISTS (SELECT FROM observation_withdrawal w
          WHERE w.indicator_id = o.indicator_id AND w.observed_on = o.observed_on AND w.last_id >= o.id)
      ORDER BY o.indicator_id, o.observed_on DESC, o.id DESC
      """
    ).map { row in
      (
        try row.next(IndicatorID.self),
        KeptEvidence(
          day: try row.next(), text: try row.nextOptional(), actor: try row.nextOptional(),
          recordedAt: try row.next())
      )
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The last version of each form that was there at the end of a day, with where it stood then.
  private static func forms(
    of project: ProjectID, asOf day: Day, _ session: borrowing Session
  ) throws -> [KeptForm] {
    try session.rows(
      """
      SELECT DISTINCT ON (f.kind, f.month) f.kind, f.month::bigint, f.version::bigint, t.kind, t.day
      FROM form f LEFT JOIN LATERAL (
        SELECT x.kind, x.day FROM form_transition x WHERE x.form_id = f.id AND x.day <= \(day)
        ORDER BY x.number DESC LIMIT 1) t ON true
      WHERE f.project_id = \(project) AND (t.kind IS NOT NULL
        OR EXISTS (SELECT FROM form_entry e WHERE e.form_id = f.id AND e.filled_on <= \(day)))
      ORDER BY f.kind, f.month, f.version DESC
      """
    ).map { row in
      let form: DepartmentForm = try known(try row.next())
      return KeptForm(
        form: form, month: try row.next(), version: try row.next(),
        state: FormState(after: try row.nextOptional(String.self)),
        since: try row.nextOptional())
    }
  }

  /// What the documents through a day said of a project, the latest first; one that said the same as before is left out.
  private static func versions(
    of project: ProjectID, asOf day: Day, _ session: borrowing Session
  ) throws -> [KeptProjectVersion] {
    let all = try session.rows(
      """
      SELECT i.effective_on, i.file_name, i.actor, i.imported_at, v.name, v.budget_fen, l.basis, l.months,
        l.share_numerators, l.share_denominators
      FROM import_project m JOIN import i ON i.id = m.import_id
      JOIN project_version v ON v.project_id = m.project_id AND v.version = m.version
      JOIN plan_version l ON l.project_id = m.project_id AND l.version = m.version
      WHERE m.project_id = \(project) AND i.effective_on <= \(day) ORDER BY i.id
      """
    ).map { row in
      KeptProjectVersion(
        from: try row.next(), file: try row.next(), actor: try row.nextOptional(), importedAt: try row.next(),
        name: try row.next(), budget: try row.next(),
        plan: SpendingPlan(
          basis: try row.next(), months: try row.next([Int16].self),
          numerators: try row.next(Nullables<Int64>.self).elements,
          denominators: try row.next(Nullables<Int64>.self).elements))
    }
    var told: [KeptProjectVersion] = []
    for version in all {
      if let last = told.last, (last.name, last.budget) == (version.name, version.budget), last.plan == version.plan {
        continue
      }
      told.append(version)
    }
    return told.reversed()
  }

  /// What the budget was adjusted by through a day, the latest first.
  private static func adjustments(
    of project: ProjectID, asOf day: Day, _ session: borrowing Session
  ) throws -> [KeptAdjustment] {
    try session.rows(
      """
      SELECT a.adjusted_on, a.amount_fen, a.is_other_funds, a.document, a.memo, v.name, a.actor
      FROM budget_adjustment a LEFT JOIN project p ON p.id = a.counterpart
      LEFT JOIN project_version v ON v.project_id = p.id AND v.version = p.version
      WHERE a.project_id = \(project) AND a.adjusted_on <= \(day) ORDER BY a.adjusted_on DESC, a.id DESC
      """
    ).map { row in
      let adjustment = BudgetAdjustment(
        day: try row.next(), amount: try row.next(), isOtherFunds: try row.next(), document: try row.next())
      return KeptAdjustment(
        adjustment, memo: try row.nextOptional(), counterpart: try row.nextOptional(), actor: try row.next())
    }
  }

  /// The forms of some departments that were handed in and wait for a decision, or were returned and wait to be mended, the longest
  /// first: the department, the project's row, which form, through which month, who handed it in or returned it and when.
  package func waitingForms(
    of departments: [DepartmentID], asOf day: Day
  ) async throws -> [(
    department: DepartmentID, project: ProjectID?, form: DepartmentForm, month: Int, isReturned: Bool, by: String,
    since: Day
  )] {
    try await ask { session in
      try session.rows(
        """
        SELECT f.department_id, f.project_id, f.kind, f.month::bigint, t.kind = 'returned', t.actor, t.day
        FROM form f CROSS JOIN LATERAL (
          SELECT x.kind, x.actor, x.day FROM form_transition x WHERE x.form_id = f.id AND x.day <= \(day)
          ORDER BY x.number DESC LIMIT 1) t
        WHERE f.department_id = ANY (\(departments)) AND t.kind IN ('submitted', 'returned')
        ORDER BY t.day, f.id
        """
      ).map { row in
        (
          try row.next(DepartmentID.self), try row.nextOptional(ProjectID.self), try Store.known(try row.next()),
          try row.next(Int.self), try row.next(Bool.self), try row.next(String.self), try row.next(Day.self)
        )
      }
    }
  }
}
