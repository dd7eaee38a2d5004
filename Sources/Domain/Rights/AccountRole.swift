/// What an account may be in the product.
///
/// The three administrators stand apart (三权分立, 等级保护): none of them sees money or forms, and no account is two of them or
/// one of them besides 填报人, 负责人 or 财政绩效股.
package enum AccountRole: String, Sendable, Codable, CaseIterable {
  /// Fills in the numbers of departments.
  case clerk
  /// Answers for departments.
  case head
  /// Watches the departments of an area from the finance bureau's performance office.
  case bureau
  /// Keeps the service going: places, people, channels, calendar, clock; makes accounts, and gives none a role.
  case system
  /// Gives roles and takes them away, resets passwords, ends sessions.
  case security
  /// Reads who did what.
  case auditor

  /// What people call it.
  package var chinese: String {
    switch self {
    case .clerk, .head, .bureau: recipientRole?.chinese ?? ""
    case .system: "系统管理员"
    case .security: "安全管理员"
    case .auditor: "审计员"
    }
  }

  /// What somebody of the role is told as; nil for the administrators, who are told of nothing.
  package var recipientRole: Recipient.Role? {
    switch self {
    case .clerk: .clerk
    case .head: .head
    case .bureau: .bureau
    case .system, .security, .auditor: nil
    }
  }

  /// The role of somebody who is told of things.
  package init(_ role: Recipient.Role) {
    switch role {
    case .clerk: self = .clerk
    case .head: self = .head
    case .bureau: self = .bureau
    }
  }

  /// Which kind of account can have it.
  package var kind: AccountKind {
    switch self {
    case .clerk, .head, .bureau: .business
    case .system: .system
    case .security: .security
    case .auditor: .auditor
    }
  }
}

/// What roles an account can have: an account is of one kind for good.
package enum AccountKind: String, Sendable, Codable, CaseIterable {
  /// 填报人, 负责人, 财政绩效股, as many as it takes.
  case business
  /// 系统管理员.
  case system
  /// 安全管理员.
  case security
  /// 审计员.
  case auditor

  /// What people call it.
  package var chinese: String {
    switch self {
    case .business: "业务账户"
    case .system: "系统管理员账户"
    case .security: "安全管理员账户"
    case .auditor: "审计员账户"
    }
  }
}
