internal import Domain
internal import Postgres

/// A change of a department's kept alerts that is to be written.
struct PendingChange: Sendable {
  let department: Int64
  let change: AlertChange
  /// The rule set it was judged by, with its version.
  let ruleSet: String

  /// An alert as it stands after the change.
  struct Written: Sendable {
    let department: Int64
    let alert: KeptAlert
  }
}

extension Store {
  /// Writes changes of kept alerts with their transitions: new ones by COPY, the others in two set-based updates.
  static func keep(_ changes: [PendingChange], asOf day: Day, _ session: borrowing Session) throws -> [PendingChange
    .Written]
  {
    guard !changes.isEmpty else { return [] }
    let ids = try newIDs(changes.count { if case .open = $0.change { true } else { false } }, session)
    let (written, transitions) = plan(changes, ids)
    try openAlerts(changes, ids, session)
    try updateAlerts(written.filter { $0.alert.lastTransition > 1 }, session)
    try session.copyIn(
      "COPY alert_transition (alert_id, number, kind, as_of, severity, facts, rule_set) FROM STDIN (FORMAT binary)"
    ) { writer in
      for transition in transitions {
        try writer.row(7)
        writer.int8(transition.alert.id)
        writer.int4(Int32(transition.alert.lastTransition))
        writer.text(transition.kind.rawValue)
        writer.int4(day.postgresDays)
        writer.text(transition.alert.severity.rawValue)
        writer.text(transition.facts)
        writer.text(transition.ruleSet)
      }
    }
    return written
  }

  private struct Transition {
    let alert: KeptAlert
    let kind: TransitionKind
    let facts: String
    let ruleSet: String
  }

  private static func plan(_ changes: [PendingChange], _ ids: [Int64]) -> ([PendingChange.Written], [Transition]) {
    var written: [PendingChange.Written] = []
    var transitions: [Transition] = []
    var next = ids.makeIterator()
    for pending in changes {
      let (id, key, severity, number, kind, facts):
        (Int64?, Assessment.Key, AlertSeverity, Int, TransitionKind, JSONValue)
      switch pending.change {
      case .open(let assessment):
        (id, key, severity, number, kind, facts) = (
          next.next(), assessment.key, assessment.severity, 1, .opened, assessment.json
        )
      case .update(let alert, let change, let assessment):
        (id, key, severity, number, kind, facts) = (
          alert.id, alert.key, assessment.severity, alert.lastTransition + 1, change, assessment.json
        )
      case .resolve(let alert):
        (id, key, severity, number, kind, facts) = (
          alert.id, alert.key, alert.severity, alert.lastTransition + 1, .resolved, .object([])
        )
      }
      guard let id else { continue }
      let alert = KeptAlert(id: id, key: key, state: pending.change.state, severity: severity, lastTransition: number)
      written.append(PendingChange.Written(department: pending.department, alert: alert))
      transitions.append(Transition(alert: alert, kind: kind, facts: facts.compact, ruleSet: pending.ruleSet))
    }
    return (written, transitions)
  }

  private static func newIDs(_ count: Int, _ session: borrowing Session) throws -> [Int64] {
    guard count > 0 else { return [] }
    return try session.rows(
      "SELECT nextval(pg_get_serial_sequence('alert', 'id')) FROM generate_series(1, \(count))"
    ).map { try $0.next(Int64.self) }
  }

  private static func openAlerts(_ changes: [PendingChange], _ ids: [Int64], _ session: borrowing Session) throws {
    guard !ids.isEmpty else { return }
    var next = ids.makeIterator()
    try session.copyIn(
      """
      COPY alert (id, department_id, project_id, indicator_id, rule, period, severity, state, since, last_transition)
      FROM STDIN (FORMAT binary)
      """
    ) { writer in
      for pending in changes {
        guard case .open(let assessment) = pending.change, let id = next.next() else { continue }
        try writer.row(10)
        writer.int8(id)
        writer.int8(pending.department)
        writer.int8(assessment.key.project)
        writer.int8(assessment.key.indicator)
        writer.text(assessment.key.rule.rawValue)
        writer.text(assessment.key.period)
        writer.text(assessment.severity.rawValue)
        writer.text(pending.change.state.rawValue)
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
      UPDATE alert SET severity = n.severity, state = n.state, last_transition = n.number
      FROM unnest(\(written.map(\.alert.id)), \(written.map(\.alert.severity.rawValue)),
        \(written.map(\.alert.state.rawValue)), \(written.map { Int64($0.alert.lastTransition) }))
        AS n (id, severity, state, number)
      WHERE alert.id = n.id
      """)
  }
}
