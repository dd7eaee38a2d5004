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
    case .failed: "账户、密码或动态口令不对，没有登录。绑定了动态口令的，三样都要填。"
    case .sessionOver(let end): "登录已失效\(end.map { "（\($0.chinese)）" } ?? "")，请重新登录\(door(.signIn))。"
    case .ownReset(let name): "“\(name)”不能重置自己的密码或动态口令：知道现在的密码的请自己更改，忘记的请另一名安全管理员办理。"
    case .outOfUse(let name): "账户“\(name)”已停用，有密码也不能登录。请先启用再重置。"
    case .signOnMissing: "没有设置统一认证，请用账户和密码登录\(door(.signIn))。"
    case .signOnStranger(let issuer, let subject):
      "统一认证（\(issuer)）里的用户“\(subject)”没有对应的账户。请把这一句告诉安全管理员，由他关联\(door(.linkSubject))。"
    case .subjectTaken(let subject, let account): "统一认证的用户“\(subject)”已经对应账户“\(account)”，一个用户只能对应一个账户。"
    case .subjectUnknown(let subject): "统一认证的用户“\(subject)”没有对应账户。"
    case .signOnAddress(let text): "“\(text)”不是 https 地址（本机试用可以是 http）。"
    case .unfinished(.code): "请先填写动态口令，再办理别的。"
    case .unfinished(.password): "请先更改密码\(door(.changePassword))，再办理别的。"
    case .unfinished: "这个账户必须使用动态口令，请先绑定\(door(.setUpFactor))，再办理别的。"
    case .passwordWrong: "现在的密码不对，没有更改。"
    case .codeWrong: "动态口令不对或已经用过，没有绑定。请等下一个口令出来再试；总是不对的，请核对手机的时间。"
    case .factorNotBegun: "没有正在进行的绑定，请重新开始绑定动态口令。"
    case .factorDemanded(let account): "“\(account)”必须使用动态口令，不能解除；换了手机的，直接重新绑定。"
    case .factorMissing(let account): "“\(account)”没有绑定动态口令。"
    case .factorSealed(let account):
      "“\(account)”的动态口令解不开：密钥文件不是绑定时的那一个。请系统管理员恢复原密钥文件；找不回的，由安全管理员解除绑定后重新绑定。"
    case .tokenOver: "令牌无效：不存在、已到期或已收回。请换一个在用的令牌。"
    case .tokenTaken(let name, let account): "“\(account)”已经有名为“\(name)”的令牌，请另起名称，或先收回原来的。"
    case .tokenUnknown(let name, let account, let known):
      "“\(account)”没有名为“\(name)”的在用令牌。\(known.isEmpty ? "" : "在用的有：\(known.listed)。")"
    case .tokenDays(let days): "令牌的期限应为1到\(AccessLimits.tokenDays)天，收到\(days)天。"
    case .tokenOfAdministrator(let account, let kind): "“\(account)”是\(kind.chinese)，不能建立令牌：令牌只给业务账户。"
    case .tokenOutOfReach(let place, let account): "“\(account)”不负责“\(place.chinese)”，令牌不能限定在这里。"
    case .sessionUnknown(let id, let account): "“\(account)”没有编号为\(id)的会话，可能已经结束。"
    case .keptUnfit(let path): "\(path) 不是本程序保存的登录，或者别人也能读取，已停止使用。请删除它，重新登录\(door(.signIn))。"
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
