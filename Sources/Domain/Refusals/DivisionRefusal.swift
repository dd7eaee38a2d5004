/// A division (区划) that is not what was meant.
package enum DivisionRefusal: Hashable, Sendable {
  /// There is none at all.
  case none(_ text: String)
  /// None answers to this.
  case unknown(_ text: String, known: [String], count: Int)
  /// The one it is put under is not there.
  case noParent(_ code: DivisionCode)
  /// Put under itself, or under what is below it.
  case circle(_ code: DivisionCode, under: DivisionCode)
  /// Several are called so.
  case ambiguous(_ text: String, _ list: [String])
  /// A document does not say of which of several divisions it is.
  case missing(_ department: DepartmentIdentity)
  /// Added without a name.
  case nameMissing
}

extension DivisionRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .none: .divisionsNone
    case .unknown: .divisionUnknown
    case .noParent: .divisionParentUnknown
    case .circle: .divisionCircle
    case .ambiguous: .divisionAmbiguous
    case .missing: .divisionMissing
    case .nameMissing: .divisionNameMissing
    }
  }
}
