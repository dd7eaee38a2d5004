package import Domain
internal import Postgres

/// A provider of sign-on (统一认证) as it is kept.
package struct KeptProvider: Hashable, Sendable {
  /// Its name for itself, what it knows us by, and where it sends people back to.
  package let issuer: String, client: String, back: String
  /// The sealed secret it gave us, with the id of the key; nil where it gave none.
  package let secret: [UInt8]?, keyID: String?
  /// Whether addresses may be http.
  package let allowsClear: Bool

  /// A provider.
  package init(issuer: String, client: String, back: String, secret: [UInt8]?, keyID: String?, allowsClear: Bool) {
    (self.issuer, self.client, self.back) = (issuer, client, back)
    (self.secret, self.keyID, self.allowsClear) = (secret, keyID, allowsClear)
  }
}

/// An attempt that has gone to the provider.
package struct KeptSignOn: Hashable, Sendable {
  /// What the token has to say, and what proves that the code is ours.
  package let nonce: String, verifier: String
  /// When it began.
  package let began: Instant
}

extension Store {
  /// The provider that is set.
  package func signOnProvider() async throws -> KeptProvider? {
    try await ask { session in
      try session.rows("SELECT issuer, client, back, secret, key_id, allows_clear FROM sign_on_provider").first {
        KeptProvider(
          issuer: try $0.next(), client: try $0.next(), back: try $0.next(),
          secret: try $0.nextOptional(Bytes.self)?.bytes, keyID: try $0.nextOptional(), allowsClear: try $0.next())
      }
    }
  }

  /// Sets the provider in place of the one there was; nil takes it away. False where none was there to be taken.
  package func setSignOn(_ provider: KeptProvider?) async throws -> Bool {
    try await write { session in
      if let id = provider?.keyID { try Store.requireOneKey(id, besides: SealedSecret.signOn, session) }
      let removed = try session.run("DELETE FROM sign_on_provider")
      guard let provider else { return removed > 0 }
      try session.run(
        """
        INSERT INTO sign_on_provider (issuer, client, secret, key_id, back, allows_clear)
        VALUES (\(provider.issuer), \(provider.client), \(provider.secret.map { Bytes($0) }), \(provider.keyID),
          \(provider.back), \(provider.allowsClear))
        """)
      return true
    }
  }

  /// Keeps an attempt until the person is back.
  ///
  /// - Parameters:
  ///   - state: the digest of what the answer has to bring.
  ///   - browser: the digest of what the browser that began it has.
  ///   - minutes: how long an attempt is good for; older ones are forgotten.
  package func keepSignOn(
    state: [UInt8], browser: [UInt8], nonce: String, verifier: String, minutes: Int64
  ) async throws -> Instant {
    try await pool.transaction { session in
      try session.run(
        """
        DELETE FROM sign_on_attempt WHERE state IN (SELECT state FROM sign_on_attempt
          WHERE began < now() - make_interval(mins => \(Int32(minutes))) LIMIT 100 FOR UPDATE SKIP LOCKED)
        """)
      return try session.rows(
        """
        INSERT INTO sign_on_attempt (state, browser, nonce, verifier, began)
        VALUES (\(Bytes(state)), \(Bytes(browser)), \(nonce), \(verifier), now()) RETURNING began
        """
      ).only { try $0.next(Instant.self) }
    }
  }

  /// Gives an attempt out once, to the browser that began it, through whichever daemon it comes back.
  package func takeSignOn(state: [UInt8], browser: [UInt8]) async throws -> KeptSignOn? {
    try await pool.perform { session in
      try session.rows(
        """
        DELETE FROM sign_on_attempt WHERE state = \(Bytes(state)) AND browser = \(Bytes(browser))
        RETURNING nonce, verifier, began
        """
      ).first { KeptSignOn(nonce: try $0.next(), verifier: try $0.next(), began: try $0.next()) }
    }
  }

  /// The name of the account that a provider's subject is; nil for none, or one out of use.
  package func account(issuer: String, subject: String) async throws -> String? {
    try await ask { session in
      try session.rows(
        """
        SELECT a.name FROM account_subject s JOIN account a ON a.id = s.account_id
        WHERE s.issuer = \(issuer) AND s.subject = \(subject) AND a.disabled_at IS NULL
        """
      ).first { try $0.next(String.self) }
    }
  }

  /// Has a provider's subject be an account. False where it is so already.
  ///
  /// - Throws: `subject-taken` where it is another's.
  package func link(issuer: String, subject: String, to name: String) async throws -> Bool {
    try await write { session in
      let (id, _) = try Store.account(name, session)
      let isNew =
        try session.run(
          """
          INSERT INTO account_subject (issuer, subject, account_id) VALUES (\(issuer), \(subject), \(id))
          ON CONFLICT (issuer, subject) DO NOTHING
          """) > 0
      if isNew { return true }
      let other = try session.rows(
        """
        SELECT a.name FROM account_subject s JOIN account a ON a.id = s.account_id
        WHERE s.issuer = \(issuer) AND s.subject = \(subject)
        """
      ).first { try $0.next(String.self) }
      if let other, other != name { throw Refusal.access(.subjectTaken(subject, account: other)) }
      return false
    }
  }

  /// Has a provider's subject be nobody. False where it is so already.
  package func unlink(issuer: String, subject: String) async throws -> Bool {
    try await write { session in
      try session.run("DELETE FROM account_subject WHERE issuer = \(issuer) AND subject = \(subject)") > 0
    }
  }
}
