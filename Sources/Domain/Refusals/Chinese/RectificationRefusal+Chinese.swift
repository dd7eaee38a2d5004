extension RectificationRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .empty: "请写明存在的问题和整改要求。"
    case .duePast(let due, let issued): "整改期限 \(due) 早于通知日期 \(issued)。"
    case .numberShape(let typed): "“\(typed)”不是发文字号，应写成 徐财绩〔2025〕3号：机关代字2到12个汉字，年份4位，号数从1起。"
    case .numberTaken(let number, let id): "发文字号\(number.text)已用于整改通知 #\(id)，请核对。"
    case .unknown(let id): "没有编号为 \(id) 的整改通知，请\(door(.listNotices))查看编号。"
    case .beforeLast(let day, let last): "日期\(day.chinese)早于上一步的日期\(last.chinese)，请核对。"
    case .noteMissing(let action):
      "\(action == .answer ? "请写明整改措施和结果。" : action == .reject ? "退回请写明意见。" : "销号请写明核实情况。")"
    case .closed(let id): "整改 #\(id) 已经销号。"
    case .answered(let id): "整改 #\(id) 已经反馈，等待核实。"
    case .open(let id): "整改 #\(id) 还没有反馈，不能办理。"
    }
  }
}
