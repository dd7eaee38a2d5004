/// By which reading of the rules a department is judged. A rule set chooses it (`judging.practice`); one that does not say goes
/// by the first, so that whoever stays on an older set gets the answers of then, to the letter.
package enum Practice: Int, Sendable, CaseIterable, Comparable {
  /// Each rule, checkpoint and indicator speaks for itself.
  case first = 1
  /// As an officer of a finance bureau judges: one lack is one alert, each checkpoint by the plan and the budget of its day,
  /// late vouchers get their time, a form that is in settles what it contains, a closed year is closed.
  case second

  package static func < (a: Practice, b: Practice) -> Bool { a.rawValue < b.rawValue }
}
