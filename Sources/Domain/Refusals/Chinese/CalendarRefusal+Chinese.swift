extension CalendarRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .row(let file, let row, let problem): "\(file) 第\(row)行：\(problem.chinese)整个文件没有载入。"
    case .worked(let file, let year, let holiday, let month, let day):
      "\(file) 里\(year)年的\(holiday)（\(month)月\(day)日）不放假，安排不完整，没有载入。"
    case .workdays(let file, let year, let days): "\(file) 里\(year)年有\(days)个工作日，应在240到255之间，安排不完整或有误，没有载入。"
    case .empty(let file): "\(file) 里没有放假安排，没有载入。"
    case .differs(let days, let first):
      "已载入的安排与文件有\(days)天不同：\(first.map(\.chinese).joined(separator: "；"))\(days > first.count ? "等" : "")。没有改动；确实要替换请\(door(.replace))。"
    }
  }
}

extension CalendarChange {
  fileprivate var chinese: String {
    func word(_ worked: Bool?) -> String { worked.map { $0 ? "上班" : "放假" } ?? "照常" }
    return "\(day) 由\(word(wasWorked))改为\(word(isWorked))"
  }
}
