extension AmountFinding {
  /// What is said of it.
  var chinese: String {
    switch self {
    case .unitUnknown(let unit): "绩效目标表的金额单位是“\(unit)”，目前只能读取 元 和 万元，请换算后重新导入。"
    case .unitMissing: "绩效目标表没有写明金额单位，与支出总表的项目支出也对不上，无法判断是元还是万元，请在表上方加上“单位：万元”一行。"
    case .budgetBlank(let project): "“\(project)”的预算数是空白，却填了财政资金或其他资金，请补上预算数后重新导入。"
    case .negative(let text, let label): "“\(label)”一栏写的是负数“\(text)”，请核对。"
    case .unreadable(let text, let label): "“\(label)”一栏写的是“\(text)”，不是金额，请改正后重新导入。"
    }
  }
}
