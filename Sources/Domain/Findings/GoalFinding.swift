/// What is the matter with the goals of a department (部门整体绩效目标). Texts are excerpts.
package enum GoalFinding: Hashable, Sendable {
  /// Clauses without a number that is tracked: how many, and the first of them.
  case numbersNotTaken(count: Int, first: [String])
  /// Texts beside the indicators: how many, and the first of them.
  case textsNotTaken(count: Int, first: [String])
  /// One thing with two numbers: in the overall goal, and in a section.
  case contradict(overall: String, section: String, itemised: String)
}

extension GoalFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .numbersNotTaken: .goalNumbersNotTaken
    case .textsNotTaken: .goalTextsNotTaken
    case .contradict: .goalsContradict
    }
  }
}
