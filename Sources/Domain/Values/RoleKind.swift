/// What a role of the database may do.
package enum RoleKind: String, Sendable, CaseIterable {
  /// Commands and daemons: all that is needed to work, but nothing that changes what is append-only or takes a trigger away.
  case service
  /// Looks at figures: not at people's addresses, messages and settings.
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
