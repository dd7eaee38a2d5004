import Documents
import Domain
import Store

/// Yearly notices of holidays that are not taken.
extension Trial {
  static let calendarRow = saying("放假.csv 第3行：2025-10-01写了两次。整个文件没有载入。") { _ in
    try read("2025-10-01,off,国庆节\n2025-10-01,off,国庆节\n")
  }
  static let calendarIncomplete = saying("放假.csv 里2025年的国庆节（10月1日）不放假，安排不完整，没有载入。") { _ in
    try read("2025-01-01,off,元旦\n")
  }
  static let calendarWorkdays = saying("放假.csv 里2025年有259个工作日，应在240到255之间，安排不完整或有误，没有载入。") { _ in
    try read("2025-01-01,off,元旦\n2025-10-01,off,国庆节\n")
  }
  static let calendarEmpty = saying("放假.csv 里没有放假安排，没有载入。") { _ in try read("") }
  static let calendarDiffers = saying("已载入的安排与文件有2天不同：2025-01-01 由放假改为照常；2025-01-26 由上班改为照常。没有改动；确实要替换请确认。") { place in
    let year = WorkCalendar.notices.filter { $0.day.year == 2025 }
    try await place.on(.empty) { _ = try await $0.loadCalendar(Array(year.dropFirst(2)), replacing: false) }
  }

  private static func read(_ rows: String) throws {
    _ = try CalendarSheet(Array(("date,kind,name\n" + rows).utf8), name: "放假.csv")
  }
}
