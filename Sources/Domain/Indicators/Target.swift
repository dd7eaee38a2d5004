/// How a value must stand to the number of a target.
package enum Comparison: String, Sendable, CaseIterable {
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
  package var isReverse: Bool { self == .atMost || self == .lessThan }

  /// Whether `value` satisfies the comparison with `target`.
  package func holds(_ value: Ratio, _ target: Ratio) -> Bool {
    switch self {
    case .atLeast: value >= target
    case .atMost: value <= target
    case .moreThan: value > target
    case .lessThan: value < target
    case .equal: value == target
    }
  }
}

/// What an indicator is to reach (指标值): a comparison, a number and a unit, a range, a date, or words.
package struct Target: Hashable, Sendable {
  /// A target that is a number.
  package struct Measure: Hashable, Sendable {
    /// ≥ ≤ > < or =; a bare number with a unit means =.
    package let comparison: Comparison
    /// The number as printed, without sign, blank or separator.
    package let value: Quantity
    /// The unit as printed (`%`, `家`, `万元`, `平方米`), empty where there is none.
    package let unit: String
    /// The upper bound of a range (100 of `85%-100%`), of which ``value`` is the lower one and ``comparison`` is ≥; nil for
    /// any other target.
    package let upper: Quantity?

    /// A comparison with a number in a unit, or a range.
    package init(comparison: Comparison, value: Quantity, unit: String, upper: Quantity? = nil) {
      self.comparison = comparison
      self.value = value
      self.unit = unit
      self.upper = upper
    }

    /// What the unit measures.
    package var kind: UnitKind { UnitKind(unit) }

    /// The amount of a money target; nil where the unit is not money or the number is finer than a fen.
    package var money: Money? {
      guard case .money(let unit) = kind else { return nil }
      return try? Money.parse(value.description + unit.rawValue)
    }

    /// As it is written from what was read: `≥430平方米`, `85%-100%`.
    package var text: String { (upper == nil ? comparison.rawValue : "") + amount }

    /// The same without its sign: `430平方米`.
    package var amount: String {
      value.description + unit + (upper.map { "-\($0.description)\(unit)" } ?? "")
    }

    /// Whether a value in the target's unit meets it: both bounds of a range, else the comparison.
    package func isMet(by achieved: Ratio) -> Bool {
      comparison.holds(achieved, value.ratio) && !isBeyond(achieved)
    }

    /// Whether a value is above the upper bound of a range; never for what is none.
    package func isBeyond(_ achieved: Ratio) -> Bool { upper.map { achieved > $0.ratio } ?? false }
  }

  /// The original text.
  package let text: String
  /// The parsed number; nil where the target is words (定性) or a date.
  package let measure: Measure?
  /// The day by which it is to be reached, where the target is a date; nil for any other.
  package let deadline: Deadline?
  /// By which reading it was read.
  package let reading: TargetReading

  /// A target from its text and what was read out of it.
  package init(text: String, measure: Measure?, deadline: Deadline? = nil, reading: TargetReading = .first) {
    self.text = text
    self.measure = measure
    self.deadline = deadline
    self.reading = reading
  }

  /// The same target where it is judged in words, whatever is written.
  package var inWords: Target { Target(text: text, measure: nil, reading: reading) }
}

/// What a unit measures; it decides how a value is read in the middle of the year.
package enum UnitKind: Hashable, Sendable {
  /// `%`: a rate, off target as soon as it is below.
  case rate
  /// 元, 万元 or 万.
  case money(Money.Unit)
  /// Things that are counted or measured and add up over the year.
  case count

  /// The kind of a printed unit.
  package init(_ unit: String) {
    switch unit {
    case "%": self = .rate
    case "元": self = .money(.yuan)
    case "万元", "万": self = .money(.tenThousand)
    default: self = .count
    }
  }
}

/// Which way targets are read. A department goes by the one its rule set names (`target-reading`), so that whoever stays
/// with an earlier set has the earlier answers.
package enum TargetReading: String, Hashable, Sendable, CaseIterable {
  /// A sign, a number and any short word behind it: `24小时内` is 24 of the unit 小时内, ranges are words.
  case first = "1"
  /// Dates, durations, ranges, units and words for signs are told apart.
  case second = "2"
  /// The same; a number that running text promises without a sign is reached at or above.
  case third = "3"
}

extension Target {
  /// Reads a target as found in documents, by one of the readings.
  package init(parsing original: String, by reading: TargetReading = .first) {
    let text = original.tightened
    let clean = text.normalised.withoutBlanks
    switch reading {
    case .first: self.init(text: text, measure: FirstReading.measure(of: clean))
    case .second, .third:
      let read = SecondReading.read(clean)
      self.init(text: text, measure: read.measure, deadline: read.deadline, reading: reading)
    }
  }

  /// Reads a target out of running text, such as the 10% of 研发投入增速10%, by one of the readings.
  ///
  /// By the third, what bears no sign promises at least that much: more is no miss, and is explained only where it is far more.
  /// A printed = stays one, and of what is promised not to happen (0起) not one is allowed.
  package init(promised original: String, by reading: TargetReading = .first) {
    let target = Target(parsing: original, by: reading)
    guard reading == .third, target.sign == nil, let measure = target.measure, measure.comparison == .equal,
      measure.upper == nil, measure.value.units > 0
    else {
      self = target
      return
    }
    self.init(
      text: target.text, measure: .init(comparison: .atLeast, value: measure.value, unit: measure.unit),
      reading: reading)
  }

  /// The comparison a sign or its words name: `≥`, `>=`, `大于等于`; nil for any other text.
  package static func comparison(named text: String) -> Comparison? {
    let clean = text.normalised.withoutBlanks
    return FirstReading.signs.first { $0.0 == clean }?.1
  }

  /// The comparison the text itself states, by a sign or in words; nil where it states none, and a bare number means =.
  package var sign: Comparison? { FirstReading.stated(in: text.normalised.withoutBlanks)?.comparison }

  /// The target written from what was read: `≥430平方米`. Reading it again gives the same measure or date.
  package var canonical: String { measure?.text ?? deadline?.text ?? text }

  /// Words that only put the decision off (待会议研究确定), so that nobody could judge them.
  package var isUndecided: Bool {
    measure == nil && (text.isEmpty || (text.hasPrefix("待") && text.hasSuffix("确定")))
  }

  /// The number of workdays of a deadline in words: 15 of `财政到位后15个工作日拨付到位`.
  package var workdays: Int? {
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
