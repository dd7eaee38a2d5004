/// A yearly notice of holidays that is not taken.
package enum CalendarRefusal: Hashable, Sendable {
  /// A row that cannot be; the notice is taken whole or not at all.
  case row(_ file: String, row: Int, _ problem: CalendarRowProblem)
  /// A statutory holiday is missing.
  case worked(_ file: String, year: Int, holiday: String, month: Int, day: Int)
  /// No year has so many workdays.
  case workdays(_ file: String, year: Int, _ days: Int)
  /// Nothing in it.
  case empty(_ file: String)
  /// What was loaded before says otherwise, and nobody agreed to replace it.
  case differs(days: Int, _ first: [CalendarChange])
}

extension CalendarRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .row: .calendarRow
    case .worked: .calendarIncomplete
    case .workdays: .calendarWorkdays
    case .empty: .calendarEmpty
    case .differs: .calendarDiffers
    }
  }
}
