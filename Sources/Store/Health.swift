package import Domain
internal import Postgres

/// How the service stands, for `status`, `doctor`, `/readyz` and `/metrics`.
package struct Health: Hashable, Sendable {
  /// A daemon that was seen lately.
  package struct Daemon: Hashable, Sendable {
    /// Its machine.
    package let host: String
    /// Its process.
    package let pid: Int
    /// Its clock, in words.
    package let clock: String
    /// Seconds since it was seen.
    package let silentSeconds: Int
    /// What it cannot do itself, such as sending without the key; nil for nothing.
    package let problem: String?
  }

  /// A job that was set aside.
  package struct SetAside: Hashable, Sendable {
    /// Its row.
    package let id: Int64
    /// Its kind.
    package let kind: String
    /// The department or the recipient.
    package let scope: Int64
    /// The department's code and name, where it is one.
    package let name: String?
    /// When it was due.
    package let due: Instant
    /// Why.
    package let error: String
  }

  /// Daemons seen in the last minute.
  package var daemons: [Daemon] = []
  /// Jobs that were set aside.
  package var setAside: [SetAside] = []
  /// Jobs that wait or were set aside, by kind and state.
  package var jobs: [[String]: Int] = [:]
  /// Messages that wait or are dead letters, by channel and state.
  package var messages: [[String]: Int] = [:]
  /// Standing alerts by severity and state.
  package var alerts: [[String]: Int] = [:]
  /// Seconds since an evaluation was last done; nil for never.
  package var secondsSinceEvaluation: Int?
  /// How many recipients are in use.
  package var recipients = 0
  /// Messages that wait for a person to revive them.
  package var deadLetters: Int { messages.filter { $0.key.last == "dead" }.reduce(0) { $0 + $1.value } }
  /// Schedules of a newer program, which this one leaves alone.
  package var unknownSchedules: [String] = []
  /// The clock.
  package var clock = KeptClock()
  /// Whether the schema is this program's.
  package var isSchemaCurrent = false
}

extension Store {
  /// How the service stands.
  package func health() async throws -> Health {
    let isCurrent = try await isCurrent()
    guard isCurrent else { return Health() }
    return try await read { session in
      var health = Health()
      health.isSchemaCurrent = true
      health.daemons = try Store.runningDaemons(session)
      health.setAside = try session.rows(
        """
        SELECT j.id, j.kind, j.scope, d.code || ' ' || d.name, j.due_at, coalesce(j.error, '')
        FROM job j LEFT JOIN department d ON d.id = j.scope AND j.kind IN ('evaluate', 'reevaluate')
        WHERE j.state = 'set-aside' ORDER BY j.id
        """
      ).map {
        .init(
          id: try $0.next(), kind: try $0.next(), scope: try $0.next(), name: try $0.nextOptional(), due: try $0.next(),
          error: try $0.next())
      }
      health.jobs = try Store.counts(
        """
        SELECT kind, 'waiting', count(*) FROM job WHERE state = 'waiting' GROUP BY 1
        UNION ALL SELECT kind, 'set-aside', count(*) FROM job WHERE state = 'set-aside' GROUP BY 1
        """, session)
      health.messages = try Store.counts(
        """
        SELECT c.name, o.state, o.count FROM (
          SELECT channel_id, 'waiting' AS state, count(*) FROM outbox WHERE state = 'waiting' GROUP BY 1
          UNION ALL SELECT channel_id, 'dead', count(*) FROM outbox WHERE state = 'dead' GROUP BY 1) o
        JOIN channel c ON c.id = o.channel_id
        """, session)
      health.alerts = try Store.counts(
        "SELECT severity, state, count(*) FROM alert WHERE state <> 'resolved' GROUP BY 1, 2", session)
      health.secondsSinceEvaluation = try Store.secondsSinceEvaluation(session)
      health.clock = try Store.clock(session)
      health.unknownSchedules = try Store.unknownSchedules(session)
      health.recipients =
        try session.rows("SELECT count(*) FROM recipient WHERE active").first {
          try $0.next(Int.self)
        } ?? 0
      return health
    }
  }

  /// What tells whether the service is ready, and costs little whatever there is: schema, clock, daemons, the last evaluation.
  /// The other numbers are those of ``health()``, which counts.
  package func pulse() async throws -> Health {
    var health = Health()
    health.isSchemaCurrent = try await isCurrent()
    guard health.isSchemaCurrent else { return health }
    let (daemons, clock, schedules, seconds) = try await pool.perform { session in
      (
        try Store.runningDaemons(session), try Store.clock(session), try Store.unknownSchedules(session),
        try Store.secondsSinceEvaluation(session)
      )
    }
    (health.daemons, health.clock, health.unknownSchedules) = (daemons, clock, schedules)
    health.secondsSinceEvaluation = seconds
    return health
  }

  private static func secondsSinceEvaluation(_ session: borrowing Session) throws -> Int? {
    try session.rows(
      """
      SELECT extract(epoch FROM clock_timestamp() - max(done_at))::bigint FROM job
      WHERE kind IN ('evaluate', 'reevaluate') AND state = 'done'
      """
    ).first { try $0.nextOptional(Int.self) } ?? nil
  }

  /// Daemons seen in the last minute.
  package func daemons() async throws -> [Health.Daemon] { try await pool.perform { try Store.runningDaemons($0) } }

  static func runningDaemons(_ session: borrowing Session) throws -> [Health.Daemon] {
    try session.rows(
      """
      SELECT host, pid::bigint, clock, extract(epoch FROM clock_timestamp() - seen_at)::bigint, problem FROM daemon
      WHERE seen_at > clock_timestamp() - interval '1 minute' ORDER BY started_at
      """
    ).map {
      .init(
        host: try $0.next(), pid: try $0.next(), clock: try $0.next(), silentSeconds: try $0.next(),
        problem: try $0.nextOptional())
    }
  }

  private static func counts(_ query: Query, _ session: borrowing Session) throws -> [[String]: Int] {
    Dictionary(
      uniqueKeysWithValues: try session.rows(query).map {
        ([try $0.next(String.self), try $0.next(String.self)], try $0.next(Int.self))
      })
  }

  /// Whether every migration was applied as this program knows it.
  package func isCurrent() async throws -> Bool { try await isCurrent(Migration.all) }

  /// Says that a daemon is alive, and what it cannot do; gives its row.
  package func beat(_ id: String?, host: String, pid: Int, clock: String, problem: String? = nil) async throws -> String
  {
    try await write { session in
      let row = try session.rows(
        """
        INSERT INTO daemon (id, host, pid, clock, problem)
        VALUES (coalesce(\(id)::uuid, gen_random_uuid()), \(host), \(Int32(pid)), \(clock), \(problem))
        ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), problem = excluded.problem RETURNING id::text
        """
      ).first { try $0.next(String.self) }
      return row ?? ""
    }
  }

  /// Says that a daemon has stopped.
  package func endBeat(_ id: String) async throws {
    try await write { try $0.run("DELETE FROM daemon WHERE id = \(id)::uuid") }
  }

  /// Whether a pooler stands between, so that daemons hear of nothing by NOTIFY unless they are given a way past it.
  package func isPooled() async throws -> Bool { try await pool.withConnection { await $0.isPooled } }

  /// Whether row security holds the role that is connected.
  package func isHeldByRowSecurity() async throws -> Bool {
    try await pool.perform { session in
      try session.rows("SELECT row_security_active('project'::regclass)").only { try $0.next(Bool.self) }
    }
  }

  /// The database's own time.
  package func databaseTime() async throws -> Instant {
    try await pool.perform { session in
      try session.rows("SELECT clock_timestamp()").first { try $0.next(Instant.self) } ?? Instant(milliseconds: 0)
    }
  }
}
