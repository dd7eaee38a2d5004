import Contract
import Domain
import Foundation
import Notify
import Store
import Synchronization

@testable import Credentials
@testable import Desk

/// Somebody who comes to the door and is not let in, or is in and may not.
extension Trial {
  static let signInFailed = inside("账户、密码或动态口令不对，没有登录。绑定了动态口令的，三样都要填。") { _ = try await $0.signIn("Falsch#Wort9") }
  static let sessionOver = each(
    inside("登录已失效，请重新登录。") { _ = try await $0.open("jx_s_" + String(repeating: "A", count: 43)) },
    inside("登录已失效（超过30分钟没有操作），请重新登录。") { door in
      let session = try await door.settled()
      try await Place.script("UPDATE account_session SET seen_at = now() - interval '31 minutes'", on: door.url)
      _ = try await door.open(session)
    },
    saying("登录已失效（已退出），请重新登录（jixiao sign-in）。") { place in
      try await door(place) { door in
        let session = try await door.settled()
        _ = try await door.desk.signOut(session)
        try await place.run(
          ["status", "--database", door.url], environment: ["JIXIAO_TOKEN": session])
      }
    })
  static let signInUnfinished = each(
    inside("请先更改密码，再办理别的。") { door in
      _ = try await door.open(try await door.signIn(try await door.drawn()).session)
    },
    inside("这个账户必须使用动态口令，请先绑定，再办理别的。", as: .bureau) { _ = try await $0.open(try await $0.settled()) })
  static let passwordWrong = inside("现在的密码不对，没有更改。") { door in
    _ = try await door.desk.changePassword(try await door.settled(), old: "Falsch#Wort9", to: "Wq7!rTn5zB")
  }
  static let factorCodeWrong = inside("动态口令不对或已经用过，没有绑定。请等下一个口令出来再试；总是不对的，请核对手机的时间。") { door in
    let session = try await door.settled()
    _ = try await door.desk.beginFactor(session, password: Door.good)
    _ = try await door.desk.confirmFactor(session, code: "12345a")
  }
  static let factorNotBegun = inside("没有正在进行的绑定，请重新开始绑定动态口令。") { door in
    _ = try await door.desk.confirmFactor(try await door.settled(), code: "123456")
  }
  static let factorDemanded = inside("“王芳”必须使用动态口令，不能解除；换了手机的，直接重新绑定。", as: .bureau) { door in
    _ = try await door.desk.removeFactor(try await door.bound(), password: Door.good)
  }
  static let factorMissing = inside("“王芳”没有绑定动态口令。") { door in
    _ = try await door.desk.removeFactor(try await door.settled(), password: Door.good)
  }
  static let factorSealed = inside("“王芳”的动态口令解不开：密钥文件不是绑定时的那一个。请系统管理员恢复原密钥文件；找不回的，由安全管理员解除绑定后重新绑定。", as: .bureau) {
    door in
    _ = try await door.bound()
    try FileManager.default.removeItem(atPath: door.keyFile)
    _ = try KeyFile.make(door.keyFile)
    _ = try await door.signIn(Door.good, "123456")
  }
  static let tokenOver = inside("令牌无效：不存在、已到期或已收回。请换一个在用的令牌。") {
    _ = try await $0.open("jx_t_" + String(repeating: "A", count: 43))
  }
  static let tokenTaken = inside("“王芳”已经有名为“大屏”的令牌，请另起名称，或先收回原来的。") { door in
    for _ in 0..<2 { try await door.add(TokenRequest(name: "大屏", readsOnly: true)) }
  }
  static let tokenUnknown = each(
    inside("“王芳”没有名为“大屏”的在用令牌。") { door in
      _ = try await door.own().revokeToken("大屏", of: nil, by: Door.wang, at: door.moment)
    },
    inside("“王芳”没有名为“大屏”的在用令牌。在用的有：账务。") { door in
      try await door.add(TokenRequest(name: "账务", readsOnly: true))
      _ = try await door.own().revokeToken("大屏", of: nil, by: Door.wang, at: door.moment)
    })
  static let tokenDays = inside("令牌的期限应为1到366天，收到367天。") {
    try await $0.add(TokenRequest(name: "大屏", readsOnly: true, days: 367))
  }
  static let tokenOfAdministrator = inside("“王芳”是审计员账户，不能建立令牌：令牌只给业务账户。", as: .auditor) {
    try await $0.add(TokenRequest(name: "大屏", readsOnly: true))
  }
  static let tokenOutOfReach = saying("“王芳”不负责“130625 304 \(Stage.bureau)”，令牌不能限定在这里。") { place in
    try await place.onOwn(.sample) { store, url in
      let here = DepartmentPlace(division: DivisionCode(kept: "130625"), code: "306", name: "别处")
      let door = try await Door(
        place, store, url, Grant(.clerk, .department(here), from: try await store.databaseTime().day))
      try await door.add(TokenRequest(name: "大屏", readsOnly: true, department: "304"))
    }
  }
  static let sessionUnknown = inside("“王芳”没有编号为7的会话，可能已经结束。") { door in
    _ = try await door.own().endSessions(of: nil, 7, by: Door.wang, at: door.moment)
  }
  static let ownReset = each(
    inside("“王芳”不能重置自己的密码或动态口令：知道现在的密码的请自己更改，忘记的请另一名安全管理员办理。", as: .security) { door in
      _ = try await door.own().drawPassword(for: "王芳", from: Door.random, by: Door.wang, at: door.moment)
    },
    inside("“王芳”不能重置自己的密码或动态口令：知道现在的密码的请自己更改，忘记的请另一名安全管理员办理。", as: .security) { door in
      _ = try await door.own().resetFactor(of: "王芳", by: Door.wang, at: door.moment)
    })
  static let accountOutOfUse = inside("账户“王芳”已停用，有密码也不能登录。请先启用再重置。") { door in
    _ = try await door.store.setAccount("王芳", disabled: true, on: door.today)
    _ = try await door.drawn()
  }
  static let signOnMissing = saying("没有设置统一认证，请用账户和密码登录（jixiao sign-in）。") { place in
    try await place.onOwn(.empty) { _, url in try await place.run("sign-on", "remove", "--database", url) }
  }
  static let signOnStranger = inside("统一认证（https://sso.cn）里的用户“u-1”没有对应的账户。请把这一句告诉安全管理员，由他关联。") { door in
    _ = try await door.store.setSignOn(Door.provider)
    _ = try await door.cameBack(as: "u-1")
  }
  static let subjectTaken = inside("统一认证的用户“u-1”已经对应账户“王芳”，一个用户只能对应一个账户。") { door in
    _ = try await door.store.setSignOn(Door.provider)
    try await door.store.addAccount("李四", .business, [], osUser: nil)
    for name in ["王芳", "李四"] { try await door.link("u-1", name) }
  }
  static let subjectUnknown = inside("统一认证的用户“u-1”没有对应账户。") { door in
    _ = try await door.store.setSignOn(Door.provider)
    try await door.link("u-1", nil)
  }
  static let signOnAddress = saying("“http://sso.cn”不是 https 地址（本机试用可以是 http）。") { place in
    try await place.onOwn(.empty) { _, url in
      try await place.run(
        "sign-on", "set", "http://sso.cn", "--client", "jixiao", "--back", "https://a.gov.cn/", "--database", url)
    }
  }
  static let keptSessionUnfit = saying(
    at: { "\($0.path("home/.config/jixiao/sign-in/"))\($0.noted) 不是本程序保存的登录，或者别人也能读取，已停止使用。请删除它，重新登录（jixiao sign-in）。" }
  ) { place in
    try await door(place) { door in
      _ = try await door.settled()
      // Somebody copied it with rights for all.
      let folder = try place.subfolder("home/.config/jixiao/sign-in")
      try await place.run(["sign-in", "王芳", "--database", door.url], typing: [Door.good])
      let name = try FileManager.default.contentsOfDirectory(atPath: folder).first ?? ""
      place.note(name)
      chmod(folder + "/" + name, 0o644)
      try await place.run(["user", "list", "--database", door.url])
    }
  }

  /// A refusal to 王芳, who has an account of a role.
  private static func inside(
    _ sentence: String, as role: AccountRole = .clerk, by provoke: @escaping @Sendable (Door) async throws -> Void
  ) -> Trial {
    saying(sentence) { place in try await door(place, role, provoke) }
  }

  private static func door(
    _ place: Place, _ role: AccountRole = .clerk, _ body: @escaping @Sendable (Door) async throws -> Void
  ) async throws {
    try await place.onOwn(.empty) { store, url in
      let grant = Grant(role, .all, from: Day(number: try await store.databaseTime().day.number - 1))
      try await body(try await Door(place, store, url, grant))
    }
  }

  /// Where 王芳 comes in.
  private struct Door: Sendable {
    static let random = Randomness {
      var system = SystemRandomNumberGenerator()
      return system.next()
    }
    static let good = "Kx9#mQ2vLp", wang = Actor(name: "王芳")
    let store: Store, url: String, keyFile: String, today: Day

    init(_ place: Place, _ store: Store, _ url: String, _ grant: Grant) async throws {
      (self.store, self.url, keyFile) = (store, url, place.path("k"))
      today = try await store.databaseTime().day
      try await store.addAccount("王芳", grant.role.kind, [grant], osUser: nil)
    }

    var desk: SignInDesk {
      SignInDesk(
        store, at: .plain, keyFile: keyFile, makesKeys: true, common: CommonPasswords(), random: Door.random,
        from: "10.0.0.1", agent: "试验")
    }
    var moment: Moment { Moment(wall: Instant(today, minute: 600)) }

    func signIn(_ password: String, _ code: String? = nil) async throws -> SignedInAnswer {
      try await desk.signIn(SignInRequest(account: "王芳", password: password, code: code))
    }
    func drawn() async throws -> String {
      try await Desk(store, at: .plain).drawPassword(for: "王芳", from: Door.random, by: Actor(name: "赵六"), at: moment)
        .password
    }
    /// A session after the first password was changed.
    func settled() async throws -> String {
      try await desk.changePassword(try await signIn(try await drawn()).session, old: nil, to: Door.good).session
    }
    /// The same with a second factor.
    func bound() async throws -> String {
      let session = try await settled()
      let begun = try await desk.beginFactor(session, password: nil)
      guard let totp = TOTP(typed: begun.typed) else { throw NotThere() }
      let code = totp.code(of: TOTP.step(at: try await store.databaseTime()))
      return try await desk.confirmFactor(session, code: code).signedIn.session
    }
    func open(_ secret: String) async throws -> Desk {
      try await Desk.open(store, at: .plain, by: secret, from: "10.0.0.1", on: today)
    }
    /// The desk of 王芳 by the operating system's word.
    func own() async throws -> Desk {
      let accounts = try await store.userAccounts(named: "王芳")
      return Desk(
        store, at: .plain,
        for: .accounts(osUser: "wang", accounts.map { Principal(name: $0.name, grants: $0.grants) }), on: today)
    }
    static let provider = KeptProvider(
      issuer: "https://sso.cn", client: "jixiao", back: "https://a.gov.cn/", secret: nil, keyID: nil,
      allowsClear: false)
    func link(_ subject: String, _ name: String?) async throws {
      _ = try await Desk(store, at: .plain).linkSubject(subject, to: name, by: Actor(name: "赵六"), at: moment)
    }
    /// Somebody whom the provider means comes back.
    func cameBack(as subject: String) async throws -> SignedInAnswer {
      let replies = Replies(try Elsewhere().replies)
      let door = SignOnDesk(desk) { request in try replies.reply(to: request) }
      let begun = try await door.begin()
      let items = URLComponents(string: begun.address)?.queryItems ?? []
      let sent = Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
      let now = Int(try await store.databaseTime().milliseconds / 1000)
      let claims: [String: any Sendable] = [
        "sub": subject, "nonce": sent["nonce"] ?? "", "iat": now, "exp": now + 300,
      ]
      replies.change(to: try Elsewhere(.init(claims: claims)).replies)
      return try await door.end(["state": sent["state"] ?? "", "code": "c"], browser: begun.browser)
    }

    /// What the provider answers now.
    private final class Replies: Sendable {
      private let all: Mutex<[String: SignOnReply]>
      init(_ replies: [String: SignOnReply]) { all = Mutex(replies) }
      func change(to replies: [String: SignOnReply]) { all.withLock { $0 = replies } }
      func reply(to request: SignOnRequest) throws -> SignOnReply {
        guard
          let reply = request.address.split(separator: "/").last.flatMap({ name in all.withLock { $0[String(name)] } })
        else { throw NotThere() }
        return reply
      }
    }
    func add(_ request: TokenRequest) async throws {
      _ = try await own().add(request, from: Door.random, by: Door.wang, at: moment)
    }
  }
}
