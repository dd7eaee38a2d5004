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
    let pieces = Array(pieces)
    bytes = []
    bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.bytes.count })
    for piece in pieces { bytes += piece.bytes }
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
      bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
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
    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      bytes.append(contentsOf: String(number).utf8)
    }
    /// A piece of a page, as it is.
    package mutating func appendInterpolation(_ piece: Markup) { bytes += piece.bytes }
    /// A piece of a page; nothing for nil.
    package mutating func appendInterpolation(_ piece: Markup?) {
      if let piece { bytes += piece.bytes }
    }
    /// Pieces one after another.
    package mutating func appendInterpolation(_ pieces: [Markup]) {
      for piece in pieces { bytes += piece.bytes }
    }
    /// A place to go to, as the value of an attribute.
    package mutating func appendInterpolation(_ address: Address) { Markup.escape(address.text, into: &bytes) }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 63 && (byte < 32 || byte == 34 || byte == 38 || byte == 39 || byte == 60 || byte == 62)
  }

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
