/// A person's judgement of a target in words.
package enum Band: String, Sendable, CaseIterable {
  /// 达成.
  case reached = "达成"
  /// 部分达成.
  case partly = "部分达成"
  /// 未达成.
  case missed = "未达成"
}

/// What was achieved, as reported.
package enum ObservedValue: Hashable, Sendable {
  /// A number in the target's unit.
  case number(Quantity)
  /// So many of so many: a rate with its two numbers.
  case outOf(numerator: Quantity, denominator: Quantity)
  /// A judgement.
  case band(Band)
  /// The day on which it was reached: what a target that is a date is held against.
  case day(Day)

  /// The value in the target's unit as an exact fraction; nil for a judgement and a day. Rates are in percent.
  package var ratio: Ratio? {
    switch self {
    case .number(let value): return value.ratio
    case .outOf(let n, let d):
      let (a, b) = (n.ratio, d.ratio)
      return Ratio(
        lowest: Int128(a.numerator) * 100 * Int128(b.denominator), Int128(a.denominator) * Int128(b.numerator))
    case .band, .day: return nil
    }
  }

  /// What is judged without a number: a judgement, or a day held against the last on which it is in time; nil for a number.
  package func band(by deadline: Day?) -> Band? {
    switch self {
    case .band(let band): band
    case .day(let day): deadline.map { day <= $0 ? .reached : .missed }
    case .number, .outOf: nil
    }
  }

  /// As a person would write it: `95`, `27/30`, `达成`, `2025-06-28`.
  package var text: String {
    switch self {
    case .number(let value): value.shortest
    case .outOf(let n, let d): "\(n.shortest)/\(d.shortest)"
    case .band(let band): band.rawValue
    case .day(let day): day.description
    }
  }
}

extension ObservedValue {
  /// As people read it, with the target's unit: `36家`, `27/30（90.00%）`, `达成`,
  /// `2025年6月28日`.
  package func text(unit: String) -> String {
    switch self {
    case .number(let value): value.shortest + unit
    case .outOf:
      text
        + (ratio.flatMap { Ratio(lowest: Int128($0.numerator), Int128($0.denominator) * 100) }.map {
          "（\($0.percentText)%）"
        } ?? "")
    case .band(let band): band.rawValue
    case .day(let day): day.chinese
    }
  }
}

/// An indicator's value at a date (指标完成值).
package struct Observation: Hashable, Sendable {
  /// The date it is about.
  package let day: Day
  /// What was achieved.
  package let value: ObservedValue

  /// A value at a date.
  package init(day: Day, value: ObservedValue) {
    self.day = day
    self.value = value
  }
}

extension ObservedValue {
  /// Reads what a person typed for an indicator: `95%`, `36家`, `0.3万元`, `达成`, or `27` with `outOf` 30.
  ///
  /// The unit may be left out; another unit than the target's is refused, but 元 and 万元 are converted. A target that is a
  /// date takes the day on which it was reached, or a judgement.
  package static func parse(_ text: String, outOf: String? = nil, for target: Target) throws(Refusal)
    -> ObservedValue
  {
    let typed = text.normalised
    let clean = typed.withoutBlanks
    if let band = Band(rawValue: clean) {
      if band == .reached, target.isNothing { return .number(Quantity(units: 0)) }
      guard target.measure == nil else {
        throw Refusal.indicator(.needsNumber(target: target.text, clean))
      }
      return .band(band)
    }
    if let deadline = target.deadline { return .day(try day(typed, for: target, by: deadline)) }
    guard let measure = target.measure else {
      throw Refusal.indicator(.needsJudgement(target: target.text))
    }
    if let outOf { return try ratio(typed, outOf, for: measure) }
    if case .money(let unit) = measure.kind {
      let money = try Money.parse(typed, unit: unit)
      return .number(Quantity(units: money.fen, scale: unit == .yuan ? 2 : 6))
    }
    let bytes = Array(typed.utf8)[...]
    guard let read = DecimalReader(bytes) else {
      throw Refusal.indicator(.notANumber(text, like: measure.value.shortest + measure.unit))
    }
    let (value, unit) = (read.number, String(decoding: bytes[read.end...], as: UTF8.self).withoutBlanks)
    guard unit.isEmpty || target.takes(unit: unit, of: measure) else {
      throw Refusal.indicator(.otherUnit(unit.excerpt, target: target.text, unit: measure.unit))
    }
    return .number(value)
  }

  /// The same value, refused where it says that something was reached after the day it is reported for.
  package func known(on day: Day) throws(Refusal) -> ObservedValue {
    guard case .day(let reached) = self, reached > day else { return self }
    throw Refusal.indicator(.reachedLater(reached, day))
  }

  private static func day(_ text: String, for target: Target, by deadline: Deadline) throws(Refusal) -> Day {
    guard let day = try? Day.parse(text.withoutBlanks) else {
      throw Refusal.indicator(.needsDay(text.excerpt, target: target.text, like: deadline.on(deadline.year ?? 2025)))
    }
    return day
  }

  private static func ratio(_ text: String, _ of: String, for measure: Target.Measure) throws(Refusal)
    -> ObservedValue
  {
    guard measure.kind == .rate else {
      throw Refusal.indicator(.notARate)
    }
    guard let n = Quantity(parsing: text.normalised), let d = Quantity(parsing: of.normalised), d.units > 0,
      n.units >= 0
    else {
      throw Refusal.indicator(.badRatio(text, of: of))
    }
    return .outOf(numerator: n, denominator: d)
  }
}

extension Target {
  /// Whether it says in words that something does not happen (零事故), by a reading that knows such words: 达成 is 0 of it.
  package var isNothing: Bool { reading != .first && measure.map(NothingOf.isOne) ?? false }

  /// Whether a typed unit is the target's: spelt the same, or by the second reading in another way of spelling it.
  fileprivate func takes(unit: String, of measure: Measure) -> Bool {
    switch reading {
    case .first: unit == measure.unit
    case .second, .third:
      TargetUnit.isSame(unit, measure.unit) || isNothing && ["起", "次", "件", "例", "宗", "个", "人", "%"].contains(unit)
    }
  }
}
