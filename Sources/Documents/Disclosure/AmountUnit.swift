internal import Domain

/// What a heading or a label says of the unit of the amounts below or beside it.
enum AmountUnit: Hashable {
  case known(Money.Unit)
  /// A unit that is not read, such as 千元, as printed.
  case unknown(String)

  /// `单位：万元`, `金额单位：人民币元`, `（单位：元）`; nil for any other text, such as 填报单位：元氏县财政局.
  init?(line: Wording) {
    let text = line.label
    guard line.signs.contains(.unit), text.utf8.count < 160, text.count < 40,
      let at = text.firstRange(of: "单位：") ?? text.firstRange(of: "单位:")
    else { return nil }
    self.init(named: text[at.upperBound...])
  }

  /// The unit in the brackets of a label: `预算数（万元）`; nil where they hold something else.
  init?(bracketed text: Substring) {
    guard let open = text.first, "（(".contains(open), let end = text.firstIndex(where: { "）)".contains($0) }) else {
      return nil
    }
    let inner = text[text.index(after: text.startIndex)..<end]
    self.init(named: inner.dropping(prefixes: ["单位：", "单位:", "金额单位：", "金额单位:"]).map { $0[...] } ?? inner)
  }

  private init?(named text: Substring) {
    var rest = text
    if rest.begins(with: "人民币") { rest = rest.dropFirst(3) }
    let word = rest.prefix { $0.isLetter }
    switch word {
    case "万元", "万": self = .known(.tenThousand)
    case "元", "圆": self = .known(.yuan)
    case "千元", "百元", "百万元", "千万元", "亿元", "美元", "万美元", "欧元", "角", "分": self = .unknown(String(word))
    default: return nil
    }
  }
}
