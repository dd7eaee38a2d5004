/// What a typed value is held against before it is kept: the indicator, the day it is of, and today.
package struct ValueContext: Hashable, Sendable {
  /// The indicator's level-3 name.
  package let name: String
  /// Its target, and how its value is obtained.
  package let target: Target, binding: Binding
  /// The fiscal year, and the reading of the rules it is judged by.
  package let fiscalYear: Int, practice: Practice

  /// An indicator as its values are checked.
  package init(name: String, target: Target, binding: Binding, fiscalYear: Int, practice: Practice) {
    (self.name, self.target, self.binding) = (name, target, binding)
    (self.fiscalYear, self.practice) = (fiscalYear, practice)
  }

  /// Whether people report its value.
  package var isReported: Bool { binding.isReported }

  /// A typed value for a day. Refused for indicators that are computed, for days outside the fiscal year or still to come,
  /// for another unit than the target's and for what cannot be; asked about where it is likely a slip.
  ///
  /// - Parameters:
  ///   - outOf: the denominator of a rate typed as its two numbers; `27/30` in the text says the same.
  ///   - isConfirmed: whether a person said that a value is meant as typed that looks like a slip.
  package func value(
    _ text: String, outOf: String? = nil, on day: Day, today: Day, isConfirmed: Bool = false
  ) throws(Refusal) -> ObservedValue {
    try value(text, outOf: outOf, on: day, today: today, consent: FormConsent(isConfirmed: isConfirmed))
  }

  /// The same for who agreed to some of what is asked.
  package func value(
    _ text: String, outOf: String? = nil, on day: Day, today: Day, consent: FormConsent
  ) throws(Refusal) -> ObservedValue {
    guard day.year == fiscalYear else {
      throw .project(.outsideYear(day, project: nil, years: [fiscalYear]))
    }
    guard day <= today else { throw .value(.dayToCome(day, today: today)) }
    guard isReported else { throw .indicator(.computed(name)) }
    let (typed, denominator) = outOf == nil ? ValueContext.parts(text, of: target) : (text, outOf)
    let value = try read(typed, outOf: denominator)
    try check(value, typed)
    let slip = denominator == nil ? ObservedValue.question(typed, for: target) : nil
    for question in [slip, question(value, typed)].compactMap({ $0 }) where !consent.covers(question) { throw question }
    return try value.known(on: day)
  }

  /// `27/30` of a rate is its two numbers.
  private static func parts(_ text: String, of target: Target) -> (text: String, outOf: String?) {
    let parts = text.normalised.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, target.measure?.kind == .rate, parts.allSatisfy({ Quantity(parsing: $0) != nil }) else {
      return (text, nil)
    }
    return (String(parts[0]), String(parts[1]))
  }

  private func read(_ text: String, outOf: String?) throws(Refusal) -> ObservedValue {
    switch binding {
    // A deadline in workdays takes a number of workdays, or a judgement in words.
    case .workdayDeadline(let workdays):
      try IndicatorFacts(
        id: 0, measure: nil, isUndecided: false, binding: .workdayDeadline(workdays: workdays)
      ).value(typed: text, for: target, practice: practice)
    default: try ObservedValue.parse(text, outOf: outOf, for: target)
    }
  }

  /// Nothing that is counted or measured is below zero, but growth and what the target itself puts there.
  private func check(_ value: ObservedValue, _ text: String) throws(Refusal) {
    guard case .number(let number) = value, number.units < 0 else { return }
    let isTargetBelow = target.measure.map { $0.value.units < 0 } ?? false
    guard Indicator.canPassWhole(name) || isTargetBelow else {
      throw .indicator(.negative(text.normalised.excerpt, target: target.text))
    }
  }

  /// More than all of something, or a hundredfold of what is wanted.
  private func question(_ value: ObservedValue, _ text: String) -> Refusal? {
    guard let measure = target.measure, let ratio = value.ratio, target.reading != .first else { return nil }
    let shown = value.text(unit: measure.unit)
    if measure.kind == .rate {
      let mayPass = Indicator.canPassWhole(name) || measure.value.ratio > .percent(10_000)
      return ratio > .percent(10_000) && !mayPass ? .indicator(.overWhole(shown, target: target.text)) : nil
    }
    guard measure.value.units > 0, ratio.isAtLeast(100, times: measure.value.ratio) else { return nil }
    return .indicator(.farAbove(shown, target: target.text))
  }
}

extension Ratio {
  fileprivate func isAtLeast(_ factor: Int128, times other: Ratio) -> Bool {
    Int128(numerator) * Int128(other.denominator) >= factor * Int128(other.numerator) * Int128(denominator)
  }
}
