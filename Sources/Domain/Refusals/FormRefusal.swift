/// A form, or what is filled into it, that is not taken.
package enum FormRefusal: Hashable, Sendable {
  /// A field the form does not have.
  case noSuchField(_ field: String, of: String)
  /// An indicator the form does not have.
  case noSuchIndicator
  /// A row's field without saying which row.
  case indicatorMissing(_ field: String)
  /// A field of the whole form with a row.
  case indicatorNotWanted(_ field: String)
  /// An amount by source where there is one source.
  case onlySource(_ field: String)
  /// A score typed that is computed.
  case executionComputed
  /// Forecast below what is paid, or above the budget.
  case forecastOutOfBounds(_ forecast: String)
  /// The year expected to come to more than it can still become.
  case expectedAbove(_ indicator: String, _ expected: String, most: String)
  /// What the year is expected to come to under a money cap, without being an amount.
  case expectedNotAmount(_ indicator: String, _ text: String, like: String)
  /// Cost rows that come to another amount than what is expected to be spent, and nobody said that it is meant so.
  case costsDiffer(_ costs: CostSum, forecast: Money)
  /// Several questions that one act brings up.
  case questions(_ questions: [FormQuestion])
  /// A value is there for what is said not to be due.
  case reported(_ indicator: String)
  /// A value typed before the form's period began: it would count for an earlier one.
  case periodNotOpen(form: String, from: Day, today: Day)
  /// Confirmed that the last value still holds, where none was ever reported.
  case nothingToConfirm(_ indicator: String)
  /// A cell that somebody else wrote something else into since it was looked at.
  case changedMeanwhile(_ cell: String, now: String, typed: String)
  /// Rows that are of other indicators than when they were looked at, as after another document.
  case rowsChanged
  /// A computed field corrected without a reason.
  case reasonMissing(_ field: String)
  /// A text longer than its field takes.
  case tooLong(_ field: String, length: Int, most: Int)
  /// A field's amount below zero.
  case negative(_ field: String)
  /// A cause of deviation that is none of the form's.
  case causeUnknown(_ word: String, known: [String])
  /// A likelihood that is none of the form's.
  case likelihoodUnknown(_ text: String, known: [String])
  /// Handed in before its period is over.
  case periodNotOver(form: String, end: Day, today: Day)
  /// Nobody is said to do it.
  case actorMissing
  /// A step dated before the last.
  case beforeLast(_ day: Day, last: Day, did: String)
  /// Handed in with fields empty that must not be.
  case incomplete(_ blockers: [String])
  /// Handed in again as it was returned, nothing of it changed since.
  case unchanged(since: FormTransition)
  /// Sent back without saying why.
  case remarksMissing
  /// Nothing is said to a form.
  case remarkEmpty
  /// Approved by who filled it in.
  case approverIsFiller(_ actor: String)
  /// Approved: it does not change any more.
  case locked
  /// Handed in: not to be filled in now.
  case submitted
  /// Handed in twice.
  case submittedAlready
  /// Decided on before it was handed in.
  case notSubmitted(state: String)
  /// Judged as it was seen, while something happened to it since.
  case movedOn(state: String, last: FormTransition?)
  /// A correction of a form that was not approved.
  case notApproved(state: String)
  /// Kept by a newer program.
  case snapshotUnreadable
  /// Nothing handed in on paper to be taken back.
  case noSubmission(form: String)
  /// Handed in form by form, and so taken back.
  case submittedByForms
  /// A monitoring form through a month that has none.
  case noSuchMonth(_ month: Int, known: [Int])
  /// An amount without its unit, in a form that is printed in 万元.
  case amountWithoutUnit(_ field: String, _ text: String)
  /// A description of a layout that cannot be followed.
  case layoutUnsound(at: String, LayoutProblem)
  /// A layout nobody described.
  case layoutUnknown(_ name: String, known: [String])
  /// A layout of the other form.
  case layoutOfOtherForm(_ name: String, form: String)
  /// A layout from a day on, on or after which a form was handed in: that one is printed by what held then.
  case layoutTooEarly(_ day: Day, handedIn: Day)
}

extension FormRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .noSuchField: .fieldNotOfForm
    case .noSuchIndicator: .indicatorNotOfForm
    case .indicatorMissing: .indicatorMissing
    case .indicatorNotWanted: .indicatorNotWanted
    case .onlySource: .sourceOnlyOne
    case .executionComputed: .executionComputed
    case .forecastOutOfBounds: .forecastOutOfBounds
    case .expectedAbove: .expectedAbove
    case .expectedNotAmount: .expectedNotAmount
    case .costsDiffer: .costsDiffer
    case .questions: .formQuestions
    case .reported: .reportedAlready
    case .periodNotOpen: .periodNotOpen
    case .nothingToConfirm: .nothingToConfirm
    case .changedMeanwhile: .formCellChanged
    case .rowsChanged: .formRowsChanged
    case .reasonMissing: .reasonMissing
    case .tooLong: .fieldTooLong
    case .negative: .fieldNegative
    case .causeUnknown: .causeUnknown
    case .likelihoodUnknown: .likelihoodUnknown
    case .periodNotOver: .periodNotOver
    case .actorMissing: .actorMissing
    case .beforeLast: .dayBeforeLast
    case .incomplete: .formIncomplete
    case .unchanged: .formUnchanged
    case .remarksMissing: .remarksMissing
    case .remarkEmpty: .remarkEmpty
    case .approverIsFiller: .approverIsFiller
    case .locked: .formLocked
    case .submitted: .formSubmitted
    case .submittedAlready: .formAlreadySubmitted
    case .notSubmitted: .formNotSubmitted
    case .movedOn: .formMovedOn
    case .notApproved: .formNotApproved
    case .snapshotUnreadable: .snapshotUnreadable
    case .noSubmission: .submissionMissing
    case .submittedByForms: .submittedByForms
    case .noSuchMonth: .formMonth
    case .amountWithoutUnit: .amountWithoutUnit
    case .layoutUnsound: .layoutUnsound
    case .layoutUnknown: .layoutUnknown
    case .layoutOfOtherForm: .layoutOfOtherForm
    case .layoutTooEarly: .layoutTooEarly
    }
  }
}
