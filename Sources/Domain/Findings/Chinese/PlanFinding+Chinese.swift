extension PlanFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .headerUnknown(let text): "资金支出计划的表头“\(text)”不是月份，应写成 3月底、6月底 或 一季度。"
    case .headerTwice(let texts): "资金支出计划的表头里有两栏是同一个月份：\(texts)。"
    case .rowMisfit(let misfit): "资金支出计划的一行与表头对不上（\(misfit.chinese)），可能行首或行尾的空格被删掉了，请用原文件。"
    case .numberWithoutMonth(let text): "资金支出计划一行的“\(text)”上面没有月份。"
    case .monthTwice(let month): "资金支出计划一行的\(month)月下面有两个数。"
    case .cellUnreadable(let text, let month): "\(month)月底一栏写的是“\(text)”，不是合理的百分比，应写成 25% 或 25，请改正后重新导入。"
    case .missing(let project): "“\(project)”没有填写资金支出计划，暂按序时进度（3月25%、6月50%、10月83.33%、12月100%）提示，请补充计划。"
    case .fractions(let project, let most):
      "“\(project)”的资金支出计划写成了小数（到年底是\(most)），不知道是1%还是100%，请写成 25%、100% 这样的百分比。"
    case .amounts(let project, let last, let budget):
      "“\(project)”的资金支出计划（%）里填的是金额（\(last)，\(budget.named)），已按占预算的比例换算，请改为百分比。"
    case .percentOrAmount(let project, let cells, let budget):
      "“\(project)”的资金支出计划（%）里的 \(cells.listed) 既可以是百分比，也可以是金额（\(budget.named)），暂按百分比；"
        + "请写明：是百分比写成 25%，是金额请换算成占预算的百分比。"
    case .unclear(let project, let cells, let budget):
      "“\(project)”的资金支出计划（%）里的 \(cells.listed)，其中一数等于\(budget.named)，按金额又超过预算，按百分比又不到100%，分不清是哪一种，"
        + "暂按百分比；请写成 25%、100% 这样的累计百分比后重新导入。"
    case .falling(let month, let share, let earlier, let before):
      "资金支出计划是累计数，\(month)月底的\(share.percentText)%却小于\(earlier)月底的\(before.percentText)%，请核对。"
    case .notComplete(let share): "资金支出计划到年底是\(share.percentText)%，应为100%，请核对。"
    }
  }
}

extension Money {
  fileprivate var named: String { "预算数\(tenThousands)万元" }
}

extension ColumnMisfit {
  /// Why, without a full stop.
  var chinese: String {
    switch self {
    case .spans(let text): "“\(text)”跨了几栏，或在表头之外"
    case .count(let count, let header): "有\(count)格，表头有\(header)格"
    case .beyond(let text): "“\(text)”在表头之外"
    }
  }
}
