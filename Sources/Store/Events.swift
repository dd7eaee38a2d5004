package import Domain
internal import Postgres

extension Store {
  /// Keeps an event of a project. The same again adds nothing, but where it had been taken back: then it counts again.
  ///
  /// - Returns: whether something was added.
  package func append(_ event: ProjectEvent, to project: ProjectID, memo: String?) async throws -> Bool {
    try await write { session in
      try Store.holdEvents(of: project, session)
      let isNew =
        try session.run(
          """
          INSERT INTO project_event (project_id, fiscal_year, kind, occurred_on, amount_fen, memo)
          SELECT id, fiscal_year, \(event.kind), \(event.day), \(event.amount), \(memo) FROM project WHERE id = \(project)
          ON CONFLICT DO NOTHING
          """) > 0
      guard !isNew, let kept = try Store.kept(event, of: project, session), kept.isWithdrawn else { return isNew }
      try session.run(
        "INSERT INTO event_withdrawal (project_id, event_id, is_withdrawn) VALUES (\(project), \(kept.id), false)")
      return true
    }
  }

  /// Takes an event back. False where it was not recorded, or was taken back before.
  package func withdraw(_ event: ProjectEvent, of project: ProjectID, reason: String?) async throws -> Bool {
    try await write { session in
      try Store.holdEvents(of: project, session)
      guard let kept = try Store.kept(event, of: project, session), !kept.isWithdrawn else { return false }
      try session.run(
        """
        INSERT INTO event_withdrawal (project_id, event_id, is_withdrawn, reason)
        VALUES (\(project), \(kept.id), true, \(reason))
        """)
      return true
    }
  }

  /// The events of a project that count, earliest first.
  package func events(of project: ProjectID) async throws -> [ProjectEvent] {
    try await read { session in
      try session.rows(
        """
        SELECT e.kind, e.occurred_on, e.amount_fen FROM project_event e JOIN project p ON p.id = e.project_id
        WHERE e.project_id = \(project) AND e.fiscal_year = p.fiscal_year
          AND (SELECT w.is_withdrawn FROM event_withdrawal w WHERE w.event_id = e.id ORDER BY w.id DESC LIMIT 1)
            IS NOT TRUE
        ORDER BY e.occurred_on, e.id
        """
      ).map { ProjectEvent(kind: try $0.next(), day: try $0.next(), amount: try $0.nextOptional()) }
    }
  }

  /// Two at once may not both take back, or bring back, one event.
  private static func holdEvents(of project: ProjectID, _ session: borrowing Session) throws {
    try session.rows("SELECT id FROM project WHERE id = \(project) FOR UPDATE")
  }

  private static func kept(
    _ event: ProjectEvent, of project: ProjectID, _ session: borrowing Session
  ) throws -> (id: Int64, isWithdrawn: Bool)? {
    try session.rows(
      """
      SELECT e.id, coalesce(
        (SELECT w.is_withdrawn FROM event_withdrawal w WHERE w.event_id = e.id ORDER BY w.id DESC LIMIT 1), false)
      FROM project_event e JOIN project p ON p.id = e.project_id
      WHERE e.project_id = \(project) AND e.fiscal_year = p.fiscal_year AND e.kind = \(event.kind)
        AND e.occurred_on = \(event.day) AND e.amount_fen IS NOT DISTINCT FROM \(event.amount)
      """
    ).first { (id: try $0.next(Int64.self), isWithdrawn: try $0.next(Bool.self)) }
  }
}
