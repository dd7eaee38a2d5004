/// What people have filled into a form: of every place the last entry.
package struct Filling: Hashable, Sendable {
  private var entries: [FormField: FormEntry] = [:]

  /// Entries in the order they were made; the last of a place counts, an empty one clears it.
  package init(_ entries: [FormEntry] = []) {
    for entry in entries { self.entries[entry.field] = entry.value.isEmpty ? nil : entry }
  }

  /// The same with more entries.
  package func adding(_ more: [FormEntry]) -> Filling {
    var sum = self
    for entry in more { sum.entries[entry.field] = entry.value.isEmpty ? nil : entry }
    return sum
  }

  /// What stands in a place.
  package subscript(_ name: FormField.Name, _ indicator: Int64? = nil) -> FormEntry? {
    entries[FormField(name, indicator: indicator)]
  }

  /// The text in a place, empty where there is none.
  package func text(_ name: FormField.Name, _ indicator: Int64? = nil) -> String { self[name, indicator]?.value ?? "" }

  /// The amount in a place.
  package func money(_ name: FormField.Name) -> Money? { self[name].flatMap { try? Money.parse($0.value) } }

  /// The points in a place.
  package func points(_ name: FormField.Name, _ indicator: Int64? = nil) -> Points? {
    self[name, indicator].flatMap { try? Points.parse($0.value) }
  }

  /// The ticked causes of an indicator's deviation.
  package func causes(_ indicator: Int64) -> Set<DeviationCause> {
    Set(text(.causes, indicator).split(separator: "、").compactMap { DeviationCause(rawValue: String($0)) })
  }

  /// The chosen likelihood of an indicator.
  package func likelihood(_ indicator: Int64) -> Likelihood? { Likelihood(rawValue: text(.likelihood, indicator)) }

  /// All entries, in a fixed order.
  package var all: [FormEntry] {
    entries.values.sorted {
      ($0.field.indicator ?? 0, $0.field.name.rawValue) < ($1.field.indicator ?? 0, $1.field.name.rawValue)
    }
  }
}

extension FormEntry {
  /// Points typed for all indicators in their order, `12.5,12.5,…`, with those of the execution rate; empty goes back to the
  /// default.
  package init(
    weights text: String, execution: String, of indicators: [Int64], reason: String?
  ) throws(Refusal) {
    guard !text.normalised.isEmpty else {
      self = try FormEntry(FormField(.weights), typed: "")
      return
    }
    var points: [Points] = []
    for part in text.split(whereSeparator: { ",，、".contains($0) }) { points.append(try Points.parse(String(part))) }
    guard points.count == indicators.count else {
      throw Refusal.score(.weightsCount(indicators: indicators.count, points.count))
    }
    let value = Filling.weights(
      execution: try Points.parse(execution), rows: zip(indicators, points).map { (indicator: $0, points: $1) })
    self = try FormEntry(FormField(.weights), typed: value, reason: reason)
  }
}

extension Filling {
  /// Points set by hand, kept in one text so that they always come to 100.00 together: `execution=10.00,12=12.50`.
  package static func weights(execution: Points, rows: [(indicator: Int64, points: Points)]) -> String {
    (["execution=\(execution.text)"] + rows.map { "\($0.indicator)=\($0.points.text)" }).joined(separator: ",")
  }

  /// The points set by hand for some indicators; nil where nobody set any. Refused where the table has changed since.
  package func weights(for indicators: [Int64]) throws(Refusal) -> Weights? {
    guard let entry = self[.weights] else { return nil }
    var points: [String: Points] = [:]
    for part in entry.value.split(separator: ",") {
      let pair = part.split(separator: "=").map(String.init)
      if pair.count == 2 { points[pair[0]] = try Points.parse(pair[1]) }
    }
    let rows = indicators.compactMap { points[String($0)] }
    guard let execution = points["execution"], rows.count == indicators.count, points.count == rows.count + 1 else {
      throw Refusal.score(.weightsOutdated)
    }
    return try Weights.byHand(execution: execution, rows: rows, reason: entry.reason ?? "")
  }
}
