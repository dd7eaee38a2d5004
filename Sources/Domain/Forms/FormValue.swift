/// What stands in a field, read once: when a person types it, or when it comes out of the database.
package enum FormValue: Hashable, Sendable {
  /// Running text, or a value that only means something beside its indicator's target.
  case text(String)
  /// An amount.
  case money(Money)
  /// Points.
  case points(Points)
  /// The ticked causes; never none.
  case causes(Set<DeviationCause>)
  /// The chosen likelihood.
  case likelihood(Likelihood)
  /// The points of the execution rate and of every indicator.
  case weights(ChosenWeights)
  /// Instead of a value: it cannot be measured yet (未到期).
  case notDue

  /// What a person writes for ``notDue``.
  package static let notDueWord = "未到期"

  /// As people read it, and as it is kept: amounts in yuan, points with two decimals, causes joined by 、.
  package var text: String {
    switch self {
    case .text(let text): text
    case .money(let money): money.yuan
    case .points(let points): points.text
    case .causes(let causes): DeviationCause.allCases.filter(causes.contains).map(\.rawValue).joined(separator: "、")
    case .likelihood(let likelihood): likelihood.rawValue
    case .weights(let weights): weights.text
    case .notDue: FormValue.notDueWord
    }
  }
}

/// Points that a person gave the execution rate and each indicator, in one entry so that they always come to 100.00 together.
package struct ChosenWeights: Hashable, Sendable {
  /// An indicator's points.
  package struct Row: Hashable, Sendable {
    /// The indicator's row.
    package let indicator: IndicatorID
    /// Its points.
    package let points: Points

    /// An indicator's points.
    package init(_ indicator: IndicatorID, _ points: Points) { (self.indicator, self.points) = (indicator, points) }
  }

  /// Points of the budget execution rate.
  package let execution: Points
  /// Those of the indicators, in the table's order.
  package let rows: [Row]

  /// Points by hand.
  package init(execution: Points, rows: [Row]) { (self.execution, self.rows) = (execution, rows) }

  /// Points typed for all indicators in their order: `12.5,12.5,…`.
  package init(typed text: String, execution: String, of indicators: [IndicatorID]) throws(Refusal) {
    var points: [Points] = []
    for part in text.split(whereSeparator: { ",，、".contains($0) }) { points.append(try Points.parse(String(part))) }
    guard points.count == indicators.count else {
      throw .score(.weightsCount(indicators: indicators.count, points.count))
    }
    self.init(execution: try Points.parse(execution), rows: zip(indicators, points).map { Row($0, $1) })
  }

  /// Points as they are kept: `execution=10.00,12=12.50`.
  init(kept text: String) throws(Refusal) {
    var execution: Points?
    var rows: [Row] = []
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=").map(String.init)
      guard pair.count == 2 else { throw .score(.weightsOutdated) }
      let points = try Points.parse(pair[1])
      if pair[0] == "execution" {
        execution = points
      } else if let indicator = Int64(pair[0]) {
        rows.append(Row(IndicatorID(indicator), points))
      }
    }
    guard let execution else { throw .score(.weightsOutdated) }
    self.init(execution: execution, rows: rows)
  }

  /// As it is kept.
  var text: String {
    (["execution=\(execution.text)"] + rows.map { "\($0.indicator)=\($0.points.text)" }).joined(separator: ",")
  }

  /// The points of a table's indicators, in its order; refused where it has other indicators than they were given to, or
  /// they do not come to 100.00.
  package func weights(for indicators: [IndicatorID], reason: String) throws(Refusal) -> Weights {
    let given = Dictionary(rows.map { ($0.indicator, $0.points) }, uniquingKeysWith: { $1 })
    let found = indicators.compactMap { given[$0] }
    guard found.count == indicators.count, given.count == found.count else { throw .score(.weightsOutdated) }
    return try Weights.byHand(execution: execution, rows: found, reason: reason)
  }
}
