extension IndicatorFacts {
  /// The unit of a deadline's value.
  static let workdayUnit = "个工作日"

  /// The number a value is held against. A deadline in workdays takes both: a number of workdays by the second practice, and a
  /// judgement in words, however it is written.
  package func measure(for value: Achieved, by context: RuleContext) -> Target.Measure? {
    guard let workdays = binding.workdays else { return measure }
    guard case .number = value, context.parameters.practice >= .second else { return nil }
    return IndicatorFacts.measure(ofWorkdays: workdays)
  }

  private static func measure(ofWorkdays workdays: Int) -> Target.Measure {
    Target.Measure(comparison: .atMost, value: Quantity(units: Int64(workdays)), unit: workdayUnit)
  }

  /// What a person typed as this indicator's value.
  package func value(
    typed text: String, for target: Target, practice: Practice
  ) throws(Refusal) -> ObservedValue {
    guard let workdays = binding.workdays else {
      return try ObservedValue.parse(text, for: measure == nil && deadline == nil ? target.inWords : target)
    }
    let clean = text.normalised.withoutBlanks
    if practice >= .second, clean.first?.isNumber == true {
      let bare = clean.hasSuffix("工作日") ? clean.replacing("个", with: "").replacing("工作日", with: "") : clean
      return try ObservedValue.parse(
        bare, for: Target(text: target.text, measure: IndicatorFacts.measure(ofWorkdays: workdays)))
    }
    return try ObservedValue.parse(text, for: target.inWords)
  }

  /// The same with a value that counts on a day, whatever it is bound to.
  package func observed(_ value: ObservedValue, on day: Day) -> IndicatorFacts {
    let observations = [Observation(day: day, value: value)]
    guard binding.workdays == nil else {
      return IndicatorFacts(
        id: id, measure: nil, isUndecided: isUndecided, binding: binding, observations: observations)
    }
    return IndicatorFacts(
      id: id, measure: measure, deadline: deadline, isUndecided: isUndecided, binding: .observation,
      observations: observations)
  }
}

extension Indicator {
  /// Whether an indicator's name is that of a rate that may pass 100%: growth, not a share of something.
  package static func canPassWhole(_ name: String) -> Bool {
    ["增长", "增速", "增幅", "增收", "增值", "提高", "提升", "上升", "下降", "降低", "减少", "回报", "收益"].contains { name.contains($0) }
  }
}
