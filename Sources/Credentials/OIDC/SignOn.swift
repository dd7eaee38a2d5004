internal import Crypto
package import Domain
internal import Foundation

/// Signing on from elsewhere (统一认证) by OpenID Connect's code flow with PKCE: a person is sent to the provider, comes back with
/// a code, and the code is changed for a token that says who it is.
///
/// What a provider says of itself and its keys are kept for an hour, so that a key it withdrew is not believed for long; keys are
/// asked for again when a token names one that is not among them, once for each token, since providers change theirs.
package actor SignOn {
  private let provider: SignOnProvider
  private let fetch: SignOnFetch
  private var description: (SignOnDescription, since: Instant)?
  private var keys: (SignOnKeys, since: Instant)?

  private static let minutesKept: Int64 = 60

  private static let mostBytes = 1 << 20

  /// Sign-on by a provider.
  package init(_ provider: SignOnProvider, fetch: @escaping SignOnFetch) {
    (self.provider, self.fetch) = (provider, fetch)
  }

  /// Where a person is sent to begin an attempt, which is to be kept until they are back.
  ///
  /// - Throws: `sign-on-unreachable`, `sign-on-unfit`.
  package func address(for attempt: SignOnAttempt) async throws(Refusal) -> String {
    let authorization = try await described(at: attempt.began).authorization
    let question = SignOn.form([
      ("response_type", "code"), ("client_id", provider.client), ("redirect_uri", provider.back), ("scope", "openid"),
      ("state", attempt.state), ("nonce", attempt.nonce), ("code_challenge", SignOn.challenge(attempt.verifier)),
      ("code_challenge_method", "S256"),
    ])
    return authorization + (authorization.contains("?") ? "&" : "?") + question
  }

  /// Ends an attempt with what the person brought back.
  ///
  /// - Parameters:
  ///   - answer: the query of the address to which the provider sent them.
  ///   - take: gives the attempt of a state that this browser began, and forgets it at once: nil for any other.
  /// - Returns: who came.
  /// - Throws: `sign-on-…`.
  package func end(
    _ answer: [String: String], at now: Instant,
    taking take: @Sendable (_ state: String) async throws(Refusal) -> SignOnAttempt?
  ) async throws(Refusal) -> SignOnIdentity {
    guard let state = answer["state"], let attempt = try await take(state),
      isSame(Array(attempt.state.utf8), Array(state.utf8)), attempt.began <= now + IDToken.leeway * 1000,
      attempt.began.milliseconds(to: now) <= SignOnAttempt.minutes * 60_000
    else { throw .access(.signOn(.state)) }
    // An answer that was meant for another provider (RFC 9207).
    guard answer["iss"] ?? provider.issuer == provider.issuer else { throw .access(.signOn(.state)) }
    if let word = answer["error"] { throw .access(.signOn(.denied(word))) }
    guard let code = answer["code"], !code.isEmpty else { throw .access(.signOn(.state)) }
    let token = try IDToken(try await exchange(code, attempt, at: now))
    try await checkSignature(of: token, at: now)
    return try token.identity(from: provider, of: attempt, at: now)
  }
}

extension SignOn {
  private struct Granted: Decodable {
    let token: String?

    enum CodingKeys: String, CodingKey { case token = "id_token" }
  }
  private struct Refused: Decodable {
    let error: String
  }

  /// Changes the code for a token.
  private func exchange(_ code: String, _ attempt: SignOnAttempt, at now: Instant) async throws(Refusal) -> String {
    let description = try await described(at: now)
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", provider.back),
      ("code_verifier", attempt.verifier),
    ]
    var headers = ["Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"]
    if let secret = provider.secret, description.takesBasic {
      let pair = "\(provider.client.percentEncoded):\(secret.percentEncoded)"
      headers["Authorization"] = "Basic " + Data(pair.utf8).base64EncodedString()
    } else {
      fields.append(("client_id", provider.client))
      if let secret = provider.secret { fields.append(("client_secret", secret)) }
    }
    let reply = try await ask(
      SignOnRequest(address: description.token, form: SignOn.form(fields), headers: headers))
    if (400..<500).contains(reply.status), let refused = try? JSONDecoder().decode(Refused.self, from: Data(reply.body))
    {
      throw .access(.signOn(.code(refused.error)))
    }
    guard reply.status == 200 else { throw .access(.signOn(.unfit(.status(reply.status, description.token)))) }
    guard let granted = try? JSONDecoder().decode(Granted.self, from: Data(reply.body)) else {
      throw .access(.signOn(.unfit(.unreadable(description.token))))
    }
    guard let token = granted.token else { throw .token(.missing) }
    return token
  }

  private func checkSignature(of token: IDToken, at now: Instant) async throws(Refusal) {
    var isSigned = keys.flatMap { SignOn.isKept(since: $0.since, at: now) ? token.isSigned(by: $0.0) : nil }
    if isSigned == nil {
      let address = try await described(at: now).keys
      let body = try await get(address)
      guard let fetched = SignOnKeys(body) else { throw .access(.signOn(.unfit(.unreadable(address)))) }
      keys = (fetched, now)
      isSigned = token.isSigned(by: fetched)
    }
    guard let isSigned else { throw .token(.key) }
    guard isSigned else { throw .token(.signature) }
  }

  private func described(at now: Instant) async throws(Refusal) -> SignOnDescription {
    if let description, SignOn.isKept(since: description.since, at: now) { return description.0 }
    let address = try SignOnDescription.address(provider.descriptionAddress, "issuer", provider)
    let found = try SignOnDescription(try await get(address), of: provider)
    description = (found, now)
    return found
  }

  private static func isKept(since: Instant, at now: Instant) -> Bool {
    (0..<minutesKept * 60_000).contains(since.milliseconds(to: now))
  }

  private func get(_ address: String) async throws(Refusal) -> [UInt8] {
    let reply = try await ask(SignOnRequest(address: address, form: nil, headers: ["Accept": "application/json"]))
    guard reply.status == 200 else { throw .access(.signOn(.unfit(.status(reply.status, address)))) }
    return reply.body
  }

  private func ask(_ request: SignOnRequest) async throws(Refusal) -> SignOnReply {
    guard let reply = try? await fetch(request), reply.body.count <= SignOn.mostBytes else {
      throw .access(.signOn(.unreachable(request.address)))
    }
    return reply
  }

  private static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }.joined(separator: "&")
  }

  /// RFC 7636, 4.2.
  static func challenge(_ verifier: String) -> String { Base64URL.text(SHA256.hash(data: Array(verifier.utf8))) }
}
