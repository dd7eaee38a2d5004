import Domain

@testable import Credentials

/// What opens the door and is not taken.
extension Trial {
  static let passwordUnfit = each(
    saying("密码不能用：只有8个字符，至少要10个；只有小写字母、数字，大写字母、小写字母、数字、其他符号中至少要有3种；是很多人用的密码，请换一个。") { _ in
      try judge("trustno1", .dengbao, isListed: { $0 == "trustno1" })
    },
    saying("密码不能用：太好猜：去掉姓名、单位或账号、键盘上相邻的键、顺序排列的字符后只剩0个字符，至少要剩6个。") { _ in
      try judge("Xushui@123", .dengbao)
    },
    saying("密码不能用：太好猜：去掉常用词、键盘上相邻的键、重复的字符、年份、日期或电话号码后只剩1个字符，至少要剩6个。") { _ in
      try judge("Woaini#Qwer2025Qwer", .dengbao)
    },
    saying("密码不能用：里面有制表符、换行或其他控制字符，请去掉。") { _ in
      try judge("Kx9#mQ2v\tLpw", .asvs)
    },
    saying("密码不能用：太好猜：同一个字符只算两个，@、#、! 等常用符号合起来只算一个，这样只有5个，至少要6个。") { _ in
      try judge("K!q@x#9._-", .dengbao)
    },
    saying("密码不能用：有129个字符、129字节，最多128个字符、4096字节。") { _ in
      try judge(String(repeating: "a", count: 129), .asvs)
    },
    saying("密码不能用：与最近5次用过的密码相同，请换一个。") { _ in
      try await repeated(.dengbao)
    },
    saying("密码不能用：与现在的密码相同，请换一个。") { _ in
      try await repeated(.asvs)
    })
  static let signInBusy = saying("现在登录的人太多，请稍后再试。") { _ in
    let office = PasswordOffice(slots: 1, seats: 0)
    let hash = try await office.hash(Password("甲"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<40 { group.addTask { _ = try await office.check(Password("甲"), against: hash) } }
      try await group.waitForAll()
    }
  }
  static let passwordHashUnreadable = saying("账号里存的密码记录无法识别，请由安全管理员重置密码。") { _ in
    _ = try PasswordHash(kept: "$1$abcdefgh$0123456789012345678901")
  }
  static let signInNoMemory = saying("服务器内存不足，无法核对密码，请稍后再试；一直如此的，请联系系统管理员。") { _ in
    // A thousand tebibytes are on no machine.
    _ = try await PasswordOffice(cost: PasswordCost(memory: 1 << 40, passes: 1)).hash(Password("甲"))
  }

  static let signInWait = saying("登录失败次数太多，请在2025年6月30日 8:45以后再试。忘记密码的，请联系安全管理员重置。") { _ in
    let now = Instant(Day(endOf: 6, in: 2025), minute: 8 * 60 + 30)
    try SignInGuard.decide(SignInAttempts(pair: Array(repeating: now, count: 5)), at: now).check()
  }
  static let pictureTooLong = saying("内容有3000字节，一个二维码放不下，请改短，或逐字输入密钥。") { _ in
    _ = try QRPicture(String(repeating: "绩", count: 1000))
  }

  private static func judge(
    _ password: String, _ profile: PasswordProfile, isListed: (String) -> Bool = { _ in false }
  ) throws {
    try PasswordRules.check(password, profile, about: PasswordContext(names: ["徐水区"]), isListed: isListed)
  }

  private static func repeated(_ profile: PasswordProfile) async throws {
    let office = PasswordOffice()
    let password = Password("Kx9#mQ2vLp")
    let last = [try await office.hash(password), try await office.hash(Password("甲"))]
    try await office.refuse(password, ofAny: last, profile)
  }
}
