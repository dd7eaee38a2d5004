/// How far somebody who signs in has come.
package enum SessionStage: String, Sendable, Codable, CaseIterable {
  /// The password is the drawn one, or too old: nothing is done but changing it.
  case password
  /// Another's word was taken (统一认证) of somebody who has a second factor: nothing is done but typing its code.
  case code
  /// A second factor is demanded and there is none: nothing is done but setting it up.
  case factor
  /// Everything is done that the account may.
  case full

  /// Where somebody stands whose password and, where there is a second factor, whose code were right.
  package static func next(isPasswordDue: Bool, hasFactor: Bool, demandsFactor: Bool) -> SessionStage {
    isPasswordDue ? .password : demandsFactor && !hasFactor ? .factor : .full
  }
}

/// Of whom a second factor (动态口令) is demanded. Whoever has one is asked for it in any case.
package enum SecondFactorPolicy: String, Sendable, Codable, CaseIterable {
  /// Of 系统管理员, 安全管理员, 审计员 and of 财政绩效股, who reach beyond one department (等级保护三级: 双因子).
  case administrators
  /// Of everybody.
  case all

  /// Whether it is demanded of an account.
  ///
  /// - Parameter roles: those that hold today.
  package func demands(of kind: AccountKind, _ roles: Set<AccountRole>) -> Bool {
    self == .all || kind != .business || roles.contains(.bureau)
  }
}

/// What bounds sessions and what opens one (等级保护: 超时退出; ASVS 5.0, 7.3 and 6.4.1).
package enum AccessLimits {
  /// Minutes without a request after which a session is over.
  package static let idleMinutes: Int64 = 30
  /// Hours after which it is over in any case.
  package static let hours: Int64 = 12
  /// Minutes that one may stand at a password to be changed or a second factor to be set up.
  package static let unfinishedMinutes: Int64 = 15
  /// How many of an account there are at most; a further one ends the oldest.
  package static let sessions = 3
  /// Hours that a drawn password is good for.
  package static let firstPasswordHours: Int64 = 72
  /// Days that a token is good for at most, and where nobody says.
  package static let tokenDays = 366, usualTokenDays = 90
  /// Devices of an account that are known at a time, and days after which one is a stranger's again.
  package static let devices = 10, deviceDays = 90
}

/// What a token may of what its account may.
package struct TokenScope: Hashable, Sendable {
  /// Whether it only asks.
  package let readsOnly: Bool
  /// Of one department alone; nil for as far as the account reaches.
  package let department: DepartmentPlace?

  /// A scope.
  package init(readsOnly: Bool, department: DepartmentPlace? = nil) {
    (self.readsOnly, self.department) = (readsOnly, department)
  }

  /// An account as a token may act by it: by no role more, and no further.
  package func narrowing(_ principal: Principal) -> Principal {
    let grants = principal.grants.compactMap { grant -> Grant? in
      guard let department else { return grant }
      guard grant.reach.covers(.department(department)) else { return nil }
      return Grant(
        grant.role, .department(department), from: grant.from, until: grant.until, standsInFor: grant.standsInFor)
    }
    return Principal(name: principal.name, grants: grants, token: self)
  }

  /// As people read it.
  package var chinese: String {
    (readsOnly ? "只查看" : "查看和办理") + (department.map { "，\($0.chinese)" } ?? "")
  }
}

/// Why a session is over.
package enum SessionEnd: String, Sendable, Codable, CaseIterable {
  /// Signed out; ended by oneself or 安全管理员 from elsewhere.
  case signOut = "sign-out"
  case other
  /// The account was put out of use, or what it may, its password or its second factor was changed.
  case disabled, role, password, factor
  /// More at once than there may be.
  case many
  /// It goes on under a new secret.
  case moved
  /// Nobody did anything for too long, or it was too long in all; this is not kept but follows from the clock.
  case idle, late

  /// As people read it.
  package var chinese: String {
    switch self {
    case .signOut: "已退出"
    case .other: "已被结束"
    case .disabled: "账户已停用"
    case .role: "角色有变动"
    case .password: "密码已更改"
    case .factor: "动态口令已更改"
    case .many: "在别处登录过多"
    case .moved: "已换成新的登录"
    case .idle: "超过\(AccessLimits.idleMinutes)分钟没有操作"
    case .late: "登录已满\(AccessLimits.hours)小时"
    }
  }
}
