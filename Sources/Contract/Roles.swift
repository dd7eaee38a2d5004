package import Domain

/// The roles of the database that were given rights.
package struct RolesAnswer: Codable, Hashable, Sendable {
  /// One of them.
  package struct Entry: Codable, Hashable, Sendable {
    /// Its name, and what it may do.
    package var role: String, kind: RoleKind

    /// A role.
    package init(_ role: String, _ kind: RoleKind) { (self.role, self.kind) = (role, kind) }
  }

  /// By their names.
  package var roles: [Entry]

  /// Some roles.
  package init(_ roles: [Entry]) { self.roles = roles }
}

extension RoleKind: Codable {}
