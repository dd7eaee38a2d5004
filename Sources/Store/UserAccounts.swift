package import Domain
internal import Postgres

/// An account as it is kept.
package struct KeptAccount: Hashable, Sendable {
  /// Its name and kind.
  package let name: String, kind: AccountKind
  /// Whether it is out of use.
  package let isDisabled: Bool
  /// What it may be, those that are over included.
  package let grants: [Grant]
  /// The users of operating systems that act by it.
  package let osUsers: [String]
  /// Whether somebody is told of alerts under its name.
  package let isTold: Bool
}

extension Store {
  /// Who somebody at a terminal is.
  package struct DoorStanding: Sendable {
    /// Whether any account in use has a role: before, whoever reaches the database may do everything.
    package let isInForce: Bool
    /// The accounts in use that belong to the user of the operating system.
    package let principals: [Principal]
    /// Whether the tables are the role's own, and no security officer (安全管理员) is there yet: then it is this role that sets
    /// accounts up.
    package let isFounder: Bool
  }

  /// Who the user of an operating system is on a day.
  package func standing(of osUser: String, on day: Day) async throws -> DoorStanding {
    try await ask { session in
      let isFounder = try session.rows(
        """
        SELECT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'account'::regclass), 'USAGE')
          AND NOT has_security_officer(\(day))
        """
      ).only { try $0.next(Bool.self) }
      guard try Store.areAccountsInForce(session) else {
        return DoorStanding(isInForce: false, principals: [], isFounder: isFounder)
      }
      let accounts = try Store.userAccounts(
        "WHERE a.disabled_at IS NULL AND a.id IN (SELECT account_id FROM account_os_user WHERE os_user = \(osUser))",
        session)
      return DoorStanding(
        isInForce: true, principals: accounts.map { Principal(name: $0.name, grants: $0.grants) }, isFounder: isFounder)
    }
  }

  /// Whether any account in use has a role.
  static func areAccountsInForce(_ session: borrowing Session) throws -> Bool {
    try session.rows(
      """
      SELECT EXISTS (SELECT FROM account a JOIN account_role r ON r.account_id = a.id AND r.revoked_at IS NULL
        WHERE a.disabled_at IS NULL)
      """
    ).only { try $0.next(Bool.self) }
  }

  /// All accounts by name; or the one of a name.
  package func userAccounts(named name: String? = nil) async throws -> [KeptAccount] {
    try await ask { session in try Store.userAccounts("WHERE \(name) IS NULL OR a.name = \(name)", session) }
  }

  static func userAccounts(_ condition: Query, _ session: borrowing Session) throws -> [KeptAccount] {
    let accounts = try session.rows(
      condition.wrapped(
        """
        SELECT a.id, a.name, a.kind, a.disabled_at IS NOT NULL, a.recipient_id IS NOT NULL,
          ARRAY(SELECT u.os_user FROM account_os_user u WHERE u.account_id = a.id ORDER BY 1) FROM account a
        """, "ORDER BY a.name")
    ).map { row in
      (
        id: try row.next(Int64.self), name: try row.next(String.self),
        kind: try Store.known(try row.next()) as AccountKind, isDisabled: try row.next(Bool.self),
        isTold: try row.next(Bool.self), osUsers: try row.next([String].self)
      )
    }
    let grants = try session.rows(
      """
      SELECT r.account_id, r.role, r.division, r.department_code, r.department_name, r.from_day, r.until_day, s.name
      FROM account_role r LEFT JOIN account s ON s.id = r.stands_in_for
      WHERE r.revoked_at IS NULL AND r.account_id = ANY (\(accounts.map(\.id))) ORDER BY r.id
      """
    ).map { row in
      (
        account: try row.next(Int64.self), role: try Store.known(try row.next()) as AccountRole,
        division: try row.nextOptional(String.self), code: try row.nextOptional(String.self),
        name: try row.nextOptional(String.self), from: try row.next(Day.self), until: try row.nextOptional(Day.self),
        standsInFor: try row.nextOptional(String.self)
      )
    }
    let roots = Set(grants.filter { $0.code == nil }.compactMap(\.division))
    let below = try session.rows(
      "SELECT r.code, b.code FROM unnest(\(roots.sorted())) AS r (code), divisions_below(r.code) AS b (code)"
    ).map { (try $0.next(String.self), DivisionCode(kept: try $0.next())) }
    let tree = Dictionary(grouping: below, by: \.0).mapValues { Set($0.map(\.1)) }
    let grantsOf = Dictionary(grouping: grants, by: \.account)
    return accounts.map { account in
      let own = (grantsOf[account.id] ?? []).map { row in
        let reach: Reach
        if let division = row.division.map({ DivisionCode(kept: $0) }) {
          if let code = row.code, let name = row.name {
            reach = .department(DepartmentPlace(division: division, code: code, name: name))
          } else {
            reach = .division(division, below: tree[division.text] ?? [division])
          }
        } else {
          reach = .all
        }
        return Grant(row.role, reach, from: row.from, until: row.until, standsInFor: row.standsInFor)
      }
      return KeptAccount(
        name: account.name, kind: account.kind, isDisabled: account.isDisabled, grants: own, osUsers: account.osUsers,
        isTold: account.isTold)
    }
  }

  /// What does not change with the year of the department that a project is of; nil where it is not there.
  package func place(of project: ProjectID) async throws -> DepartmentPlace? {
    try await place("(SELECT department_id FROM project WHERE id = \(project))")
  }

  /// The same of an alert.
  package func place(of alert: AlertID) async throws -> DepartmentPlace? {
    try await place("(SELECT department_id FROM alert WHERE id = \(alert))")
  }

  /// The same of a department of a year.
  package func place(of department: DepartmentID) async throws -> DepartmentPlace? {
    try await place("\(department)")
  }

  private func place(_ department: Query) async throws -> DepartmentPlace? {
    try await ask { session in
      try session.rows(department.wrapped("SELECT division, code, name FROM department WHERE id =", "")).first {
        DepartmentPlace(division: DivisionCode(kept: try $0.next()), code: try $0.next(), name: try $0.next())
      }
    }
  }
}
