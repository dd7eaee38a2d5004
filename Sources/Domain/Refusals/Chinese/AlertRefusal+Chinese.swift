extension AlertRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .unknown(let id): "没有编号为 \(id) 的预警，请\(door(.listAlerts))查看编号。"
    case .resolved(let id): "预警 #\(id) 已经解除，无需处理。"
    case .untilPast(let until, let today): "日期 \(until) 已经过去，请给出今天（\(today)）或以后的日期。"
    case .noteMissing: "请\(door(.giveNote))说明准备采取的措施。"
    }
  }
}
