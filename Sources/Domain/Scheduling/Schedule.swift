/// What a job does.
package enum JobKind: String, Sendable, CaseIterable {
  /// Judges a department as of a day.
  case evaluate
  /// Writes a recipient's morning message.
  case digest
  /// Clears away what nobody needs any more.
  case housekeep

  /// What people call it.
  package var chinese: String {
    switch self {
    case .evaluate: "评判"
    case .digest: "每日汇总"
    case .housekeep: "清理"
    }
  }
}

/// When a kind of job is due: a value that can be asked for its times.
package struct Schedule: Hashable, Sendable {
  /// On which days.
  package enum DayRule: String, Sendable, CaseIterable {
    /// Every day.
    case daily
    /// Workdays.
    case workdays
    /// Workdays, and the month ends by which a plan expects something with the days before and after them.
    case workdaysAndCheckpoints = "workdays-and-checkpoints"
  }

  /// What becomes of times that passed while nothing ran.
  package enum Misfire: String, Sendable, CaseIterable {
    /// Each is made up for, as of its own date, in order.
    case all
    /// Only the last one is.
    case latest
  }

  /// What is due.
  package let kind: JobKind
  /// The minute of the day in Asia/Shanghai.
  package let minute: Int
  /// On which days.
  package let days: DayRule
  /// What becomes of missed times.
  package let misfire: Misfire

  /// A schedule.
  package init(_ kind: JobKind, minute: Int, days: DayRule, misfire: Misfire) {
    self.kind = kind
    self.minute = minute
    self.days = days
    self.misfire = misfire
  }

  /// What a new database starts with: judged at 7:30, told at 8:30, before office hours.
  package static let standard = [
    Schedule(.housekeep, minute: 3 * 60, days: .daily, misfire: .latest),
    Schedule(.evaluate, minute: 7 * 60 + 30, days: .workdaysAndCheckpoints, misfire: .all),
    Schedule(.digest, minute: 8 * 60 + 30, days: .workdays, misfire: .latest),
  ]

  /// The times after `start` up to and including `end`, earliest first.
  ///
  /// - Parameter months: the months whose ends are checkpoints of some plan.
  package func times(after start: Instant, through end: Instant, calendar: WorkCalendar, months: Set<Int>) -> [Instant]
  {
    guard start < end else { return [] }
    return (start.day.number...end.day.number).compactMap { number in
      let day = Day(number: number)
      let time = Instant(day, minute: minute)
      return time > start && time <= end && isDue(on: day, calendar, months) ? time : nil
    }
  }

  /// The first time after `start`.
  package func next(after start: Instant, calendar: WorkCalendar, months: Set<Int>) -> Instant {
    var day = start.day
    while !isDue(on: day, calendar, months) || Instant(day, minute: minute) <= start { day = day + 1 }
    return Instant(day, minute: minute)
  }

  private func isDue(on day: Day, _ calendar: WorkCalendar, _ months: Set<Int>) -> Bool {
    switch days {
    case .daily: true
    case .workdays: calendar.isWorkday(day)
    case .workdaysAndCheckpoints: calendar.isWorkday(day) || Schedule.isNearCheckpoint(day, months)
    }
  }

  /// The last day of such a month, the day before it or the day after it.
  private static func isNearCheckpoint(_ day: Day, _ months: Set<Int>) -> Bool {
    [day - 1, day, day + 1].contains { near in
      let (year, month, _) = near.components
      return months.contains(month) && near == Day(endOf: month, in: year)
    }
  }
}
