/// An indicator that is not what was meant, or a value it cannot have.
package enum IndicatorRefusal: Hashable, Sendable {
  /// What a target has to be for a binding.
  package enum Wanted: Hashable, Sendable {
    /// A percentage.
    case rate
    /// An amount.
    case money
  }

  /// No indicator stands at this place.
  case noNumber(_ number: Int, _ list: [String])
  /// No indicator has this name.
  case noName(_ text: String, _ list: [String])
  /// A part of several names.
  case ambiguous(_ text: String, _ list: [String])
  /// Neither a place nor a range of them.
  case notARange(_ text: String)
  /// A later document no longer has it.
  case gone
  /// Values of this source could not be held against the target.
  case bindingUnfit(_ name: String, target: String, wanted: Wanted, _ binding: Binding)
  /// Its values come from payments.
  case computed(_ name: String)
  /// A word where a number is wanted.
  case needsNumber(target: String, _ text: String)
  /// A target in words takes one of three judgements.
  case needsJudgement(target: String)
  /// No number.
  case notANumber(_ text: String, like: String)
  /// A number in another unit than the target's.
  case otherUnit(_ found: String, target: String, unit: String)
  /// A deadline takes the day of its completion.
  case needsDay(_ text: String, target: String, like: Day)
  /// A day for a target that is no deadline.
  case noDeadline(target: String)
  /// Completed after the day the value is of.
  case reachedLater(_ reached: Day, _ day: Day)
  /// So many of so many for a target that is no rate.
  case notARate
  /// So many of so many that make no rate.
  case badRatio(_ text: String, of: String)
  /// A rate typed without % that is likely a hundredth or a hundredfold of what is meant.
  case hundredfold(_ text: String, target: String, isFraction: Bool, meant: String, typed: String)
  /// No value of a day to be taken back.
  case noValue(_ name: String, on: Day)
  /// Less than nothing of what is counted or measured.
  case negative(_ text: String, target: String)
  /// More than all of something.
  case overWhole(_ value: String, target: String)
  /// A hundredfold of what is wanted and more.
  case farAbove(_ value: String, target: String)
}

extension IndicatorRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .noNumber: .indicatorUnknown
    case .noName: .indicatorNameUnknown
    case .ambiguous: .indicatorAmbiguous
    case .notARange: .indicatorRange
    case .gone: .indicatorVanished
    case .bindingUnfit: .bindingUnfit
    case .computed: .indicatorComputed
    case .needsNumber: .valueNeedsNumber
    case .needsJudgement: .valueNeedsJudgement
    case .notANumber: .valueNotANumber
    case .otherUnit: .valueWrongUnit
    case .needsDay: .valueNeedsDay
    case .noDeadline: .targetNotADate
    case .reachedLater: .reachedLater
    case .notARate: .valueNotARate
    case .badRatio: .valueBadRatio
    case .hundredfold: .valueHundredfold
    case .noValue: .valueMissing
    case .negative: .valueNegative
    case .overWhole: .valueOverWhole
    case .farAbove: .valueFarAbove
    }
  }
}
