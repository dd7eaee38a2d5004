extension ProjectFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .codeWithBlanks(let printed, let code): "项目编码“\(printed)”中间有空格，已按“\(code)”读取。"
    case .codeLength(let code): "项目编码“\(code)”是\(code.text.utf8.count)位，应为21位，请核对。"
    case .codeCheck(let code, let likely):
      "项目编码“\(code)”的校验位不对\(likely.map { "，疑为“\($0)”" } ?? "")，请核对原文；已按原样导入。"
    case .carryOver(let name, let year, let budget): "“\(name)”的编码年份是\(year)年，属于上年结转项目（\(budget.tenThousands)万元）。"
    case .nameMissing: "绩效目标表没有填写项目名称，请补充。"
    case .nameCutShort(let name, let open, let close): "项目名称“\(name)”有“\(open)”没有“\(close)”，名称可能被截断，请核对。"
    case .nameBracket(let name, let close): "项目名称“\(name)”多出一个“\(close)”，请核对。"
    case .goalsMissing(let name): "“\(name)”没有填写绩效目标，请补充。"
    case .indicatorsMissing(let name): "“\(name)”没有绩效指标，无法监控，请补充。"
    case .budgetMissing(let name): "“\(name)”没有预算数，请补充。"
    case .fundsDiffer(let name, let funds, let budget):
      "“\(name)”的财政资金与其他资金合计\(funds.tenThousands)万元，与预算数\(budget.tenThousands)万元不符，请核对。"
    case .capsRounded(let caps):
      "\(caps.chinese)相差不到0.005万元，是四舍五入造成的，"
        + (caps.caps.count > 1 ? "各项仍按各自的上限考核。" : "按同一个数处理：支付到预算数不算突破上限。")
    case .capsClose(let caps): "\(caps.chinese)略有出入，\(caps.sum < caps.budget ? "按预算数付清会突破上限，" : "")请统一两个数。"
    case .capsDiffer(let caps): "\(caps.chinese)不符，上限\(caps.sum > caps.budget ? "高于" : "低于")预算，请核对。"
    }
  }
}

extension CostCaps {
  fileprivate var chinese: String {
    let sum = caps.count > 1 ? "（合计\(sum.grouped)元）" : ""
    return "“\(project)”的成本指标上限\(caps.joined(separator: " + "))\(sum)与预算数\(budget.tenThousands)万元"
  }
}
