/// The second way to read targets: dates, lengths of time, ranges, words for signs, and units told from other words.
///
/// What cannot be read for certain is words, to be judged by a person: it never becomes a number nobody wrote.
enum SecondReading {
  /// Reads a text without blanks, its digits and signs half width.
  static func read(_ clean: String) -> (measure: Target.Measure?, deadline: Deadline?) {
    if let deadline = Deadline(reading: clean) { return (nil, deadline) }
    if let measure = NothingOf.measure(of: clean) { return (measure, nil) }
    return (measure(of: clean), nil)
  }

  private static func measure(of clean: String) -> Target.Measure? {
    guard let (text, bounds) = Brackets.taken(from: unified(clean)) else { return nil }
    var rest = Substring(text)
    while let last = rest.last, "。；;，,、".contains(last) { rest = rest.dropLast() }
    rest = withoutName(rest)
    let isOfRate = dropRateName(&rest)
    let stated = SignWords.take(&rest)
    guard let first = number(&rest) else { return nil }
    if let measure = range(first, rest, stated, bounds) {
      return isOfRate && measure.value?.unit != "%" ? nil : measure.value
    }
    guard let (comparison, unit) = compared(first, rest, stated, bounds), bounds.allFit(first, unit),
      !isDateLike(first, unit), !isOfRate || unit == "%"
    else { return nil }
    return Target.Measure(comparison: comparison ?? .equal, value: first, unit: String(unit))
  }

  /// One dash, one wave and one kind of brackets for all that are in use.
  private static func unified(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "-", "—", "–", "−", "－", "～", "~", "〜", "∼", "‐", "‑", "─", "﹣":
        if out.last != "-" { out.append("-") }
      case "（": out.append("(")
      case "）": out.append(")")
      case "﹪", "％": out.append("%")
      default: out.append(character)
      }
    }
    return out
  }

  /// A name before a sign (`满意度≥90%`) says again what the row is called.
  private static func withoutName(_ text: Substring) -> Substring {
    guard let sign = text.firstIndex(where: { "≥≤≧≦⩾⩽><=﹥﹤﹦".contains($0) }), sign != text.startIndex else {
      return text
    }
    let name = text[..<sign]
    return isName(name) ? text[sign...] : text
  }

  private static func isName(_ text: Substring) -> Bool {
    text.count <= 12 && text.allSatisfy { $0.isLetter && !$0.isASCII }
      && !noName.contains { text.contains($0) }
  }
  /// Words that make another thing of a number than the name of the row does.
  private static let noName = [
    "不", "非", "未", "若", "如", "每", "达到", "超过", "控制", "至", "或", "后", "前", "降", "减", "下", "年度", "季度",
  ]

  /// Takes off the name of a rate that stands before its number (`验收合格率100%`, `满意度不低于90%`); then it must be in percent.
  private static func dropRateName(_ text: inout Substring) -> Bool {
    let head = text.prefix { $0.isLetter && !$0.isASCII }
    guard let end = head.lastIndex(where: { $0 == "率" || $0 == "度" }), head.startIndex != end, isName(head[...end])
    else {
      return false
    }
    text = text[text.index(after: end)...]
    return true
  }

  /// A number at the front that is not negative; nil where none stands there.
  private static func number(_ rest: inout Substring) -> Quantity? {
    // A full-width comma may stand between two numbers as well as in one.
    guard let lead = rest.first, lead.isASCII, lead.isNumber, !rest.contains("，") else { return nil }
    let bytes = Array(rest.utf8)[...]
    guard let read = DecimalReader(bytes) else { return nil }
    rest = rest[rest.utf8.index(rest.startIndex, offsetBy: read.end)...]
    return read.number
  }

  /// What stands behind a single number: its unit, and words that compare (以上, 以内, 左右). Nil where they make no target.
  private static func compared(
    _ number: Quantity, _ text: Substring, _ stated: SignWords.Stated, _ bounds: Brackets
  ) -> (comparison: Comparison?, unit: Substring)? {
    var (rest, tail) = (TargetDeeds.dropped(from: text), Comparison?.none)
    var isAbout = false
    if let found = SignWords.tails.first(where: { rest.hasSuffix($0.0) }) {
      (rest, tail) = (rest.dropLast(found.0.count), found.1)
      isAbout = found.1 == nil
    }
    guard TargetUnit.isUnit(rest) else { return nil }
    if isAbout {
      // A high rate is wished to be high. About 5% or about 20人 may be wished lower, and nobody said so.
      let isHighRate = rest == "%" && number >= Quantity(units: 50) && stated.usual != .atMost
      return isHighRate && stated.sign == nil && bounds.isEmpty ? (.atLeast, rest) : nil
    }
    var comparison = stated.sign
    if let tail {
      if let sign = comparison, sign != .equal, sign.isReverse != tail.isReverse { return nil }
      comparison = comparison == nil || comparison == .equal ? tail : comparison
    }
    comparison = comparison ?? stated.usual
    switch (comparison, bounds.isIncluded) {
    case (.moreThan, true): comparison = .atLeast
    case (.lessThan, true): comparison = .atMost
    case (.atLeast, false): comparison = .moreThan
    case (.atMost, false): comparison = .lessThan
    case (nil, .some), (.equal, .some): return nil
    default: break
    }
    return (comparison, rest)
  }

  /// `85%-100%`, `10-15人`, `3至5个`, `≥85%且≤100%`. Nil where it is no range at all; a value of nil where it is one nobody
  /// can read.
  private static func range(
    _ lower: Quantity, _ text: Substring, _ stated: SignWords.Stated, _ bounds: Brackets
  ) -> (value: Target.Measure?, Void)? {
    let unit = text.prefix { !"-至到且并,、≤<".contains($0) }
    var rest = text[unit.endIndex...]
    guard !rest.isEmpty else { return nil }
    let isSigned: Bool
    if let dash = ["-", "至", "到"].first(where: { rest.hasPrefix($0) }) {
      (rest, isSigned) = (rest.dropFirst(dash.count), false)
    } else {
      guard let word = ["并且", "且", ",", "、"].first(where: { rest.hasPrefix($0) }) else { return nil }
      rest = rest.dropFirst(word.count)
      guard let sign = ["<=", "≤"].first(where: { rest.hasPrefix($0) }) else { return nil }
      (rest, isSigned) = (rest.dropFirst(sign.count), true)
    }
    guard let upper = number(&rest) else { return nil }
    for word in ["之间", "区间", "范围内"] where rest.hasSuffix(word) { rest = rest.dropLast(word.count) }
    let isStated = isSigned ? stated.sign == .atLeast : stated.sign == nil || stated.sign == .equal
    let isOne = unit.isEmpty || unit == rest
    guard isStated, isOne, bounds.isEmpty, lower < upper, !rest.isEmpty, rest != "日",
      TargetUnit.isUnit(rest), !isDateLike(upper, rest)
    else { return (nil, ()) }
    return (Target.Measure(comparison: .atLeast, value: lower, unit: String(rest), upper: upper), ())
  }

  /// `2025年`, `2025.6`, `2025`: a place in the calendar, or what cannot be told from one.
  private static func isDateLike(_ number: Quantity, _ unit: Substring) -> Bool {
    let year = number.units / Quantity.power(number.scale)
    if unit == "年" { return (1900...2100).contains(year) }
    return unit.isEmpty && (2015...2035).contains(year) && number.scale <= 2
  }
}
