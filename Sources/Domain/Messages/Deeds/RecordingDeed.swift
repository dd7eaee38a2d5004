/// What was recorded.
package enum RecordingDeed: Hashable, Sendable {
  /// A payment.
  case payment(SpendingLine)
  /// A payment taken back (红冲): its voucher, that of the reversal, and the negative amount.
  case reversal(of: Voucher, by: Voucher, Money, on: Day)
  /// An indicator's value, with the unit of its target, empty where it has none, and the value of that day before.
  case value(indicator: String, ObservedValue, unit: String, on: Day, former: ObservedValue?)
  /// An event of a project.
  case event(ProjectCode, ProjectEvent)
  /// A project's budget adjusted, with what it is now; `to` the project it was moved with.
  case adjustment(ProjectCode, BudgetAdjustment, to: ProjectCode?, budget: Money)
  /// An indicator's value that was taken back.
  case valueWithdrawn(indicator: String, ObservedValue, unit: String, on: Day)
  /// Evidence of an indicator's value.
  case evidence(file: String, indicator: String, on: Day)
  /// Evidence that was taken back.
  case evidenceWithdrawn(file: String, indicator: String, on: Day)
  /// An event that was taken back.
  case eventWithdrawn(ProjectCode, ProjectEvent)
  /// That a department handed in a form on paper, taken back.
  case submissionWithdrawn(department: String, FormSubmission)
  /// A form that a department handed in on paper.
  case submission(department: String, FormSubmission)
}
