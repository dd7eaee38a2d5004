package import Domain

/// A piece of a page. Its literal parts are `StaticString`, so they can only stand in the program's source; whatever else goes into
/// it is a text, and every text is escaped. There is no way to put in a text as markup.
///
/// ```swift
/// let row: Markup = "<td class=\"name\">\(project.name)</td>"
/// ```
/// Attributes are written in double quotes, for which the escaping is enough; addresses come from ``Address``.
package struct Markup: ExpressibleByStringInterpolation, Sendable {
  /// The page's bytes, UTF-8.
  package private(set) var bytes: [UInt8]

  /// Nothing.
  package init() { bytes = [] }

  package init(stringLiteral value: StaticString) {
    bytes = value.withUTF8Buffer { Array($0) }
  }

  package init(stringInterpolation: Interpolation) { bytes = stringInterpolation.bytes }

  /// Several pieces one after another.
  package init(_ pieces: some Sequence<Markup>) {
    bytes = []
    let count = pieces.underestimatedCount
    for piece in pieces {
      // Rows of a list are of about one length: room for as many as the first, and somewhat longer ones.
      if bytes.isEmpty { bytes.reserveCapacity(count * (piece.bytes.count + piece.bytes.count / 8)) }
      bytes += piece.bytes
    }
  }

  /// Whether it is nothing.
  package var isEmpty: Bool { bytes.isEmpty }

  /// With another piece behind it.
  package static func += (left: inout Markup, right: Markup) { left.bytes += right.bytes }

  /// One piece behind another.
  package static func + (left: Markup, right: Markup) -> Markup {
    var sum = left
    sum += right
    return sum
  }

  /// What is put between literal parts.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// A text, escaped.
    package mutating func appendInterpolation(_ text: String) { Markup.escape(text, into: &bytes) }
    /// A text, escaped; nothing for nil.
    package mutating func appendInterpolation(_ text: String?) {
      if let text { Markup.escape(text, into: &bytes) }
    }
    /// A number.
    package mutating func appendInterpolation(_ number: Int) {
      if (0...99_999_999).contains(number) {
        Markup.digits(number, into: &bytes)
      } else {
        bytes.append(contentsOf: String(number).utf8)
      }
    }
    /// A number.
    package mutating func appendInterpolation(_ number: Int64) { appendInterpolation(Int(number)) }
    /// An amount, which has nothing to be escaped; a dash where there is none.
    package mutating func appendInterpolation(_ money: Money?, in unit: Money.Unit) {
      guard let money else { return appendLiteral("—") }
      money.write(in: unit, to: &bytes)
    }
    /// A piece of a page, as it is.
    package mutating func appendInterpolation(_ piece: Markup) {
      // With room for what stands behind a long one, which would else be copied once more.
      let length = bytes.count + piece.bytes.count
      if length > bytes.capacity { bytes.reserveCapacity(length + length / 16 + 256) }
      bytes += piece.bytes
    }
    /// A piece of a page; nothing for nil.
    package mutating func appendInterpolation(_ piece: Markup?) {
      if let piece { appendInterpolation(piece) }
    }
    /// Pieces one after another.
    package mutating func appendInterpolation(_ pieces: [Markup]) {
      for piece in pieces { bytes += piece.bytes }
    }
    /// A place to go to, as the value of an attribute.
    package mutating func appendInterpolation(_ address: Address) { Markup.escape(address.text, into: &bytes) }
  }

  /// The digits of a small number, which a page of a long list has hundreds of, without a text in between.
  private static func digits(_ number: Int, into bytes: inout [UInt8]) {
    if number > 9 { digits(number / 10, into: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// A bit for each sign below 64: those below the blank, and `"`, `&`, `'`, `<`, `>`.
  private static let special: UInt64 = 0xFFFF_FFFF | 1 << 34 | 1 << 38 | 1 << 39 | 1 << 60 | 1 << 62

  private static func isSpecial(_ byte: UInt8) -> Bool { byte < 64 && special &>> UInt64(byte) & 1 == 1 }

  /// The five signs that mean something in a page, written so that they mean themselves. Signs below the blank that no page may
  /// have are left out.
  private static func escape(_ text: String, into bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { source in
      // Most texts have none of them.
      guard source.contains(where: isSpecial) else { return bytes.append(contentsOf: source) }
      var start = 0
      for index in source.indices {
        let entity: StaticString
        switch source[index] {
        case UInt8(ascii: "&"): entity = "&amp;"
        case UInt8(ascii: "<"): entity = "&lt;"
        case UInt8(ascii: ">"): entity = "&gt;"
        case UInt8(ascii: "\""): entity = "&quot;"
        case UInt8(ascii: "'"): entity = "&#39;"
        case 0..<9, 11, 12, 14..<32: entity = ""
        default: continue
        }
        bytes.append(contentsOf: source[start..<index])
        entity.withUTF8Buffer { bytes.append(contentsOf: $0) }
        start = index + 1
      }
      bytes.append(contentsOf: source[start...])
    }
  }
}
