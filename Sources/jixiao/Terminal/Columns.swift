/// Lines up columns in a terminal, where a Chinese character is two places wide.
enum Columns {
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x2014, 0x201C...0x201D, 0x20000...0x3FFFD:
        sum + 2
      default: sum + 1
      }
    }
  }

  /// The text cut to a width, with an ellipsis where something was cut.
  static func cut(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    var result = ""
    for character in text {
      if width(result) + width(String(character)) > limit - 2 { break }
      result.append(character)
    }
    return result + "…"
  }

  /// Rows as lines; `right` says which columns are numbers.
  static func lines(_ rows: [[String]], right: Set<Int>) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let gap = String(repeating: " ", count: widths[column] - width(text))
        line += (column == 0 ? "" : "  ") + (right.contains(column) ? gap + text : text + gap)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
