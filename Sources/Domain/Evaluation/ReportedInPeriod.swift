/// For which period a reported value counts: alerts and forms ask the same.
extension IndicatorFacts {
  /// The last value of a day within a period; nil where none was reported for it.
  func observation(from first: Day, through last: Day) -> Observation? {
    observations.last { $0.day >= first && $0.day <= last }
  }

  /// The indicator as a form has it whose period begins on a day: a value of before is none of the period's, however true it may
  /// still be. It is only told, so that somebody confirms it or reports another.
  ///
  /// What follows from payments and events stands, and so does what is reported of a deadline in workdays: the alerts do not
  /// ask for these period by period either.
  func reported(from first: Day, on day: Day) -> (facts: IndicatorFacts, earlier: EarlierValue?) {
    guard binding == .observation, observation(from: first, through: day) == nil,
      let last = observation(asOf: day)
    else { return (self, nil) }
    let without = IndicatorFacts(
      id: id, measure: measure, deadline: deadline, words: words, isUndecided: isUndecided, binding: binding,
      observations: observations.filter { $0.day > day })
    return (without, EarlierValue(text: last.value.text(unit: measure?.unit ?? ""), value: last.value, day: last.day))
  }
}

/// What was reported last of an indicator, before the period of a form began.
package struct EarlierValue: Hashable, Sendable {
  /// As people read it: `430平方米`.
  package let text: String
  /// The same, exact.
  package let value: ObservedValue
  /// The day it was reported for.
  package let day: Day
}

extension Parameters {
  /// The first day whose values count in a form through a month.
  ///
  /// That of the reporting period of the rule set, by which the alerts ask. A monitoring form through a month that the set has no
  /// period of begins where the last period before it ended, the first of a year on 1 January.
  package func firstDay(ofFormThrough month: Int, in fiscalYear: Int) -> Day {
    if let period = periods.first(where: { $0.month == month }) { return period.from.on(fiscalYear) }
    let before = periods.map(\.month).filter { $0 < month }.max()
    return before.map { Day(endOf: $0, in: fiscalYear) + 1 } ?? Day(startOf: fiscalYear)
  }
}
