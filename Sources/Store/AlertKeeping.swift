internal import Domain
internal import Postgres

/// A change of a department's kept alerts that is to be written.
struct PendingChange: Sendable {
  let department: DepartmentID
  /// The department's.
  let fiscalYear: Int
  let change: AlertChange
  /// The rule set it was judged by, with its version.
  let ruleSet: String
  /// The numbers it was judged on, as JSON.
  let facts: String
  /// Days before a checkpoint at which it is spoken of again.
  let reminderDays: [Int]

  /// An alert as it stands after the change.
  struct Written: Sendable {
    let department: DepartmentID
    let alert: KeptAlert
  }
}

extension Store {
  /// Writes changes of kept alerts with their transitions: new ones by COPY, the others in two set-based updates.
  static func keep(
    _ changes: [PendingChange], asOf day: Day, _ session: borrowing Session
  ) throws -> [PendingChange.Written] {
    guard !changes.isEmpty else { return [] }
    let ids = try newIDs(changes.count { $0.change.alert == nil }, session)
    var next = ids.makeIterator()
    let written = changes.map { pending in
      let id = pending.change.alert?.id ?? next.next() ?? 0
      return PendingChange.Written(department: pending.department, alert: pending.change.applied(id: id))
    }
    try openAlerts(zip(changes, written), session)
    try updateAlerts(written.filter { $0.alert.lastTransition > 1 }, session)
    try Store.fill(
      "alert_transition", "alert_id, number, kind, as_of, severity, facts, rule_set, fiscal_year", session
    ) { writer in
      for (pending, after) in zip(changes, written) {
        try writer.row(8)
        writer.id(after.alert.id)
        writer.int4(Int32(after.alert.lastTransition))
        writer.text(pending.change.kind.rawValue)
        writer.int4(day.postgresDays)
        writer.text(after.alert.severity.rawValue)
        writer.text(pending.facts)
        writer.text(pending.ruleSet)
        writer.int2(Int16(pending.fiscalYear))
      }
    }
    return written
  }

  private static func newIDs(_ count: Int, _ session: borrowing Session) throws -> [AlertID] {
    guard count > 0 else { return [] }
    return try session.rows(
      "SELECT nextval(pg_get_serial_sequence('alert', 'id')) FROM generate_series(1, \(count))"
    ).map { try $0.next(AlertID.self) }
  }

  private static func openAlerts(
    _ changes: Zip2Sequence<[PendingChange], [PendingChange.Written]>, _ session: borrowing Session
  ) throws {
    try Store.fill(
      "alert",
      "id, department_id, fiscal_year, project_id, indicator_id, rule, period, severity, state, since, last_transition",
      session
    ) { writer in
      for (pending, after) in changes {
        guard case .open(let assessment) = pending.change else { continue }
        try writer.row(11)
        writer.id(after.alert.id)
        writer.id(pending.department)
        writer.int2(Int16(pending.fiscalYear))
        writer.id(assessment.key.project)
        writer.id(assessment.key.indicator)
        writer.text(assessment.key.rule.rawValue)
        writer.text(assessment.key.period.text)
        writer.text(assessment.severity.rawValue)
        writer.text(after.alert.state.rawValue)
        writer.int4(assessment.since.postgresDays)
        writer.int4(1)
      }
    }
  }

  private static func updateAlerts(
    _ written: [PendingChange.Written], _ session: borrowing Session
  ) throws {
    guard !written.isEmpty else { return }
    try session.run(
      """
      UPDATE alert SET severity = n.severity, state = n.state, last_transition = n.number,
        until = CASE WHEN n.state IN ('acknowledged', 'silenced') THEN until END
      FROM unnest(\(written.map(\.alert.id)), \(written.map(\.alert.severity.rawValue)),
        \(written.map(\.alert.state.rawValue)), \(written.map { Int64($0.alert.lastTransition) }))
        AS n (id, severity, state, number)
      WHERE alert.id = n.id
      """)
  }
}
