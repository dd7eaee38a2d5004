/// What is the matter with the form of a project (绩效目标表). Texts are excerpts, labels as printed.
package enum FormFinding: Hashable, Sendable {
  /// A line that was taken as part of the goals.
  case goalJoined(String)
  /// A line that was left out.
  case textNotTaken(String)
  /// No project code.
  case codeMissing
  /// A project code that cannot be read, and why.
  case codeRefused(Refusal)
  /// The code of a project that was read before.
  case codeTwice(ProjectCode, name: String)
  /// A closing bracket in front of a name, which was taken off.
  case bracketTakenOff(Character, name: String)
  /// Something behind a label that has no value.
  case valueUnexpected(String, label: String)
  /// A field that is not needed.
  case fieldNotNeeded(String, label: String)
  /// Several amounts behind one label.
  case amountsSeveral([String], label: String)
  /// Two units in one row.
  case unitsContradict
  /// So many texts where one purpose is wanted.
  case purposesSeveral(Int)
  /// A row that nobody knows.
  case rowUnknown(String)
  /// Another table behind the form.
  case tableNotTaken(String)
}

extension FormFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .goalJoined: .goalJoined
    case .textNotTaken: .textNotTaken
    case .codeMissing: .projectCodeMissing
    case .codeRefused(let refusal): refusal.kind == .projectCodeTooLong ? .projectCodeTooLong : .projectCodeUnreadable
    case .codeTwice: .projectCodeTwice
    case .bracketTakenOff: .bracketTakenOff
    case .valueUnexpected: .valueUnexpected
    case .fieldNotNeeded: .fieldNotNeeded
    case .amountsSeveral: .amountsSeveral
    case .unitsContradict: .unitsContradict
    case .purposesSeveral: .purposesSeveral
    case .rowUnknown: .rowUnknown
    case .tableNotTaken: .tableNotTaken
    }
  }
}
