extension RulesFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .parameterUnreadable(let set, let key, let value): "规则集 \(set) 的参数 \(key) 写成了“\(value)”，无法识别，暂按全国默认值执行。"
    case .readingUnreadable(let set, let key, let value): "规则集 \(set) 的参数 \(key) 写成了“\(value)”，应为 1、2 或 3，暂按 1 执行。"
    }
  }
}

extension CalendarFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .yearMissing(let year): "还没有\(year)年的放假通知，工作日暂按周末推算，可能与实际不符；请在通知发布后载入。"
    case .nextYearMissing(let year): "\(year)年的放假通知尚未载入，通知发布后请及时载入，以免工作日推算有误。"
    }
  }
}
