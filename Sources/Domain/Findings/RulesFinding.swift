/// What is the matter with a row of a rule set.
package enum RulesFinding: Hashable, Sendable {
  /// A value that no rule can read; the national default stands in.
  case parameterUnreadable(set: String, key: String, value: String)
  /// A way of reading targets that is none; the first stands in.
  case readingUnreadable(set: String, key: String, value: String)
}

extension RulesFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .parameterUnreadable: .parameterUnreadable
    case .readingUnreadable: .readingUnreadable
    }
  }
}
