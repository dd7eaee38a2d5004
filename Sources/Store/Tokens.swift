package import Domain
internal import Postgres

/// A token for programs, as it is kept.
package struct KeptToken: Hashable, Sendable {
  /// Whose, and its name.
  package let account: String, name: String
  /// What it may.
  package let scope: TokenScope
  /// When it was made, when it is over, and when it was last used.
  package let madeAt: Instant, endsAt: Instant, usedAt: Instant?
}

extension Store {
  /// Makes a token.
  ///
  /// - Throws: `token-taken`, `token-of-administrator`.
  package func addToken(
    _ name: String, to account: String, digest: [UInt8], _ scope: TokenScope, days: Int
  ) async throws -> KeptToken {
    try await write { session in
      let (id, kind) = try Store.account(account, session)
      guard kind == .business else { throw Refusal.access(.tokenOfAdministrator(account, kind)) }
      let isTaken = try session.rows(
        """
        SELECT EXISTS (SELECT FROM account_token WHERE account_id = \(id) AND name = \(name) AND revoked_at IS NULL
          AND ends_at > now())
        """
      ).only { try $0.next(Bool.self) }
      guard !isTaken else { throw Refusal.access(.tokenTaken(name, account: account)) }
      // One that is over gives up its name.
      try session.run(
        """
        UPDATE account_token SET revoked_at = ends_at, revoked_by = current_actor()
        WHERE account_id = \(id) AND name = \(name) AND revoked_at IS NULL
        """)
      let place = scope.department
      let (made, ends) = try session.rows(
        """
        INSERT INTO account_token (account_id, kind, name, digest, reads_only, division, department_code, department_name,
          ends_at)
        VALUES (\(id), \(kind.rawValue), \(name), \(Bytes(digest)), \(scope.readsOnly), \(place?.division.text),
          \(place?.code), \(place?.name), now() + make_interval(days => \(Int32(days)))) RETURNING made_at, ends_at
        """
      ).only { (try $0.next(Instant.self), try $0.next(Instant.self)) }
      return KeptToken(account: account, name: name, scope: scope, madeAt: made, endsAt: ends, usedAt: nil)
    }
  }

  /// The tokens in use of an account, or of all.
  package func tokens(of account: String?) async throws -> [KeptToken] {
    try await ask { session in
      try session.rows(
        """
        SELECT a.name, t.name, t.reads_only, t.division, t.department_code, t.department_name, t.made_at, t.ends_at, t.used_at
        FROM account_token t JOIN account a ON a.id = t.account_id
        WHERE t.revoked_at IS NULL AND t.ends_at > now() AND (\(account) IS NULL OR a.name = \(account))
        ORDER BY a.name, t.name
        """
      ).map { row in
        KeptToken(
          account: try row.next(), name: try row.next(),
          scope: TokenScope(readsOnly: try row.next(), department: try Store.place(&row)), madeAt: try row.next(),
          endsAt: try row.next(), usedAt: try row.nextOptional())
      }
    }
  }

  private static func place(_ row: inout Row) throws -> DepartmentPlace? {
    let (division, code, name) = (
      try row.nextOptional(String.self), try row.nextOptional(String.self), try row.nextOptional(String.self)
    )
    guard let division, let code, let name else { return nil }
    return DepartmentPlace(division: DivisionCode(kept: division), code: code, name: name)
  }

  /// Takes a token back. False where there is none of the name in use.
  package func revokeToken(_ name: String, of account: String) async throws -> Bool {
    try await whereItStands {
      try await write { session in
        let (id, _) = try Store.account(account, session)
        let revoked = try session.run(
          """
          UPDATE account_token SET revoked_at = now(), revoked_by = current_actor()
          WHERE account_id = \(id) AND name = \(name) AND revoked_at IS NULL AND ends_at > now()
          """)
        guard revoked > 0 else { throw Overtaken() }
      }
    }
  }

  /// Whose a token's secret is, by its digest, and what the token is called; nil where it is nobody's any more. That it was used
  /// is noted once a minute.
  package func token(_ digest: [UInt8]) async throws -> (name: String, principal: Principal)? {
    let found = try await pool.perform { session in
      try session.rows(
        """
        SELECT t.id, a.name, t.name, t.reads_only, t.division, t.department_code, t.department_name,
          t.used_at IS NULL OR t.used_at <= now() - interval '1 minute'
        FROM account_token t JOIN account a ON a.id = t.account_id
        WHERE t.digest = \(Bytes(digest)) AND t.revoked_at IS NULL AND t.ends_at > now() AND a.disabled_at IS NULL
        """
      ).first { row in
        (
          id: try row.next(Int64.self), account: try row.next(String.self), name: try row.next(String.self),
          scope: TokenScope(readsOnly: try row.next(), department: try Store.place(&row)),
          isStale: try row.next(Bool.self)
        )
      }
    }
    guard let found, let account = try await userAccounts(named: found.account).first else { return nil }
    if found.isStale {
      try await note { try $0.run("UPDATE account_token SET used_at = now() WHERE id = \(found.id)") }
    }
    return (found.name, found.scope.narrowing(Principal(name: account.name, grants: account.grants)))
  }
}
