package import Domain
internal import Postgres

/// What a person does with an alert.
package enum AlertAction: Hashable, Sendable {
  /// Says what will be done, and by when.
  case acknowledge(note: String, until: Day?)
  /// Asks not to be spoken to of it through a day.
  case silence(until: Day, note: String?)
}

extension Store {
  /// Does something with an alert and keeps who did it.
  ///
  /// - Parameters:
  ///   - day: today, by the clock of whoever asks.
  ///   - link: the row of the mail's link by which it is done; nil for none.
  /// - Throws: by a link also `alert-taken`, `link-used`, `link-over`: it does one thing once.
  package func act(
    _ action: AlertAction, on id: AlertID, by actor: String, day: Day, link: Int64? = nil
  ) async throws -> KeptAlert {
    let (kind, state, note, until): (TransitionKind, AlertState, String?, Day?) =
      switch action {
      case .acknowledge(let note, let until): (.acknowledged, .acknowledged, note, until)
      case .silence(let until, let note): (.silenced, .silenced, note, until)
      }
    if let until, until < day { throw Refusal.alert(.untilPast(until, today: day)) }
    return try await write { session in
      guard let (alert, year) = try Store.lockedAlert(id, session) else {
        throw Refusal.alert(.unknown(id))
      }
      try Store.requireKept([year], session)
      guard alert.state != .resolved else {
        throw Refusal.alert(.resolved(id))
      }
      if let link { try Store.use(link, for: alert, session) }
      let number = Int32(alert.lastTransition + 1)
      try session.run(
        """
        UPDATE alert SET state = \(state.rawValue), until = \(until), actor = \(actor), note = \(note),
          last_transition = \(number) WHERE id = \(id)
        """)
      try session.run(
        """
        INSERT INTO alert_transition (alert_id, number, kind, as_of, severity, facts, rule_set, actor, note, until, fiscal_year)
        SELECT alert_id, \(number), \(kind.rawValue), \(day), severity, facts, rule_set, \(actor), \(note), \(until),
          fiscal_year
        FROM alert_transition WHERE alert_id = \(id) AND number = \(number - 1) AND fiscal_year = \(Int16(year))
        """)
      try Store.tellPages(ofAlert: id, session)
      return KeptAlert(
        id: id, key: alert.key, state: state, severity: alert.severity, lastTransition: Int(number), until: until)
    }
  }

  /// The alert, held, and its department's fiscal year.
  private static func lockedAlert(
    _ id: AlertID, _ session: borrowing Session
  ) throws -> (alert: KeptAlert, fiscalYear: Int)? {
    try session.rows(
      """
      SELECT project_id, indicator_id, rule, period, severity, state, last_transition::bigint, until, fiscal_year
      FROM alert WHERE id = \(id) FOR UPDATE
      """
    ).first { row in
      let (project, indicator) = (try row.nextOptional(ProjectID.self), try row.nextOptional(IndicatorID.self))
      let (rule, period): (Rule, String) = (try Store.known(try row.next()), try row.next())
      guard let period = Period(period) else { throw Refusal.service(.wordUnknown(period)) }
      let key = Assessment.Key(rule: rule, project: project, indicator: indicator, period: period)
      let severity: AlertSeverity = try Store.known(try row.next())
      let alert = KeptAlert(
        id: id, key: key, state: try Store.known(try row.next()), severity: severity, lastTransition: try row.next(),
        until: try row.nextOptional())
      return (alert, try row.next(Int.self))
    }
  }
}
