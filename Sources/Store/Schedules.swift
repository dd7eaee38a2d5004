package import Domain
internal import Postgres

extension Store {
  /// Turns the times that have come since the last planning into jobs, and gives the next time there will be any.
  ///
  /// Any number of daemons may plan: a schedule's row is locked while it is, its cursor only goes forward, and a job is
  /// unique by kind, scope and time. A clock that goes back plans nothing twice.
  ///
  /// At the first planning nothing is made up for: what was before is unknown. Departments are judged once, as of now.
  ///
  /// - Parameter kind: the clock that `now` is of; nil for one that is not held to the data's, as in a test.
  /// - Throws: ``ClockRefusal`` where real time has gone on, or back, by days without the service.
  package func plan(through now: Instant, calendar: WorkCalendar, by kind: ClockKind? = nil) async throws -> Instant {
    try await write { session in
      if let kind { try Store.follow(kind, to: now, session) }
      // Every hour, which is as long as the shortest of it is kept, and not only at night.
      try Store.dropOverdue(session)
      let schedules = try session.rows(
        "SELECT kind, minute, days, misfire, planned_through FROM schedule ORDER BY kind FOR UPDATE"
      ).map { row in
        (
          schedule: Schedule(
            kind: try row.next(), minute: Int(try row.next(Int16.self)), days: try row.next(), misfire: try row.next()),
          through: try row.nextOptional(Instant.self)
        )
      }
      let months = try Store.checkpointMonths(session)
      // Real time is looked at every hour, so that how far it has gone is known to the hour.
      var next = now + (kind == .real ? 3_600_000 : 86_400_000)
      var planned = 0
      for (schedule, through) in schedules {
        // A newer program's, which plans it: it stops nothing of ours.
        guard let schedule else { continue }
        guard let through else {
          try Store.begin(schedule, at: now, session)
          planned += 1
          next = min(next, schedule.next(after: now, calendar: calendar, months: months))
          continue
        }
        let times = schedule.times(after: through, through: now, calendar: calendar, months: months)
        if let last = times.last {
          try Store.add(schedule, times, session)
          try session.run("UPDATE schedule SET planned_through = \(last) WHERE kind = \(schedule.kind.rawValue)")
          planned += times.count
        }
        next = min(next, schedule.next(after: max(now, through), calendar: calendar, months: months))
      }
      if planned > 0 { try session.rows("SELECT pg_notify('jixiao_wake', 'planned')") }
      return next
    }
  }

  /// A word of ours in the database.
  static func known<T: RawRepresentable>(_ text: String) throws -> T where T.RawValue == String {
    guard let value = T(rawValue: text) else {
      throw Refusal.service(.wordUnknown(text))
    }
    return value
  }

  /// The schedules that this program does not understand, by their kinds.
  static func unknownSchedules(_ session: borrowing Session) throws -> [String] {
    try session.rows("SELECT kind, minute, days, misfire FROM schedule ORDER BY kind").map { row in
      let kind = try row.next(String.self)
      let known = Schedule(
        kind: kind, minute: Int(try row.next(Int16.self)), days: try row.next(), misfire: try row.next())
      return known == nil ? kind : nil
    }.compactMap { $0 }
  }

  /// The months whose ends are checkpoints of some standing project's plan, with those of the elapsed-time progress.
  private static func checkpointMonths(_ session: borrowing Session) throws -> Set<Int> {
    let months = try session.rows(
      """
      SELECT DISTINCT m::bigint FROM project p
      JOIN plan_version l ON l.project_id = p.id AND l.version = p.version, unnest(l.months) m
      WHERE p.removed_by IS NULL
      """
    ).map { try $0.next(Int.self) }
    return Set(months).union(Parameters.nationalDefault.fallbackMonths)
  }

  private static func begin(_ schedule: Schedule, at now: Instant, _ session: borrowing Session) throws {
    try session.run("UPDATE schedule SET planned_through = \(now) WHERE kind = \(schedule.kind.rawValue)")
    guard schedule.kind == .evaluate else { return }
    // Watched from their fiscal year on until the forms of the year are done.
    try session.run(
      """
      INSERT INTO job (kind, scope, due_at) SELECT 'reevaluate', id, 'epoch' FROM department
      WHERE \(now.day) BETWEEN make_date(fiscal_year, 1, 1) AND make_date(fiscal_year + 1, 3, 31) ON CONFLICT DO NOTHING
      """)
  }

  private static func add(_ schedule: Schedule, _ times: [Instant], _ session: borrowing Session) throws {
    guard let last = times.last else { return }
    let kind = schedule.kind.rawValue
    if schedule.misfire == .latest {
      // What is running is locked and left alone; it is done as it was meant.
      try session.run(
        """
        UPDATE job SET state = 'superseded' WHERE id IN (
          SELECT id FROM job WHERE kind = \(kind) AND state = 'waiting' AND due_at < \(last) FOR UPDATE SKIP LOCKED)
        """)
    }
    let states = times.map { schedule.misfire == .latest && $0 != last ? "superseded" : "waiting" }
    let scopes: String =
      switch schedule.kind {
      case .evaluate:
        """
        SELECT id FROM department
        WHERE (t.due AT TIME ZONE 'Asia/Shanghai')::date BETWEEN make_date(fiscal_year, 1, 1) AND make_date(fiscal_year + 1, 3, 31)
        """
      case .digest: "SELECT id FROM recipient WHERE active"
      case .housekeep: "SELECT 0::bigint AS id"
      }
    try session.run(
      """
      INSERT INTO job (kind, scope, due_at, state)
      SELECT \(kind), s.id, t.due, t.state
      FROM unnest(\(times), \(states)) AS t (due, state), LATERAL (\(trusted: scopes)) s
      ORDER BY t.due, s.id ON CONFLICT DO NOTHING
      """)
  }
}

extension Schedule {
  /// A schedule by its words in the database; nil where one of them is not of this program.
  fileprivate init?(kind: String, minute: Int, days: String, misfire: String) {
    guard let kind = JobKind(rawValue: kind), let days = DayRule(rawValue: days),
      let misfire = Misfire(rawValue: misfire)
    else { return nil }
    self.init(kind, minute: minute, days: days, misfire: misfire)
  }
}
