internal import Domain
internal import Postgres

// What accounts are signed in with, as it is set and taken away.
extension Store {
  /// Sets the password of an account; the one before, and all sessions, are over. A session that goes on is opened with it.
  ///
  /// - Parameters:
  ///   - goodHours: for a drawn one how long it is good for; nil for one its owner chose.
  ///   - replacing: the row of the password that must still stand; nil for whichever does.
  ///   - remembered: how many are kept to be refused when they come again.
  /// - Returns: false where it does not stand any more.
  package func setPassword(
    _ hash: String, of name: String, goodHours: Int64? = nil, replacing: Int64? = nil, remembered: Int,
    opening new: NewSession? = nil
  ) async throws -> Bool {
    try await write { session in
      let (id, _) = try Store.account(name, session)
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
      if let new { try Store.open(new, for: id, session) }
      return true
    }
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

  /// The second factor that is being set up.
  package func factorBegun(of name: String) async throws -> KeptFactor? {
    try await ask { session in
      let id = try session.rows("SELECT id FROM account WHERE name = \(name)").first { try $0.next(Int64.self) }
      return try id.flatMap { try Store.factor(of: $0, isConfirmed: false, session) }
    }
  }

  /// Ends the setting up of a second factor by its first code: it takes the place of the one before, with new recovery codes;
  /// all sessions are over but the one that is opened with it.
  ///
  /// - Returns: false where it is not the one that was begun any more.
  package func confirmFactor(
    _ factor: Int64, of name: String, step: Int64, recovery hashes: [String], opening new: NewSession?
  ) async throws -> Bool {
    try await write { session in
      let (id, _) = try Store.account(name, session)
      let isBegun = try session.rows(
        "SELECT id FROM account_factor WHERE id = \(factor) AND account_id = \(id) AND confirmed_at IS NULL FOR UPDATE"
      ).first { try $0.next(Int64.self) }
      guard isBegun != nil else { return false }
      try session.run("DELETE FROM account_factor WHERE account_id = \(id) AND confirmed_at IS NOT NULL")
      try session.run("UPDATE account_factor SET confirmed_at = now(), last_step = \(step) WHERE id = \(factor)")
      try Store.keepRecovery(hashes, of: id, session)
      if let new { try Store.open(new, for: id, session) }
      return true
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
    try await write { session in
      let (id, _) = try Store.account(name, session)
      let isThere = try session.rows(
        "SELECT EXISTS (SELECT FROM account_factor WHERE account_id = \(id) AND confirmed_at IS NOT NULL)"
      ).only { try $0.next(Bool.self) }
      try session.run("DELETE FROM account_factor WHERE account_id = \(id)")
      try Store.keepRecovery([], of: id, session)
      return isThere
    }
  }
}
