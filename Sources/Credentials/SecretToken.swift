internal import Crypto

/// 256 random bits that open something by themselves: shown once, kept as a digest only, so that who reads the database opens
/// nothing with it.
package struct SecretToken: Sendable {
  /// What it opens. The word it begins with tells people and scanners of leaked secrets what they have found.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case session = "jx_s_"
    case api = "jx_t_"
    case device = "jx_d_"
    /// Of a mail, by which one alert is acknowledged.
    case link = "jx_l_"
  }

  package let kind: Kind
  /// As it is given away: `jx_s_` and 43 signs of base64url.
  package let text: String

  private static let length = 32

  /// A new one.
  ///
  /// - Parameter random: where randomness comes from: the system's generator everywhere but in tests.
  package init(_ kind: Kind, from random: inout some RandomNumberGenerator) {
    let bytes = random.bytes(SecretToken.length)
    (self.kind, text) = (kind, kind.rawValue + Base64URL.text(bytes))
  }

  /// One of 256 bits that nobody guesses, made by a key; nil for any other number of bits.
  package init?(_ kind: Kind, bytes: [UInt8]) {
    guard bytes.count == SecretToken.length else { return nil }
    (self.kind, text) = (kind, kind.rawValue + Base64URL.text(bytes))
  }

  /// One that somebody shows; nil for what cannot be one of the kind, which is not worth a look into the database.
  package init?(_ kind: Kind, shown text: String) {
    guard text.hasPrefix(kind.rawValue),
      Base64URL.bytes(String(text.dropFirst(kind.rawValue.count)))?.count == SecretToken.length
    else { return nil }
    (self.kind, self.text) = (kind, text)
  }

  /// What is kept of it, and what it is found by: SHA-256 of its text, 32 bytes.
  package var digest: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

extension SecretToken: Equatable {
  package static func == (a: SecretToken, b: SecretToken) -> Bool { isSame(Array(a.text.utf8), Array(b.text.utf8)) }
}

extension SecretToken: CustomStringConvertible, CustomReflectable {
  /// Its kind alone.
  package var description: String { kind.rawValue + "…" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
