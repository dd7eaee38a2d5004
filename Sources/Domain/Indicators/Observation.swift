/// A person's judgement of a target in words.
public enum Band: String, Sendable, CaseIterable {
  /// 达成.
  case reached = "达成"
  /// 部分达成.
  case partly = "部分达成"
  /// 未达成.
  case missed = "未达成"
}

/// What was achieved, as reported.
public enum ObservedValue: Hashable, Sendable {
  /// A number in the target's unit.
  case number(Quantity)
  /// So many of so many: a rate with its two numbers.
  case outOf(numerator: Quantity, denominator: Quantity)
  /// A judgement.
  case band(Band)

  /// The value in the target's unit as an exact fraction; nil for a judgement. Rates are in percent.
  public var ratio: Ratio? {
    switch self {
    case .number(let value): return value.ratio
    case .outOf(let n, let d):
      let (a, b) = (n.ratio, d.ratio)
      return Ratio(
        lowest: Int128(a.numerator) * 100 * Int128(b.denominator), Int128(a.denominator) * Int128(b.numerator))
    case .band: return nil
    }
  }

  /// As a person would write it: `95`, `27/30`, `达成`.
  public var text: String {
    switch self {
    case .number(let value): value.shortest
    case .outOf(let n, let d): "\(n.shortest)/\(d.shortest)"
    case .band(let band): band.rawValue
    }
  }
}

extension ObservedValue {
  /// As people read it, with the target's unit: `36家`, `27/30（90.00%）`, `达成`.
  public func text(unit: String) -> String {
    switch self {
    case .number(let value): value.shortest + unit
    case .outOf:
      text
        + (ratio.flatMap { Ratio(lowest: Int128($0.numerator), Int128($0.denominator) * 100) }.map {
          "（\($0.percentText)%）"
        } ?? "")
    case .band(let band): band.rawValue
    }
  }
}

/// An indicator's value at a date (指标完成值).
public struct Observation: Hashable, Sendable {
  /// The date it is about.
  public let day: Day
  /// What was achieved.
  public let value: ObservedValue

  /// A value at a date.
  public init(day: Day, value: ObservedValue) {
    self.day = day
    self.value = value
  }
}

extension ObservedValue {
  /// Reads what a person typed for an indicator: `95%`, `36家`, `0.3万元`, `达成`, or `27` with `outOf` 30.
  ///
  /// The unit may be left out; another unit than the target's is refused, but 元 and 万元 are converted.
  public static func parse(_ text: String, outOf: String? = nil, for target: Target) throws(InputProblem)
    -> ObservedValue
  {
    let typed = text.normalised
    let clean = typed.withoutBlanks
    if let band = Band(rawValue: clean) {
      guard target.measure == nil else {
        throw InputProblem("value-needs-number", "指标值是“\(target.text)”，完成值要写数字，不能只写“\(clean)”。")
      }
      return .band(band)
    }
    guard let measure = target.measure else {
      throw InputProblem("value-needs-judgement", "指标值是文字“\(target.text)”，完成值应写 达成、部分达成 或 未达成。")
    }
    if let outOf { return try ratio(typed, outOf, for: measure) }
    if case .money(let unit) = measure.kind {
      let money = try Money.parse(typed, unit: unit)
      return .number(Quantity(units: money.fen, scale: unit == .yuan ? 2 : 6))
    }
    let bytes = Array(typed.utf8)[...]
    guard let read = DecimalReader(bytes) else {
      throw InputProblem("value-not-a-number", "“\(text)”不是数字，应写成 \(measure.value.shortest)\(measure.unit) 这样的完成值。")
    }
    let (value, unit) = (read.number, String(decoding: bytes[read.end...], as: UTF8.self).withoutBlanks)
    guard unit.isEmpty || unit == measure.unit else {
      throw InputProblem("value-wrong-unit", "完成值的单位“\(unit.excerpt)”与指标值“\(target.text)”的单位“\(measure.unit)”不同。")
    }
    return .number(value)
  }

  private static func ratio(_ text: String, _ of: String, for measure: Target.Measure) throws(InputProblem)
    -> ObservedValue
  {
    guard measure.kind == .rate else {
      throw InputProblem("value-not-a-rate", "指标值不是百分比，不能用“几分之几”填报，请直接写完成值。")
    }
    guard let n = Quantity(parsing: text.normalised), let d = Quantity(parsing: of.normalised), d.units > 0,
      n.units >= 0
    else {
      throw InputProblem("value-bad-ratio", "“\(text) / \(of)”不成比率：完成数和应完成数都要是数字，应完成数要大于零。")
    }
    return .outOf(numerator: n, denominator: d)
  }
}
