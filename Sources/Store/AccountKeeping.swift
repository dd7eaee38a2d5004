package import Domain
internal import Postgres

// What is done with accounts; the database itself holds the kinds of roles apart.
extension Store {
  /// Makes an account with its first roles.
  ///
  /// - Parameter osUser: the user of the operating system who acts by it; nil for none yet.
  /// - Throws: `account-taken` where there is one of the name; else as ``grant(_:to:)``.
  package func addAccount(_ name: String, _ kind: AccountKind, _ grants: [Grant], osUser: String?) async throws {
    try await write { session in
      let id = try session.rows(
        "INSERT INTO account (name, kind) VALUES (\(name), \(kind.rawValue)) ON CONFLICT (name) DO NOTHING RETURNING id"
      ).first { try $0.next(Int64.self) }
      guard let id else { throw Refusal.account(.taken(name)) }
      for grant in grants { try Store.grant(grant, to: (id, name, kind), session) }
      try Store.linkToRecipient(id, session)
      if let osUser {
        try session.run("INSERT INTO account_os_user (os_user, account_id) VALUES (\(osUser), \(id))")
      }
    }
  }

  /// Gives an account roles; one that it has already is given anew, with these days.
  ///
  /// - Throws: `account-kind-differs` for a role of another kind, `substitute-of-nobody`.
  package func grant(_ grants: [Grant], to name: String) async throws {
    try await write { session in
      let (id, kind) = try Store.account(name, session)
      for grant in grants { try Store.grant(grant, to: (id, name, kind), session) }
      try Store.linkToRecipient(id, session)
    }
  }

  private static func grant(
    _ grant: Grant, to account: (id: Int64, name: String, kind: AccountKind), _ session: borrowing Session
  ) throws {
    guard grant.role.kind == account.kind else {
      throw Refusal.account(.kindDiffers(account.name, account.kind, wanted: grant.role))
    }
    var absent: Int64?
    if let name = grant.standsInFor {
      absent = try session.rows(
        "SELECT id FROM account WHERE name = \(name) AND disabled_at IS NULL AND id <> \(account.id)"
      ).first { try $0.next(Int64.self) }
      guard absent != nil else { throw Refusal.account(.substituteOfNobody(name)) }
    }
    let row = Store.columns(of: grant.reach)
    try session.run(
      """
      UPDATE account_role SET revoked_at = now(), revoked_by = current_actor()
      WHERE account_id = \(account.id) AND role = \(grant.role.rawValue) AND revoked_at IS NULL
        AND division IS NOT DISTINCT FROM \(row.division) AND department_code IS NOT DISTINCT FROM \(row.code)
        AND department_name IS NOT DISTINCT FROM \(row.name) AND stands_in_for IS NOT DISTINCT FROM \(absent)
      """)
    try session.run(
      """
      INSERT INTO account_role (account_id, kind, role, division, department_code, department_name, from_day, until_day,
        stands_in_for)
      VALUES (\(account.id), \(account.kind.rawValue), \(grant.role.rawValue), \(row.division), \(row.code), \(row.name),
        \(grant.from), \(grant.until), \(absent))
      """)
  }

  /// Alerts under the account's name are its.
  private static func linkToRecipient(_ id: Int64, _ session: borrowing Session) throws {
    try session.run(
      """
      UPDATE account a SET recipient_id = r.id FROM recipient r
      WHERE a.id = \(id) AND a.kind = 'business' AND a.recipient_id IS NULL AND r.name = a.name
      """)
  }

  private static func columns(of reach: Reach) -> (division: String?, code: String?, name: String?) {
    switch reach {
    case .all: (nil, nil, nil)
    case .division(let code, _): (code.text, nil, nil)
    case .department(let place): (place.division.text, place.code, place.name)
    }
  }

  /// Takes a role from an account.
  ///
  /// - Parameter reaches: where; nil for wherever it has it.
  /// - Throws: `role-not-granted`, `last-security-officer`.
  package func revoke(_ role: AccountRole, _ reaches: [Reach]?, from name: String, on day: Day) async throws {
    try await write { session in
      let (id, _) = try Store.account(name, session)
      for row in reaches.map({ $0.map { Optional(Store.columns(of: $0)) } }) ?? [nil] {
        let revoked = try session.run(
          """
          UPDATE account_role SET revoked_at = now(), revoked_by = current_actor()
          WHERE account_id = \(id) AND role = \(role.rawValue) AND revoked_at IS NULL
            AND (\(row == nil) OR division IS NOT DISTINCT FROM \(row?.division)
              AND department_code IS NOT DISTINCT FROM \(row?.code) AND department_name IS NOT DISTINCT FROM \(row?.name))
          """)
        guard revoked > 0 else { throw Refusal.account(.notGranted(name, role)) }
      }
      if role == .security { try Store.requireSecurityOfficer(besides: name, on: day, session) }
    }
  }

  /// Puts an account out of use, or back into it. False where it is so already.
  package func setAccount(_ name: String, disabled: Bool, on day: Day) async throws -> Bool {
    try await write { session in
      let (id, kind) = try Store.account(name, session)
      let changed = try session.run(
        """
        UPDATE account SET disabled_at = CASE WHEN \(disabled) THEN now() END
        WHERE id = \(id) AND (disabled_at IS NOT NULL) <> \(disabled)
        """)
      if disabled, kind == .security, changed > 0 { try Store.requireSecurityOfficer(besides: name, on: day, session) }
      return changed > 0
    }
  }

  /// Has the user of an operating system act by an account, or no more. False where it is so already.
  package func link(_ osUser: String, to name: String, linked: Bool) async throws -> Bool {
    try await write { session in
      let (id, _) = try Store.account(name, session)
      guard linked else {
        return try session.run("DELETE FROM account_os_user WHERE os_user = \(osUser) AND account_id = \(id)") > 0
      }
      return try session.run(
        "INSERT INTO account_os_user (os_user, account_id) VALUES (\(osUser), \(id)) ON CONFLICT DO NOTHING") > 0
    }
  }

  /// The row and kind of an account, held until the transaction ends.
  static func account(_ name: String, _ session: borrowing Session) throws -> (id: Int64, kind: AccountKind) {
    let found = try session.rows("SELECT id, kind FROM account WHERE name = \(name) FOR UPDATE").first {
      (id: try $0.next(Int64.self), kind: try Store.known(try $0.next()) as AccountKind)
    }
    if let found { return found }
    throw try unknownAccount(name, session)
  }

  /// That no account is called so, with those that are there.
  static func unknownAccount(_ name: String, _ session: borrowing Session) throws -> Refusal {
    let names = try session.rows("SELECT name FROM account ORDER BY name LIMIT 21").map { try $0.next(String.self) }
    return Refusal.account(.unknown(name, known: Array(names.prefix(20)), count: names.count))
  }

  /// Refuses to leave nobody who may give roles. Two who take the role from each other at once wait for one another here.
  private static func requireSecurityOfficer(besides name: String, on day: Day, _ session: borrowing Session) throws {
    try session.rows("SELECT pg_advisory_xact_lock(\(Int64(0x4A69_7869_616F_0007)))")
    let isLeft = try session.rows("SELECT has_security_officer(\(day))").only { try $0.next(Bool.self) }
    guard isLeft else { throw Refusal.account(.lastSecurityOfficer(name)) }
  }
}
