/// The day by which a target is to be reached: `12月底前`, `2025年6月30日前`, `当年`.
///
/// A date without a year is of the fiscal year whose document it stands in.
package struct Deadline: Hashable, Sendable {
  /// The year, where the text names it.
  package let year: Int?
  /// 1…12.
  package let month: Int
  /// The day of the month; nil for its last.
  package let day: Int?

  /// A date; nil for one that no calendar has (2月30日).
  package init?(year: Int? = nil, month: Int, day: Int? = nil) {
    // Every fourth year has a 29 February; without a year it is taken for the last of the month.
    guard (1...12).contains(month), Day(year ?? 2024, month, day ?? 1) != nil else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The last day on which it is kept.
  package func on(_ fiscalYear: Int) -> Day {
    let year = year ?? fiscalYear
    return day.flatMap { Day(year, month, $0) } ?? Day(endOf: month, in: year)
  }

  /// As it is written from what was read: `6月30日前`, `2025年12月底前`.
  package var text: String { (year.map { "\($0)年" } ?? "") + "\(month)月" + (day.map { "\($0)日" } ?? "底") + "前" }
}

extension Deadline {
  /// Reads a whole text without blanks, digits and signs half width; nil for what is no date or not surely this one.
  ///
  /// `6月前` may mean before June or by its end, `12月` a date or a year's length, `6月中旬` some day: they stay words.
  init?(reading text: String) {
    var rest = Substring(text)
    while let last = rest.last, "。；;，,、".contains(last) { rest = rest.dropLast() }
    for _ in 0..<2 {
      guard let word = Deadline.leads.first(where: { rest.hasPrefix($0) }) else { break }
      rest = rest.dropFirst(word.count)
    }
    guard let found = Deadline.numeric(rest) ?? Deadline.written(rest) ?? Deadline.ofYear(rest) else { return nil }
    self = found
  }

  private static let leads = [
    "<=", "=<", "≤", "≦", "⩽", "=", "不晚于", "不迟于", "不得晚于", "不得迟于", "截至", "截止到", "截止至", "截止", "力争", "确保", "计划",
    "于", "在", "至", "到",
  ]

  /// `2025-06-30`, `2025.6.30前`, `20250630`.
  private static func numeric(_ text: Substring) -> Deadline? {
    let date = text.prefix { $0.isASCII && ($0.isNumber || "-./".contains($0)) }
    guard date.count >= 8, date.hasPrefix("20"), isEnd(text[date.endIndex...], isExact: true),
      let day = try? Day.parse(String(date))
    else { return nil }
    let (year, month, number) = day.components
    return Deadline(year: year, month: month, day: number)
  }

  /// `2025年6月30日前`, `6月30日`, `12月底前完成验收`, `2025年12月`.
  private static func written(_ text: Substring) -> Deadline? {
    var rest = text
    let year = takeYear(&rest)
    guard let month = takeNumber(&rest, before: "月") else { return nil }
    if let day = takeNumber(&rest, before: "日") ?? takeNumber(&rest, before: "号") {
      return isEnd(rest, isExact: true) ? Deadline(year: year.number, month: month, day: day) : nil
    }
    if let end = rest.first, "底末".contains(end) {
      return isEnd(rest.dropFirst(), isExact: true) ? Deadline(year: year.number, month: month) : nil
    }
    // A bare month is a date only where a year, 份 or what is done by then says so.
    let isNamed = year.isSaid || rest.hasPrefix("份") || deeds.contains { rest.hasPrefix($0) }
    if rest.hasPrefix("份") { rest = rest.dropFirst() }
    return isNamed && isEnd(rest, isExact: false) ? Deadline(year: year.number, month: month) : nil
  }

  /// `2025年底前`, `年底前`, `当年`, `年内完成`: by the last of December.
  private static func ofYear(_ text: Substring) -> Deadline? {
    var rest = text
    let year = takeYear(&rest)
    if year.isSaid {
      if rest.hasPrefix("度") { rest = rest.dropFirst() }
      if let end = rest.first, "底末".contains(end) {
        rest = rest.dropFirst()
        return isEnd(rest, isExact: true) ? Deadline(year: year.number, month: 12) : nil
      }
      return isEnd(rest, isExact: false) ? Deadline(year: year.number, month: 12) : nil
    }
    guard let word = ["年底", "年末"].first(where: { rest.hasPrefix($0) }) else {
      guard rest.hasPrefix("年内") || rest.hasPrefix("年度内") else { return nil }
      rest = rest.dropFirst(rest.hasPrefix("年内") ? 2 : 3)
      return isEnd(rest, isExact: false) ? Deadline(month: 12) : nil
    }
    return isEnd(rest.dropFirst(word.count), isExact: true) ? Deadline(month: 12) : nil
  }

  /// `2025年`, or a word for the year the document is of.
  private static func takeYear(_ rest: inout Substring) -> (number: Int?, isSaid: Bool) {
    for word in ["当年", "本年", "今年"] where rest.hasPrefix(word) {
      rest = rest.dropFirst(2)
      return (nil, true)
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 4, digits.hasPrefix("20"), rest[digits.endIndex...].hasPrefix("年"), let year = Int(digits)
    else {
      return (nil, false)
    }
    rest = rest[digits.endIndex...].dropFirst()
    return (year, true)
  }

  private static func takeNumber(_ rest: inout Substring, before sign: Character) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let behind = rest[digits.endIndex...]
    guard (1...2).contains(digits.count), behind.first == sign, let number = Int(digits) else { return nil }
    rest = behind.dropFirst()
    return number
  }

  /// Whether what stands behind a date leaves it one: nothing, 前 with what is done by then, or what is done.
  ///
  /// - Parameter isExact: whether the day is certain, so that 前 has one meaning: `6月30日前`, not `6月前`.
  private static func isEnd(_ text: Substring, isExact: Bool) -> Bool {
    var rest = text
    var hasLimit = false
    for word in ["以前", "之前", "前"] where isExact && rest.hasPrefix(word) {
      (rest, hasLimit) = (rest.dropFirst(word.count), true)
      break
    }
    for word in ["之内", "以内", "内", "止"] where !hasLimit && rest.hasPrefix(word) {
      (rest, hasLimit) = (rest.dropFirst(word.count), true)
      break
    }
    guard !rest.isEmpty else { return true }
    guard rest.count <= 14, rest.allSatisfy({ $0.isLetter && !$0.isASCII }),
      !vague.contains(where: { rest.contains($0) })
    else { return false }
    return isExact && hasLimit || deeds.contains { rest.hasPrefix($0) }
  }

  /// What is done by a date.
  private static let deeds = [
    "完成", "竣工", "交付", "验收", "建成", "投入", "支付", "拨付", "开工", "启动", "办结", "到位", "实施", "发放", "完工", "结束", "报送", "上报",
    "提交", "下达", "投产", "开展", "落实", "供货", "交货", "安装", "全部", "全面", "基本", "使用", "付清", "缴纳", "结清", "制定", "出台", "印发",
    "公开", "整改",
  ]
  /// Words that make another thing of a date: a rate, a comparison, a time after it or around it.
  private static let vague = ["后", "左右", "起", "每", "或", "比", "率", "以上", "以下", "达", "不", "未", "度", "期间", "增", "减"]
}
