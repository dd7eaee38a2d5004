internal import Domain

/// The text of a cell or a paragraph as the readers of a document ask for it: folded once, whoever asks.
struct Wording: Hashable {
  /// The text without the blanks that typists and converters leave in it.
  let text: String
  /// The text as words of a form are compared.
  let label: String
  /// Which of the characters that readers look for stand in the label.
  let signs: Signs

  init(_ printed: String) {
    text = printed.tightened
    label = text.label
    signs = Signs(in: label)
  }

  var isEmpty: Bool { text.isEmpty }

  /// Characters without which a text holds none of the words that a reader looks for.
  struct Signs: OptionSet, Hashable {
    let rawValue: UInt16

    static let year = Signs(rawValue: 1), bureau = Signs(rawValue: 2), unit = Signs(rawValue: 4)
    static let item = Signs(rawValue: 8), performance = Signs(rawValue: 16), form = Signs(rawValue: 32)
    static let level = Signs(rawValue: 64), name = Signs(rawValue: 128), letterP = Signs(rawValue: 256)

    private static let meanings: [Unicode.Scalar: Signs] = [
      "年": .year, "局": .bureau, "部": .bureau, "单": .unit, "项": .item, "绩": .performance, "自": .form, "决": .form,
      "级": .level, "名": .name, "P": .letterP, "p": .letterP,
    ]

    /// For each character up to U+9FFF what it means: every character of a document is asked for.
    private static let table: [Signs] = {
      var table = [Signs](repeating: [], count: 0xA000)
      for (scalar, sign) in meanings { table[Int(scalar.value)] = sign }
      return table
    }()

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(in label: String) {
      var found: Signs = []
      let table = Signs.table
      for scalar in label.unicodeScalars where scalar.value < 0xA000 { found.formUnion(table[Int(scalar.value)]) }
      self = found
    }
  }
}

/// Words looked for by their bytes. The characters of a form's words have one spelling each, so this finds what a comparison of
/// characters finds, without asking Unicode's tables where each of them ends.
extension StringProtocol {
  /// Whether the text begins with a word.
  func begins(with word: String) -> Bool { utf8.starts(with: word.utf8) }

  /// Whether the text ends with a word.
  func ends(with word: String) -> Bool { utf8.reversed().starts(with: word.utf8.reversed()) }

  /// Whether a word stands anywhere in the text.
  func holds(_ word: String) -> Bool { firstRange(of: word) != nil }

  /// Where a word stands first.
  func firstRange(of word: String) -> Range<Index>? {
    let bytes = utf8
    guard let first = word.utf8.first else { return nil }
    var rest = bytes[...]
    while let found = rest.firstIndex(of: first) {
      if bytes[found...].starts(with: word.utf8) { return found..<bytes.index(found, offsetBy: word.utf8.count) }
      rest = bytes[bytes.index(after: found)...]
    }
    return nil
  }

  /// The text after the first of some words that it begins with; nil where it begins with none.
  func dropping(prefixes: [String]) -> String? {
    prefixes.first { begins(with: $0) }.map { String(self[utf8.index(startIndex, offsetBy: $0.utf8.count)...]) }
  }
}
