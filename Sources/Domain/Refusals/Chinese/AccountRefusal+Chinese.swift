extension AccountRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .forbidden(let forbidden): forbidden.chinese(at: door)
    case .unlinked(let user):
      "已经启用账户，系统用户“\(user)”没有关联账户，不能办理。请安全管理员\(door(.linkAccount(user)))关联。"
    case .notOneself(let said, let own):
      own.isEmpty
        ? "已经启用账户，不能以“\(said)”的名义办理。"
        : "不能以“\(said)”的名义办理：现在可用的账户是\(own.listed)。"
    case .severalOwn(let action, let own):
      "\(own.listed)都可以\(action.chinese)，请\(door(.giveActor))写明由哪个账户办理。"
    case .unknown(let name, let known, let count):
      "没有名为“\(name)”的账户。\(known.isEmpty ? "" : "已有：\(known.listed)\(count > known.count ? "等" : "")。")"
    case .kindDiffers(let name, let kind, let wanted):
      "“\(name)”是\(kind.chinese)，不能同时是\(wanted.chinese)：系统管理员、安全管理员、审计员和业务角色要分开。请另建一个账户。"
    case .taken(let name): "已经有名为“\(name)”的账户。同名的人请在姓名后加以区别，如“\(name)（二）”；给已有账户加角色的，\(door(.grantRole))授予。"
    case .notGranted(let name, let role): "“\(name)”现在没有\(role.chinese)的角色，没有可以收回的。"
    case .endsBeforeStart(let from, let until): "截止日期 \(until) 早于起始日期 \(from)，请核对。"
    case .reachOfAdministrator(let role): "\(role.chinese)不分管部门，请不要写部门或区划。"
    case .lastSecurityOfficer(let name): "“\(name)”是唯一能用的安全管理员，收回或停用后就没有人能授权了。请先另授一名安全管理员。"
    case .ownRights(let name): "“\(name)”不能改变自己的角色，请由另一名安全管理员办理。"
    case .substituteOfNobody(let name): "代理的对象“\(name)”不是另一个在用的账户，请核对姓名。"
    case .notAnAuditor(let name, let kind): "“\(name)”是\(kind.chinese)，审计链末端只发给审计员账户。"
    case .auditKeptForEver: "审计记录没有设定保留天数，永久保存，不能清理\(door(.seeSettings))。"
    case .exportReasonMissing: "导出多个部门的数据要写明用途，它会记在审计记录里。请\(door(.giveReason))写明。"
    case .auditReadOnly: "这个数据库是只读的备用库：导出多个部门的数据或审计记录要留一条审计记录，请连到主库再导出。"
    case .auditBroken(let count): "审计记录核验出\(count)处问题，不能清理。请先\(door(.verifyAudit))查明原因。"
    }
  }
}

extension AccountRefusal.Forbidden {
  fileprivate func chinese(at door: Door) -> String {
    let roles = AccountRole.allCases.filter(action.roles.contains).map(\.chinese).joined(separator: "或")
    switch denial {
    case .noRole: return "“\(name)”还没有生效的角色（待授权），不能\(action.chinese)。请安全管理员\(door(.grantRole))授权。"
    case .otherRole(let has): return "“\(name)”是\(has.map(\.chinese).listed)，\(action.chinese)由\(roles)办理。"
    case .byToken: return "“\(name)”的这个令牌不能\(action.chinese)，请由本人登录办理。"
    case .elsewhere(let reaches):
      return "“\(name)”负责\(reaches.map(\.chinese).listed)，不包括\(object.chinese)，不能\(action.chinese)。"
    }
  }
}
