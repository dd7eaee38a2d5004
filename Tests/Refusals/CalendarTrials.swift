import Documents
import Domain
import Store

/// Yearly notices of holidays that are not taken.
extension Trial {
  static let calendarRow = each(
    row("第3行：2025-10-01写了两次。", "2025-10-01,off,国庆节\n2025-10-01,off,国庆节"),
    row("第2行：“10月1日”不是日期。", "10月1日,off,国庆节"), row("第2行：“歇着”应为 off（放假）或 work（上班）。", "2025-10-01,歇着,国庆节"),
    row("第2行：2025-10-09是周一至周五，本来就上班，不会是调休上班日。", "2025-10-09,work,国庆节"),
    row("第2行：有4栏，表头只有3栏，第4栏“七天”没有表头；金额中带逗号的要用双引号括起来。", "2025-10-01,off,国庆节,七天"))
  static let calendarIncomplete = each(
    saying("放假.csv 里2025年的国庆节（10月1日）不放假，安排不完整，没有载入。") { _ in try read("2025-01-01,off,元旦\n") },
    saying("放假.csv 里2025年的元旦（1月1日）不放假，安排不完整，没有载入。") { _ in try read("2025-10-01,off,国庆节\n") })
  static let calendarWorkdays = saying("放假.csv 里2025年有259个工作日，应在240到255之间，安排不完整或有误，没有载入。") { _ in
    try read("2025-01-01,off,元旦\n2025-10-01,off,国庆节\n")
  }
  static let calendarEmpty = saying("放假.csv 里没有放假安排，没有载入。") { _ in try read("") }
  static let calendarDiffers = each(
    differs("有2天不同：2025-01-01 由放假改为照常；2025-01-26 由上班改为照常。", dropping: 2),
    differs(
      "有13天不同：2025-01-01 由放假改为照常；2025-01-26 由上班改为照常；"
        + "2025-01-28 由放假改为照常；2025-01-29 由放假改为照常；2025-01-30 由放假改为照常；2025-01-31 由放假改为照常；"
        + "2025-02-01 由放假改为照常；2025-02-02 由放假改为照常；2025-02-03 由放假改为照常；2025-02-04 由放假改为照常；"
        + "2025-02-08 由上班改为照常；2025-04-04 由放假改为照常等。", dropping: 13))

  private static func differs(_ what: String, dropping count: Int) -> Trial {
    saying("已载入的安排与文件\(what)没有改动；确实要替换请确认。") { place in
      let year = WorkCalendar.notices.filter { $0.day.year == 2025 }
      try await place.on(.empty) { _ = try await $0.loadCalendar(Array(year.dropFirst(count)), replacing: false) }
    }
  }

  private static func row(_ what: String, _ rows: String) -> Trial {
    saying("放假.csv \(what)整个文件没有载入。") { _ in try read(rows + "\n") }
  }

  private static func read(_ rows: String) throws {
    _ = try CalendarSheet(Array(("date,kind,name\n" + rows).utf8), name: "放假.csv")
  }
}
