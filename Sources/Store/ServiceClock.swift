package import Domain
internal import Postgres

/// The clock as the data have it.
package struct KeptClock: Hashable, Sendable {
  /// Which clock they go by; nil while no daemon has run on them.
  package var kind: ClockKind?
  /// How far it has gone.
  package var seen: Instant?
  /// The last day any department was judged as of.
  package var judgedThrough: Day?
  /// The database's own time.
  package var now = Instant(milliseconds: 0)

  /// How real time stands to what was reached; always fine where the clock is a simulated one.
  package var standing: ClockStanding {
    kind == .real ? ClockStanding(now: now, seen: seen, judgedThrough: judgedThrough) : .fine
  }
}

/// Why nothing is planned: the clock is not to be followed before a person has said so.
package struct ClockRefusal: Error, Hashable, Sendable {
  /// How it stands.
  package let standing: ClockStanding
}

/// What putting the clock back to real time changes, by counts.
package struct ClockSetback: Hashable, Sendable {
  /// Schedules that were planned further than now.
  package var schedules = 0
  /// Departments judged as of a day to come.
  package var departments = 0
  /// Recipients told through a day to come.
  package var recipients = 0
  /// Jobs due later than now that nobody has done.
  package var jobs = 0
  /// Messages written later than now and not sent.
  package var messages = 0
}

extension Store {
  /// The clock as the data have it.
  package func clock() async throws -> KeptClock { try await pool.perform { try Store.clock($0) } }

  static func clock(_ session: borrowing Session) throws -> KeptClock {
    let row = try session.rows(
      "SELECT kind, seen, (SELECT max(evaluated_through) FROM department WHERE removed_at IS NULL), clock_timestamp() FROM service_clock"
    ).first { row in
      KeptClock(
        kind: try row.nextOptional(String.self).map { try Store.known($0) }, seen: try row.nextOptional(),
        judgedThrough: try row.nextOptional(), now: try row.next())
    }
    return row ?? KeptClock()
  }

  /// Takes a clock for these data: chosen once, by the first daemon.
  ///
  /// - Throws: `clock-other`, `clock-simulated` where they go by the other one.
  package func choose(clock kind: ClockKind) async throws {
    let chosen = try await write { session in
      try session.run("UPDATE service_clock SET kind = \(kind.rawValue) WHERE kind IS NULL")
      return try Store.clock(session).kind
    }
    guard let chosen, chosen != kind else { return }
    throw Refusal.service(chosen == .real ? .clockIsReal : .clockIsSimulated(seen: try await clock().seen))
  }

  /// Follows the clock to `now` in the transaction that plans by it; refused where a person has to say so first.
  static func follow(_ kind: ClockKind, to now: Instant, _ session: borrowing Session) throws {
    let row = try session.rows("SELECT kind, seen FROM service_clock FOR UPDATE").first { row in
      (try row.nextOptional(String.self), try row.nextOptional(Instant.self))
    }
    guard let (chosen, seen) = row, chosen ?? kind.rawValue == kind.rawValue else {
      throw Refusal.service(.clockChanged)
    }
    if kind == .real {
      let standing = ClockStanding(now: now, seen: seen)
      guard standing == .fine else { throw ClockRefusal(standing: standing) }
    }
    guard chosen == nil || seen.map({ $0 < now }) ?? true else { return }
    try session.run("UPDATE service_clock SET kind = \(kind.rawValue), seen = greatest(seen, \(now))")
  }

  /// Says that the database's time is right, after days without the service: it is followed from where it stands now.
  ///
  /// - Returns: whether there was anything to accept. A clock that stands behind is not put right by this.
  package func acceptClock() async throws -> Bool {
    try await write { session in
      guard case .ahead = try Store.clock(session).standing else { return false }
      return try session.run("UPDATE service_clock SET seen = clock_timestamp()") > 0
    }
  }

  /// Puts everything that went into the future back to now, by the database's time, and the clock to real time. What was
  /// judged and told stays on record. Without `isMeant` it is only counted.
  ///
  /// - Throws: `daemon-running` while a daemon goes by the clock.
  package func resetClock(isMeant: Bool) async throws -> ClockSetback {
    try await write { session in
      guard try Store.runningDaemons(session).isEmpty else {
        throw Refusal.service(.daemonRunning)
      }
      let clock = try Store.clock(session)
      let (now, today) = (clock.now, clock.now.day)
      let reset = ClockSetback(
        schedules: try Store.count("SELECT count(*) FROM schedule WHERE planned_through > \(now)", session),
        departments: try Store.count("SELECT count(*) FROM department WHERE evaluated_through > \(today)", session),
        recipients: try Store.count("SELECT count(*) FROM recipient WHERE told_through > \(today)", session),
        jobs: try Store.count(
          "SELECT count(*) FROM job WHERE state IN ('waiting', 'set-aside') AND due_at > \(now)", session),
        messages: try Store.count(
          "SELECT count(*) FROM outbox WHERE state = 'waiting' AND written_at > \(now)", session))
      guard isMeant else { return reset }
      try session.run("UPDATE schedule SET planned_through = \(now) WHERE planned_through > \(now)")
      try session.run("UPDATE department SET evaluated_through = \(today) WHERE evaluated_through > \(today)")
      try session.run("UPDATE recipient SET told_through = \(today) WHERE told_through > \(today)")
      try session.run(
        "UPDATE job SET state = 'superseded' WHERE state IN ('waiting', 'set-aside') AND due_at > \(now)")
      try session.run(
        """
        UPDATE outbox SET state = 'dead', error = \(DeliveryNote.clockReset.chinese)
        WHERE state = 'waiting' AND written_at > \(now)
        """)
      try session.run("UPDATE service_clock SET kind = 'real', seen = \(now)")
      // Judged anew as of today, when the next daemon comes.
      try session.run(
        """
        INSERT INTO fact_asked (department_id) SELECT id FROM department
        WHERE removed_at IS NULL AND \(today) BETWEEN make_date(fiscal_year, 1, 1) AND make_date(fiscal_year + 1, 3, 31)
        """)
      return reset
    }
  }

  private static func count(_ query: Query, _ session: borrowing Session) throws -> Int {
    try session.rows(query).first { try $0.next(Int.self) } ?? 0
  }
}
