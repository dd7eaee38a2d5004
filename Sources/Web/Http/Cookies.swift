internal import Domain

/// What a browser keeps for this site and shows with each request. Scripts see none of it.
struct Cookie: Sendable {
  /// Which one.
  enum Name: String, Sendable, CaseIterable {
    /// The session.
    case session = "jx"
    /// The device, known from an earlier sign-in.
    case device = "jx-device"
    /// Whoever has no session yet: what the forms before signing in are bound to.
    case visit = "jx-visit"
    /// An attempt to sign on by another's word.
    case signOn = "jx-sign-on"
    /// Where somebody was going who signs on by another's word.
    case next = "jx-next"
    /// What was done last, to be said on the next page.
    case said = "jx-said"
  }

  let name: Name, value: String
  /// Seconds until the browser forgets it; nil for until it is closed, 0 for at once.
  let seconds: Int?

  static func session(_ secret: String) -> Cookie { Cookie(name: .session, value: secret, seconds: nil) }
  static func device(_ secret: String) -> Cookie {
    Cookie(name: .device, value: secret, seconds: AccessLimits.deviceDays * 86_400)
  }
  static func visit(_ secret: String) -> Cookie { Cookie(name: .visit, value: secret, seconds: nil) }
  static func signOn(_ secret: String) -> Cookie { Cookie(name: .signOn, value: secret, seconds: 900) }
  static func next(_ place: String) -> Cookie { Cookie(name: .next, value: Cookies.wrapped(place), seconds: 900) }
  static func said(_ text: String) -> Cookie {
    Cookie(name: .said, value: Cookies.wrapped(text), seconds: 60)
  }
  static func gone(_ name: Name) -> Cookie { Cookie(name: name, value: "", seconds: 0) }

  /// As the browser is told. Under TLS the name binds it to this host alone (`__Host-`).
  func header(isSecure: Bool) -> String {
    let age = seconds.map { "; Max-Age=\($0)" } ?? ""
    let secure = isSecure ? "; Secure" : ""
    return "\(Cookies.prefix(isSecure))\(name.rawValue)=\(value); Path=/; HttpOnly; SameSite=Lax\(age)\(secure)"
  }
}

/// What a browser showed.
struct Cookies: Sendable {
  private let values: [String: String]
  private let isSecure: Bool

  init(_ header: String?, isSecure: Bool) {
    self.isSecure = isSecure
    var values: [String: String] = [:]
    for part in (header ?? "").split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      let name = pair[0].drop { $0 == " " }
      // The first of a name: one that another path or site put beside it comes later.
      if values[String(name)] == nil { values[String(name)] = String(pair[1]) }
    }
    self.values = values
  }

  subscript(_ name: Cookie.Name) -> String? { values[Cookies.prefix(isSecure) + name.rawValue] }

  /// What was done last.
  var said: String? { self[.said].flatMap(Cookies.unwrapped) }

  /// Where somebody was going.
  var next: String? { self[.next].flatMap(Cookies.unwrapped) }

  static func prefix(_ isSecure: Bool) -> String { isSecure ? "__Host-" : "" }

  private static let digits = Array("0123456789abcdef".utf8)

  /// A text as signs that a cookie may have; as much of it as browsers keep.
  static func wrapped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in String(text.prefix(500)).utf8 { bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unwrapped(_ text: String) -> String? {
    let signs = Array(text.utf8)
    guard signs.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: signs.count, by: 2) {
      guard let high = digits.firstIndex(of: signs[index]), let low = digits.firstIndex(of: signs[index + 1]) else {
        return nil
      }
      bytes.append(UInt8(high << 4 | low))
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
