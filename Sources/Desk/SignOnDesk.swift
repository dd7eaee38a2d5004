package import Contract
internal import Credentials
internal import Crypto
internal import Domain
internal import Notify
internal import Store
internal import Synchronization

/// Where somebody comes in by another's word (统一认证, OpenID Connect): sent to the provider, and back with a code. Whoever has a
/// second factor here is asked for it nonetheless, and of whom one is demanded sets one up.
package final class SignOnDesk: Sendable {
  private let inner: SignInDesk
  private let room = Mutex<(provider: KeptProvider, signOn: SignOn)?>(nil)
  private let ask: SignOnFetch

  private static let most = 1 << 20

  /// A desk beside the one for passwords.
  package convenience init(_ inner: SignInDesk) {
    self.init(inner) { request in
      let reply = await Asking.ask(
        request.address, form: request.form, headers: request.headers, most: SignOnDesk.most)
      guard let reply else { throw Refusal.access(.signOn(.unreachable(request.address))) }
      return SignOnReply(status: reply.status, body: reply.body)
    }
  }

  init(_ inner: SignInDesk, asking ask: @escaping SignOnFetch) { (self.inner, self.ask) = (inner, ask) }

  /// Begins an attempt.
  ///
  /// - Returns: where the person is sent, and what the browser has to keep until they are back.
  /// - Throws: `sign-on-missing`, `sign-on-unreachable`, `sign-on-unfit`, and what a key file is refused for.
  package func begin() async throws -> (address: String, browser: String) {
    let signOn = try await signOn()
    var random = inner.random
    let browser = SecretToken(.device, from: &random)
    let drawn = SignOnAttempt(at: Instant(milliseconds: 0), from: &random)
    let began = try await inner.store.keepSignOn(
      state: SignOnDesk.digest(drawn.state), browser: browser.digest, nonce: drawn.nonce, verifier: drawn.verifier,
      minutes: SignOnAttempt.minutes)
    let attempt = SignOnAttempt(state: drawn.state, nonce: drawn.nonce, verifier: drawn.verifier, began: began)
    return (try await signOn.address(for: attempt), browser.text)
  }

  /// Ends it with what the person brought back, to a session.
  ///
  /// - Parameters:
  ///   - answer: the query of the address to which the provider sent them.
  ///   - browser: what ``begin()`` left with the browser.
  ///   - device: what an earlier sign-in left with the device; nil for nothing.
  /// - Throws: `sign-on-…`.
  package func end(
    _ answer: [String: String], browser: String?, device: String? = nil
  ) async throws -> SignedInAnswer {
    let signOn = try await signOn()
    let store = inner.store
    let identity = try await signOn.end(answer, at: try await store.databaseTime()) { state throws(Refusal) in
      guard let browser = browser.flatMap({ SecretToken(.device, shown: $0) }) else { return nil }
      // What the database says is told as what it is by whoever asked first.
      let kept = try? await store.takeSignOn(state: SignOnDesk.digest(state), browser: browser.digest)
      return kept.map { SignOnAttempt(state: state, nonce: $0.nonce, verifier: $0.verifier, began: $0.began) }
    }
    guard let name = try await store.account(issuer: identity.issuer, subject: identity.subject) else {
      throw Refusal.access(.signOnStranger(issuer: identity.issuer, subject: identity.subject))
    }
    return try await inner.enter(name, device: device)
  }

  /// Sign-on by the provider as it is set now; its keys are kept as long as it stays so.
  private func signOn() async throws -> SignOn {
    guard let kept = try await inner.store.signOnProvider() else { throw Refusal.access(.signOnMissing) }
    if let known = room.withLock({ $0 }), known.provider == kept { return known.signOn }
    let secret = try kept.secret.map { try inner.keys.open($0, ofSignOnBy: kept.keyID) }
    let provider = SignOnProvider(
      issuer: kept.issuer, client: kept.client, secret: secret, back: kept.back, allowsClear: kept.allowsClear)
    let signOn = SignOn(provider, fetch: ask)
    room.withLock { $0 = (kept, signOn) }
    return signOn
  }

  private static func digest(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
