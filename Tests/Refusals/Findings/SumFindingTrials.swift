import Domain

/// What is the matter with sums, goals, the calendar and the rule sets.
extension FindingTrial {
  private static let income = "收入\t3.00\t科学技术支出\t3.00", ofYear = "本年收入合计\t3.00\t本年支出合计\t3.00"

  static let totalsRounded = FindingTrial(
    totals("各项收入之和3.01万元与本年收入合计3.00万元相差0.01万元，在四舍五入的范围内。", [income: "收入\t3.01\t科学技术支出\t3.00"]),
    totals("各项支出之和3.01万元与本年支出合计3.00万元相差0.01万元，在四舍五入的范围内。", [income: "收入\t3.00\t科学技术支出\t3.01"]))
  static let totalsDiffer = FindingTrial(
    totals("收入总计3.00万元与支出总计4.00万元相差1.00万元，请核对。", ["支出总计\t3.00": "支出总计\t4.00"]),
    totals("各项收入之和4.00万元与本年收入合计3.00万元相差1.00万元，请核对。", [income: "收入\t4.00\t科学技术支出\t3.00"]),
    totals("各项支出之和4.00万元与本年支出合计3.00万元相差1.00万元，请核对。", [income: "收入\t3.00\t科学技术支出\t4.00"]),
    totals("基本支出与项目支出之和4.00万元与支出合计3.00万元相差1.00万元，请核对。", ["合计\t3.00\t\t3.00": "合计\t3.00\t1.00\t3.00"]),
    totals("本年收入与上年结转之和2.00万元与收入总计3.00万元相差1.00万元，请核对。", ["本年收入合计\t3.00": "本年收入合计\t2.00"]))
  static let projectSumRounded = FindingTrial(
    .reading(
      "1个项目的预算合计3.00万元，支出总表中项目支出是3.01万元，相差0.01万元，是四舍五入造成的。", at: "预算.txt 部门预算支出总表",
      ["合计\t3.00\t\t3.00": "合计\t3.00\t\t3.01"]))
  static let projectSumDiffers = FindingTrial(
    .reading(
      "1个项目的预算合计3.00万元，支出总表中项目支出是4.00万元，相差1.00万元，可能有项目遗漏或多列，请核对。", at: "预算.txt 部门预算支出总表",
      ["合计\t3.00\t\t3.00": "合计\t3.00\t\t4.00"]))
  static let carryOverDiffers = FindingTrial(
    .reading(
      "编码年份早于预算年度的项目合计0.00万元，收支总表中上年结转结余是1.00万元，请核对。", at: "预算.txt 部门预算收支总表",
      ["支出总计\t3.00\n": "支出总计\t3.00\n4\t上年结转结余\t1.00\t\t\n"]))

  static let goalNumbersNotTaken = FindingTrial(
    goals("部门整体绩效目标中有1处没有读出数字指标，没有列入跟踪：“提高创新能力”。", "绩效指标：提高创新能力。"),
    goals(
      "部门整体绩效目标中有13处没有读出数字指标，没有列入跟踪：\(listed(12))等。",
      "绩效指标：\((1...13).map { "提高能力之\(numerals[$0 - 1])" }.joined(separator: "；"))。"))
  static let goalTextsNotTaken = FindingTrial(
    .reading(
      "分项绩效目标的1段文字只读取其中的绩效指标，文字没有导入：“支持企业创新。”。", at: "预算.txt 第37行", in: .goals),
    .reading(
      "分项绩效目标的13段文字只读取其中的绩效指标，文字没有导入：\(listed(12))等。", at: "预算.txt 第37行",
      ["绩效目标：支持企业创新。": (1...13).map { "绩效目标：提高能力之\(numerals[$0 - 1])" }.joined(separator: "\n")], in: .goals))
  static let goalsContradict = FindingTrial(
    .reading(
      "总体目标写“新增高新技术企业=4家”，分项：科技创新写“新增高新技术企业=3家”，两处数字不一致，请核对。", at: "预算.txt 部门整体绩效目标",
      ["绩效指标：新增高新技术企业4家": "绩效指标：新增高新技术企业3家"], in: .goals))

  static let calendarYearMissing = FindingTrial(
    Example(says: "还没有2027年的放假通知，工作日暂按周末推算，可能与实际不符；请在通知发布后载入。", place: "工作日历") {
      [WorkCalendar(WorkCalendar.notices).finding(for: Day(startOf: 2027))].compactMap { $0 }
    })
  static let calendarNextYearMissing = FindingTrial(
    Example(says: "2027年的放假通知尚未载入，通知发布后请及时载入，以免工作日推算有误。", place: "工作日历") {
      [WorkCalendar(WorkCalendar.notices).reminder(on: Day(endOf: 11, in: 2026))].compactMap { $0 }
    })
  static let parameterUnreadable = FindingTrial(
    rules(
      "规则集 本局 的参数 checkpoint.threshold-percent 写成了“九成”，无法识别，暂按全国默认值执行。", "checkpoint.threshold-percent", "九成"))
  static let readingUnreadable = FindingTrial(
    rules("规则集 本局 的参数 target-reading 写成了“4”，应为 1、2 或 3，暂按 1 执行。", "target-reading", "4"))

  private static let numerals = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅"]

  private static func listed(_ count: Int) -> String {
    numerals.prefix(count).map { "“提高能力之\($0)”" }.joined(separator: "、")
  }

  private static func totals(_ says: String, _ changes: KeyValuePairs<String, String>) -> Example {
    .reading(says, at: "预算.txt 部门预算收支总表、部门预算支出总表", changes)
  }

  private static func goals(_ says: String, _ text: String) -> Example {
    .reading(says, at: "预算.txt 第38行", ["绩效指标：新增高新技术企业4家。": text], in: .goals)
  }

  private static func rules(_ says: String, _ key: String, _ value: String) -> Example {
    Example(says: says, place: "规则集 本局 第1版") {
      Parameters.parse(RuleSet(name: "本局", version: 1, rows: [.init(key, value)])).1
    }
  }
}
