package import Domain

/// What is asked of a provider over the network, which the room itself has none of.
package struct SignOnRequest: Hashable, Sendable {
  /// Where.
  package let address: String
  /// What is posted, as `application/x-www-form-urlencoded`; nil to get.
  package let form: String?
  /// Further headers; `Accept` and `Content-Type` among them.
  package let headers: [String: String]
}

/// What came.
package struct SignOnReply: Hashable, Sendable {
  /// The HTTP status, and all of the body.
  package let status: Int, body: [UInt8]

  /// What came.
  package init(status: Int, body: [UInt8]) { (self.status, self.body) = (status, body) }
}

/// Asks a provider. It follows no redirects, checks certificates, and bounds time and size; it throws where nothing came.
package typealias SignOnFetch = @Sendable (SignOnRequest) async throws -> SignOnReply

/// One attempt to sign in, from its beginning until the person comes back: to be kept where it is found by its state and given
/// out once, by whichever daemon, to the browser that began it alone.
package struct SignOnAttempt: Hashable, Sendable {
  /// 256 random bits each: what the answer has to bring, what the token has to say, what proves that the code is ours.
  package let state: String, nonce: String, verifier: String
  /// When it began.
  package let began: Instant

  /// How long somebody may take to sign in there.
  package static let minutes: Int64 = 10

  /// One that was kept.
  package init(state: String, nonce: String, verifier: String, began: Instant) {
    (self.state, self.nonce, self.verifier, self.began) = (state, nonce, verifier, began)
  }

  /// A new one.
  ///
  /// - Parameter random: where randomness comes from: the system's generator everywhere but in tests.
  package init(at now: Instant, from random: inout some RandomNumberGenerator) {
    let secrets = (0..<3).map { _ in
      Base64URL.text(random.bytes(32))
    }
    self.init(state: secrets[0], nonce: secrets[1], verifier: secrets[2], began: now)
  }
}

/// Who came, by the word of a provider.
package struct SignOnIdentity: Hashable, Sendable {
  /// Whose word it is, and its name for the person, which never changes and is never given to another. An account is found by
  /// both together, as they were stored with it, and by no name or address that comes along.
  package let issuer: String, subject: String
}
