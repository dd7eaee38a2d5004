internal import Crypto

/// What a form carries so that it is known to come from a page that this browser was given: made of what the browser keeps in a
/// cookie, masked anew in each page, since pages are compressed and hold what others wrote.
package enum FormToken {
  private static let length = 32

  /// The token of a page.
  ///
  /// - Parameter secret: what the browser keeps.
  package static func text(of secret: String, from random: Randomness) -> String {
    var random = random
    let mask = random.bytes(length)
    return Base64URL.text(mask + zip(mask, code(of: secret)).map { $0 ^ $1 })
  }

  /// Whether a token was made of the same secret.
  package static func isRight(_ text: String?, of secret: String) -> Bool {
    guard let text, let bytes = Base64URL.bytes(text), bytes.count == 2 * length else { return false }
    let shown = zip(bytes[..<length], bytes[length...]).map { $0 ^ $1 }
    return HMAC<SHA256>.isValidAuthenticationCode(shown, authenticating: purpose, using: key(secret))
  }

  private static let purpose = Array("jixiao form".utf8)

  private static func key(_ secret: String) -> SymmetricKey { SymmetricKey(data: Array(secret.utf8)) }

  private static func code(of secret: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: purpose, using: key(secret)))
  }
}
