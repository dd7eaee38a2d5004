/// What no line ends inside: words of the official tables that stand in narrow columns, and a number with its sign and unit.
enum Unbroken {
  /// A part of a text.
  struct Part: Equatable {
    let text: Substring
    /// Whether no line may end in it.
    let isWhole: Bool
    /// Whether it is a figure.
    var isFigure: Bool { isWhole && text.contains { $0.isASCII && $0.isNumber } }
  }

  private static let words = [
    "完全不可能", "满意度指标", "效益指标", "产出指标", "成本指标", "数量指标", "质量指标", "时效指标", "影响指标", "确定能", "有可能", "未到节点", "预算数",
    "执行数", "执行率", "及时率", "（盖章）",
  ]
  private static let units = [
    "个工作日", "万平方米", "平方米", "立方米", "万元", "亿元", "小时", "分钟", "人次", "公里", "元", "亿", "万", "个", "家", "人", "户", "次", "项",
    "件", "台", "套", "份", "场", "篇", "天", "日", "月", "年", "分", "亩", "吨", "米", "期", "名", "所", "处", "辆", "册", "部", "%", "％",
    "‰",
  ]
  private static let signs: Set<Character> = ["≥", "≤", ">", "<", "=", "＞", "＜", "＝", "-", "−", "+"]

  /// A text in parts, from its beginning.
  static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    var plain = rest.startIndex
    while let first = rest.first {
      guard let whole = word(rest) ?? figure(rest) else {
        // What is left of a word is no figure.
        rest =
          first.isASCII && first.isLetter ? rest.drop { $0.isASCII && ($0.isLetter || $0.isNumber) } : rest.dropFirst()
        continue
      }
      if plain < rest.startIndex { parts.append(Part(text: text[plain..<rest.startIndex], isWhole: false)) }
      parts.append(Part(text: whole, isWhole: true))
      rest = rest[whole.endIndex...]
      plain = rest.startIndex
    }
    if plain < text.endIndex { parts.append(Part(text: text[plain...], isWhole: false)) }
    return parts
  }

  /// A text with a line break before each part that a line of some width would end inside.
  ///
  /// - Parameter room: halves of a Chinese character that stand on a line.
  static func broken(_ text: String, room: Int) -> String {
    var result = ""
    var taken = 0
    for part in parts(of: text) {
      let wide = halves(part.text)
      let isOpened = result.last.map { "（(“《〔".contains($0) } ?? false
      if part.isWhole, taken > 0, taken + wide > room, wide <= room, !isOpened {
        result += "\n"
        taken = 0
      }
      result += part.text
      for character in part.text {
        let next = halves(String(character))
        taken = character == "\n" ? 0 : taken + next > room ? next : taken + next
      }
    }
    return result
  }

  /// Half the width of a Chinese character each that a text is wide.
  static func halves(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value > 0xFF ? 2 : 1) }
  }

  private static func word(_ text: Substring) -> Substring? {
    words.first { text.hasPrefix($0) }.map { text.prefix($0.count) }
  }

  private static func figure(_ text: Substring) -> Substring? {
    var rest = text
    while let sign = rest.first, signs.contains(sign) { rest = rest.dropFirst() }
    guard let first = rest.first, first.isASCII, first.isNumber else { return nil }
    rest = rest.drop { $0.isASCII && ($0.isNumber || ",./".contains($0)) }
    // A full stop or comma behind a number ends a sentence.
    var end = rest.startIndex
    while end > text.startIndex, ",./".contains(text[text.index(before: end)]) { end = text.index(before: end) }
    guard end == rest.startIndex else { return text[..<end] }
    if let unit = units.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(unit.count) }
    return text[..<rest.startIndex]
  }
}
