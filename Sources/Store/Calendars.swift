package import Domain
internal import Postgres

extension Store {
  /// The work calendar as it is kept.
  package func calendar() async throws -> WorkCalendar {
    try await pool.perform { session in try Store.calendar(session) }
  }

  /// The days that the notice of a year names, in order.
  package func holidays(of year: Int) async throws -> [WorkCalendar.Exception] {
    try await pool.perform { session in
      try session.rows(
        """
        SELECT day, worked, name FROM calendar_day WHERE extract(year FROM day) = \(Int64(year)) ORDER BY day
        """
      ).map { .init(day: try $0.next(), isWorked: try $0.next(), name: try $0.next()) }
    }
  }

  /// Keeps the notices of whole years. The same again changes nothing; other days than those kept are named and asked.
  ///
  /// - Returns: how many days are new or other.
  package func loadCalendar(_ days: [WorkCalendar.Exception], replacing: Bool) async throws -> Int {
    try await write { session in
      let years = Set(days.map(\.day.year)).sorted()
      let kept = try session.rows(
        "SELECT day, worked, name FROM calendar_day WHERE extract(year FROM day) = ANY (\(years.map { Int64($0) })) ORDER BY day"
      ).map { WorkCalendar.Exception(day: try $0.next(), isWorked: try $0.next(), name: try $0.next()) }
      let old = Dictionary(kept.map { ($0.day, $0.isWorked) }, uniquingKeysWith: { first, _ in first })
      let new = Dictionary(days.map { ($0.day, $0.isWorked) }, uniquingKeysWith: { first, _ in first })
      let changed = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
      let touched = changed.filter { day in kept.contains { $0.day.year == day.year } }
      guard touched.isEmpty || replacing else {
        let first = touched.prefix(12).map { CalendarChange($0, from: old[$0], to: new[$0]) }
        throw Refusal.calendar(.differs(days: touched.count, first))
      }
      guard !changed.isEmpty else { return 0 }
      try session.run(
        "DELETE FROM calendar_day WHERE extract(year FROM day) = ANY (\(years.map { Int64($0) }))")
      for day in days {
        try session.run(
          "INSERT INTO calendar_day (day, worked, name) VALUES (\(day.day), \(day.isWorked), \(day.name))")
      }
      return changed.count
    }
  }
}
