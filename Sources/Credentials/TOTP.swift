internal import Crypto
package import Domain

/// The second factor (动态口令): codes of six digits by the time, as RFC 6238 has them and every authenticator app makes them.
package struct TOTP: Hashable, Sendable {
  /// What app and service share: 160 bits. To be kept sealed, never in clear.
  package let secret: [UInt8]

  /// Seconds that a code is good for.
  package static let period: Int64 = 30
  private static let digits = 6, length = 20

  /// A secret that was kept.
  package init(secret: [UInt8]) { self.secret = secret }

  /// A secret as an app is given it; nil where it is none.
  ///
  /// - Parameter typed: as ``typed`` writes it.
  package init?(typed: String) {
    guard let secret = Base32.bytes(typed.filter { $0 != " " }) else { return nil }
    self.secret = secret
  }

  /// A new secret.
  ///
  /// - Parameter random: where randomness comes from: the system's generator everywhere but in tests.
  package init(from random: inout some RandomNumberGenerator) {
    secret = random.bytes(TOTP.length)
  }

  /// The secret as it is typed into an app that cannot take a picture, in groups of four.
  package var typed: String {
    let text = Array(Base32.text(secret))
    return stride(from: 0, to: text.count, by: 4).map { String(text[$0..<min($0 + 4, text.count)]) }
      .joined(separator: " ")
  }

  /// What the picture says (`otpauth://totp/…`).
  ///
  /// - Parameters:
  ///   - issuer: whose service it is, as the app shows it.
  ///   - account: whose account it is.
  package func address(issuer: String = "绩效", account: String) -> String {
    let (issuer, account) = (issuer.percentEncoded, account.percentEncoded)
    return "otpauth://totp/\(issuer):\(account)?secret=\(Base32.text(secret))&issuer=\(issuer)"
  }

  /// Which span of thirty seconds an instant lies in.
  package static func step(at now: Instant) -> Int64 {
    let seconds = now.milliseconds >= 0 ? now.milliseconds / 1000 : (now.milliseconds - 999) / 1000
    return seconds >= 0 ? seconds / period : (seconds - period + 1) / period
  }

  /// The code of a step.
  package func code(of step: Int64) -> String { code(of: step, digits: TOTP.digits) }

  /// Checks a code of now, of the step before or of the one after, since telephones' clocks differ.
  ///
  /// - Parameters:
  ///   - typed: as typed, with blanks or full-width digits.
  ///   - lastStep: that of the last code that was taken: neither it nor any before it is taken again.
  /// - Returns: the step of the code, to be kept with the account; nil where the code is wrong or was taken before.
  package func verify(_ typed: String, at now: Instant, lastStep: Int64?) -> Int64? {
    let code = Array(typed.normalised.withoutBlanks.utf8)
    let current = TOTP.step(at: now)
    var found: Int64?
    // All three are looked at, so that the time tells nothing.
    for step in current - 1...current + 1 {
      let isRight = isSame(Array(self.code(of: step).utf8), code)
      if isRight, found == nil, lastStep.map({ step > $0 }) ?? true { found = step }
    }
    return found
  }

  /// RFC 4226, 5.3: four bytes of the digest, from where its last four bits say, without the sign.
  func code(of step: Int64, digits: Int) -> String {
    let message = withUnsafeBytes(of: step.bigEndian, Array.init)
    let digest = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
    let start = Int(digest[digest.count - 1] & 15)
    let number = digest[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    var (text, rest) = ("", number)
    for _ in 0..<digits {
      text = String(rest % 10) + text
      rest /= 10
    }
    return text
  }
}

extension TOTP: CustomStringConvertible, CustomReflectable {
  package var description: String { "TOTP" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension String {
  /// With all but letters, digits and `-._~` written as `%E7`: what may stand anywhere in an address.
  var percentEncoded: String {
    utf8.map { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
