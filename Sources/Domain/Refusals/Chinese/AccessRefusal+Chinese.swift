extension AccessRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .passwordUnfit(let faults): "密码不能用：\(faults.map(\.chinese).joined(separator: "；"))。"
    case .busy: "现在登录的人太多，请稍后再试。"
    case .hashUnreadable: "账号里存的密码记录无法识别，请由安全管理员重置密码。"
    case .noMemory: "服务器内存不足，无法核对密码，请稍后再试；一直如此的，请联系系统管理员。"
    case .wait(let until): "登录失败次数太多，请在\(until.chinese)以后再试。忘记密码的，请联系安全管理员重置。"
    case .pictureTooLong(let bytes): "内容有\(bytes)字节，一个二维码放不下，请改短，或逐字输入密钥。"
    case .signOn(let problem): problem.chinese
    }
  }
}

extension PasswordFault {
  /// What came and what is expected, without anything of the password.
  package var chinese: String {
    switch self {
    case .tooShort(let characters, let least): "只有\(characters)个字符，至少要\(least)个"
    case .tooLong(let characters, let bytes):
      "有\(characters)个字符、\(bytes)字节，最多\(PasswordProfile.mostCharacters)个字符、\(PasswordProfile.mostBytes)字节"
    case .untypeable: "里面有制表符、换行或其他控制字符，请去掉"
    case .fewClasses(let has, let least):
      "只有\(has.map(\.chinese).listed)，\(PasswordClass.allCases.map(\.chinese).listed)中至少要有\(least)种"
    case .listed: "是很多人用的密码，请换一个"
    case .guessable(let parts, let left, let least) where parts.isEmpty:
      "太好猜：同一个字符只算两个，@、#、! 等常用符号合起来只算一个，这样只有\(left)个，至少要\(least)个"
    case .guessable(let parts, let left, let least):
      "太好猜：去掉\(parts.map(\.chinese).listed)后只剩\(left)个字符，至少要剩\(least)个"
    case .usedBefore(let remembered): remembered > 1 ? "与最近\(remembered)次用过的密码相同，请换一个" : "与现在的密码相同，请换一个"
    }
  }
}
