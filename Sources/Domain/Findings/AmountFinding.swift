/// What is the matter with the amounts of a project. Texts are excerpts, labels as printed.
package enum AmountFinding: Hashable, Sendable {
  /// A unit that is not read, such as 千元.
  case unitUnknown(String)
  /// No unit, and none that fits the budget tables.
  case unitMissing
  /// No budget, but parts of one.
  case budgetBlank(project: String)
  /// A negative amount.
  case negative(String, label: String)
  /// No amount.
  case unreadable(String, label: String)
}

extension AmountFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .unitUnknown: .unitUnknown
    case .unitMissing: .unitMissing
    case .budgetBlank: .budgetBlank
    case .negative: .budgetNegative
    case .unreadable: .budgetUnreadable
    }
  }
}
