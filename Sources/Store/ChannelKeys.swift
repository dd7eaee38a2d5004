package import Domain
internal import Postgres

extension Store {
  /// Seals the secrets of all channels anew, in one transaction, in which nobody else can keep a channel or do the same.
  ///
  /// - Parameter reseal: given all secrets as they are, gives them as they are to be. What it throws undoes everything.
  package func resealSecrets(_ reseal: @escaping @Sendable ([SealedSecret]) throws -> [SealedSecret]) async throws {
    try await write { session in
      for secret in try reseal(try Store.lockedSecrets(session)) {
        try session.run(
          """
          UPDATE channel SET secret = \(Bytes(secret.bytes)), key_id = \(secret.keyID)
          WHERE id = \(secret.channel) AND secret IS NOT NULL
          """)
      }
      try session.rows("SELECT pg_notify('jixiao_outbox', 'channel')")
    }
  }

  /// Does something while nobody can keep a channel or change its key; given all secrets as they are.
  package func holdingSecrets(_ act: @escaping @Sendable ([SealedSecret]) throws -> Void) async throws {
    try await write { try act(try Store.lockedSecrets($0)) }
  }

  /// Notes which keys secrets are sealed with, where that was not kept yet.
  package func noteKeys(of secrets: [SealedSecret]) async throws {
    try await write { session in
      for secret in secrets {
        try session.run(
          """
          UPDATE channel SET key_id = \(secret.keyID)
          WHERE id = \(secret.channel) AND key_id IS NULL AND secret = \(Bytes(secret.bytes))
          """)
      }
    }
  }

  /// Whoever keeps a channel or changes keys goes one at a time; who sends is not held up.
  private static func lockedSecrets(_ session: borrowing Session) throws -> [SealedSecret] {
    try session.rows("SELECT pg_advisory_xact_lock(\(keyLock))")
    return try session.rows("SELECT id, name, secret, key_id FROM channel WHERE secret IS NOT NULL ORDER BY id").map {
      SealedSecret(
        channel: try $0.next(), name: try $0.next(), bytes: try $0.next(Bytes.self).bytes,
        keyID: try $0.nextOptional())
    }
  }

  private static let keyLock: Int64 = 0x4A69_7869_6B65

  static func requireOneKey(_ channel: Channel, _ session: borrowing Session) throws {
    let others = try lockedSecrets(session).filter { $0.name != channel.name && $0.keyID != channel.keyID }
    guard !others.isEmpty else { return }
    throw Refusal.key(.differs(others.map(\.name)))
  }
}
