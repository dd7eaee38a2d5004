package import Domain
internal import Postgres

/// A session to be opened.
package struct NewSession: Sendable {
  /// The digests of its token and of the device's.
  package let digest: [UInt8], device: [UInt8]?
  /// How far it goes.
  package let stage: SessionStage
  /// From where and by what.
  package let address: String, agent: String

  /// A session.
  package init(digest: [UInt8], device: [UInt8]?, stage: SessionStage, address: String, agent: String) {
    (self.digest, self.device, self.stage) = (digest, device, stage)
    (self.address, self.agent) = (address, agent)
  }
}

/// A session as it is kept.
package struct KeptSession: Hashable, Sendable {
  /// Its row, whose it is, and how far it goes.
  package let id: Int64, account: String, stage: SessionStage
  /// From where and by what.
  package let address: String, agent: String
  /// When it was opened, when somebody last did something by it, and when it is over in any case.
  package let madeAt: Instant, seenAt: Instant, endsAt: Instant
}

/// What the digest of a session's secret stands for.
package enum SessionFound: Sendable {
  /// Whose session.
  case open(KeptSession, Principal)
  /// Nobody's any more, and why; nil for what never was one.
  case over(SessionEnd?)
}

extension Store {
  /// Opens a session; the oldest is ended where there are too many.
  static func open(_ new: NewSession, for account: Int64, _ session: borrowing Session) throws {
    let minutes = new.stage == .full ? AccessLimits.hours * 60 : AccessLimits.unfinishedMinutes
    // The account's row is held by whoever calls, so that the count holds.
    try session.run(
      """
      INSERT INTO account_session (digest, account_id, stage, address, agent, ends_at)
      VALUES (\(Bytes(new.digest)), \(account), \(new.stage.rawValue), \(new.address), \(new.agent),
        now() + make_interval(mins => \(Int32(minutes))))
      """)
    try session.run(
      """
      UPDATE account_session SET ended_at = now(), end_reason = \(SessionEnd.many.rawValue) WHERE id IN (
        SELECT id FROM account_session WHERE account_id = \(account) AND ended_at IS NULL AND ends_at > now()
          AND seen_at > now() - make_interval(mins => \(Int32(AccessLimits.idleMinutes)))
        ORDER BY id DESC OFFSET \(AccessLimits.sessions))
      """)
    // What is long over is of no use to anybody; the trail keeps who signed in.
    try session.run("DELETE FROM account_session WHERE account_id = \(account) AND ends_at < now() - interval '7 days'")
    guard new.stage != .code, let device = new.device else { return }
    try session.run(
      """
      INSERT INTO account_device (digest, account_id) VALUES (\(Bytes(device)), \(account))
      ON CONFLICT (digest, account_id) DO UPDATE SET seen_at = now()
      """)
    try session.run(
      """
      DELETE FROM account_device WHERE account_id = \(account) AND digest IN (SELECT digest FROM account_device
        WHERE account_id = \(account) ORDER BY seen_at DESC OFFSET \(AccessLimits.devices))
      """)
  }

  /// Ends a session that goes on under a new secret. One that is over already does not.
  static func close(_ id: Int64, _ session: borrowing Session) throws {
    let closed = try session.run(
      """
      UPDATE account_session SET ended_at = now(), end_reason = \(SessionEnd.moved.rawValue)
      WHERE id = \(id) AND ended_at IS NULL AND ends_at > now()
      """)
    guard closed == 1 else { throw Overtaken() }
  }

  /// Whose a session's secret is, by its digest; that somebody was here is noted once a minute.
  ///
  /// - Parameter isPerson: false where nobody did anything, as for a window that shows news: that keeps no session alive.
  package func session(_ digest: [UInt8], isPerson: Bool = true) async throws -> SessionFound {
    // Not for a transaction of its own where nothing is to be noted, and all of it at once: every request asks this.
    let found = try await pool.perform { session in
      try session.rows(
        """
        SELECT s.id, a.name, s.stage, s.address, s.agent, s.made_at, s.seen_at, s.ends_at, s.end_reason, s.ends_at <= now(),
          s.seen_at <= now() - make_interval(mins => \(Int32(AccessLimits.idleMinutes))),
          s.seen_at <= now() - interval '1 minute', a.disabled_at IS NOT NULL, r.id, r.role, r.division, r.department_code,
          r.department_name, r.from_day, r.until_day, i.name,
          CASE WHEN r.division IS NOT NULL AND r.department_code IS NULL THEN ARRAY(SELECT b.code FROM divisions_below(r.division) AS b (code)) END
        FROM account_session s JOIN account a ON a.id = s.account_id
        LEFT JOIN account_role r ON r.account_id = a.id AND r.revoked_at IS NULL
        LEFT JOIN account i ON i.id = r.stands_in_for
        WHERE s.digest = \(Bytes(digest)) ORDER BY r.id
        """
      ).map { row in
        let kept = KeptSession(
          id: try row.next(), account: try row.next(), stage: try Store.known(try row.next()), address: try row.next(),
          agent: try row.next(), madeAt: try row.next(), seenAt: try row.next(), endsAt: try row.next())
        let ended = try row.nextOptional(String.self).map { try Store.known($0) as SessionEnd }
        let (isLate, isIdle, isStale) = (try row.next(Bool.self), try row.next(Bool.self), try row.next(Bool.self))
        let isDisabled = try row.next(Bool.self)
        let over: SessionEnd? = ended ?? (isDisabled ? .disabled : isLate ? .late : isIdle ? .idle : nil)
        let hasRole = try row.nextOptional(Int64.self) != nil
        return (kept: kept, over: over, isStale: isStale, grant: hasRole ? try Store.grant(&row) : nil)
      }
    }
    guard let first = found.first else { return .over(nil) }
    if let over = first.over { return .over(over) }
    if first.isStale, isPerson {
      try await note {
        try $0.run("UPDATE account_session SET seen_at = now() WHERE id = \(first.kept.id) AND ended_at IS NULL")
      }
    }
    return .open(first.kept, Principal(name: first.kept.account, grants: found.compactMap(\.grant)))
  }

  /// A role out of the columns of a row: role, place, days, for whom, and the divisions below its own.
  private static func grant(_ row: inout Row) throws -> Grant {
    let role: AccountRole = try Store.known(try row.next())
    let division = try row.nextOptional(String.self).map { DivisionCode(kept: $0) }
    let (code, name) = (try row.nextOptional(String.self), try row.nextOptional(String.self))
    let (from, until) = (try row.next(Day.self), try row.nextOptional(Day.self))
    let standsInFor = try row.nextOptional(String.self)
    let below = Set((try row.nextOptional([String].self) ?? []).map { DivisionCode(kept: $0) })
    let reach: Reach =
      if let division, let code, let name {
        .department(DepartmentPlace(division: division, code: code, name: name))
      } else if let division {
        .division(division, below: below.isEmpty ? [division] : below)
      } else {
        .all
      }
    return Grant(role, reach, from: from, until: until, standsInFor: standsInFor)
  }

  /// The sessions of an account that are not over, the latest first; of all accounts where none is named.
  package func sessions(of name: String?) async throws -> [KeptSession] {
    try await ask { session in
      try session.rows(
        """
        SELECT s.id, a.name, s.stage, s.address, s.agent, s.made_at, s.seen_at, s.ends_at
        FROM account_session s JOIN account a ON a.id = s.account_id
        WHERE s.ended_at IS NULL AND s.ends_at > now() AND a.disabled_at IS NULL
          AND s.seen_at > now() - make_interval(mins => \(Int32(AccessLimits.idleMinutes)))
          AND (\(name) IS NULL OR a.name = \(name)) ORDER BY s.id DESC
        """
      ).map {
        KeptSession(
          id: try $0.next(), account: try $0.next(), stage: try Store.known(try $0.next()), address: try $0.next(),
          agent: try $0.next(), madeAt: try $0.next(), seenAt: try $0.next(), endsAt: try $0.next())
      }
    }
  }

  /// Notes that something was used, where the server takes it: one that only reads answers all the same.
  func note(_ body: @Sendable (borrowing Session) throws -> Int) async throws {
    do {
      _ = try await pool.perform(body)
    } catch  where Store.isReadOnly(error) {}
  }

  /// Ends sessions of an account: one by its row, or all.
  ///
  /// - Returns: how many were ended.
  package func endSessions(of name: String, _ id: Int64?, because reason: SessionEnd) async throws -> Int {
    try await write { session in
      Int(
        try session.run(
          """
          UPDATE account_session SET ended_at = now(), end_reason = \(reason.rawValue)
          WHERE account_id = (SELECT a.id FROM account a WHERE a.name = \(name)) AND ended_at IS NULL
            AND (\(id) IS NULL OR id = \(id)) AND ends_at > now()
            AND seen_at > now() - make_interval(mins => \(Int32(AccessLimits.idleMinutes)))
          """))
    }
  }
}
