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
  /// By the link of a mail: somebody else dealt with it already.
  case taken(_ id: AlertID, by: String, AlertState)
  /// Nobody was given the link.
  case linkUnknown
  /// The link is over.
  case linkOver(_ end: Instant)
  /// The link did what it is for.
  case linkUsed(_ id: AlertID)
  /// Whom the link was sent to may not any more.
  case linkNotEntitled(_ name: String, LinkDenial)

  /// Why whom a link was sent to may not acknowledge by it.
  package enum LinkDenial: Hashable, Sendable, CaseIterable {
    /// Nobody tells that person anything any more.
    case retired
    /// Accounts are in force, and the person has none.
    case noAccount
    /// The account is out of use.
    case disabled
  }
}

extension AlertRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .unknown: .alertUnknown
    case .resolved: .alertResolved
    case .untilPast: .untilPast
    case .noteMissing: .noteMissing
    case .taken: .alertTaken
    case .linkUnknown: .linkUnknown
    case .linkOver: .linkOver
    case .linkUsed: .linkUsed
    case .linkNotEntitled: .linkNotEntitled
    }
  }
}
