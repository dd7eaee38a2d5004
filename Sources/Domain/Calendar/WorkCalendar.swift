/// Which days are worked in China: weekends, moved by the State Council's yearly notice.
///
/// A year without a notice falls back to plain weekends; ``knows(_:)`` tells, so that whoever shows a count can say that
/// it is provisional.
package struct WorkCalendar: Sendable {
  /// One day of a notice.
  package struct Exception: Hashable, Sendable {
    /// The day.
    package let day: Day
    /// True for a make-up workday (调休上班), false for a day off.
    package let isWorked: Bool
    /// The holiday it belongs to, such as 国庆节.
    package let name: String

    /// A day of a notice.
    package init(day: Day, isWorked: Bool, name: String) {
      self.day = day
      self.isWorked = isWorked
      self.name = name
    }
  }

  private let worked: [Day: Bool]
  private let years: Set<Int>

  /// A calendar from the days of one or more yearly notices.
  package init(_ exceptions: [Exception]) {
    worked = Dictionary(exceptions.map { ($0.day, $0.isWorked) }, uniquingKeysWith: { $1 })
    years = Set(exceptions.map { $0.day.year })
  }

  /// Whether the notice of that year is loaded.
  package func knows(_ year: Int) -> Bool { years.contains(year) }

  /// What to say where a day's year has no notice: workdays are provisional.
  package func finding(for day: Day) -> Finding? {
    knows(day.year) ? nil : Finding(.calendar(.yearMissing(day.year)), at: .calendar)
  }

  /// From 1 November on next year's notice is asked for.
  package func reminder(on day: Day) -> Finding? {
    guard day.components.month >= 11, !knows(day.year + 1) else { return nil }
    return Finding(.calendar(.nextYearMissing(day.year + 1)), at: .calendar)
  }

  /// Whether people work on that day.
  package func isWorkday(_ day: Day) -> Bool { worked[day] ?? (day.weekday <= 5) }

  /// Workdays from `first` to `last`, both counted; 0 when `last` is earlier.
  package func workdays(from first: Day, through last: Day) -> Int {
    guard first <= last else { return 0 }
    return (first.number...last.number).count { isWorkday(Day(number: $0)) }
  }

  /// The end of the `count`th workday after an event, counting from the next workday.
  ///
  /// 15 from 2025-06-30 is 2025-07-21. A count below 1 is the day of the event.
  package func deadline(workdays count: Int, after event: Day) -> Day {
    var day = event
    var left = count
    while left > 0 {
      day = day + 1
      if isWorkday(day) { left -= 1 }
    }
    return day
  }

  /// The last workday not after `day`: what a warning for a checkpoint counts to.
  package func lastWorkday(notAfter day: Day) -> Day {
    var day = day
    while !isWorkday(day) { day = day - 1 }
    return day
  }
}
