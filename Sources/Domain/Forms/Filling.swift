/// What people have filled into a form: of every place the last entry.
package struct Filling: Hashable, Sendable {
  private var entries: [FormField: FormEntry] = [:]

  /// Entries in the order they were made; the last of a place counts, an empty one clears it.
  package init(_ entries: [FormEntry] = []) {
    for entry in entries { self.entries[entry.field] = entry.value == nil ? nil : entry }
  }

  /// The same with more entries.
  package func adding(_ more: [FormEntry]) -> Filling {
    var sum = self
    for entry in more { sum.entries[entry.field] = entry.value == nil ? nil : entry }
    return sum
  }

  /// What stands in a place.
  package subscript(_ name: FormField.Name, _ indicator: IndicatorID? = nil) -> FormEntry? {
    entries[FormField(name, indicator: indicator)]
  }

  /// The indicators of which people say that they cannot be measured yet (未到期).
  package var postponed: [IndicatorID] {
    entries.values.compactMap { $0.value == .notDue ? $0.field.indicator : nil }
  }

  /// What stands in a place.
  package subscript(_ field: FormField) -> FormEntry? { entries[field] }

  /// What stands in a place as people read it; nil where there is nothing.
  package func text(_ name: FormField.Name, _ indicator: IndicatorID? = nil) -> String? { self[name, indicator]?.text }

  /// The amount in a place.
  package func money(_ name: FormField.Name) -> Money? {
    if case .money(let money)? = self[name]?.value { money } else { nil }
  }

  /// The points in a place.
  package func points(_ name: FormField.Name, _ indicator: IndicatorID? = nil) -> Points? {
    if case .points(let points)? = self[name, indicator]?.value { points } else { nil }
  }

  /// The ticked causes of an indicator's deviation, in the form's order.
  package func causes(_ indicator: IndicatorID) -> [DeviationCause] {
    guard case .causes(let causes)? = self[.causes, indicator]?.value else { return [] }
    return DeviationCause.allCases.filter(causes.contains)
  }

  /// The chosen likelihood of an indicator.
  package func likelihood(_ indicator: IndicatorID) -> Likelihood? {
    if case .likelihood(let likelihood)? = self[.likelihood, indicator]?.value { likelihood } else { nil }
  }

  /// The points set by hand for some indicators; nil where nobody set any. Refused where the table has changed since.
  package func weights(for indicators: [IndicatorID]) throws(Refusal) -> Weights? {
    guard let entry = self[.weights], case .weights(let chosen)? = entry.value else { return nil }
    return try chosen.weights(for: indicators, reason: entry.reason ?? "")
  }
}
