/// What somebody agrees to of what is asked before something is done with a form.
package enum FormConsent: Sendable {
  /// Nothing: all is asked.
  case none
  /// Whatever is asked.
  case all
  /// What was shown, by its sentences at a door: anything else, with other amounts too, is asked.
  case to(Set<String>, at: Door)

  /// All or nothing.
  package init(isConfirmed: Bool) { self = isConfirmed ? .all : .none }

  /// Whether a question is agreed to.
  package func covers(_ question: Refusal) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .to(let shown, let door): shown.contains(question.sentence(at: door))
    }
  }
}
