import Crypto
import CryptoExtras
import Domain
import Foundation
import Synchronization
import Testing

@testable import Credentials

@Suite("Sign-on from elsewhere")
struct SignOnTests {
  private static let p256 = PretendProvider.Key.p256(P256.Signing.PrivateKey())
  private static let other = PretendProvider.Key.p256(P256.Signing.PrivateKey())

  private static func rsa() throws -> PretendProvider.Key { .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048)) }

  /// A provider that grants a token with some claims changed; nil takes one out.
  private static func provider(
    _ changes: [String: (any Sendable)?] = [:], header: [String: any Sendable] = [:]
  ) throws -> PretendProvider {
    let provider = PretendProvider()
    var claims = provider.claims
    for (key, value) in changes { claims[key] = value }
    provider.state.withLock { $0.keys = [("1", p256)] }
    try provider.grant(try PretendProvider.token(claims, by: p256, id: "1", header: header))
    return provider
  }

  @Test("a person is sent with state, nonce and the challenge of RFC 7636, and is back as who the provider says")
  func whole() async throws {
    for key in [try Self.rsa(), Self.p256] {
      let provider = PretendProvider()
      provider.state.withLock { $0.keys = [("9", Self.other), ("1", key)] }
      try provider.grant(try PretendProvider.token(provider.claims, by: key, id: "1"))
      let address = try await provider.signOn.address(for: provider.attempt)
      let sent = try #require(URLComponents(string: address))
      let question = Dictionary(uniqueKeysWithValues: (sent.queryItems ?? []).map { ($0.name, $0.value ?? "") })
      #expect(address.hasPrefix("https://sso.example.gov.cn/auth?"))
      #expect(
        question == [
          "response_type": "code", "client_id": "jixiao", "scope": "openid",
          "redirect_uri": "https://jixiao.example.gov.cn/sign-on/back", "state": provider.attempt.state,
          "nonce": provider.attempt.nonce, "code_challenge": SignOn.challenge(provider.attempt.verifier),
          "code_challenge_method": "S256",
        ])
      #expect(try await provider.end() == SignOnIdentity(issuer: PretendProvider.issuer, subject: "u-4711"))
      let asked = provider.state.withLock { $0.asked }
      let exchange = try #require(asked.first { $0.form != nil })
      #expect(
        exchange.form
          == "grant_type=authorization_code&code=c%201&redirect_uri=https%3A%2F%2Fjixiao.example.gov.cn%2Fsign-on%2Fback"
          + "&code_verifier=\(provider.attempt.verifier)")
      #expect(exchange.headers["Authorization"] == "Basic " + Data("jixiao:g%26heim%20%2B".utf8).base64EncodedString())
    }
    #expect(
      SignOn.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
  }

  @Test("a provider that wants the secret in the form gets it there, and one that gave none gets none")
  func secrets() async throws {
    let provider = try Self.provider()
    provider.state.withLock { $0.description["token_endpoint_auth_methods_supported"] = ["client_secret_post"] }
    _ = try await provider.end()
    let form = try #require(provider.state.withLock { $0.asked.first { $0.form != nil } })
    #expect(form.form?.hasSuffix("&client_id=jixiao&client_secret=g%26heim%20%2B") == true)
    #expect(form.headers["Authorization"] == nil)
  }

  private static let seconds = Int(PretendProvider.now.milliseconds / 1000)
  private static func at(_ seconds: Int) -> Instant { Instant(milliseconds: Int64(seconds) * 1000) }

  @Test("every claim that does not hold is refused by its own name; within a minute clocks may differ")
  func claims() async throws {
    let seconds = Self.seconds
    let wrong: [([String: (any Sendable)?], SignOnProblem.TokenFault)] = [
      (["iss": "https://sso.example.gov.cn/other"], .issuer("https://sso.example.gov.cn/other")),
      (["iss": PretendProvider.issuer + "/"], .issuer(PretendProvider.issuer + "/")), (["iss": nil], .malformed),
      (["aud": "other"], .audience), (["aud": ["other"]], .audience), (["aud": [String]()], .audience),
      (["aud": nil], .malformed), (["aud": ["jixiao", "other"]], .audience),
      (["aud": ["jixiao", "other"], "azp": "other"], .audience), (["azp": "other"], .audience),
      (["exp": seconds - 60], .expired(Self.at(seconds - 60))), (["exp": nil], .malformed),
      (["exp": "soon"], .malformed), (["exp": 1e300], .malformed), (["exp": -1], .malformed),
      (["iat": seconds + 61], .issued(Self.at(seconds + 61))),
      (["iat": seconds - 661], .issued(Self.at(seconds - 661))),
      (["iat": nil], .malformed), (["nbf": seconds + 61], .issued(Self.at(seconds + 61))),
      (["nonce": "another"], .nonce), (["nonce": nil], .nonce), (["nonce": ""], .nonce),
      (["sub": ""], .subject), (["sub": nil], .subject), (["sub": 4711], .malformed),
    ]
    for (changes, fault) in wrong {
      let provider = try Self.provider(changes)
      await #expect(throws: Refusal.token(fault), "\(changes)") { try await provider.end() }
    }
    let right: [[String: (any Sendable)?]] = [
      ["exp": seconds - 59], ["iat": seconds + 60], ["iat": seconds - 660], ["nbf": seconds + 60], ["aud": ["jixiao"]],
      ["aud": ["other", "jixiao"], "azp": "jixiao"], ["azp": "jixiao"], ["exp": Double(seconds) + 0.5],
      ["email": "wang@example.gov.cn", "preferred_username": "admin"],
    ]
    for changes in right {
      let provider = try Self.provider(changes)
      #expect(try await provider.end().subject == "u-4711", "\(changes)")
    }
  }

  @Test("a token is believed by a published key of its own kind alone")
  func signatures() async throws {
    let rsa = try Self.rsa()
    let provider = PretendProvider()
    provider.state.withLock { $0.keys = [("1", Self.p256), ("2", rsa)] }
    let good = try PretendProvider.token(provider.claims, by: Self.p256, id: "1")
    let parts = good.split(separator: ".").map(String.init)
    func header(_ text: String) -> String { Base64URL.text(Array(text.utf8)) }
    let forged = try PretendProvider.token(provider.claims.merging(["sub": "admin"]) { $1 }, by: Self.other, id: "1")
    let forgedParts = forged.split(separator: ".").map(String.init)
    // The public key as a shared secret, the oldest trick.
    let secret = try #require({ if case .rsa(let key) = rsa { key.publicKey.pemRepresentation } else { nil } }())
    let shared = header("{\"alg\":\"HS256\",\"kid\":\"2\"}") + "." + parts[1]
    let code = HMAC<SHA256>.authenticationCode(for: Data(shared.utf8), using: SymmetricKey(data: Data(secret.utf8)))
    let tokens: [(String, SignOnProblem.TokenFault)] = [
      (forged, .signature), ("\(parts[0]).\(forgedParts[1]).\(parts[2])", .signature),
      ("\(parts[0]).\(parts[1]).\(forgedParts[2])", .signature), ("\(parts[0]).\(parts[1]).", .signature),
      (header("{\"alg\":\"none\"}") + ".\(parts[1]).", .algorithm("none")),
      (header("{\"alg\":\"None\"}") + ".\(parts[1]).", .algorithm("None")),
      (shared + "." + Base64URL.text(code), .algorithm("HS256")),
      (header("{\"alg\":\"RS256\",\"kid\":\"1\"}") + ".\(parts[1]).\(parts[2])", .key),
      (header("{\"alg\":\"RS256\",\"kid\":\"2\"}") + ".\(parts[1]).\(parts[2])", .signature),
      (try PretendProvider.token(provider.claims, by: Self.p256, id: "3"), .key),
      (try PretendProvider.token(provider.claims, by: Self.p256, id: "1", header: ["crit": ["b64"]]), .malformed),
      ("", .malformed), ("a.b", .malformed), (good + ".", .malformed), (good + "=", .malformed),
      ("é" + good, .malformed),
      (parts.reversed().joined(separator: "."), .malformed),
    ]
    for (token, fault) in tokens {
      try provider.grant(token)
      await #expect(throws: Refusal.token(fault), "\(token.prefix(60))") { try await provider.end() }
    }
    try provider.grant(good)
    #expect(try await provider.end().subject == "u-4711")
  }
  @Test("without an id the only key of its kind is meant, and of two neither")
  func nameless() async throws {
    for (keys, isTaken) in [([Self.p256], true), ([Self.p256, Self.other], false), ([Self.other], false)] {
      let provider = PretendProvider()
      provider.state.withLock { $0.keys = keys.enumerated().map { ("\($0.offset)", $0.element) } }
      try provider.grant(try PretendProvider.token(provider.claims, by: Self.p256))
      let subject = try? await provider.end().subject
      #expect((subject == "u-4711") == isTaken)
    }
  }

  @Test("a provider's new key is asked for once, its known ones not again; after an hour all is asked for anew")
  func rotation() async throws {
    let provider = try Self.provider()
    for _ in 0..<3 { _ = try await provider.end() }
    #expect(provider.count("keys") == 1 && provider.count("openid-configuration") == 1)
    provider.state.withLock { $0.keys = [("2", Self.other)] }
    try provider.grant(try PretendProvider.token(provider.claims, by: Self.other, id: "2"))
    for _ in 0..<3 { _ = try await provider.end() }
    #expect(provider.count("keys") == 2)
    // The one that it withdrew is not believed any more, and asking once is all that an unknown one brings about.
    try provider.grant(try PretendProvider.token(provider.claims, by: Self.p256, id: "1"))
    await #expect(throws: Refusal.token(.key)) { try await provider.end() }
    #expect(provider.count("keys") == 3 && provider.count("openid-configuration") == 1)
    let later = PretendProvider.now + 3_600_000
    let attempt = SignOnAttempt(at: later)
    try provider.grant(
      try PretendProvider.token(
        provider.claims.merging(["nonce": attempt.nonce, "iat": Self.seconds + 3600, "exp": Self.seconds + 3900]) {
          $1
        },
        by: Self.other, id: "2"))
    _ = try await provider.signOn.end(["state": attempt.state, "code": "c"], at: later) { _ in attempt }
    #expect(provider.count("keys") == 4 && provider.count("openid-configuration") == 2)
  }

  @Test("an answer that nobody here asked for, that came before or too late changes no code for anything")
  func states() async throws {
    let provider = try Self.provider()
    let kept = Mutex<SignOnAttempt?>(provider.attempt)
    let take = { @Sendable (state: String) -> SignOnAttempt? in
      kept.withLock { attempt in
        guard attempt?.state == state else { return nil }
        defer { attempt = nil }
        return attempt
      }
    }
    let answer = ["state": provider.attempt.state, "code": "c"]
    let now = PretendProvider.now
    for spoiled in [[:], ["code": "c"], ["state": "", "code": "c"], ["state": "x", "code": "c"]] {
      await #expect(throws: Refusal.access(.signOn(.state))) {
        try await provider.signOn.end(spoiled, at: now, taking: take)
      }
    }
    #expect(provider.count("token") == 0)
    #expect(try await provider.signOn.end(answer, at: now, taking: take).subject == "u-4711")
    await #expect(throws: Refusal.access(.signOn(.state))) {
      try await provider.signOn.end(answer, at: now, taking: take)
    }
    #expect(provider.count("token") == 1)
    for (answer, instant) in [
      ([:], now + 600_001), ([:], now + -60_001), (["code": ""], now), (["iss": "https://evil.example.cn"], now),
    ] {
      await #expect(throws: Refusal.access(.signOn(.state))) { try await provider.end(answer, at: instant) }
    }
    #expect(provider.count("token") == 1)
    #expect(try await provider.end(["iss": PretendProvider.issuer], at: now).subject == "u-4711")
    await #expect(throws: Refusal.access(.signOn(.denied("access_denied")))) {
      try await provider.end(["error": "access_denied"])
    }
    let attempts = (0..<50).flatMap { _ in
      let attempt = SignOnAttempt(at: now)
      return [attempt.state, attempt.nonce, attempt.verifier]
    }
    #expect(Set(attempts).count == 150 && attempts.allSatisfy { $0.count == 43 })
  }

  @Test("what is wrong with a provider is said and never taken for a person's fault")
  func providers() async throws {
    let token = "https://sso.example.gov.cn/token",
      site = "https://sso.example.gov.cn/realm/.well-known/openid-configuration"
    let descriptions: [(String, (any Sendable)?, SignOnProblem)] = [
      (
        "issuer", "https://evil.example.cn",
        .unfit(.issuer(came: "https://evil.example.cn", set: PretendProvider.issuer))
      ),
      ("issuer", nil, .unfit(.unreadable(site))), ("token_endpoint", nil, .unfit(.missing("token_endpoint"))),
      ("authorization_endpoint", "", .unfit(.missing("authorization_endpoint"))),
      ("jwks_uri", nil, .unfit(.missing("jwks_uri"))),
      ("token_endpoint", "http://sso.example.gov.cn/token", .unfit(.inClear("http://sso.example.gov.cn/token"))),
      ("jwks_uri", "file:///etc/passwd", .unfit(.inClear("file:///etc/passwd"))),
      ("jwks_uri", "/keys", .unfit(.inClear("/keys"))),
    ]
    for (key, value, problem) in descriptions {
      let provider = try Self.provider()
      provider.state.withLock { $0.description[key] = value }
      await #expect(throws: Refusal.access(.signOn(problem)), "\(key)") { try await provider.end() }
      await #expect(throws: Refusal.access(.signOn(problem)), "\(key)") {
        try await provider.signOn.address(for: provider.attempt)
      }
    }
    let replies: [(Int, String, SignOnProblem)] = [
      (400, "{\"error\":\"invalid_grant\"}", .code("invalid_grant")),
      (401, "{\"error\":\"invalid_client\"}", .code("invalid_client")),
      (400, "no", .unfit(.status(400, token))), (500, "{\"error\":\"x\"}", .unfit(.status(500, token))),
      (302, "", .unfit(.status(302, token))), (200, "no", .unfit(.unreadable(token))), (200, "{}", .token(.missing)),
      (200, String(repeating: " ", count: 1 << 20) + "{}", .unreachable(token)),
    ]
    for (status, body, problem) in replies {
      let provider = try Self.provider()
      provider.state.withLock { $0.token = SignOnReply(status: status, body: Array(body.utf8)) }
      await #expect(throws: Refusal.access(.signOn(problem)), "\(status)") { try await provider.end() }
    }
    let provider = try Self.provider()
    provider.state.withLock { $0.isAway = true }
    await #expect(throws: Refusal.access(.signOn(.unreachable(site)))) { try await provider.end() }
    let clear = SignOnProvider(issuer: "http://sso.example.gov.cn", client: "c", secret: nil, back: "https://b")
    await #expect(throws: Refusal.access(.signOn(.unfit(.inClear(clear.descriptionAddress))))) {
      try await PretendProvider(clear).signOn.address(for: SignOnAttempt(at: PretendProvider.now))
    }
  }
}
