/// What somebody typed into a form, or what an address asks: names with values, a name perhaps several times.
package struct FormFields: Sendable {
  /// In the order in which they came.
  package private(set) var pairs: [(name: String, value: String)]

  /// Some fields.
  package init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

  /// Fields as a browser sends them (`application/x-www-form-urlencoded`); nil where that cannot be read.
  package init?(urlencoded bytes: [UInt8]) {
    pairs = []
    for item in bytes.split(separator: UInt8(ascii: "&")) {
      let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = FormFields.decoded(parts[0]), let value = parts.count < 2 ? "" : FormFields.decoded(parts[1])
      else { return nil }
      pairs.append((name, value))
    }
  }

  /// The value under a name, as it was typed; nil where there is none.
  package subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// All values under a name.
  package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// The value under a name without blanks around it; nil where nothing but blanks was typed.
  package func typed(_ name: String) -> String? {
    guard let value = self[name] else { return nil }
    let blank: (Character) -> Bool = { $0.isWhitespace }
    let text = value.drop(while: blank)
    let end = text.lastIndex { !blank($0) }
    return end.map { String(text[...$0]) }
  }

  /// With a value in the place of whatever stood under its name.
  package mutating func set(_ name: String, _ value: String) {
    pairs.removeAll { $0.name == name }
    pairs.append((name, value))
  }

  /// Without some names, as what a browser must not be given back.
  package func without(_ names: Set<String>) -> FormFields { FormFields(pairs.filter { !names.contains($0.name) }) }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
        result.append(high << 4 | low)
      default: result.append(byte)
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
