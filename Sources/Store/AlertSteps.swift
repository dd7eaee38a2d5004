package import Domain
internal import Postgres

extension Store {
  /// What happened to alerts, step by step, through a day.
  package func steps(of alerts: [AlertID], through day: Day) async throws -> [AlertID: [AlertStep]] {
    let rows = try await ask { session in
      try session.rows(
        """
        SELECT a.id, t.number::bigint, t.kind, t.as_of, t.severity, t.actor, t.note, t.until
        FROM alert a JOIN department d ON d.id = a.department_id
          AND ((SELECT sees_all()) OR in_sight(d.division, d.code, d.name))
        JOIN alert_transition t ON t.alert_id = a.id AND t.fiscal_year = a.fiscal_year
        WHERE a.id = ANY (\(alerts)) AND t.as_of <= \(day) ORDER BY a.id, t.number
        """
      ).map { row in
        (
          try row.next(AlertID.self),
          AlertStep(
            number: try row.next(), kind: try Store.known(try row.next()), day: try row.next(),
            severity: try Store.known(try row.next()), actor: try row.nextOptional(), note: try row.nextOptional(),
            until: try row.nextOptional())
        )
      }
    }
    return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
  }

  /// The fiscal year an alert belongs to; nil for one that is not there.
  package func fiscalYear(of alert: AlertID) async throws -> Int? {
    try await ask { session in
      try session.rows("SELECT fiscal_year FROM alert WHERE id = \(alert)").first { try $0.next(Int.self) }
    }
  }
}
