/// What was done about signing in.
package enum AccessDeed: Hashable, Sendable {
  /// Somebody is signed in, and stands there; and in how many days the password has to be changed, where that is soon; and how
  /// many recovery codes are left, where one was used.
  case signedIn(String, SessionStage, passwordDays: Int?, recoveryCodes: Int?)
  case signedOut(String)
  /// A password was drawn for an account, good for so many hours.
  case drawn(String, hours: Int64)
  case passwordChanged(String)
  /// A second factor stands.
  case factorSet(String)
  /// It was taken away.
  case factorRemoved(String)
  /// So many sessions were ended.
  case sessionsEnded(String, Int)
  case tokenMade(String, account: String)
  case tokenRevoked(String, account: String)
  /// A provider of sign-on was set, or taken away.
  case signOnSet(issuer: String)
  case signOnRemoved
  /// A subject of the provider's is an account, or no more.
  case subjectLinked(String, account: String, isNew: Bool)
  case subjectUnlinked(String)
}

extension AccessDeed {
  /// As people read it.
  var chinese: String {
    switch self {
    case .signedIn(let name, .full, let days, let codes):
      "“\(name)”已登录。" + (days.map { "密码再过\($0)天要更改。" } ?? "") + (codes.map { "用掉了一个恢复码，还剩\($0)个。" } ?? "")
    case .signedIn(let name, .password, _, _): "“\(name)”的密码要先更改。"
    case .signedIn(let name, .code, _, _): "“\(name)”要再填动态口令。"
    case .signOnSet(let issuer): "已设置统一认证 \(issuer)。"
    case .signOnRemoved: "已取消统一认证；账户和密码登录照旧。"
    case .subjectLinked(let subject, let account, let isNew):
      isNew ? "统一认证的用户“\(subject)”从现在起对应账户“\(account)”。" : "统一认证的用户“\(subject)”已经对应账户“\(account)”。"
    case .subjectUnlinked(let subject): "统一认证的用户“\(subject)”不再对应账户。"
    case .signedIn(let name, .factor, _, _): "“\(name)”要先绑定动态口令。"
    case .signedOut(let name): "“\(name)”已退出。"
    case .drawn(let name, let hours):
      "以上是“\(name)”的首次密码，\(hours)小时内登录一次有效，登录后要自己另设；原来的密码、登录和令牌都已失效。请当面或用电话告诉本人，这里只显示一次。"
    case .passwordChanged(let name): "“\(name)”的密码已更改，其他登录都已失效。"
    case .factorSet(let name): "“\(name)”已绑定动态口令，今后登录都要填写，其他登录都已失效。以上恢复码每个可用一次，请抄下另存，这里只显示一次。"
    case .factorRemoved(let name): "“\(name)”的动态口令已解除，其登录都已失效。"
    case .sessionsEnded(let name, let count): count == 0 ? "“\(name)”没有登录。" : "已结束“\(name)”的\(count)个登录。"
    case .tokenMade(let token, let account): "以上是“\(account)”的令牌“\(token)”，请保存在只有程序能读的地方，这里只显示一次。"
    case .tokenRevoked(let token, let account): "已收回“\(account)”的令牌“\(token)”。"
    }
  }
}
