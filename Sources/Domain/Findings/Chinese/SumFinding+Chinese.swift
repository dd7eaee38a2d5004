extension SumFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .totalsRounded(let sums): "\(sums.chinese)，在四舍五入的范围内。"
    case .totalsDiffer(let sums): "\(sums.chinese)，请核对。"
    case .projectsRounded(let projects, let sum, let declared):
      "\(SumFinding.projects(projects, sum, declared))，是四舍五入造成的。"
    case .projectsDiffer(let projects, let sum, let declared):
      "\(SumFinding.projects(projects, sum, declared))，可能有项目遗漏或多列，请核对。"
    case .carryOverDiffers(let sum, let declared):
      "编码年份早于预算年度的项目合计\(sum.tenThousands)万元，收支总表中上年结转结余是\(declared.tenThousands)万元，请核对。"
    }
  }

  private static func projects(_ count: Int, _ sum: Money, _ declared: Money) -> String {
    "\(count)个项目的预算合计\(sum.tenThousands)万元，支出总表中项目支出是\(declared.tenThousands)万元，"
      + "相差\((declared - sum).magnitude.tenThousands)万元"
  }
}

extension SumComparison {
  fileprivate var chinese: String {
    "\(left.chinese)\(leftAmount.tenThousands)万元与\(right.chinese)\(rightAmount.tenThousands)万元"
      + "相差\((leftAmount - rightAmount).magnitude.tenThousands)万元"
  }
}

extension SumComparison.Side {
  fileprivate var chinese: String {
    switch self {
    case .incomeTotal: "收入总计"
    case .spendingTotal: "支出总计"
    case .incomeItems: "各项收入之和"
    case .incomeOfYear: "本年收入合计"
    case .spendingItems: "各项支出之和"
    case .spendingOfYear: "本年支出合计"
    case .basicAndProject: "基本支出与项目支出之和"
    case .functionTotal: "支出合计"
    case .incomeAndCarryOver: "本年收入与上年结转之和"
    }
  }
}
