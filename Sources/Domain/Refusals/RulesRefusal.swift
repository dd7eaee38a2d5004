/// A rule set or a parameter that is not what was meant.
package enum RulesRefusal: Hashable, Sendable {
  /// A value no rule could read.
  case parameterUnreadable(_ key: String, value: String, meaning: String, standard: String)
  /// No rule set is called so.
  case setUnknown(_ name: String, known: [String])
  /// Not a parameter and its value.
  case parameterShape(_ text: String)
  /// No parameter is called so.
  case parameterUnknown(_ name: String)
}

extension RulesRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .parameterUnreadable: .ruleParameterUnreadable
    case .setUnknown: .ruleSetUnknown
    case .parameterShape: .parameterShape
    case .parameterUnknown: .parameterUnknown
    }
  }
}
