/// What people wrote, put into running text: whole sentences, each with one full stop.
enum Sentence {
  private static let stops: Set<Character> = ["。", "！", "？", "…"]
  private static let loose: Set<Character> = ["，", "、", "；", "：", ",", ";", ":", ".", "．", " ", "　", "。"]

  /// A text with a full stop at its end, whatever stood there; nothing of nothing.
  static func ended(_ text: String) -> String {
    let bare = bare(text)
    guard let last = bare.last else { return "" }
    return stops.contains(last) ? bare : bare + "。"
  }

  /// A text without the stops and blanks at its end.
  static func bare(_ text: String) -> String {
    var rest = text.trimmed[...]
    while let last = rest.last, loose.contains(last) { rest = rest.dropLast() }
    return String(rest)
  }

  /// Several texts as one sentence: “甲；乙。”.
  static func joined(_ texts: [String]) -> String {
    ended(texts.map(bare).filter { !$0.isEmpty }.joined(separator: "；"))
  }

  /// The sentences of a text that was written line by line or with full stops, without the numbers they began with.
  static func parts(of text: String) -> [String] {
    text.split { "。；;\n\r".contains($0) }.map { ended(unnumbered(String($0).trimmed)) }.filter { !$0.isEmpty }
  }

  /// A name in quotation marks; those inside it become single ones.
  static func quoted(_ name: String) -> String {
    let inside = name.map { $0 == "“" ? "‘" : $0 == "”" ? "’" : $0 }
    return "“\(String(inside))”"
  }

  private static let numerals: Set<Character> = Set("0123456789一二三四五六七八九十")

  /// `1.`, `1、`, `（1）`, `一、`, `（一）` and `一是` at the front taken off; a number that is part of the text stays.
  private static func unnumbered(_ text: String) -> String {
    let isBracketed = text.first == "（" || text.first == "("
    let head = text.dropFirst(isBracketed ? 1 : 0)
    let number = head.prefix { numerals.contains($0) }
    let rest = head[number.endIndex...]
    guard (1...3).contains(number.count), let mark = rest.first else { return text }
    let behind = rest.dropFirst()
    if isBracketed { return mark == "）" || mark == ")" ? String(behind).trimmed : text }
    // A point between two digits is one of a number.
    if mark == ".", behind.first?.isNumber == true { return text }
    let isMark = "、.．)）".contains(mark) || mark == "是" && number.first?.isASCII == false
    return isMark ? String(behind).trimmed : text
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
