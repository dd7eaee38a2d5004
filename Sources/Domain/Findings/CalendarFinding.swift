/// What is the matter with the calendar of workdays.
package enum CalendarFinding: Hashable, Sendable {
  /// A year without a notice of holidays.
  case yearMissing(Int)
  /// The year to come, whose notice should be out soon.
  case nextYearMissing(Int)
}

extension CalendarFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .yearMissing: .calendarYearMissing
    case .nextYearMissing: .calendarNextYearMissing
    }
  }
}
