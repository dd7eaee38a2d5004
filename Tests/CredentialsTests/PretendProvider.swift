import Crypto
import CryptoExtras
import Domain
import Foundation
import Synchronization

@testable import Credentials

/// A provider of sign-on in memory, which can be spoiled in any way.
final class PretendProvider: Sendable {
  /// A key with which tokens are signed.
  enum Key: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case p256(P256.Signing.PrivateKey)
  }

  /// What it answers at each address, and which it was asked for.
  struct State: Sendable {
    var description = PretendProvider.description
    var keys: [(id: String?, key: Key)] = []
    var token: SignOnReply?
    var isAway = false
    var asked: [SignOnRequest] = []
  }

  static let issuer = "https://sso.example.gov.cn/realm"
  static let description: [String: any Sendable] = [
    "issuer": issuer, "authorization_endpoint": "https://sso.example.gov.cn/auth",
    "token_endpoint": "https://sso.example.gov.cn/token", "jwks_uri": "https://sso.example.gov.cn/keys",
  ]
  static let settings = SignOnProvider(
    issuer: issuer, client: "jixiao", secret: "g&heim +", back: "https://jixiao.example.gov.cn/sign-on/back")
  static let now = Instant(Day(endOf: 6, in: 2025), minute: 510)

  let state = Mutex(State())
  let attempt: SignOnAttempt
  let signOn: SignOn

  private final class Box: Sendable { let provider = Mutex<PretendProvider?>(nil) }

  init(_ settings: SignOnProvider = PretendProvider.settings) {
    let box = Box()
    attempt = SignOnAttempt(at: PretendProvider.now)
    signOn = SignOn(settings) { request in
      guard let provider = box.provider.withLock({ $0 }) else { throw CancellationError() }
      return try provider.answer(request)
    }
    box.provider.withLock { $0 = self }
  }

  /// How often an address was asked for.
  func count(_ suffix: String) -> Int { state.withLock { $0.asked.filter { $0.address.hasSuffix(suffix) }.count } }

  private func answer(_ request: SignOnRequest) throws -> SignOnReply {
    try state.withLock { state in
      state.asked.append(request)
      if state.isAway { throw CancellationError() }
      switch request.address.split(separator: "/").last {
      case "openid-configuration":
        return SignOnReply(status: 200, body: try Array(JSONSerialization.data(withJSONObject: state.description)))
      case "keys":
        return SignOnReply(status: 200, body: try PretendProvider.published(state.keys))
      case "token":
        return state.token ?? SignOnReply(status: 500, body: [])
      default: return SignOnReply(status: 404, body: [])
      }
    }
  }

  private static func published(_ keys: [(id: String?, key: Key)]) throws -> [UInt8] {
    let entries: [[String: String]] = try keys.map { id, key in
      var entry = try published(key)
      entry["kid"] = id
      return entry
    }
    return try Array(JSONSerialization.data(withJSONObject: ["keys": entries]))
  }

  private static func published(_ key: Key) throws -> [String: String] {
    switch key {
    case .rsa(let key):
      let parts = try key.publicKey.getKeyPrimitives()
      return [
        "kty": "RSA", "use": "sig", "n": Base64URL.text(parts.modulus), "e": Base64URL.text(parts.publicExponent),
      ]
    case .p256(let key):
      let point = key.publicKey.x963Representation.dropFirst()
      return [
        "kty": "EC", "crv": "P-256", "x": Base64URL.text(point.prefix(32)), "y": Base64URL.text(point.suffix(32)),
      ]
    }
  }
}

extension PretendProvider {
  /// Claims that hold.
  var claims: [String: any Sendable] {
    let seconds = Int(PretendProvider.now.milliseconds / 1000)
    return [
      "iss": PretendProvider.issuer, "sub": "u-4711", "aud": "jixiao", "exp": seconds + 300, "iat": seconds,
      "nonce": attempt.nonce,
    ]
  }

  /// A token by a key.
  static func token(
    _ claims: [String: any Sendable], by key: Key, id: String? = nil, header: [String: any Sendable] = [:]
  ) throws -> String {
    var head: [String: any Sendable] = ["typ": "JWT"]
    head["kid"] = id
    switch key {
    case .rsa: head["alg"] = "RS256"
    case .p256: head["alg"] = "ES256"
    }
    head.merge(header) { $1 }
    let parts = try [head, claims].map { Base64URL.text(try JSONSerialization.data(withJSONObject: $0)) }
    let message = parts.joined(separator: ".")
    let digest = SHA256.hash(data: Data(message.utf8))
    let signature =
      switch key {
      case .rsa(let key): try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation
      case .p256(let key): try key.signature(for: digest).rawRepresentation
      }
    return message + "." + Base64URL.text(signature)
  }

  /// Grants a token.
  func grant(_ token: String?) throws {
    let body = try JSONSerialization.data(
      withJSONObject: ["access_token": "a", "id_token": token].compactMapValues { $0 })
    state.withLock { $0.token = SignOnReply(status: 200, body: Array(body)) }
  }

  /// Comes back with a code, once.
  func end(
    _ answer: [String: String] = [:], at now: Instant = PretendProvider.now
  ) async throws(Refusal) -> SignOnIdentity {
    let attempt = attempt
    return try await signOn.end(["state": attempt.state, "code": "c 1"].merging(answer) { $1 }, at: now) {
      $0 == attempt.state ? attempt : nil
    }
  }
}
