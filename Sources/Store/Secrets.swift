internal import Domain
internal import Postgres

// What accounts are signed in with, as it is set and taken away.
extension Store {
  /// Sets the password of an account that its owner chose; the one before, and all sessions, are over but the one that is opened
  /// with it.
  ///
  /// - Parameters:
  ///   - session: the row of the session by which it is changed, which must still be there.
  ///   - replacing: the row of the password that must still stand.
  ///   - remembered: how many are kept to be refused when they come again.
  /// - Returns: false where either is over: then nothing is done.
  package func changePassword(
    _ hash: String, of name: String, by session: Int64, replacing: Int64, remembered: Int, opening new: NewSession
  ) async throws -> Bool {
    try await whereItStands {
      try await write { connection in
        let (id, _) = try Store.account(name, connection)
        try Store.close(session, connection)
        guard try Store.replace(hash, of: id, replacing: replacing, remembered, connection) else { throw Overtaken() }
        try Store.open(new, for: id, connection)
      }
    }
  }

  /// Sets a password for somebody; all sessions are over, and tokens with them.
  ///
  /// - Parameter goodHours: for a drawn one how long it is good for; nil for one its owner chose, as in a trial.
  package func setPassword(_ hash: String, of name: String, goodHours: Int64? = nil, remembered: Int) async throws {
    try await write { session in
      let (id, _) = try Store.account(name, session)
      _ = try Store.replace(hash, of: id, goodHours: goodHours, remembered, session)
      // Whoever lost the one may have lost the other.
      try session.run(
        """
        UPDATE account_token SET revoked_at = now(), revoked_by = current_actor()
        WHERE account_id = \(id) AND revoked_at IS NULL
        """)
    }
  }

  private static func replace(
    _ hash: String, of id: Int64, goodHours: Int64? = nil, replacing: Int64? = nil, _ remembered: Int,
    _ session: borrowing Session
  ) throws -> Bool {
    let replaced = try session.run(
      """
      UPDATE account_password SET replaced_at = now()
      WHERE account_id = \(id) AND replaced_at IS NULL AND (\(replacing) IS NULL OR id = \(replacing))
      """)
    if replacing != nil, replaced == 0 { return false }
    try session.run(
      """
      INSERT INTO account_password (account_id, hash, good_until)
      VALUES (\(id), \(hash), now() + make_interval(hours => \(goodHours.map { Int32($0) })))
      """)
    // The drawn ones are nobody's choice, and need not be remembered.
    try session.run(
      """
      DELETE FROM account_password WHERE account_id = \(id) AND replaced_at IS NOT NULL AND id NOT IN (
        SELECT id FROM account_password WHERE account_id = \(id) AND good_until IS NULL
        ORDER BY id DESC LIMIT \(max(1, remembered)))
      """)
    return true
  }

  /// The hashes of the last passwords that an account's owner chose, the latest first.
  package func lastPasswords(of name: String, _ count: Int) async throws -> [String] {
    try await ask { session in
      try session.rows(
        """
        SELECT p.hash FROM account_password p JOIN account a ON a.id = p.account_id
        WHERE a.name = \(name) AND p.good_until IS NULL ORDER BY p.id DESC LIMIT \(count)
        """
      ).map { try $0.next(String.self) }
    }
  }

  /// Begins to set up a second factor, in place of one that was begun and not ended. The one that stands goes on.
  package func beginFactor(of name: String, secret: [UInt8], keyID: String) async throws {
    try await write { session in
      try Store.requireOneKey(keyID, besides: SealedSecret.factor(of: name), session)
      let (id, _) = try Store.account(name, session)
      try session.run("DELETE FROM account_factor WHERE account_id = \(id) AND confirmed_at IS NULL")
      try session.run(
        "INSERT INTO account_factor (account_id, secret, key_id) VALUES (\(id), \(Bytes(secret)), \(keyID))")
    }
  }

  /// The second factor that is being set up: begun not longer ago than a session may stand at it.
  package func factorBegun(of name: String) async throws -> KeptFactor? {
    try await ask { session in
      let id = try session.rows(
        """
        SELECT a.id FROM account a JOIN account_factor f ON f.account_id = a.id AND f.confirmed_at IS NULL
        WHERE a.name = \(name) AND f.made_at > now() - make_interval(mins => \(Int32(AccessLimits.unfinishedMinutes)))
        """
      ).first { try $0.next(Int64.self) }
      return try id.flatMap { try Store.factor(of: $0, isConfirmed: false, session) }
    }
  }

  /// Ends the setting up of a second factor by its first code: it takes the place of the one before, with new recovery codes;
  /// all sessions are over but the one that is opened with it.
  ///
  /// - Parameter session: the row of the session by which it is done, which must still be there.
  /// - Returns: false where it is over, or the factor is not the one that was begun any more: then nothing is done.
  package func confirmFactor(
    _ factor: Int64, of name: String, by session: Int64, step: Int64, recovery hashes: [String],
    opening new: NewSession
  ) async throws -> Bool {
    try await whereItStands {
      try await write { connection in
        let (id, _) = try Store.account(name, connection)
        try Store.close(session, connection)
        let isBegun = try connection.rows(
          "SELECT id FROM account_factor WHERE id = \(factor) AND account_id = \(id) AND confirmed_at IS NULL FOR UPDATE"
        ).first { try $0.next(Int64.self) }
        guard isBegun != nil else { throw Overtaken() }
        try connection.run("DELETE FROM account_factor WHERE account_id = \(id) AND confirmed_at IS NOT NULL")
        try connection.run("UPDATE account_factor SET confirmed_at = now(), last_step = \(step) WHERE id = \(factor)")
        try Store.keepRecovery(hashes, of: id, connection)
        try Store.open(new, for: id, connection)
      }
    }
  }

  private static func keepRecovery(_ hashes: [String], of id: Int64, _ session: borrowing Session) throws {
    try session.run("DELETE FROM account_recovery_code WHERE account_id = \(id)")
    for hash in hashes {
      try session.run("INSERT INTO account_recovery_code (account_id, hash) VALUES (\(id), \(hash))")
    }
  }

  /// Takes the second factor and its recovery codes away. False where there is none.
  package func removeFactor(of name: String) async throws -> Bool {
    try await whereItStands {
      try await write { session in
        let (id, _) = try Store.account(name, session)
        let removed = try session.run(
          "DELETE FROM account_factor WHERE account_id = \(id) AND confirmed_at IS NOT NULL")
        guard removed > 0 else { throw Overtaken() }
        try session.run("DELETE FROM account_factor WHERE account_id = \(id)")
        try Store.keepRecovery([], of: id, session)
      }
    }
  }
}
