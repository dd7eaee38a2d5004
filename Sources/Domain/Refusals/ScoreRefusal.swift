/// Weights and scores that the rules do not allow.
package enum ScoreRefusal: Hashable, Sendable {
  /// Not one weight for each indicator.
  case weightsCount(indicators: Int, _ given: Int)
  /// Weights set for indicators that have changed since.
  case weightsOutdated
  /// Weights changed without a reason.
  case weightsReason
  /// A weight of nothing or less.
  case weightNotPositive(row: Int, _ points: Points)
  /// Weights that do not make a hundred.
  case weightsTotal(_ total: Points)
  /// A score for what has no value.
  case withoutValue
  /// A score outside the band that was judged.
  case outsideBand(_ chosen: Points, from: Points, to: Points)
  /// A score above what the formula gives.
  case raised(_ chosen: Points, above: Points)
  /// A score lowered without a reason.
  case reasonMissing(from: Points, to: Points)
}

extension ScoreRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .weightsCount: .weightsCount
    case .weightsOutdated: .weightsOutdated
    case .weightsReason: .weightsReason
    case .weightNotPositive: .weightsNotPositive
    case .weightsTotal: .weightsTotal
    case .withoutValue: .scoreWithoutValue
    case .outsideBand: .scoreOutsideBand
    case .raised: .scoreRaised
    case .reasonMissing: .scoreReasonMissing
    }
  }
}
