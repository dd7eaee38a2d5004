/// What is the matter with a spending plan.
extension FindingTrial {
  private static let months = "3月底\t6月底\t10月底\t12月底", cells = "\t25%\t50%\t75%\t100%\n"

  static let planHeaderUnknown = FindingTrial(
    .reading("资金支出计划的表头“开春”不是月份，应写成 3月底、6月底 或 一季度。", at: "预算.txt 第26行", ["3月底": "开春"]))
  static let planHeaderTwice = FindingTrial(
    .reading("资金支出计划的表头里有两栏是同一个月份：3月底、3月末、10月底、12月底。", at: "预算.txt 第26行", ["6月底": "3月末"]))
  static let planRowMisfit = FindingTrial(
    misfit("有3格，表头有5格", "\t25%\t50%\n"), misfit("“110%”在表头之外", "\t25%\t50%\t75%\t100%\t110%\n"),
    .reading(
      "资金支出计划的一行与表头对不上（“50%”跨了几栏，或在表头之外），可能行首或行尾的空格被删掉了，请用原文件。", at: "预算.docx 表3第5行",
      [cells: "\t25%\t50%§2\t100%\n"], in: Paper.budget.written(as: .word)))
  static let planNumberWithoutMonth = FindingTrial(
    .reading("资金支出计划一行的“2025”上面没有月份。", at: "预算.txt 第27行第1列", [cells: "2025\t25%\t50%\t75%\t100%\n"]))
  static let planMonthTwice = FindingTrial(
    .reading(
      "资金支出计划一行的3月下面有两个数。", at: "预算.txt 第27行第3列",
      [months: "3月底\t\t10月底\t12月底", cells: "\t25%\t50%\t75%\t100%\n"]))
  static let planCellUnreadable = FindingTrial(
    .reading("3月底一栏写的是“四分之一”，不是合理的百分比，应写成 25% 或 25，请改正后重新导入。", at: "预算.txt 第27行第2列", ["25%": "四分之一"]))
  static let planMissing = FindingTrial(
    plan("“某项目”没有填写资金支出计划，暂按序时进度（3月25%、6月50%、10月83.33%、12月100%）提示，请补充计划。", "\t\t\t\t\n"))
  static let planFractions = FindingTrial(
    plan("“某项目”的资金支出计划写成了小数（到年底是1），不知道是1%还是100%，请写成 25%、100% 这样的百分比。", "\t0.25\t0.5\t0.75\t1\n"))
  static let planAmounts = FindingTrial(
    plan("“某项目”的资金支出计划（%）里填的是金额（3.00，预算数3.00万元），已按占预算的比例换算，请改为百分比。", "\t0.75\t1.50\t2.25\t3.00\n"))
  static let planPercentOrAmount = FindingTrial(
    plan(
      "“某项目”的资金支出计划（%）里的 25、50、75、100 既可以是百分比，也可以是金额（预算数100.00万元），暂按百分比；"
        + "请写明：是百分比写成 25%，是金额请换算成占预算的百分比。", "\t25\t50\t75\t100\n", budget: "100.00"))
  static let planUnclear = FindingTrial(
    plan(
      "“某项目”的资金支出计划（%）里的 25、50、75、90，其中一数等于预算数50.00万元，按金额又超过预算，按百分比又不到100%，分不清是哪一种，"
        + "暂按百分比；请写成 25%、100% 这样的累计百分比后重新导入。", "\t25\t50\t75\t90\n", budget: "50.00"))
  static let planFalling = FindingTrial(
    plan("资金支出计划是累计数，6月底的25%却小于3月底的50%，请核对。", "\t50%\t25%\t75%\t100%\n"))
  static let planNotComplete = FindingTrial(plan("资金支出计划到年底是90%，应为100%，请核对。", "\t25%\t50%\t75%\t90%\n"))

  private static func misfit(_ why: String, _ row: String) -> Example {
    .reading("资金支出计划的一行与表头对不上（\(why)），可能行首或行尾的空格被删掉了，请用原文件。", at: "预算.txt 第27行", [cells: row])
  }

  private static func plan(_ says: String, _ row: String, budget: String = "3.00") -> Example {
    .reading(says, at: "预算.txt 第26行", [cells: row, "预算数\t3.00\t其中": "预算数\t\(budget)\t其中"])
  }
}
