/// A value as typed that cannot be read.
package enum ValueRefusal: Hashable, Sendable {
  /// No date, or none there is.
  case notADate(_ text: String)
  /// No time of a day.
  case notATime(_ text: String)
  /// No month of a year.
  case notAPeriod(_ text: String)
  /// Something said to be of a day that is still to come.
  case dayToCome(_ day: Day, today: Day)
  /// No amount of money.
  case notAnAmount(_ text: String)
  /// Parts of a fen.
  case amountTooFine(_ text: String)
  /// More than any amount may be.
  case amountTooLarge(_ text: String)
  /// No points of a score.
  case notPoints(_ text: String)
  /// A cell for a project's code that is empty.
  case projectMissing
  /// A project's code with a character that none has.
  case projectCharacter(_ text: String, _ character: Character)
  /// A project's code longer than any is.
  case projectTooLong(_ text: String, length: Int)
  /// No code of a division.
  case notADivision(_ text: String)
  /// A text longer than its column takes.
  case tooLong(_ name: String, length: Int, most: Int)
  /// A payment without a voucher's number.
  case voucherMissing
  /// A voucher's number longer than any is.
  case voucherTooLong(_ text: String, length: Int, most: Int)
  /// A voucher's number with characters nobody sees.
  case voucherControl(_ text: String)
}

extension ValueRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .notADate: .notADate
    case .notATime: .timeUnreadable
    case .dayToCome: .dayToCome
    case .notAPeriod: .notAPeriod
    case .notAnAmount: .notAnAmount
    case .amountTooFine: .amountTooFine
    case .amountTooLarge: .amountTooLarge
    case .notPoints: .notPoints
    case .projectMissing: .projectMissing
    case .projectCharacter: .projectCodeUnreadable
    case .projectTooLong: .projectCodeTooLong
    case .notADivision: .divisionUnreadable
    case .tooLong: .textTooLong
    case .voucherMissing: .voucherMissing
    case .voucherTooLong: .voucherTooLong
    case .voucherControl: .voucherControl
    }
  }
}
