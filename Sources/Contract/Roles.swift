/// What a role of the database may do.
package enum RoleKind: String, Codable, Sendable, CaseIterable {
  /// Commands and daemons: all but changing what is append-only.
  case service
  /// Looks at figures, not at people's addresses.
  case reader
  /// Looks at everything but sealed secrets.
  case auditor

  /// What people call it.
  package var chinese: String {
    switch self {
    case .service: "命令和守护进程"
    case .reader: "只看业务数据"
    case .auditor: "看全部，通道的密钥除外"
    }
  }
}

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
