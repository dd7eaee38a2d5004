/// An alert that cannot be dealt with so.
package enum AlertRefusal: Hashable, Sendable {
  /// None has the number.
  case unknown(_ id: AlertID)
  /// It is over.
  case resolved(_ id: AlertID)
  /// Silenced until a day that is over.
  case untilPast(_ until: Day, today: Day)
  /// Acknowledged without saying what will be done.
  case noteMissing
}

extension AlertRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .unknown: .alertUnknown
    case .resolved: .alertResolved
    case .untilPast: .untilPast
    case .noteMissing: .noteMissing
    }
  }
}
