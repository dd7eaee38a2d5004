/// Minutes of the day during which a person is not disturbed; may span midnight.
package struct QuietTime: Hashable, Sendable {
  /// The first quiet minute of the day.
  package let from: Int
  /// The first minute that is not quiet any more.
  package let to: Int
  /// Whether even a red alert waits.
  package let holdsRed: Bool

  /// A quiet time. Nil where a minute is outside 0..<1440 or both are the same.
  package init?(from: Int, to: Int, holdsRed: Bool = false) {
    guard (0..<1440).contains(from), (0..<1440).contains(to), from != to else { return nil }
    (self.from, self.to, self.holdsRed) = (from, to, holdsRed)
  }

  /// A quiet time as typed: `22:00-07:30`. Nil for anything else.
  package init?(typed text: String, holdsRed: Bool = false) {
    let times = text.split(separator: "-").map { text -> Int in
      let parts = text.split(separator: ":").map { Int($0) ?? -1 }
      return parts.count == 2 && (0..<24).contains(parts[0]) && (0..<60).contains(parts[1])
        ? parts[0] * 60 + parts[1] : -1
    }
    guard times.count == 2 else { return nil }
    self.init(from: times[0], to: times[1], holdsRed: holdsRed)
  }

  /// Whether a minute of the day is quiet.
  package func contains(_ minute: Int) -> Bool {
    from < to ? (from..<to).contains(minute) : minute >= from || minute < to
  }
}

/// Office hours, outside of which only red goes out.
package enum OfficeHours {
  /// 8:30.
  package static let start = 8 * 60 + 30
  /// 17:30.
  package static let end = 17 * 60 + 30
}

extension Recipient {
  /// When a message may go out at the earliest: a red one at once unless the quiet time holds it; anything else on a
  /// workday, in office hours and not in the quiet time.
  package func earliest(for severity: AlertSeverity, from now: Instant, calendar: WorkCalendar) -> Instant {
    if severity == .red {
      guard let quiet, quiet.holdsRed, quiet.contains(now.minute) else { return now }
      return Instant(now.minute < quiet.to ? now.day : now.day + 1, minute: quiet.to)
    }
    var time = now
    // Each step leaves the office's or the person's closed time; a quiet time over all office hours gives up after a year.
    for _ in 0..<400 {
      if !calendar.isWorkday(time.day) || time.minute >= OfficeHours.end {
        time = Instant(time.day + 1, minute: OfficeHours.start)
      } else if time.minute < OfficeHours.start {
        time = Instant(time.day, minute: OfficeHours.start)
      } else if let quiet, quiet.contains(time.minute) {
        time = Instant(time.minute < quiet.to ? time.day : time.day + 1, minute: quiet.to)
      } else {
        return time
      }
    }
    return now
  }
}
