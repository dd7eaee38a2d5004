/// What was done about the service and its database.
package enum ServiceDeed: Hashable, Sendable {
  /// A setting has a value now; nil for the usual one.
  case set(key: String, to: String?)
  /// Migrations were run, by their names; none where all had been.
  case migrated([String])
  /// A role of the database has the rights of a kind; nil for none any more.
  case granted(role: String, RoleKind?)
}
