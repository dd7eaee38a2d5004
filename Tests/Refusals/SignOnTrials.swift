import Crypto
import Domain
import Foundation

@testable import Credentials

/// A sign-on from elsewhere that does not come about.
extension Trial {
  static let signOnUnreachable = saying(
    "统一认证服务没有应答（https://sso.cn/.well-known/openid-configuration），请稍后再试；一直如此的，请系统管理员检查网络和设置。"
  ) { _ in
    try await Elsewhere(replies: [:]).end()
  }
  static let signOnUnfit = each(
    unfit("https://sso.cn/token 应答的状态是503，应为200", ["token": SignOnReply(status: 503, body: [])]),
    unfit("https://sso.cn/token 的应答不是所要的JSON", ["token": SignOnReply(status: 200, body: [])]),
    unfit(
      "它自称“https://甲.cn”，设置的是“https://sso.cn”", ["openid-configuration": Elsewhere.description(issuer: "https://甲.cn")]),
    unfit("它的说明里没有“token_endpoint”", ["openid-configuration": Elsewhere.description(token: "")]),
    unfit(
      "地址“http://sso.cn/token”不是https", ["openid-configuration": Elsewhere.description(token: "http://sso.cn/token")]))
  static let signOnState = saying("这次登录不是从这里发起的，或者已经用过、超过10分钟，请重新登录。") { _ in
    try await Elsewhere().end(["state": "乙"])
  }
  static let signOnDenied = saying("统一认证没有同意登录（access_denied），请重新登录，或与统一认证的管理员联系。") { _ in
    try await Elsewhere().end(["error": "access_denied"])
  }
  static let signOnCode = saying("统一认证不认可这次登录的授权码（invalid_grant），请重新登录；仍然如此的，请系统管理员核对设置。") { _ in
    let reply = SignOnReply(status: 400, body: Array("{\"error\":\"invalid_grant\"}".utf8))
    try await Elsewhere(replies: try Elsewhere().replies.merging(["token": reply]) { $1 }).end()
  }
  static let signOnToken = each(
    token("应答里没有身份令牌", .init(token: { _ in nil })),
    token("不是要求的格式", .init(token: { _ in "甲" })),
    token("签名算法是“none”，只认RS256和ES256", .init(header: ["alg": "none"])),
    token("签名用的密钥不在公布的密钥里", .init(header: ["kid": "2"])),
    token("签名不对", .init(token: { $0.dropLast(2) + ($0.hasSuffix("AA") ? "QQ" : "AA") })),
    token("签发方是“https://甲.cn”，不是设置的那一家", .init(claims: ["iss": "https://甲.cn"])),
    token("不是发给本系统的", .init(claims: ["aud": "甲"])),
    token("已于2025年6月30日 8:20过期", .init(claims: ["exp": Elsewhere.seconds - 600])),
    token("签发或生效的时间是2025年6月30日 8:40，与现在相差太多", .init(claims: ["iat": Elsewhere.seconds + 600])),
    token("不是这次登录的", .init(claims: ["nonce": "甲"])), token("没有写明是谁", .init(claims: ["sub": ""])))

  private static func unfit(_ words: String, _ replies: [String: SignOnReply]) -> Trial {
    saying("统一认证服务不能使用：\(words)。请系统管理员核对设置。") { _ in
      try await Elsewhere(replies: try Elsewhere().replies.merging(replies) { $1 }).end()
    }
  }

  private static func token(_ words: String, _ spoiling: Elsewhere.Spoiling) -> Trial {
    saying("统一认证发来的身份令牌不能采信：\(words)。请重新登录；仍然如此的，请系统管理员核对设置和两边的时钟。") { _ in
      try await Elsewhere(spoiling).end()
    }
  }
}

/// A provider at https://sso.cn that answers as it should, or as it is told to.
struct Elsewhere {
  let replies: [String: SignOnReply]

  /// What is wrong with the token that it gives.
  struct Spoiling: Sendable {
    var header: [String: any Sendable] = [:], claims: [String: any Sendable] = [:]
    var token: @Sendable (String) -> String? = { $0 }
  }

  static let now = Instant(Day(endOf: 6, in: 2025), minute: 510)
  static let seconds = Int(now.milliseconds / 1000)
  private static let attempt: SignOnAttempt = {
    var random = SystemRandomNumberGenerator()
    return SignOnAttempt(at: now, from: &random)
  }()

  init(replies: [String: SignOnReply]) { self.replies = replies }

  init(_ spoiling: Spoiling = Spoiling()) throws {
    let key = P256.Signing.PrivateKey()
    let point = key.publicKey.x963Representation.dropFirst()
    let published = [
      "kty": "EC", "crv": "P-256", "kid": "1", "x": Base64URL.text(point.prefix(32)),
      "y": Base64URL.text(point.suffix(32)),
    ]
    let header: [String: any Sendable] = ["alg": "ES256", "kid": "1"]
    let claims: [String: any Sendable] = [
      "iss": "https://sso.cn", "sub": "4711", "aud": "jixiao", "exp": Elsewhere.seconds + 300, "iat": Elsewhere.seconds,
      "nonce": Elsewhere.attempt.nonce,
    ]
    let message = try [header.merging(spoiling.header) { $1 }, claims.merging(spoiling.claims) { $1 }].map {
      Base64URL.text(try JSONSerialization.data(withJSONObject: $0))
    }.joined(separator: ".")
    let signature = try key.signature(for: SHA256.hash(data: Data(message.utf8))).rawRepresentation
    let token = spoiling.token(message + "." + Base64URL.text(signature))
    replies = [
      "openid-configuration": Elsewhere.description(), "keys": try Elsewhere.reply(["keys": [published]]),
      "token": try Elsewhere.reply(["id_token": token].compactMapValues { $0 }),
    ]
  }

  static func description(issuer: String = "https://sso.cn", token: String = "https://sso.cn/token") -> SignOnReply {
    let fields = [
      "issuer": issuer, "authorization_endpoint": "https://sso.cn/auth", "token_endpoint": token,
      "jwks_uri": "https://sso.cn/keys",
    ]
    return SignOnReply(status: 200, body: (try? JSONEncoder().encode(fields)).map(Array.init) ?? [])
  }

  private static func reply(_ document: [String: any Sendable]) throws -> SignOnReply {
    SignOnReply(status: 200, body: try Array(JSONSerialization.data(withJSONObject: document)))
  }

  /// Comes back from there.
  func end(_ answer: [String: String] = [:]) async throws {
    let replies = replies
    let provider = SignOnProvider(
      issuer: "https://sso.cn", client: "jixiao", secret: "s", back: "https://jixiao.cn/back")
    let signOn = SignOn(provider) { request in
      guard let reply = request.address.split(separator: "/").last.flatMap({ replies[String($0)] }) else {
        throw NotThere()
      }
      return reply
    }
    let attempt = Elsewhere.attempt
    _ = try await signOn.end(["state": attempt.state, "code": "c"].merging(answer) { $1 }, at: Elsewhere.now) {
      $0 == attempt.state ? attempt : nil
    }
  }
}
