extension AlertRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .unknown(let id): "没有编号为 \(id) 的预警，请\(door(.listAlerts))查看编号。"
    case .resolved(let id): "预警 #\(id) 已经解除，无需处理。"
    case .untilPast(let until, let today): "日期 \(until) 已经过去，请给出今天（\(today)）或以后的日期。"
    case .noteMissing: "请\(door(.giveNote))说明准备采取的措施。"
    case .taken(let id, let name, let state): "预警 #\(id) \(state.chinese)（\(name)），这里没有再办理。"
    case .linkUnknown: "这个链接不存在、不完整，或者早已过期。请从邮件里整条复制，或登录后在“预警”里办理。"
    case .linkOver(let end): "这个链接只到 \(end.chinese) 有效，已经过期。请登录后在“预警”里办理。"
    case .linkUsed(let id): "这个链接已经用过，预警 #\(id) 已由它确认。再要办理的，请登录后在“预警”里办。"
    case .linkNotEntitled(let name, let denial): "链接是发给\(name)的，\(denial.chinese)，不能凭它确认。请登录后在“预警”里办理。"
    }
  }
}

extension AlertRefusal.LinkDenial {
  fileprivate var chinese: String {
    switch self {
    case .retired: "现在已不再接收预警"
    case .noAccount: "而现在办理要有账户，此人没有"
    case .disabled: "此人的账户已停用"
    }
  }
}
