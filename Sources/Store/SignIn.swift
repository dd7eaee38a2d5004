package import Domain
internal import Postgres

/// What a person's password and code are held against.
package struct AccountCredentials: Sendable {
  /// The account's row, its name and kind.
  package let id: Int64, name: String, kind: AccountKind
  /// The roles that hold on the day it was asked for.
  package let roles: Set<AccountRole>
  /// The password that stands; nil where there is none yet.
  package let password: KeptPassword?
  /// The second factor that stands.
  package let factor: KeptFactor?
  /// The hashes of the recovery codes that were not used, by their rows.
  package let recovery: [(id: Int64, hash: String)]
}

/// A password as it is kept.
package struct KeptPassword: Hashable, Sendable {
  /// Its row and hash, and when it was set.
  package let id: Int64, hash: String, setAt: Instant
  /// For a drawn one until when it is good, and whether it was used; nil for one its owner chose.
  package let goodUntil: Instant?
  package let isUsed: Bool
}

/// A second factor as it is kept.
package struct KeptFactor: Hashable, Sendable {
  /// Its row.
  package let id: Int64
  /// The sealed secret, and the id of the key that opens it.
  package let secret: [UInt8], keyID: String
  /// The step of the last code that was taken.
  package let lastStep: Int64?
}

/// An attempt to sign in, as it stands before the password is looked at.
package struct SignInAttempt: Sendable {
  /// When, by the database's clock: it is one for all daemons.
  package let now: Instant
  /// What is done with it.
  package let decision: SignInDecision
  /// Its row among the failures; nil where it has to wait.
  package let row: Int64?
  /// Whose it is; nil for nobody's name, or an account out of use.
  package let account: AccountCredentials?
  /// The digest of the device by which it comes, where that is one by which the account got in before.
  package let device: [UInt8]?
}

/// What was right of an attempt, to be taken once.
package struct SignInProof: Sendable {
  /// The attempt's row, and the digests of the name and of the device by which it came.
  package let attempt: Int64?, who: [UInt8], address: String, device: [UInt8]?
  /// The password's row; nil where another's word was taken (统一认证).
  package let password: Int64?
  /// The password's new hash where the old one was made at another cost.
  package let rehashed: String?
  /// The second factor's row and the step of its code, or the row of a recovery code; nil for neither.
  package let code: Code?

  /// What came besides the password.
  package enum Code: Hashable, Sendable {
    case step(factor: Int64, Int64)
    case recovery(Int64)
  }

  /// A proof.
  package init(
    attempt: Int64?, who: [UInt8], address: String, device: [UInt8]?, password: Int64?, rehashed: String?, code: Code?
  ) {
    (self.attempt, self.who, self.address, self.device) = (attempt, who, address, device)
    (self.password, self.rehashed, self.code) = (password, rehashed, code)
  }
}

extension Store {
  /// Begins an attempt: what is known of failures is looked at, and it is counted as one before anything is checked, so that
  /// a hundred at once are a hundred. Attempts at one name go one after the other here, through whichever daemon they come.
  ///
  /// - Parameters:
  ///   - who: the digest of the name as typed.
  ///   - name: the name.
  ///   - device: the digest of what the device shows; nil for nothing.
  package func beginSignIn(
    who: [UInt8], name: String, address: String, device: [UInt8]?, on day: Day
  ) async throws -> SignInAttempt {
    try await pool.transaction { session in
      let (who, shown) = (Bytes(who), device.map { Bytes($0) })
      try session.rows("SELECT pg_advisory_xact_lock(('x' || encode(substr(\(who), 1, 8), 'hex'))::bit(64)::bigint)")
      let now = try session.rows("SELECT clock_timestamp()").only { try $0.next(Instant.self) }
      // Old rows are of no use; whoever else clears them at once is not waited for.
      try session.run(
        """
        DELETE FROM sign_in_failure WHERE id IN (SELECT id FROM sign_in_failure
          WHERE at < \(now)::timestamptz - make_interval(mins => \(Int32(SignInGuard.minutesKept)))
          ORDER BY at LIMIT 100 FOR UPDATE SKIP LOCKED)
        """)
      let known = try Store.knows(device: shown, of: name, session) ? shown : nil
      let decision = SignInGuard.decide(
        try Store.attempts(who, address: address, device: known, at: now, session), at: now)
      let account = try Store.credentials(of: name, on: day, session)
      if case .wait = decision {
        return SignInAttempt(now: now, decision: decision, row: nil, account: account, device: known?.bytes)
      }
      let row = try session.rows(
        """
        INSERT INTO sign_in_failure (who, address, device, at) VALUES (\(who), \(address), \(known), \(now)) RETURNING id
        """
      ).only { try $0.next(Int64.self) }
      return SignInAttempt(now: now, decision: decision, row: row, account: account, device: known?.bytes)
    }
  }

  /// Whether an account got in by a device before, not too long ago.
  package func knows(device: [UInt8], of name: String) async throws -> Bool {
    try await ask { try Store.knows(device: Bytes(device), of: name, $0) }
  }

  private static func knows(device: Bytes?, of name: String, _ session: borrowing Session) throws -> Bool {
    try session.rows(
      """
      SELECT EXISTS (SELECT FROM account_device d JOIN account a ON a.id = d.account_id
        WHERE a.name = \(name) AND d.digest = \(device)
          AND d.seen_at > now() - make_interval(days => \(Int32(AccessLimits.deviceDays))))
      """
    ).only { try $0.next(Bool.self) }
  }

  private static func attempts(
    _ who: Bytes, address: String, device: Bytes?, at now: Instant, _ session: borrowing Session
  ) throws -> SignInAttempts {
    let last = SignInGuard.failures
    if let device {
      let times = try session.rows(
        """
        SELECT at FROM sign_in_failure WHERE who = \(who) AND device = \(device) AND NOT is_settled
        ORDER BY at DESC LIMIT \(last)
        """
      ).map { try $0.next(Instant.self) }
      return SignInAttempts(device: .known(times))
    }
    let pair = try session.rows(
      """
      SELECT at FROM sign_in_failure WHERE who = \(who) AND address = \(address) AND device IS NULL AND NOT is_settled
      ORDER BY at DESC LIMIT \(last)
      """
    ).map { try $0.next(Instant.self) }
    let codes = try session.rows(
      """
      SELECT at FROM sign_in_failure WHERE who = \(who) AND device IS NULL AND is_code
      ORDER BY at DESC LIMIT \(SignInGuard.codeFailures)
      """
    ).map { try $0.next(Instant.self) }
    let most = SignInGuard.mostCounted
    let counts = try session.rows(
      """
      SELECT (SELECT count(*) FROM (SELECT FROM sign_in_failure
          WHERE who = \(who) AND device IS NULL AND is_wrong AND at > \(now)::timestamptz - make_interval(mins => \(Int32(SignInGuard.minutes)))
          LIMIT \(most)) AS of_account),
        (SELECT count(*) FROM (SELECT DISTINCT who FROM sign_in_failure
          WHERE address = \(address) AND device IS NULL AND is_wrong AND at > \(now)::timestamptz - make_interval(mins => \(Int32(SignInGuard.minutes)))
          LIMIT \(most)) AS of_address),
        (SELECT max(at) FROM sign_in_failure WHERE address = \(address) AND device IS NULL AND is_wrong)
      """
    ).only { (try $0.next(Int.self), try $0.next(Int.self), try $0.nextOptional(Instant.self)) }
    return SignInAttempts(
      pair: pair, account: counts.0, accountsOfAddress: counts.1, addressLast: counts.2, codes: codes)
  }

  /// What the account of a name that is in use is signed in with; nil where there is none.
  package func credentials(of name: String, on day: Day) async throws -> AccountCredentials? {
    try await ask { try Store.credentials(of: name, on: day, $0) }
  }

  private static func credentials(
    of name: String, on day: Day, _ session: borrowing Session
  ) throws -> AccountCredentials? {
    let account = try session.rows("SELECT id, kind FROM account WHERE name = \(name) AND disabled_at IS NULL").first {
      (id: try $0.next(Int64.self), kind: try Store.known(try $0.next()) as AccountKind)
    }
    // A name that is nobody's is looked for as long as one that is somebody's.
    let id = account?.id ?? 0
    let roles = try session.rows(
      """
      SELECT DISTINCT role FROM account_role WHERE account_id = \(id) AND revoked_at IS NULL
        AND \(day) BETWEEN from_day AND coalesce(until_day, 'infinity')
      """
    ).map { try Store.known(try $0.next()) as AccountRole }
    let password = try session.rows(
      """
      SELECT id, hash, set_at, good_until, used_at IS NOT NULL FROM account_password
      WHERE account_id = \(id) AND replaced_at IS NULL
      """
    ).first {
      KeptPassword(
        id: try $0.next(), hash: try $0.next(), setAt: try $0.next(), goodUntil: try $0.nextOptional(),
        isUsed: try $0.next())
    }
    let factor = try Store.factor(of: id, isConfirmed: true, session)
    let recovery = try session.rows(
      "SELECT id, hash FROM account_recovery_code WHERE account_id = \(id) AND used_at IS NULL ORDER BY id"
    ).map { (id: try $0.next(Int64.self), hash: try $0.next(String.self)) }
    guard let account else { return nil }
    return AccountCredentials(
      id: account.id, name: name, kind: account.kind, roles: Set(roles), password: password, factor: factor,
      recovery: recovery)
  }

  static func factor(
    of account: Int64, isConfirmed: Bool, _ session: borrowing Session
  ) throws -> KeptFactor? {
    try session.rows(
      """
      SELECT id, secret, key_id, last_step FROM account_factor
      WHERE account_id = \(account) AND (confirmed_at IS NOT NULL) = \(isConfirmed)
      """
    ).first {
      KeptFactor(
        id: try $0.next(), secret: try $0.next(Bytes.self).bytes, keyID: try $0.next(), lastStep: try $0.nextOptional())
    }
  }

  /// Says of an attempt that it was looked at and was wrong.
  ///
  /// - Parameter code: whether it was the code alone.
  package func fail(attempt row: Int64, byCode code: Bool) async throws {
    _ = try await pool.perform {
      try $0.run("UPDATE sign_in_failure SET is_wrong = true, is_code = \(code) WHERE id = \(row)")
    }
  }

  /// Takes an attempt out of the failures whose password was not looked at.
  package func forget(attempt row: Int64) async throws {
    _ = try await pool.perform { try $0.run("DELETE FROM sign_in_failure WHERE id = \(row)") }
  }

  /// Lets somebody in whose attempt was right: password and code are taken, which each goes once, whichever daemon is asked;
  /// and a session is there, in place of the one that goes on.
  ///
  /// - Parameter session: the row of the session that goes on; nil where somebody begins.
  /// - Returns: false where anything of it was taken by another, or changed since it was looked at: then nothing is done.
  package func enter(
    _ account: AccountCredentials, by proof: SignInProof, _ new: NewSession, goingOnFrom session: Int64? = nil,
    on day: Day
  ) async throws -> Bool {
    try await whereItStands {
      try await write { connection in
        // Whoever puts the account out of use, or changes its password, factor or roles, comes before or after.
        try connection.rows("SELECT FROM account WHERE id = \(account.id) FOR NO KEY UPDATE")
        guard let now = try Store.credentials(of: account.name, on: day, connection), now.stands(as: account) else {
          throw Overtaken()
        }
        if let session { try Store.close(session, connection) }
        try Store.take(proof, connection)
        try connection.run("DELETE FROM sign_in_failure WHERE id = \(proof.attempt)")
        // Who has not typed the code yet has shown nothing that another could not have.
        if new.stage != .code {
          try connection.run(
            """
            UPDATE sign_in_failure SET is_settled = true WHERE who = \(Bytes(proof.who)) AND NOT is_settled
              AND (device IS NULL AND address = \(proof.address) OR device = \(proof.device.map { Bytes($0) }))
            """)
        }
        try Store.open(new, for: account.id, connection)
      }
    }
  }

  private static func take(_ proof: SignInProof, _ session: borrowing Session) throws {
    if let id = proof.password {
      // A drawn one is used up by it; one that its owner chose must still stand.
      let taken = try session.run(
        """
        UPDATE account_password SET used_at = CASE WHEN good_until IS NOT NULL THEN now() END,
          hash = coalesce(\(proof.rehashed), hash)
        WHERE id = \(id) AND replaced_at IS NULL AND used_at IS NULL AND (good_until IS NULL OR good_until > now())
        """)
      guard taken == 1 else { throw Overtaken() }
    }
    let taken: Int
    switch proof.code {
    case nil: return
    case .step(let factor, let step):
      taken = try session.run(
        """
        UPDATE account_factor SET last_step = \(step)
        WHERE id = \(factor) AND confirmed_at IS NOT NULL AND (last_step IS NULL OR last_step < \(step))
        """)
    case .recovery(let id):
      taken = try session.run(
        "UPDATE account_recovery_code SET used_at = now() WHERE id = \(id) AND used_at IS NULL")
    }
    guard taken == 1 else { throw Overtaken() }
  }

  /// That what was looked at was taken or changed meanwhile: it undoes its transaction, and with it the row of the trail.
  struct Overtaken: Error {}

  /// Whether something was done; false where it was overtaken.
  func whereItStands(_ act: () async throws -> Void) async throws -> Bool {
    do {
      try await act()
      return true
    } catch is Overtaken {
      return false
    }
  }
}

extension AccountCredentials {
  /// Whether it is as it was looked at: the password, the factor and the roles.
  fileprivate func stands(as other: AccountCredentials) -> Bool {
    id == other.id && roles == other.roles && password?.id == other.password?.id && factor?.id == other.factor?.id
  }
}
