package import Domain
internal import Postgres

/// The link of a mail as it is kept, with how whom it was sent to stands now.
package struct KeptMailLink: Hashable, Sendable {
  /// Its row, and the alert it is for.
  package let id: Int64, alert: AlertID
  /// Whom it was sent to, and whether that person is still told of things.
  package let recipient: String, isActive: Bool
  /// Until when it is good, and whether that is over by the database's clock.
  package let endsAt: Instant, isOver: Bool
  /// Whether it did what it is for.
  package let isUsed: Bool
  /// Whether any account is in force: then one is needed.
  package let accountsInForce: Bool
  /// The person's account; nil for none.
  package let account: KeptAccount?
}

// Links by which whoever a mail is for acknowledges one alert without signing in.
extension Store {
  /// To whom a message was written, of which alerts it speaks, and by which keys links of it were made before, the
  /// latest last.
  package func mailLinks(
    of outbox: Int64
  ) async throws -> (recipient: Int64?, alerts: [AlertID], keys: [AlertID: [String]]) {
    try await read { session in
      let alerts = try session.rows(
        "SELECT alert_id FROM outbox_alert WHERE outbox_id = \(outbox) ORDER BY alert_id"
      ).map { try $0.next(AlertID.self) }
      let recipient = try session.rows("SELECT recipient_id FROM outbox WHERE id = \(outbox)").first {
        try $0.nextOptional(Int64.self)
      }
      let keys = try session.rows("SELECT alert_id, key_id FROM mail_link WHERE outbox_id = \(outbox) ORDER BY id").map
      {
        (try $0.next(AlertID.self), try $0.next(String.self))
      }
      return (recipient ?? nil, alerts, Dictionary(grouping: keys, by: \.0).mapValues { $0.map(\.1) })
    }
  }

  /// Keeps the digests of the links that a message goes out with now: from now on they are good for as long as they
  /// are meant to be. One that did what it is for stays so.
  package func keepMailLinks(
    _ links: [(alert: AlertID, digest: [UInt8], keyID: String)], of outbox: Int64, to recipient: Int64
  ) async throws {
    try await write { session in
      for link in links {
        try session.run(
          """
          INSERT INTO mail_link (digest, outbox_id, alert_id, recipient_id, key_id, ends_at)
          VALUES (\(Bytes(link.digest)), \(outbox), \(link.alert), \(recipient), \(link.keyID),
            now() + make_interval(hours => \(Int32(MailLink.hours))))
          ON CONFLICT (digest) DO UPDATE SET ends_at = excluded.ends_at WHERE mail_link.used_at IS NULL
          """)
      }
    }
  }

  /// The link of a digest; nil for none.
  package func mailLink(_ digest: [UInt8]) async throws -> KeptMailLink? {
    try await read { session in
      let found = try session.rows(
        """
        SELECT l.id, l.alert_id, r.id, r.name, r.active, l.ends_at, l.ends_at <= now(), l.used_at IS NOT NULL
        FROM mail_link l JOIN recipient r ON r.id = l.recipient_id WHERE l.digest = \(Bytes(digest))
        """
      ).first { row in
        (
          id: try row.next(Int64.self), alert: try row.next(AlertID.self), recipient: try row.next(Int64.self),
          name: try row.next(String.self), isActive: try row.next(Bool.self), endsAt: try row.next(Instant.self),
          isOver: try row.next(Bool.self), isUsed: try row.next(Bool.self)
        )
      }
      guard let found else { return nil }
      return KeptMailLink(
        id: found.id, alert: found.alert, recipient: found.name, isActive: found.isActive, endsAt: found.endsAt,
        isOver: found.isOver, isUsed: found.isUsed, accountsInForce: try Store.areAccountsInForce(session),
        account: try Store.userAccounts("WHERE a.recipient_id = \(found.recipient)", session).first)
    }
  }

  /// That a link did what it is for, in the transaction of that: it does so once, and not when it is over.
  static func use(_ link: Int64, for alert: KeptAlert, _ session: borrowing Session) throws {
    let isUsed = try session.rows("SELECT used_at IS NOT NULL FROM mail_link WHERE id = \(link)").first {
      try $0.next(Bool.self)
    }
    if isUsed == true { throw Refusal.alert(.linkUsed(alert.id)) }
    guard alert.state == .open else {
      let name = try session.rows("SELECT actor FROM alert WHERE id = \(alert.id)").first {
        try $0.nextOptional(String.self)
      }
      throw Refusal.alert(.taken(alert.id, by: (name ?? nil) ?? "", alert.state))
    }
    // The alert is held, so that two at once come here one after the other.
    let used = try session.run(
      "UPDATE mail_link SET used_at = now() WHERE id = \(link) AND alert_id = \(alert.id) AND ends_at > now()")
    guard used == 1 else {
      let end = try session.rows("SELECT ends_at FROM mail_link WHERE id = \(link)").first { try $0.next(Instant.self) }
      throw Refusal.alert(end.map { .linkOver($0) } ?? .linkUnknown)
    }
  }

  /// Lets go what is over so long that nobody asks any more.
  static func dropOldMailLinks(_ session: borrowing Session) throws {
    try session.run(
      "DELETE FROM mail_link WHERE ends_at < now() - make_interval(days => \(Int32(MailLink.rememberedDays)))")
  }

  /// The alerts of some news that somebody who is told of them may acknowledge by a link of the mail: those that
  /// stand open, where nobody needs an account, or the person's own may do so there.
  static func acknowledged(
    _ news: [AlertNews], by recipient: Int64, _ session: borrowing Session
  ) throws -> Set<AlertID> {
    let open = news.filter { $0.alert.state == .open }
    guard !open.isEmpty else { return [] }
    guard try areAccountsInForce(session) else { return Set(open.map(\.alert.id)) }
    let account = try userAccounts("WHERE a.recipient_id = \(recipient) AND a.disabled_at IS NULL", session).first
    guard let account else { return [] }
    let principal = Principal(name: account.name, grants: account.grants)
    // Rights hold by the wall clock, whatever clock the service goes by.
    let today = try session.rows("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date").only { try $0.next(Day.self) }
    return Set(
      open.filter {
        may(principal, .handleAlert, .department(DepartmentPlace($0.department)), on: today).isAllowed
      }.map(\.alert.id))
  }
}
