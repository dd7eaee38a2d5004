extension WorkCalendar {
  /// The days of the State Council's notices on holidays and make-up workdays of 2025 and 2026 (248 workdays each).
  ///
  /// What a new database starts with; later years are loaded by people when the notice is out, usually in November.
  package static let notices: [Exception] = [
    off("2025-01-01", "元旦"),
    work("2025-01-26", "春节调休上班"),
    off("2025-01-28", "2025-02-04", "春节"),
    work("2025-02-08", "春节调休上班"),
    off("2025-04-04", "2025-04-06", "清明节"),
    work("2025-04-27", "劳动节调休上班"),
    off("2025-05-01", "2025-05-05", "劳动节"),
    off("2025-05-31", "2025-06-02", "端午节"),
    work("2025-09-28", "国庆节调休上班"),
    off("2025-10-01", "2025-10-05", "国庆节"),
    off("2025-10-06", "中秋节"),
    off("2025-10-07", "2025-10-08", "国庆节"),
    work("2025-10-11", "国庆节调休上班"),
    off("2026-01-01", "2026-01-03", "元旦"),
    work("2026-01-04", "元旦调休上班"),
    work("2026-02-14", "春节调休上班"),
    off("2026-02-15", "2026-02-23", "春节"),
    work("2026-02-28", "春节调休上班"),
    off("2026-04-04", "2026-04-06", "清明节"),
    off("2026-05-01", "2026-05-05", "劳动节"),
    work("2026-05-09", "劳动节调休上班"),
    off("2026-06-19", "2026-06-21", "端午节"),
    work("2026-09-20", "国庆节调休上班"),
    off("2026-09-25", "2026-09-27", "中秋节"),
    off("2026-10-01", "2026-10-07", "国庆节"),
    work("2026-10-10", "国庆节调休上班"),
  ].flatMap { $0 }

  private static func off(_ first: String, _ last: String, _ name: String) -> [Exception] {
    run(first, last, name, worked: false)
  }

  private static func off(_ day: String, _ name: String) -> [Exception] { run(day, day, name, worked: false) }

  private static func work(_ day: String, _ name: String) -> [Exception] { run(day, day, name, worked: true) }

  private static func run(_ first: String, _ last: String, _ name: String, worked: Bool) -> [Exception] {
    guard let first = try? Day.parse(first), let last = try? Day.parse(last) else { return [] }
    return (first.number...last.number).map { Exception(day: Day(number: $0), isWorked: worked, name: name) }
  }
}
