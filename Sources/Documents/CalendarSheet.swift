package import Domain

/// A file of the State Council's yearly notice: CSV or .xlsx with the columns date, kind and name (日期, 类型, 名称); kind is off (放假) or
/// work (上班).
package struct CalendarSheet: Sendable {
  /// The days off and the make-up workdays, by date.
  package let days: [WorkCalendar.Exception]

  private static let columns: [[String]] = [["date", "日期"], ["kind", "类型", "安排"], ["name", "名称", "节日", "说明"]]
  private static let off = ["off", "放假", "休", "休息"], work = ["work", "上班", "班", "调休上班", "补班"]

  /// Reads a file; refused as a whole where a row is not understood, stands twice, or cannot be: a notice is taken whole.
  package init(_ file: [UInt8], name: String) throws(Refusal) {
    let text = try ByteSource(file).asText(name: name) { titles in
      CalendarSheet.columns.prefix(2).allSatisfy { names in titles.contains(where: names.contains) }
    }
    let head = try CSVHead(text, name: name)
    let places = CalendarSheet.columns.map { names in head.header.firstIndex { names.contains(CSVHead.title($0)) } }
    guard let date = places[0], let kind = places[1] else {
      throw Refusal.sheet(.notCalendar(name, found: head.found))
    }
    var days: [WorkCalendar.Exception] = []
    var csv = try head.rows()
    while try csv.next() {
      let scanner = csv.scanner
      func text(_ index: Int?) -> String {
        index.flatMap { $0 < scanner.fields.count ? scanner.string(scanner.fields[$0]) : nil } ?? ""
      }
      if text(date).isEmpty, text(kind).isEmpty { continue }
      func refuse(_ why: CalendarRowProblem) -> Refusal {
        Refusal.calendar(.row(name, row: scanner.row, why))
      }
      if let misfit = head.misfit(scanner) { throw refuse(.misfit(misfit)) }
      guard let day = try? Day.parse(text(date)) else { throw refuse(.notADate(text(date).excerpt)) }
      let word = text(kind).lowercased()
      let isWorked = CalendarSheet.work.contains(word)
      guard isWorked || CalendarSheet.off.contains(word) else { throw refuse(.wordUnknown(word.excerpt)) }
      if isWorked, day.weekday <= 5 { throw refuse(.workday(day)) }
      if days.contains(where: { $0.day == day }) { throw refuse(.twice(day)) }
      days.append(.init(day: day, isWorked: isWorked, name: text(places[2])))
    }
    self.days = days.sorted { $0.day < $1.day }
    try check(name)
  }

  /// A notice is of a whole year: New Year, National Day and 240 to 255 workdays.
  private func check(_ name: String) throws(Refusal) {
    for year in Set(days.map(\.day.year)).sorted() {
      let calendar = WorkCalendar(days.filter { $0.day.year == year })
      let workdays = calendar.workdays(from: Day(startOf: year), through: Day(endOf: 12, in: year))
      let lacks = [(1, 1, "元旦"), (10, 1, "国庆节")].first { month, day, _ in
        Day(year, month, day).map { calendar.isWorkday($0) } ?? true
      }
      if let lacks {
        throw Refusal.calendar(.worked(name, year: year, holiday: lacks.2, month: lacks.0, day: lacks.1))
      }
      guard (240...255).contains(workdays) else {
        throw Refusal.calendar(.workdays(name, year: year, workdays))
      }
    }
    guard !days.isEmpty else {
      throw Refusal.calendar(.empty(name))
    }
  }
}
