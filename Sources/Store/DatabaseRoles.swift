package import Domain
internal import Postgres

extension Store {
  /// The roles that were given rights, by their names.
  package func databaseRoles() async throws -> [(role: String, kind: RoleKind)] {
    try await pool.perform { session in
      try session.rows("SELECT role::text, kind FROM database_role ORDER BY role").map {
        (role: try $0.next(), kind: try Store.known(try $0.next()))
      }
    }
  }

  /// Gives a role of the database, which is there already, the rights of a kind and no others; nil takes them away. They are
  /// given again after every upgrade.
  ///
  /// - Throws: `role-unknown`, `role-owns` for one that owns the tables or is a superuser, `role-not-owner` where this
  ///   program is not connected as the tables' owner.
  package func setDatabaseRole(_ role: String, to kind: RoleKind?) async throws {
    try await write { session in
      let found = try session.rows(
        """
        SELECT r.rolsuper OR r.oid = c.relowner, pg_has_role(current_user, c.relowner, 'USAGE')
        FROM pg_roles r, pg_class c WHERE r.rolname = \(role) AND c.oid = 'spending_entry'::regclass
        """
      ).first { (ownsAll: try $0.next(Bool.self), isOwner: try $0.next(Bool.self)) }
      guard let found else {
        throw Refusal.service(.roleUnknown(role))
      }
      guard found.isOwner else {
        throw Refusal.service(.notOwner)
      }
      guard !found.ownsAll else {
        throw Refusal.service(.roleOwns(role))
      }
      try session.run("DELETE FROM database_role WHERE role = \(role)::name")
      if let kind {
        try session.run("INSERT INTO database_role (role, kind) VALUES (\(role)::name, \(kind.rawValue))")
        try session.rows("SELECT grant_database_roles()")
      } else {
        try session.rows("SELECT revoke_database_role(\(role))")
      }
    }
  }

  /// Gives the rights anew where a service's role may not read a table that is there: an upgrade by an earlier
  /// program ended between a table and its rights. For the tables' owner only; whoever is not has no rights to give.
  func grantRolesWhereLacking() async throws {
    try await pool.transaction { session in
      let isLacking = try session.rows(
        """
        SELECT current_setting('transaction_read_only') = 'off' AND EXISTS (
          SELECT FROM database_role r JOIN pg_roles p ON p.rolname = r.role, pg_class c
          WHERE r.kind = 'service' AND c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')
            AND NOT c.relispartition AND pg_has_role(current_user, c.relowner, 'USAGE')
            AND NOT has_table_privilege(p.oid, c.oid, 'SELECT'))
        """
      ).only { try $0.next(Bool.self) }
      guard isLacking else { return }
      // Whoever holds it migrates, or is about the same.
      let isOurs = try session.rows("SELECT pg_try_advisory_xact_lock(\(Store.migrationLock))").only {
        try $0.next(Bool.self)
      }
      if isOurs { try Store.grantRoles(session) }
    }
  }

  /// Gives the rights anew, as tables have come.
  static func grantRoles(_ session: borrowing Session) throws {
    let isThere = try session.rows("SELECT to_regproc('grant_database_roles') IS NOT NULL").first {
      try $0.next(Bool.self)
    }
    if isThere == true { try session.rows("SELECT grant_database_roles()") }
  }
}
