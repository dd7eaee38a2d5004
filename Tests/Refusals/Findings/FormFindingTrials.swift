/// What is the matter with the form of a project and its amounts.
extension FindingTrial {
  private static let code = "13062525P000232100244"

  static let goalJoined = FindingTrial(
    .reading(
      "“还要清运垃圾。”一行在绩效目标之后、指标表之前，已作为绩效目标的一段，请核对。", at: "预算.txt 第92行",
      ["全年保洁。\n": "全年保洁。\n还要清运垃圾。\n"], in: Paper.budget.written(as: .lines)))
  static let textNotTaken = FindingTrial(
    .reading("绩效目标表中间的文字“另见附件。”没有导入。", at: "预算.txt 第25行", ["其他资金\t\n": "其他资金\t\n另见附件。\n"]))
  static let projectCodeMissing = FindingTrial(
    .reading("绩效目标表没有填写项目编码，请补上编码后重新导入。", at: "预算.txt 第23行", [code: ""]))
  static let projectCodeUnreadable = FindingTrial(
    .reading(
      "项目编码“13062525P0002321，0244”里有“，”，编码只能由字母、数字和连字符组成，请核对。", at: "预算.txt 第23行", [code: "13062525P0002321，0244"]))
  static let projectCodeTooLong = FindingTrial(
    .reading(
      "项目编码“\(String(repeating: "8", count: 60))…”有65位，太长了，请核对。", at: "预算.txt 第23行",
      [code: String(repeating: "8", count: 65)]))
  static let projectCodeTwice = FindingTrial(
    .reading(
      "项目编码 \(code) 在文件中出现了两次（后一次是“另一项目”），请核对编码。", at: "预算.txt 第35行",
      ["合同\n": "合同\n\n\(Paper.form(of: code, named: "另一项目"))"]))
  static let bracketTakenOff = FindingTrial(
    .reading("项目名称“】某项目”前面多出一个“】”，已去掉，请核对。", at: "预算.txt 第23行", ["项目名称\t某项目": "项目名称\t】某项目"]))
  static let valueUnexpected = FindingTrial(
    .reading("“预算规模及资金用途”后面的“5.00”不知道是什么金额。", at: "预算.txt 第24行", ["资金用途\t": "资金用途\t5.00\t"]))
  static let fieldNotNeeded = FindingTrial(
    .reading("“实施单位：某某科”不需要，没有导入。", at: "预算.txt 第24行", ["预算规模及": "实施单位\t某某科\n预算规模及"]))
  static let amountsSeveral = FindingTrial(
    .reading("“预算数”后面有几个数：“3.00”、“4.00”，不知道以哪个为准。", at: "预算.txt 第24行", ["预算数\t3.00": "预算数\t3.00\t4.00"]))
  static let unitsContradict = FindingTrial(
    .reading(
      "预算规模一行里写了两种金额单位。", at: "预算.txt 第24行",
      ["用途\t预算数\t3.00\t其中：财政资金": "用途\t预算数（万元）\t3.00\t其中：财政资金（元）"]))
  static let purposesSeveral = FindingTrial(
    .reading("资金用途一行有2格文字，不知道以哪一格为准。", at: "预算.txt 第25行", ["\t支付保洁服务费。": "\t支付保洁服务费。\t还有别的。"]))
  static let rowUnknown = FindingTrial(
    .reading("“莫名其妙 的一行”一行认不出来，没有导入。", at: "预算.txt 第24行", ["预算规模及": "莫名其妙\t的一行\n预算规模及"]))
  static let tableNotTaken = FindingTrial(
    .reading("绩效目标表之后的一个表（费用名称、数量、单价…）没有导入。", at: "预算.txt 第31行", ["合同\n": "合同\n费用名称\t数量\t单价\n"]))

  static let unitUnknown = FindingTrial(
    .reading(
      "绩效目标表的金额单位是“千元”，目前只能读取 元 和 万元，请换算后重新导入。", at: "预算.txt 第23行",
      ["绩效目标表\n单位：万元": "绩效目标表\n单位：千元"]))
  static let unitMissing = FindingTrial(
    .reading(
      "绩效目标表没有写明金额单位，与支出总表的项目支出也对不上，无法判断是元还是万元，请在表上方加上“单位：万元”一行。", at: "预算.txt 第23行",
      ["绩效目标表\n单位：万元": "绩效目标表\n", "预算数\t3.00\t其中": "预算数\t5.00\t其中"]))
  static let budgetBlank = FindingTrial(
    .reading("“某项目”的预算数是空白，却填了财政资金或其他资金，请补上预算数后重新导入。", at: "预算.txt 第23行", ["预算数\t3.00\t其中": "预算数\t\t其中"]))
  static let budgetNegative = FindingTrial(
    .reading("“预算数”一栏写的是负数“-3.00”，请核对。", at: "预算.txt 第24行第3列", ["预算数\t3.00\t其中": "预算数\t-3.00\t其中"]))
  static let budgetUnreadable = FindingTrial(
    .reading("“预算数”一栏写的是“三万”，不是金额，请改正后重新导入。", at: "预算.txt 第24行第3列", ["预算数\t3.00\t其中": "预算数\t三万\t其中"]))
}
