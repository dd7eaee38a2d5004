/// A cell of a file or an argument of a command as bytes in UTF-8: what the readers of money, days, codes and vouchers take.
extension ArraySlice<UInt8> {
  /// The bytes as ``String/normalised`` makes them. Visible ASCII without blanks is that already and is not copied.
  var normalised: ArraySlice<UInt8> {
    allSatisfy { $0 > 0x20 && $0 < 0x7F } ? self : Array(String(decoding: self, as: UTF8.self).normalised.utf8)[...]
  }

  /// Takes off the first of some prefixes that it has, and blanks behind it.
  mutating func drop(prefixes: [String]) {
    guard let prefix = prefixes.first(where: { starts(with: $0.utf8) }) else { return }
    self = self[(startIndex + prefix.utf8.count)...]
    dropBlanks()
  }

  /// Takes off blanks at the front.
  mutating func dropBlanks() { self = drop { $0 == 0x20 } }

  /// What a message shows of it.
  var excerpt: String { String(decoding: self, as: UTF8.self).excerpt }
}

extension String {
  /// What a message shows of a text somebody gave: without control characters, and no more than a line of it.
  package var excerpt: String {
    let text = normalised
    return text.count > 60 ? text.prefix(60) + "…" : text
  }
}
