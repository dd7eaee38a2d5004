/// A JSON document with its keys in the order they were given, so that output reads like the documentation.
package enum JSONValue: Hashable, Sendable {
  /// A text.
  case string(String)
  /// A whole number.
  case number(Int64)
  /// A number written as it stands.
  case literal(String)
  /// True or false.
  case bool(Bool)
  /// No value.
  case null
  /// A list.
  case array([JSONValue])
  /// Keys with values, in this order.
  case object([Field])

  /// One key with its value.
  package struct Field: Hashable, Sendable {
    /// The key.
    package let key: String
    /// The value.
    package let value: JSONValue

    /// A key with its value.
    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// An object from a literal's pairs, in their order.
  package static func fields(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(pairs.map { Field(key: $0.key, value: $0.value) })
  }

  /// A measured number, rounded: for benchmarks only, money and rates are decimal strings.
  package static func decimal(_ value: Double, _ decimals: Int) -> JSONValue {
    guard value.isFinite, value.magnitude < 1e12 else { return .null }
    let scale = Quantity.power(decimals)
    return .literal(Quantity(units: Int64((value * Double(scale)).rounded()), scale: decimals).description)
  }

  /// A text, or null.
  package static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// The document on one line.
  package var compact: String {
    var out: [UInt8] = []
    write(into: &out, indent: nil)
    return String(decoding: out, as: UTF8.self)
  }

  /// The document over several lines, indented by two blanks.
  package var pretty: String {
    var out: [UInt8] = []
    write(into: &out, indent: 0)
    return String(decoding: out, as: UTF8.self)
  }

  /// Appends the document's UTF-8 bytes.
  package func write(into out: inout [UInt8], indent: Int?) {
    switch self {
    case .string(let text): JSONValue.quote(text, into: &out)
    case .number(let number): out += String(number).utf8
    case .literal(let text): out += text.utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .null: out += "null".utf8
    case .array(let items):
      JSONValue.list(items, "[", "]", into: &out, indent: indent) { item, out, inner in
        item.write(into: &out, indent: inner)
      }
    case .object(let fields):
      JSONValue.list(fields, "{", "}", into: &out, indent: indent) { field, out, inner in
        JSONValue.quote(field.key, into: &out)
        out += (indent == nil ? ":" : ": ").utf8
        field.value.write(into: &out, indent: inner)
      }
    }
  }

  private static func list<Item>(
    _ items: [Item], _ open: Character, _ close: Character, into out: inout [UInt8], indent: Int?,
    _ body: (Item, inout [UInt8], Int?) -> Void
  ) {
    out += String(open).utf8
    let inner = indent.map { $0 + 2 }
    for (index, item) in items.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      if let inner { out += ("\n" + String(repeating: " ", count: inner)).utf8 }
      body(item, &out, inner)
    }
    if let indent, !items.isEmpty { out += ("\n" + String(repeating: " ", count: indent)).utf8 }
    out += String(close).utf8
  }

  private static func quote(_ text: String, into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): out += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 0x0A: out += Array("\\n".utf8)
      case 0x0D: out += Array("\\r".utf8)
      case 0x09: out += Array("\\t".utf8)
      case 0..<0x20:
        let hex = Array("0123456789abcdef".utf8)
        out += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}
