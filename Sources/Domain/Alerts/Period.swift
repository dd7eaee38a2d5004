/// Which stretch of time, or which day, an alert is about.
package enum Period: Hashable, Sendable {
  /// A fiscal year: `2025`.
  case year(Int)
  /// A month's end, of a checkpoint or a report: `2025-06`.
  case month(Int, Int)
  /// The day of an event: `2025-05-20`.
  case day(Day)
  /// What is on record in a fiscal year, beside what its document says: `2025-records`.
  case records(Int)

  /// The month of a day.
  package init(monthOf day: Day) { self = .month(day.components.year, day.components.month) }

  /// A period as it is kept; nil where it is none of ours.
  package init?(_ text: String) {
    guard let year = Int(text.prefix(4)), year > 999 else { return nil }
    let rest = text.dropFirst(4)
    switch rest.utf8.count {
    case 0: self = .year(year)
    case 3:
      guard let month = Int(rest.dropFirst()), (1...12).contains(month) else { return nil }
      self = .month(year, month)
    case 6:
      guard let day = try? Day.parse(text) else { return nil }
      self = .day(day)
    case 8: self = .records(year)
    default: return nil
    }
    // One way to write each.
    guard self.text == text else { return nil }
  }

  /// As people read it: the months that a report is about, `1—6月` or `2025年度`, or the day.
  package var chinese: String {
    switch self {
    case .year(let year), .records(let year): "\(year)年"
    case .month(let year, let month): month == 12 ? "\(year)年度" : month == 1 ? "1月" : "1—\(month)月"
    case .day(let day): day.chinese
    }
  }

  /// What it is called as the end of a stretch of a plan: `6月底节点`.
  var checkpoint: String {
    switch self {
    case .year, .records: "\(chinese)预算"
    case .month(_, let month): "\(month)月底节点"
    case .day(let day): "\(day.chinese)限期"
    }
  }

  /// As it is kept, and as programs read it.
  package var text: String {
    switch self {
    case .year(let year): String(year)
    case .month(let year, let month): "\(year)-\(month < 10 ? "0" : "")\(month)"
    case .day(let day): day.description
    case .records(let year): "\(year)-records"
    }
  }
}
