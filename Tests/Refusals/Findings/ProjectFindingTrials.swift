/// What is the matter with a project, held against itself.
extension FindingTrial {
  private static let code = "13062525P000232100244", row = "产出指标\t数量指标\t保洁面积\t要保洁的面积\t≥430平方米\t合同"
  private static let amounts = "预算数\t3.00\t其中：财政资金\t3.00"

  static let projectCodeWithBlanks = project(
    "项目编码“13062525P0002 32100244”中间有空格，已按“\(code)”读取。", [code: "13062525P0002 32100244"])
  static let projectCodeLength = project("项目编码“XM1001”是6位，应为21位，请核对。", [code: "XM1001"])
  static let projectCodeCheck = FindingTrial(
    at23("项目编码“13062525P00023210VV44”的校验位不对，请核对原文；已按原样导入。", [code: "13062525P00023210VV44"]),
    at23(
      "项目编码“13062525P00023210O244”的校验位不对，疑为“\(code)”，请核对原文；已按原样导入。", [code: "13062525P00023210O244"]))
  static let carryOver = FindingTrial(
    .reading(
      "“另一项目”的编码年份是2024年，属于上年结转项目（3.00万元）。", at: "预算.txt 第35行",
      ["合同\n": "合同\n\n\(Paper.form(of: "13062524P000234100228", named: "另一项目"))"]))
  static let projectNameMissing = project("绩效目标表没有填写项目名称，请补充。", ["项目名称\t某项目": "项目名称\t"])
  static let nameCutShort = project(
    "项目名称“某项目（一期”有“（”没有“）”，名称可能被截断，请核对。", ["项目名称\t某项目": "项目名称\t某项目（一期"])
  static let nameBracket = project("项目名称“某项目）”多出一个“）”，请核对。", ["项目名称\t某项目": "项目名称\t某项目）"])
  static let goalsMissing = project("“某项目”没有填写绩效目标，请补充。", ["绩效目标\t全年保洁。": "绩效目标\t"])
  static let indicatorsMissing = project("“某项目”没有绩效指标，无法监控，请补充。", [row: ""])
  static let budgetMissing = project("“某项目”没有预算数，请补充。", [amounts: "预算数\t0.00\t其中：财政资金\t0.00"])
  static let fundsDiffer = project(
    "“某项目”的财政资金与其他资金合计2.00万元，与预算数3.00万元不符，请核对。", [amounts: "预算数\t3.00\t其中：财政资金\t2.00"])
  static let capsRounded = FindingTrial(
    caps("30000.01元与预算数3.00万元相差不到0.005万元，是四舍五入造成的，按同一个数处理：支付到预算数不算突破上限。", ["30000.01元"]),
    caps(
      "20000元 + 10000.01元（合计30,000.01元）与预算数3.00万元相差不到0.005万元，是四舍五入造成的，各项仍按各自的上限考核。",
      ["20000元", "10000.01元"]))
  static let capsClose = FindingTrial(
    caps("29951元与预算数3.00万元略有出入，按预算数付清会突破上限，请统一两个数。", ["29951元"], budget: "3.0049"),
    caps("30049元与预算数3.00万元略有出入，请统一两个数。", ["30049元"], budget: "2.9951"))
  static let capsDiffer = FindingTrial(
    caps("4万元与预算数3.00万元不符，上限高于预算，请核对。", ["4万元"]), caps("2万元与预算数3.00万元不符，上限低于预算，请核对。", ["2万元"]))

  private static func at23(_ says: String, _ changes: KeyValuePairs<String, String>) -> Example {
    .reading(says, at: "预算.txt 第23行", changes)
  }

  private static func project(_ says: String, _ changes: KeyValuePairs<String, String>) -> FindingTrial {
    FindingTrial(at23(says, changes))
  }

  private static func caps(_ says: String, _ caps: [String], budget: String = "3.00") -> Example {
    let rows = caps.map { "\n成本指标\t经济成本指标\t保洁费\t保洁的费用\t≤\($0)\t合同" }.joined()
    return .reading(
      "“某项目”的成本指标上限\(says)", at: "预算.txt 第31行",
      [row: row + rows, amounts: "预算数\t\(budget)\t其中：财政资金\t\(budget)"])
  }
}
