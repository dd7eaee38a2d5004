package import Domain
internal import Postgres

/// A channel as it is kept.
package struct Channel: Hashable, Sendable {
  /// Its row.
  package let id: Int64
  /// Its name.
  package let name: String
  /// What it is.
  package let kind: ChannelKind
  /// What is no secret, as JSON.
  package let settings: String
  /// The sealed address and passwords; nil where it has none.
  package let secret: [UInt8]?
  /// The id of the key it is sealed with; nil for what was sealed before ids were kept.
  package let keyID: String?
  /// Whether it may lead into private networks.
  package let allowsPrivate: Bool
  /// Messages a minute; nil for no limit.
  package let perMinute: Int?
  /// How often it is tried.
  package let retry: RetryPolicy
  /// Whether it is in use.
  package let isActive: Bool

  /// A channel; its row is 0 until it is kept.
  package init(
    id: Int64 = 0, name: String, kind: ChannelKind, settings: String, secret: [UInt8]?, keyID: String? = nil,
    allowsPrivate: Bool, perMinute: Int?, retry: RetryPolicy = .standard, isActive: Bool = true
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.settings = settings
    self.secret = secret
    self.keyID = keyID
    self.allowsPrivate = allowsPrivate
    self.perMinute = perMinute
    self.retry = retry
    self.isActive = isActive
  }
}

extension Store {
  /// The channels, by row.
  package func channels() async throws -> [Channel] {
    try await pool.perform { session in
      try session.rows(
        """
        SELECT id, name, kind, settings, secret, key_id, allows_private, per_minute::bigint, retry_first_ms, retry_longest_ms,
          retry_attempts::bigint, active FROM channel ORDER BY id
        """
      ).map { row in
        Channel(
          id: try row.next(), name: try row.next(), kind: try Store.known(try row.next()), settings: try row.next(),
          secret: try row.nextOptional(Bytes.self)?.bytes, keyID: try row.nextOptional(), allowsPrivate: try row.next(),
          perMinute: try row.nextOptional(Int.self),
          retry: RetryPolicy(
            firstMilliseconds: try row.next(), longestMilliseconds: try row.next(), attempts: try row.next()),
          isActive: try row.next())
      }
    }
  }

  /// Keeps a channel under its name: a new one, or new settings of the one that has the name.
  ///
  /// - Throws: `key-differs` where the secret of another channel is sealed with another key: with two keys in use, no
  ///   machine could send by all channels.
  package func keep(_ channel: Channel) async throws {
    let secret = channel.secret.map { Bytes($0) }
    try await write { session in
      if secret != nil { try Store.requireOneKey(channel, session) }
      try session.run(
        """
        INSERT INTO channel (name, kind, settings, secret, key_id, allows_private, per_minute, retry_first_ms,
          retry_longest_ms, retry_attempts, active)
        VALUES (\(channel.name), \(channel.kind.rawValue), \(channel.settings)::text::json, \(secret), \(channel.keyID),
          \(channel.allowsPrivate), \(channel.perMinute.map { Int32($0) }), \(channel.retry.firstMilliseconds),
          \(channel.retry.longestMilliseconds), \(Int32(channel.retry.attempts)), \(channel.isActive))
        ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, settings = excluded.settings, secret = excluded.secret,
          key_id = excluded.key_id, allows_private = excluded.allows_private, per_minute = excluded.per_minute,
          retry_first_ms = excluded.retry_first_ms, retry_longest_ms = excluded.retry_longest_ms,
          retry_attempts = excluded.retry_attempts, active = excluded.active
        """)
      try session.rows("SELECT pg_notify('jixiao_outbox', 'channel')")
    }
  }

  /// Takes a channel out of use, and forgets its secret. What was sent by it stays on record; what waits, waits.
  package func retireChannel(_ name: String) async throws -> Bool {
    try await write {
      try $0.run(
        "UPDATE channel SET active = false, secret = NULL, key_id = NULL WHERE name = \(name) AND active") > 0
    }
  }
}
