/// The code of a budget project, unique within a fiscal year together with it.
///
/// Hebei's codes have 21 characters: 6 region, 2 year, `P`, 11 more, and a check character. Codes of other provinces
/// are taken as they are. The rule of the check character was found from published codes; see `check`.
package struct ProjectCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The code without blanks, in upper case.
  package let text: String

  /// A code; blanks inside and lower case are noise. Nil for an empty text and for one that is no code: letters, digits and
  /// hyphens, at most 64 of them.
  package init?(_ text: String) {
    guard let code = try? ProjectCode.parse(text) else { return nil }
    self = code
  }

  /// A code as an earlier version of this program kept it, whatever stands in it; nil for an empty text.
  package init?(kept text: String) {
    guard !text.isEmpty else { return nil }
    self.text = text
  }

  init(checked text: String) { self.text = text }

  /// A code as typed; refused where it is missing or no code.
  package static func parse(_ text: String) throws(Refusal) -> ProjectCode { try read(Array(text.utf8)[...]) }

  /// A code out of the bytes of a cell, in UTF-8; refused where it is missing or no code.
  package static func read(_ cell: ArraySlice<UInt8>) throws(Refusal) -> ProjectCode {
    // Digits and capitals are a code in its plain form.
    if !cell.isEmpty, cell.count <= most, cell.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) {
      return ProjectCode(checked: String(decoding: cell, as: UTF8.self))
    }
    let clean = String(decoding: cell, as: UTF8.self).normalised.withoutBlanks.uppercased()
    guard !clean.isEmpty else { throw Refusal.value(.projectMissing) }
    if let wrong = clean.first(where: { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }) {
      throw Refusal.value(.projectCharacter(clean.excerpt, wrong))
    }
    guard clean.utf8.count <= most else {
      throw Refusal.value(.projectTooLong(clean.excerpt, length: clean.count))
    }
    return ProjectCode(checked: clean)
  }

  private static let most = 64

  package var description: String { text }
  package static func < (a: ProjectCode, b: ProjectCode) -> Bool { a.text < b.text }

  /// The year in the code (2025 for `25`), nil where the code has another build.
  package var year: Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 21, bytes[8] == UInt8(ascii: "P"), (48...57).contains(bytes[6]), (48...57).contains(bytes[7])
    else { return nil }
    return 2000 + Int(bytes[6] - 48) * 10 + Int(bytes[7] - 48)
  }
}

extension ProjectCode {
  /// What the check character says about a code.
  package enum Check: Hashable, Sendable {
    /// The rule does not apply: not Hebei's build.
    case notApplicable
    /// The check character is right.
    case correct
    /// It is wrong; the corrections that would make it right, likeliest first. Empty when none is near.
    case wrong(suggestions: [ProjectCode])
  }

  /// The 31 symbols of a code, as in GB 32100: no I, O, S, V, Z.
  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// Characters that are taken for one another when a code is typed or scanned.
  private static let lookalikes: [(Character, Character)] = [
    ("O", "0"), ("I", "1"), ("S", "5"), ("B", "8"), ("Z", "2"), ("Q", "0"), ("L", "1"), ("G", "6"), ("D", "0"),
  ]

  /// Checks codes that begin with 13 and have the `P` in the ninth place:
  /// check = alphabet[(30 − Σ vᵢ × 3^(i−1)) mod 31] over the first 20 characters.
  package var check: Check {
    let bytes = Array(text.utf8)
    // Characters are bytes here: a code that an earlier version kept may hold others.
    guard text.hasPrefix("13"), bytes.count == 21, bytes[8] == UInt8(ascii: "P"), bytes.allSatisfy({ $0 < 0x80 }) else {
      return .notApplicable
    }
    if ProjectCode.isSound(bytes) { return .correct }
    var suggestions: [ProjectCode] = []
    let characters = bytes.map { Character(UnicodeScalar($0)) }
    for index in characters.indices where index != 8 {
      for (a, b) in ProjectCode.lookalikes where characters[index] == a || characters[index] == b {
        var changed = characters
        changed[index] = characters[index] == a ? b : a
        if ProjectCode.isSound(Array(String(changed).utf8)), let code = ProjectCode(String(changed)) {
          suggestions.append(code)
        }
      }
    }
    for index in 0..<20 where index != 8 && index != 7 && characters[index] != characters[index + 1] {
      var changed = characters
      changed.swapAt(index, index + 1)
      if ProjectCode.isSound(Array(String(changed).utf8)), let code = ProjectCode(String(changed)) {
        suggestions.append(code)
      }
    }
    if suggestions.isEmpty, let expected = ProjectCode.checkCharacter(bytes.dropLast()),
      let code = ProjectCode(String(text.dropLast()) + String(UnicodeScalar(expected)))
    {
      suggestions.append(code)
    }
    return .wrong(suggestions: suggestions)
  }

  private static func isSound(_ bytes: [UInt8]) -> Bool {
    guard let expected = checkCharacter(bytes.dropLast()) else { return false }
    return bytes.last == expected
  }

  private static func checkCharacter(_ body: ArraySlice<UInt8>) -> UInt8? {
    var (sum, weight) = (0, 1)
    for byte in body {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      sum += value * weight
      weight = weight * 3 % 31
    }
    return alphabet[((30 - sum) % 31 + 31) % 31]
  }
}
