/// How a value must stand to the number of a target.
public enum Comparison: String, Sendable, CaseIterable {
  /// At least: positive, higher is better.
  case atLeast = "≥"
  /// At most: reverse.
  case atMost = "≤"
  /// More than: positive.
  case moreThan = ">"
  /// Less than: reverse.
  case lessThan = "<"
  /// Exactly.
  case equal = "="

  /// Whether more than the target breaks it.
  public var isReverse: Bool { self == .atMost || self == .lessThan }

  /// Whether `value` satisfies the comparison with `target`.
  public func holds(_ value: Ratio, _ target: Ratio) -> Bool {
    switch self {
    case .atLeast: value >= target
    case .atMost: value <= target
    case .moreThan: value > target
    case .lessThan: value < target
    case .equal: value == target
    }
  }
}

/// What an indicator is to reach (指标值): a comparison, a number and a unit, or words.
public struct Target: Hashable, Sendable {
  /// A target that is a number.
  public struct Measure: Hashable, Sendable {
    /// ≥ ≤ > < or =; a bare number with a unit means =.
    public let comparison: Comparison
    /// The number as printed, without sign, blank or separator.
    public let value: Quantity
    /// The unit as printed (`%`, `家`, `万元`, `平方米`), empty where there is none.
    public let unit: String

    /// A comparison with a number in a unit.
    public init(comparison: Comparison, value: Quantity, unit: String) {
      self.comparison = comparison
      self.value = value
      self.unit = unit
    }

    /// What the unit measures.
    public var kind: UnitKind { UnitKind(unit) }

    /// The amount of a money target; nil where the unit is not money or the number is finer than a fen.
    public var money: Money? {
      guard case .money(let unit) = kind else { return nil }
      return try? Money.parse(value.description + unit.rawValue)
    }
  }

  /// The original text.
  public let text: String
  /// The parsed number; nil where the target is words (定性).
  public let measure: Measure?

  /// A target from its text and what was read out of it.
  public init(text: String, measure: Measure?) {
    self.text = text
    self.measure = measure
  }
}

/// What a unit measures; it decides how a value is read in the middle of the year.
public enum UnitKind: Hashable, Sendable {
  /// `%`: a rate, off target as soon as it is below.
  case rate
  /// 元, 万元 or 万.
  case money(Money.Unit)
  /// Things that are counted or measured and add up over the year.
  case count

  /// The kind of a printed unit.
  public init(_ unit: String) {
    switch unit {
    case "%": self = .rate
    case "元": self = .money(.yuan)
    case "万元", "万": self = .money(.tenThousand)
    default: self = .count
    }
  }
}

extension Target {
  /// Reads a target as found in documents: `≥430平方米`, `＝1家`, `1人`, `<0.01%`, `≤2万`, `不低于90%`, or words.
  ///
  /// Full-width signs, blanks and line breaks inside are noise. Words with a number in them stay words
  /// (`财政到位后15个工作日拨付到位`).
  public init(parsing original: String) {
    let text = original.tightened
    let clean = text.normalised.withoutBlanks
    self.init(text: text, measure: Target.measure(of: clean))
  }

  private static let signs: [(String, Comparison)] = [
    (">=", .atLeast), ("<=", .atMost), ("=>", .atLeast), ("=<", .atMost), ("≥", .atLeast), ("≤", .atMost),
    ("≧", .atLeast), ("≦", .atMost), ("⩾", .atLeast), ("⩽", .atMost), (">", .moreThan), ("<", .lessThan), ("=", .equal),
    ("﹥", .moreThan), ("﹤", .lessThan), ("﹦", .equal),
    ("大于等于", .atLeast), ("大于或等于", .atLeast), ("小于等于", .atMost), ("小于或等于", .atMost), ("不低于", .atLeast),
    ("不少于", .atLeast), ("不小于", .atLeast), ("不超过", .atMost), ("不高于", .atMost), ("不大于", .atMost), ("不多于", .atMost),
    ("至少", .atLeast), ("至多", .atMost), ("最多", .atMost), ("达到", .atLeast), ("大于", .moreThan), ("高于", .moreThan),
    ("超过", .moreThan), ("小于", .lessThan), ("低于", .lessThan), ("少于", .lessThan), ("等于", .equal),
  ]
  private static let tails: [(String, Comparison)] = [
    ("（含）以上", .atLeast), ("(含)以上", .atLeast), ("及以上", .atLeast), ("以上", .atLeast), ("（含）以下", .atMost),
    ("(含)以下", .atMost), ("及以下", .atMost), ("以内", .atMost), ("以下", .atMost),
  ]

  /// The comparison a sign or its words name: `≥`, `>=`, `大于等于`; nil for any other text.
  public static func comparison(named text: String) -> Comparison? {
    let clean = text.normalised.withoutBlanks
    return signs.first { $0.0 == clean }?.1
  }

  /// The comparison the text itself states, by a sign or in words; nil where it states none, and a bare number means =.
  public var sign: Comparison? { Target.stated(in: text.normalised.withoutBlanks)?.comparison }

  /// What a text states: a sign before the number, words behind it, or both where they agree. Nil where it states nothing.
  private static func stated(in text: String) -> (comparison: Comparison?, rest: Substring)? {
    var rest = Substring(text)
    let sign = signs.first { rest.hasPrefix($0.0) }
    if let sign { rest = rest.dropFirst(sign.0.count) }
    let tail = tails.first { rest.hasSuffix($0.0) }
    if let tail { rest = rest.dropLast(tail.0.count) }
    guard sign != nil || tail != nil else { return nil }
    guard let sign, let tail else { return (sign?.1 ?? tail?.1, rest) }
    // `≥95%以上` says one thing twice; `≥95%以下` says nothing that can be held against a value.
    let agrees = sign.1 == .equal || sign.1.isReverse == tail.1.isReverse
    return (agrees ? (sign.1 == .equal ? tail.1 : sign.1) : nil, rest)
  }

  private static func measure(of text: String) -> Measure? {
    let stated = stated(in: text)
    if let stated, stated.comparison == nil { return nil }
    let rest = stated?.rest ?? Substring(text)
    let bytes = Array(rest.utf8)[...]
    // A full-width comma may stand between two numbers as well as in one.
    guard !rest.contains("，"), let read = DecimalReader(bytes), read.number.units >= 0, rest.first != "+" else {
      return nil
    }
    let unit = String(decoding: bytes[read.end...], as: UTF8.self)
    // A unit is a short noun. Longer words after a number are a sentence, and so is anything with another number or sign.
    guard unit.count <= 6, !"OoIl".contains(unit.first ?? " "),
      !unit.contains(where: { ($0.isASCII && $0.isNumber) || ",.，．+-–—~～、/:".contains($0) && !Target.isCompound(unit) })
    else { return nil }
    return Measure(comparison: stated?.comparison ?? .equal, value: read.number, unit: unit)
  }

  /// `元/人` and the like: a unit by another.
  private static func isCompound(_ unit: String) -> Bool {
    let parts = unit.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0 == "%" } }
  }

  /// The target written from what was read: `≥430平方米`. Reading it again gives the same measure.
  public var canonical: String {
    measure.map { $0.comparison.rawValue + $0.value.description + $0.unit } ?? text
  }

  /// Words that only put the decision off (待会议研究确定), so that nobody could judge them.
  public var isUndecided: Bool {
    measure == nil && (text.isEmpty || (text.hasPrefix("待") && text.hasSuffix("确定")))
  }

  /// The number of workdays of a deadline in words: 15 of `财政到位后15个工作日拨付到位`.
  public var workdays: Int? {
    let clean = text.normalised.withoutBlanks
    guard measure == nil || measure?.unit.contains("工作日") == true, let end = clean.firstIndex(of: "工"),
      clean[end...].hasPrefix("工作日")
    else { return nil }
    let head = clean[..<end]
    let digits = (head.hasSuffix("个") ? head.dropLast() : head).reversed().prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count) else { return nil }
    return Int(String(digits.reversed()))
  }
}
