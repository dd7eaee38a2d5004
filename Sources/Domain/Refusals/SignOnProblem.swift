/// Why a sign-on from elsewhere (统一认证, OpenID Connect) does not come about.
package enum SignOnProblem: Hashable, Sendable {
  /// Nothing came from an address of the provider.
  case unreachable(_ address: String)
  /// What came from the provider, or what is set of it, cannot be used.
  case unfit(ProviderFault)
  /// Nobody here asked for it, or it came before, or too late.
  case state
  /// The provider did not let the person through, by its own word for why.
  case denied(_ word: String)
  /// The provider does not take the code that it gave out, by its own word for why.
  case code(_ word: String)
  /// What it says about who came cannot be believed.
  case token(TokenFault)

  /// What is wrong with a provider.
  package enum ProviderFault: Hashable, Sendable {
    /// Another status than 200.
    case status(Int, _ address: String)
    /// What came from an address is not what is wanted there.
    case unreadable(_ address: String)
    /// It calls itself by another name than it is set with.
    case issuer(came: String, set: String)
    /// Something that has to stand in its description.
    case missing(_ key: String)
    /// An address that is not https.
    case inClear(_ address: String)
  }

  /// What is wrong with an ID token.
  package enum TokenFault: Hashable, Sendable {
    case missing, malformed
    /// Neither RS256 nor ES256.
    case algorithm(String)
    /// None of the keys that the provider publishes.
    case key
    case signature
    case issuer(String)
    /// For another service, or for several without saying which one asked.
    case audience
    case expired(Instant)
    /// Issued in the future or long ago, or not good yet.
    case issued(Instant)
    /// Of another attempt to sign in.
    case nonce
    /// It does not say who came.
    case subject
  }
}

extension SignOnProblem {
  /// Which one it is.
  var kind: RefusalKind {
    switch self {
    case .unreachable: .signOnUnreachable
    case .unfit: .signOnUnfit
    case .state: .signOnState
    case .denied: .signOnDenied
    case .code: .signOnCode
    case .token: .signOnToken
    }
  }

  /// The sentence for the person who asked.
  var chinese: String {
    switch self {
    case .unreachable(let address): "统一认证服务没有应答（\(address)），请稍后再试；一直如此的，请系统管理员检查网络和设置。"
    case .unfit(let fault): "统一认证服务不能使用：\(fault.chinese)。请系统管理员核对设置。"
    case .state: "这次登录不是从这里发起的，或者已经用过、超过10分钟，请重新登录。"
    case .denied(let word): "统一认证没有同意登录（\(word.quotable)），请重新登录，或与统一认证的管理员联系。"
    case .code(let word): "统一认证不认可这次登录的授权码（\(word.quotable)），请重新登录；仍然如此的，请系统管理员核对设置。"
    case .token(let fault): "统一认证发来的身份令牌不能采信：\(fault.chinese)。请重新登录；仍然如此的，请系统管理员核对设置和两边的时钟。"
    }
  }
}

extension SignOnProblem.ProviderFault {
  fileprivate var chinese: String {
    switch self {
    case .status(let status, let address): "\(address) 应答的状态是\(status)，应为200"
    case .unreadable(let address): "\(address) 的应答不是所要的JSON"
    case .issuer(let came, let set): "它自称“\(came.quotable)”，设置的是“\(set)”"
    case .missing(let key): "它的说明里没有“\(key)”"
    case .inClear(let address): "地址“\(address.quotable)”不是https"
    }
  }
}

extension SignOnProblem.TokenFault {
  fileprivate var chinese: String {
    switch self {
    case .missing: "应答里没有身份令牌"
    case .malformed: "不是要求的格式"
    case .algorithm(let name): "签名算法是“\(name.quotable)”，只认RS256和ES256"
    case .key: "签名用的密钥不在公布的密钥里"
    case .signature: "签名不对"
    case .issuer(let issuer): "签发方是“\(issuer.quotable)”，不是设置的那一家"
    case .audience: "不是发给本系统的"
    case .expired(let instant): "已于\(instant.chinese)过期"
    case .issued(let instant): "签发或生效的时间是\(instant.chinese)，与现在相差太多"
    case .nonce: "不是这次登录的"
    case .subject: "没有写明是谁"
    }
  }
}

extension String {
  /// A word of somebody else's as it may stand in a sentence.
  fileprivate var quotable: String { String(harmless.prefix(80)) }
}
