extension ObservedValue {
  /// What is asked of a value for a rate that was typed without % and is likely a fraction (0.81 for ≥90%) or its hundredfold
  /// (8100): nil where nothing is to be asked. With % it is taken as it stands.
  ///
  /// Source: item 5 of “Judged as a performance officer would judge”. It is asked by the second reading of targets.
  package static func question(_ text: String, for target: Target) -> Refusal? {
    guard target.reading != .first, let measure = target.measure, measure.kind == .rate,
      let typed = Quantity(parsing: text.normalised), typed.units > 0, measure.value.units > 0
    else { return nil }
    let (value, wanted) = (typed.ratio, measure.value.ratio)
    guard let factor = slip(value, wanted) else { return nil }
    let meant = factor == .fraction ? (typed * 100).shortest : hundredth(typed)
    return Refusal.indicator(
      .hundredfold(
        text.normalised, target: target.text, isFraction: factor == .fraction, meant: meant, typed: typed.shortest))
  }

  private enum Slip { case fraction, hundredfold }

  /// At most 1 where at least 10% is wanted, ten times what is wanted and more, or a hundredth or hundredfold near it.
  private static func slip(_ value: Ratio, _ wanted: Ratio) -> Slip? {
    let isLarge = wanted >= Ratio(10, 1) ?? .one
    if value <= .one, isLarge || isNear(value, timesHundred: true, wanted) { return .fraction }
    guard value > .one else { return nil }
    let isTenfold = Exact.atLeast(value, times: 10, wanted)
    return isTenfold && (isLarge || isNear(value, timesHundred: false, wanted)) ? .hundredfold : nil
  }

  /// Whether a hundred times the value, or a hundredth of it, lies between half and twice what is wanted.
  private static func isNear(_ value: Ratio, timesHundred: Bool, _ wanted: Ratio) -> Bool {
    let factor: (up: Int128, down: Int128) = timesHundred ? (100, 1) : (1, 100)
    let a = Int128(value.numerator) * factor.up * Int128(wanted.denominator)
    let b = Int128(wanted.numerator) * factor.down * Int128(value.denominator)
    return 2 * a >= b && a <= 2 * b
  }

  private static func hundredth(_ typed: Quantity) -> String {
    Quantity(units: typed.units, scale: typed.scale + 2).shortest
  }
}

extension Exact {
  /// Whether `a` is at least `factor` times `b`.
  fileprivate static func atLeast(_ a: Ratio, times factor: Int128, _ b: Ratio) -> Bool {
    Int128(a.numerator) * Int128(b.denominator) >= factor * Int128(b.numerator) * Int128(a.denominator)
  }
}
