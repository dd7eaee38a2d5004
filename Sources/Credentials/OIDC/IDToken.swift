internal import Domain
internal import Foundation

/// What a provider says about who came: a signed token (OpenID Connect Core 1.0, 2), before it is believed.
struct IDToken: Sendable {
  let keyID: String?, algorithm: String
  private let claims: Claims
  private let signed: [UInt8], signature: [UInt8]

  /// Seconds by which two clocks may differ, and how long ago a token may be issued that was just asked for.
  static let leeway: Int64 = 60, longest: Int64 = 600

  private struct Header: Decodable {
    let alg: String
    let kid: String?, crit: [String]?
  }

  private struct Claims: Decodable {
    let iss: String, sub: String?
    let aud: Audience
    let azp: String?, nonce: String?
    let exp: Double, iat: Double, nbf: Double?
  }

  /// One name or several.
  private struct Audience: Decodable {
    let names: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let name = try? container.decode(String.self) {
        names = [name]
      } else {
        names = try container.decode([String].self)
      }
    }
  }

  /// Reads one. Nothing in it is believed yet.
  init(_ text: String) throws(Refusal) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let head = Base64URL.bytes(parts[0]), let body = Base64URL.bytes(parts[1]),
      let signature = Base64URL.bytes(parts[2]), let header = try? JSONDecoder().decode(Header.self, from: Data(head))
    else { throw .token(.malformed) }
    // Before anything else: what is not signed by a published key of the provider is not even read.
    guard ["RS256", "ES256"].contains(header.alg) else { throw .token(.algorithm(header.alg)) }
    // What it calls critical and we do not know must not be passed over (RFC 7515, 4.1.11).
    guard header.crit == nil, let claims = try? JSONDecoder().decode(Claims.self, from: Data(body)) else {
      throw .token(.malformed)
    }
    (keyID, algorithm, self.claims, self.signature) = (header.kid, header.alg, claims, signature)
    signed = Array("\(parts[0]).\(parts[1])".utf8)
  }

  /// Whether a key of these signed it; nil where none of them may have.
  func isSigned(by keys: SignOnKeys) -> Bool? {
    let candidates = keys.candidates(id: keyID, algorithm: algorithm)
    return candidates.isEmpty ? nil : candidates.contains { $0.signed(signed, signature) }
  }

  /// Who came, where all that it says holds (OpenID Connect Core 1.0, 3.1.3.7).
  func identity(
    from provider: SignOnProvider, of attempt: SignOnAttempt, at now: Instant
  ) throws(Refusal) -> SignOnIdentity {
    guard claims.iss == provider.issuer else { throw .token(.issuer(claims.iss)) }
    let audience = claims.aud.names
    guard audience.contains(provider.client), claims.azp ?? provider.client == provider.client,
      audience.count == 1 || claims.azp != nil
    else { throw .token(.audience) }
    try checkTimes(at: now)
    guard let nonce = claims.nonce, isSame(Array(nonce.utf8), Array(attempt.nonce.utf8)) else { throw .token(.nonce) }
    guard let subject = claims.sub, !subject.isEmpty else { throw .token(.subject) }
    return SignOnIdentity(issuer: provider.issuer, subject: subject)
  }

  private func checkTimes(at now: Instant) throws(Refusal) {
    guard let expires = IDToken.instant(claims.exp), let issued = IDToken.instant(claims.iat) else {
      throw .token(.malformed)
    }
    guard now < expires + IDToken.leeway * 1000 else { throw .token(.expired(expires)) }
    guard issued.milliseconds(to: now) >= -IDToken.leeway * 1000,
      issued.milliseconds(to: now) <= (IDToken.longest + IDToken.leeway) * 1000
    else { throw .token(.issued(issued)) }
    guard let nbf = claims.nbf else { return }
    guard let begins = IDToken.instant(nbf) else { throw .token(.malformed) }
    guard begins.milliseconds(to: now) >= -IDToken.leeway * 1000 else { throw .token(.issued(begins)) }
  }

  /// A NumericDate: seconds, with a fraction or without; nil beyond the year 9999.
  private static func instant(_ seconds: Double) -> Instant? {
    (0..<253_402_300_800).contains(seconds) ? Instant(milliseconds: Int64(seconds * 1000)) : nil
  }
}

extension Refusal {
  static func token(_ fault: SignOnProblem.TokenFault) -> Refusal { .access(.signOn(.token(fault))) }
}
