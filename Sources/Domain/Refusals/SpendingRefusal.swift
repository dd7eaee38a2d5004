/// A payment or its reversal that is not recorded.
package enum SpendingRefusal: Hashable, Sendable {
  /// A payment below zero.
  case negative(_ text: String)
  /// A payment of nothing.
  case zero
  /// A payment that must name its category.
  case categoryMissing(project: String, _ list: [String], other: String)
  /// A category the project does not have.
  case categoryUnknown(_ text: String, project: String, _ list: [String], other: String?)
  /// A part of several categories' names.
  case categoryAmbiguous(_ text: String, project: String, _ list: [String], other: String?)
  /// More would have been paid than any amount may be.
  case sumTooLarge(project: String)
  /// The number stands for another payment.
  case voucherUsed(_ voucher: Voucher, _ day: Day, _ amount: Money)
  /// The reversal's own number stands for something else.
  case newVoucherUsed(_ voucher: Voucher)
  /// No payment has the number.
  case voucherUnknown(_ voucher: Voucher, withProject: Bool, archived: [Int])
  /// Several fiscal years have the number.
  case voucherInYears(_ voucher: Voucher, _ years: [Int])
  /// Several projects have the number.
  case voucherAmbiguous(_ voucher: Voucher, projects: [String])
  /// The number is that of a reversal.
  case ofReversal(_ voucher: Voucher)
  /// It was reversed before, under another number.
  case reversedAlready(_ voucher: Voucher, by: String)
  /// A reversal before its payment, or in another year.
  case reversalDay(_ day: Day, original: Day)
  /// An event with an amount of nothing.
  case eventNotPositive
  /// An adjustment of a budget by nothing, or without a document.
  case adjustmentZero, adjustmentWithoutDocument
  /// More taken from a budget than it has.
  case budgetTooSmall(project: String, budget: Money, by: Money)
  /// A budget moved from a project to itself.
  case adjustmentToItself
  /// A project with two sources of money, and it is not said which of them is adjusted.
  case fundsUnnamed(project: String)
  /// No such event to be taken back.
  case noEvent(_ event: ProjectEvent, recorded: [ProjectEvent])
  /// An event of no kind there is.
  case eventUnknown(_ kind: String, known: String)
}

extension SpendingRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .negative: .amountNegative
    case .zero: .amountZero
    case .categoryMissing: .categoryMissing
    case .categoryUnknown: .categoryUnknown
    case .categoryAmbiguous: .categoryAmbiguous
    case .sumTooLarge: .paidTooLarge
    case .voucherUsed: .voucherUsed
    case .newVoucherUsed: .newVoucherUsed
    case .voucherUnknown: .voucherUnknown
    case .voucherInYears: .voucherInYears
    case .voucherAmbiguous: .voucherAmbiguous
    case .ofReversal: .reversalOfReversal
    case .reversedAlready: .alreadyReversed
    case .reversalDay: .reversalDate
    case .eventNotPositive: .amountNotPositive
    case .adjustmentZero: .adjustmentZero
    case .adjustmentWithoutDocument: .adjustmentWithoutDocument
    case .budgetTooSmall: .budgetTooSmall
    case .adjustmentToItself: .adjustmentToItself
    case .fundsUnnamed: .fundsUnnamed
    case .noEvent: .eventMissing
    case .eventUnknown: .eventUnknown
    }
  }
}
