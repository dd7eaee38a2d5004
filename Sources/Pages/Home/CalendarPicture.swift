internal import Domain
internal import Reports

/// The year as a calendar: a cell a day, in it how many things are due. A telephone gets a list of the days by month.
enum CalendarPicture {
  static func figure(_ dues: [Day: HomeBoard.Dues], on today: Day) -> Markup {
    let days = dues.filter { $0.value.count > 0 }.sorted { $0.key < $1.key }
    let items = Markup(
      days.map { day, due in
        let late: Markup = day < today ? " class=\"red\"" : ""
        return "<li\(late)>\(day.chinese)：\(told(due))\(day < today ? "（已过）" : day == today ? "（今天）" : "")</li>"
      })
    return """
      <div class="picture calendar"><div class="large">\(drawing(dues, on: today))</div>\
      <ul class="plain">\(items)</ul></div>
      """
  }

  private static func told(_ due: HomeBoard.Dues) -> String {
    [
      due.payments > 0 ? "\(due.payments)个项目的支出节点" : nil, due.values > 0 ? "\(due.values)项指标填报" : nil,
      due.forms > 0 ? "\(due.forms)套表格报送" : nil,
    ].compactMap { $0 }.joined(separator: "，")
  }

  private static let left = 46, top = 22, pitch = 22

  private static func drawing(_ dues: [Day: HomeBoard.Dues], on today: Day) -> Markup {
    let year = today.year
    let heads = Markup(
      (1...31).filter { $0 == 1 || $0 % 5 == 0 }.map { day in
        "<text x=\"\(left + (day - 1) * pitch + 10)\" y=\"15\" font-size=\"12\" text-anchor=\"middle\" fill=\"#566270\">\(day)</text>"
      })
    let months = Markup(
      (1...12).map { month in
        let y = top + (month - 1) * pitch
        let cells = Markup((1...31).compactMap { Day(year, month, $0) }.map { cell($0, dues[$0], on: today) })
        return
          "<text x=\"\(left - 8)\" y=\"\(y + 15)\" font-size=\"12\" text-anchor=\"end\" fill=\"#566270\">\(month)月</text>\(cells)"
      })
    let width = left + 31 * pitch, height = top + 12 * pitch
    let coming = dues.filter { $0.key >= today && $0.value.count > 0 }.min { $0.key < $1.key }
    let next = coming.map { "下一个是\($0.key.chinese)，\(told($0.value))。" } ?? "以后没有到期的事项。"
    return """
      <svg viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
      aria-labelledby="calendar-title calendar-desc"><title id="calendar-title">\(year)年到期事项</title>\
      <desc id="calendar-desc">\(dues.count { $0.value.count > 0 })天有到期事项。\(next)</desc>\(heads)\(months)</svg>
      """
  }

  private static func cell(_ day: Day, _ due: HomeBoard.Dues?, on today: Day) -> Markup {
    let (_, month, date) = day.components
    let (x, y) = (left + (date - 1) * pitch, top + (month - 1) * pitch)
    let count = due?.count ?? 0
    let isLate = count > 0 && day < today
    let fill = count == 0 ? day.weekday > 5 ? "#e3e8ee" : "#f1f4f7" : isLate ? "#f8d7d4" : "#cfe0f1"
    let border: Markup? = day == today ? " stroke=\"#8a5a00\" stroke-width=\"2\"" : nil
    let title: Markup? = due.flatMap { $0.count > 0 ? "<title>\(day.chinese)：\(told($0))</title>" : nil }
    let size = count > 99 ? 11 : 12
    let number: Markup? =
      count == 0
      ? nil
      : """
      <text x="\(x + 10)" y="\(y + 15)" font-size="\(size)" text-anchor="middle" fill="\(isLate ? "#8f1d16" : "#0e3c66")">\
      \(count > 999 ? "…" : String(count))</text>
      """
    return """
      <g>\(title)<rect x="\(x)" y="\(y)" width="20" height="20" rx="2" fill="\(fill)"\(border)/>\(number)</g>
      """
  }
}
