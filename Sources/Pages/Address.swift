/// A place of this site to go to: a path with what is asked of it. All state of a list stands in it, so that it survives going back,
/// a bookmark and a colleague's mail.
package struct Address: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The path, percent-encoded.
  package private(set) var path: String
  /// What is asked, in order.
  package private(set) var query: [(name: String, value: String)]

  package init(stringLiteral path: StaticString) { (self.path, query) = ("\(path)", []) }

  /// A place below this one.
  package static func / (address: Address, part: String) -> Address {
    var address = address
    let part = Address.encoded(part)
    address.path.reserveCapacity(address.path.utf8.count + part.utf8.count + 1)
    if address.path.utf8.last != UInt8(ascii: "/") { address.path += "/" }
    address.path += part
    return address
  }

  /// The same with something asked otherwise; nil and the empty text ask nothing.
  package func with(_ name: String, _ value: String?) -> Address {
    var address = self
    address.query.removeAll { $0.name == name }
    if let value, !value.isEmpty { address.query.append((name, value)) }
    return address
  }

  /// The same with all that was typed into a form.
  package func with(_ fields: FormFields) -> Address {
    var address = self
    address.query += fields.pairs
    return address
  }

  /// The same with several values under one name, as boxes that are ticked send them.
  package func with(_ name: String, all values: [String]) -> Address {
    var address = self
    address.query.removeAll { $0.name == name }
    address.query += values.map { (name, $0) }
    return address
  }

  /// As a browser is given it.
  package var text: String {
    guard !query.isEmpty else { return path }
    return path + "?" + query.map { Address.encoded($0.name) + "=" + Address.encoded($0.value) }.joined(separator: "&")
  }

  /// A place that came from outside, as where to go on after signing in: nil unless it is one of this site.
  package init?(from text: String) {
    // `//host` and `/\host` are other sites; below the blank and beyond ASCII nothing is sent by a browser.
    guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"),
      text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") })
    else { return nil }
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    (path, query) = (String(parts[0]), [])
    if parts.count == 2 { query = FormFields(urlencoded: Array(parts[1].utf8))?.pairs ?? [] }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  /// A bit for each sign of `-.0123456789` below 64, and of `A…Z_a…z~` from there on.
  private static let plain: (low: UInt64, high: UInt64) = (0x03FF_6000_0000_0000, 0x47FF_FFFE_87FF_FFFE)

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte < 128 && (byte < 64 ? plain.low : plain.high) &>> UInt64(byte & 63) & 1 == 1
  }

  private static func encoded(_ text: String) -> String {
    var text = text
    if text.withUTF8({ $0.allSatisfy(isPlain) }) { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func == (a: Address, b: Address) -> Bool { a.text == b.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
