/// Signs and the words for them, before and behind a number, by the second reading.
enum SignWords {
  /// What stands before a number: a sign that is said, or what the words before it usually mean.
  struct Stated {
    var sign: Comparison?
    /// What a verb without a sign means: 达到 at least, 控制在 at most.
    var usual: Comparison?
  }

  private static let signs: [(String, Comparison)] = [
    ("大于等于", .atLeast), ("大于或等于", .atLeast), ("高于或等于", .atLeast), ("高于等于", .atLeast), ("小于等于", .atMost),
    ("小于或等于", .atMost), ("低于或等于", .atMost), ("低于等于", .atMost), ("不低于", .atLeast), ("不少于", .atLeast), ("不小于", .atLeast),
    ("不短于", .atLeast), ("不得低于", .atLeast), ("不得少于", .atLeast), ("不能低于", .atLeast), ("不能少于", .atLeast),
    ("不应低于", .atLeast),
    ("不亚于", .atLeast), ("不超过", .atMost), ("不高于", .atMost), ("不大于", .atMost), ("不多于", .atMost), ("不长于", .atMost),
    ("不得超过", .atMost), ("不得高于", .atMost), ("不得多于", .atMost), ("不得大于", .atMost), ("不能超过", .atMost), ("不应超过", .atMost),
    ("不突破", .atMost), ("不得突破", .atMost), ("未超过", .atMost), ("至少", .atLeast), ("最少", .atLeast), ("最低", .atLeast),
    ("至多", .atMost), ("最多", .atMost), ("最高", .atMost), ("大于", .moreThan), ("高于", .moreThan), ("超过", .moreThan),
    ("多于", .moreThan),
    ("小于", .lessThan), ("低于", .lessThan), ("少于", .lessThan), ("等于", .equal), ("≯", .atMost), ("≮", .atLeast),
    (">=", .atLeast), ("<=", .atMost),
    ("=>", .atLeast),
    ("=<", .atMost), ("≥", .atLeast), ("≤", .atMost), ("≧", .atLeast), ("≦", .atMost), ("⩾", .atLeast), ("⩽", .atMost),
    (">", .moreThan),
    ("<", .lessThan), ("=", .equal), ("﹥", .moreThan), ("﹤", .lessThan), ("﹦", .equal),
  ]

  /// Verbs before a number, with what they mean where no sign follows.
  private static let verbs: [(String, Comparison?)] = [
    ("控制在", .atMost), ("稳定控制在", .atMost), ("达到", .atLeast), ("达", .atLeast), ("保持在", .atLeast), ("稳定在", nil),
    ("维持在", nil),
    ("保持", nil), ("力争", nil), ("确保", nil), ("实现", nil), ("完成", nil), ("在", nil), ("为", nil),
  ]

  /// Words behind a number and its unit; nil for those that say “about”. Longer ones first, so that none hides another.
  static let tails: [(String, Comparison?)] = [
    ("及其以上", .atLeast), ("及以上", .atLeast), ("或以上", .atLeast), ("含以上", .atLeast), ("以上", .atLeast), ("及其以下", .atMost),
    ("及以下", .atMost), ("或以下", .atMost), ("含以下", .atMost), ("以下", .atMost), ("及以内", .atMost), ("以内", .atMost),
    ("之内", .atMost),
    ("内", .atMost), ("左右", nil), ("上下", nil),
  ]

  /// Takes verbs and one sign off the front.
  static func take(_ rest: inout Substring) -> Stated {
    var stated = Stated()
    for _ in 0..<2 {
      guard let verb = verbs.first(where: { rest.hasPrefix($0.0) }) else { break }
      rest = rest.dropFirst(verb.0.count)
      stated.usual = verb.1 ?? stated.usual
    }
    if let sign = signs.first(where: { rest.hasPrefix($0.0) }) {
      rest = rest.dropFirst(sign.0.count)
      stated.sign = sign.1
    }
    return stated
  }
}

/// Remarks in brackets: 含 and 不含 say whether the limit itself is kept; others without a digit are remarks.
struct Brackets {
  /// Whether the limit belongs to it; nil where nothing says so.
  private(set) var isIncluded: Bool?
  /// What is said to be included, such as 80% of `80%以上（含80%）`.
  private var named: [Substring] = []

  /// Whether nothing was said about the limit.
  var isEmpty: Bool { isIncluded == nil && named.isEmpty }

  /// A text without its brackets, and what they say; nil where they say something a number cannot hold.
  static func taken(from text: String) -> (text: String, said: Brackets)? {
    var (out, said, rest) = ("", Brackets(), text[...])
    while let open = rest.firstIndex(of: "(") {
      guard let close = rest[open...].firstIndex(of: ")") else { return nil }
      out += rest[..<open]
      let (remark, after) = (rest[rest.index(after: open)..<close], rest.index(after: close))
      // 人（次） is 人次, 20（个） is 20个.
      if TargetUnit.isKnown(remark) {
        out += remark
      } else if !said.take(remark, isAtEnd: after == rest.endIndex) {
        return nil
      }
      rest = rest[rest.index(after: close)...]
    }
    return rest.contains(")") ? nil : (out + rest, said)
  }

  private mutating func take(_ remark: Substring, isAtEnd: Bool) -> Bool {
    let words: [(String, Bool)] = [
      ("不包含", false), ("不包括", false), ("不含", false), ("包含", true), ("包括", true), ("含", true),
    ]
    if let word = words.first(where: { remark.hasPrefix($0.0) }) {
      let what = remark.dropFirst(word.0.count)
      let isOfLimit = what.isEmpty || ["本数", "本级", "以上", "以下"].contains(what) || what.first?.isNumber == true
      guard isOfLimit, isIncluded == nil else { return false }
      isIncluded = word.1
      if what.first?.isNumber == true { named.append(what) }
      return true
    }
    return isAtEnd && remark.allSatisfy { $0.isLetter || "、，".contains($0) }
      && !remark.contains { "每均除仅非或不约".contains($0) }
  }

  /// Whether what is said to be included is the number itself.
  func allFit(_ number: Quantity, _ unit: Substring) -> Bool {
    named.allSatisfy { text in
      let digits = text.prefix { $0.isNumber || $0 == "." }
      let behind = text[digits.endIndex...]
      return Quantity(parsing: digits) == number && (behind.isEmpty || behind == unit)
    }
  }
}
