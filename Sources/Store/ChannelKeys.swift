package import Domain
internal import Postgres

extension Store {
  /// Seals all secrets anew, in one transaction, in which nobody else can keep a channel or do the same.
  ///
  /// - Parameter reseal: given all secrets as they are, gives them as they are to be. What it throws undoes everything.
  package func resealSecrets(_ reseal: @escaping @Sendable ([SealedSecret]) throws -> [SealedSecret]) async throws {
    try await write { session in
      for secret in try reseal(try Store.lockedSecrets(session)) {
        switch secret.home {
        case .channel(let id):
          try session.run(
            """
            UPDATE channel SET secret = \(Bytes(secret.bytes)), key_id = \(secret.keyID)
            WHERE id = \(id) AND secret IS NOT NULL
            """)
        case .factor(let id, _):
          try session.run(
            "UPDATE account_factor SET secret = \(Bytes(secret.bytes)), key_id = \(secret.keyID) WHERE id = \(id)")
        case .signOn:
          try session.run("UPDATE sign_on_provider SET secret = \(Bytes(secret.bytes)), key_id = \(secret.keyID)")
        }
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
        // Only channels were ever sealed without it.
        guard case .channel(let id) = secret.home else { continue }
        try session.run(
          """
          UPDATE channel SET key_id = \(secret.keyID)
          WHERE id = \(id) AND key_id IS NULL AND secret = \(Bytes(secret.bytes))
          """)
      }
    }
  }

  /// All secrets, the channels' first.
  package func sealedSecrets() async throws -> [SealedSecret] { try await ask { try Store.sealedSecrets($0) } }

  private static func sealedSecrets(_ session: borrowing Session) throws -> [SealedSecret] {
    let channels = try session.rows(
      "SELECT id, name, secret, key_id FROM channel WHERE secret IS NOT NULL ORDER BY id"
    ).map {
      SealedSecret(
        .channel(try $0.next()), name: try $0.next(), bytes: try $0.next(Bytes.self).bytes,
        keyID: try $0.nextOptional())
    }
    let factors = try session.rows(
      """
      SELECT f.id, a.name, f.secret, f.key_id FROM account_factor f JOIN account a ON a.id = f.account_id ORDER BY f.id
      """
    ).map { row in
      let (id, account) = (try row.next(Int64.self), try row.next(String.self))
      return SealedSecret(
        .factor(id, account: account), name: SealedSecret.factor(of: account), bytes: try row.next(Bytes.self).bytes,
        keyID: try row.next(String.self))
    }
    let provider = try session.rows("SELECT secret, key_id FROM sign_on_provider WHERE secret IS NOT NULL").map {
      SealedSecret(
        .signOn, name: SealedSecret.signOn, bytes: try $0.next(Bytes.self).bytes, keyID: try $0.next(String.self))
    }
    return channels + factors + provider
  }

  /// Whoever seals anything or changes keys goes one at a time; who sends is not held up.
  private static func lockedSecrets(_ session: borrowing Session) throws -> [SealedSecret] {
    try session.rows("SELECT pg_advisory_xact_lock(\(keyLock))")
    return try sealedSecrets(session)
  }

  private static let keyLock: Int64 = 0x4A69_7869_6B65

  static func requireOneKey(_ channel: Channel, _ session: borrowing Session) throws {
    try requireOneKey(channel.keyID, besides: channel.name, session)
  }

  static func requireOneKey(_ id: String?, besides name: String, _ session: borrowing Session) throws {
    let others = try lockedSecrets(session).filter { $0.name != name && $0.keyID != id }
    guard !others.isEmpty else { return }
    throw Refusal.key(.differs(others))
  }
}
