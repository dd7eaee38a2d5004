/// The money caps (成本指标) of a project beside its budget.
package struct CostCaps: Hashable, Sendable {
  /// The project's name.
  package let project: String
  /// Each cap as printed, number and unit.
  package let caps: [String]
  /// Their sum, and the project's budget.
  package let sum: Money, budget: Money

  /// Caps beside a budget.
  package init(project: String, caps: [String], sum: Money, budget: Money) {
    (self.project, self.caps, self.sum, self.budget) = (project, caps, sum, budget)
  }
}

/// What is the matter with a project, held against itself.
package enum ProjectFinding: Hashable, Sendable {
  /// A code with blanks in it, and as it was taken.
  case codeWithBlanks(String, code: ProjectCode)
  /// A code that has not 21 characters.
  case codeLength(ProjectCode)
  /// A code whose check character is wrong, and what is likely meant.
  case codeCheck(ProjectCode, likely: ProjectCode?)
  /// A project that was carried over.
  case carryOver(String, year: Int, budget: Money)
  /// No name.
  case nameMissing
  /// A name with a bracket that is not closed.
  case nameCutShort(String, open: Character, close: Character)
  /// A name with a closing bracket too many.
  case nameBracket(String, close: Character)
  /// No goals.
  case goalsMissing(String)
  /// No indicators.
  case indicatorsMissing(String)
  /// No budget.
  case budgetMissing(String)
  /// The funds do not come to the budget.
  case fundsDiffer(String, funds: Money, budget: Money)
  /// Caps that are the budget but for rounding.
  case capsRounded(CostCaps)
  /// Caps that are printed like the budget and are not quite the same.
  case capsClose(CostCaps)
  /// Caps that are not the budget.
  case capsDiffer(CostCaps)
}

extension ProjectFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .codeWithBlanks: .projectCodeWithBlanks
    case .codeLength: .projectCodeLength
    case .codeCheck: .projectCodeCheck
    case .carryOver: .carryOver
    case .nameMissing: .projectNameMissing
    case .nameCutShort: .nameCutShort
    case .nameBracket: .nameBracket
    case .goalsMissing: .goalsMissing
    case .indicatorsMissing: .indicatorsMissing
    case .budgetMissing: .budgetMissing
    case .fundsDiffer: .fundsDiffer
    case .capsRounded: .capsRounded
    case .capsClose: .capsClose
    case .capsDiffer: .capsDiffer
    }
  }
}
