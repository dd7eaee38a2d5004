/// What was done about accounts.
package enum AccountDeed: Hashable, Sendable {
  /// An account was made, and stands so; and whether the person is told of alerts from now on.
  case added(AccountCard, isNowTold: Bool)
  /// A role was given; the account stands so now; and whether the person is told of alerts from now on.
  case granted(AccountCard, isNowTold: Bool)
  /// A role was taken.
  case revoked(String, AccountRole)
  /// An account was put out of use or back into it; false where it was so already.
  case disabled(String, Bool, isNew: Bool)
  /// The user of an operating system acts by an account, or no more; false where it was so already.
  case linked(osUser: String, String, Bool, isNew: Bool)
  /// An auditor gets the ends of the audit trail by these ways; by none any more.
  case addressed(String, [String], noMore: [String])
}

/// An account as one line shows it.
package struct AccountCard: Hashable, Sendable {
  /// A role as it is shown.
  package struct Role: Hashable, Sendable {
    /// What and how far.
    package let role: AccountRole, reach: String
    /// From when to when, and for whom.
    package let from: Day, until: Day?, standsInFor: String?
    /// Whether it holds today.
    package let holds: Bool

    /// A role.
    package init(role: AccountRole, reach: String, from: Day, until: Day?, standsInFor: String?, holds: Bool) {
      (self.role, self.reach, self.from, self.until) = (role, reach, from, until)
      (self.standsInFor, self.holds) = (standsInFor, holds)
    }

    fileprivate var chinese: String {
      var parts = [reach]
      if let standsInFor { parts.append("代理\(standsInFor)") }
      if let until { parts.append("\(from) 至 \(until)") } else if !holds { parts.append("自 \(from)") }
      if !holds { parts.append("未生效") }
      return "\(role.chinese)（\(parts.joined(separator: "，"))）"
    }
  }

  /// Its name and kind, and whether it is out of use.
  package let name: String, kind: AccountKind, isDisabled: Bool
  /// What it may be.
  package let roles: [Role]
  /// The users of operating systems that act by it.
  package let osUsers: [String]

  /// An account.
  package init(name: String, kind: AccountKind, isDisabled: Bool, roles: [Role], osUsers: [String]) {
    (self.name, self.kind, self.isDisabled, self.roles, self.osUsers) = (name, kind, isDisabled, roles, osUsers)
  }

  /// As people read it.
  package var chinese: String {
    let what = roles.isEmpty ? "\(kind.chinese)，待授权" : roles.map(\.chinese).listed
    return "\(name)：\(what)\(osUsers.isEmpty ? "" : "；系统用户 \(osUsers.listed)")\(isDisabled ? "；已停用" : "")"
  }
}

extension AccountDeed {
  private static let told = "；同时登记为接收人，预警发到站内消息"

  /// As people read it.
  var chinese: String {
    switch self {
    case .added(let card, let isNowTold): "已建立账户：\(card.chinese)\(isNowTold ? AccountDeed.told : "")"
    case .granted(let card, let isNowTold): "已授权：\(card.chinese)\(isNowTold ? AccountDeed.told : "")"
    case .revoked(let name, let role): "已收回“\(name)”的\(role.chinese)。"
    case .disabled(let name, true, let isNew): isNew ? "已停用账户“\(name)”。" : "账户“\(name)”本来就是停用的。"
    case .disabled(let name, false, let isNew): isNew ? "已启用账户“\(name)”。" : "账户“\(name)”本来就是启用的。"
    case .addressed(let name, let ways, let noMore):
      (ways.isEmpty ? "审计链末端不再发给“\(name)”。" : "审计链末端每天有变化时发给“\(name)”：\(ways.listed)。")
        + (noMore.isEmpty ? "" : "不再用：\(noMore.listed)。")
    case .linked(let user, let name, true, let isNew):
      isNew ? "系统用户“\(user)”从现在起以“\(name)”的账户办理。" : "系统用户“\(user)”已经关联账户“\(name)”。"
    case .linked(let user, let name, false, let isNew):
      isNew ? "系统用户“\(user)”不再以“\(name)”的账户办理。" : "系统用户“\(user)”没有关联账户“\(name)”。"
    }
  }
}
