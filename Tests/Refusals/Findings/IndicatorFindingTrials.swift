/// What is the matter with a table of indicators.
extension FindingTrial {
  private static let header = "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据"
  private static let row = "产出指标\t数量指标\t保洁面积\t要保洁的面积\t≥430平方米\t合同"
  private static let signs = "一级指标\t二级指标\t三级指标\t指标符号\t指标值\t指标值确定依据"

  static let indicatorHeaderUnknown = FindingTrial(
    headed("指标表的表头里有认不出的栏目“口径”", "一级指标\t二级指标\t三级指标\t口径\t指标值\t指标值确定依据"),
    headed("指标表的表头里有两栏都是“目标值”", "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t目标值"),
    headed("指标表的表头里没有“指标值”一栏", "一级指标\t二级指标\t三级指标\t绩效指标描述\t备注\t指标值确定依据"))
  static let columnsNotTaken = FindingTrial(
    .reading("指标表中“备注”“分值”一栏不需要，没有导入。", at: "预算.txt 第29行", [header: header + "\t备注\t分值", row: row + "\t\t"]))
  static let indicatorRowMisfit = FindingTrial(
    .reading(
      "指标表的一行读不出来：指标表没有表头。", at: "预算.txt 第30行", [header: "一级指标\t二级指标\t三级指标\t口径\t指标值\t指标值确定依据"]),
    misfit("有4格，表头有6格", "产出指标\t数量指标\t保洁面积\t≥430平方米"), misfit("“另有”在表头之外", row + "\t另有"),
    .reading(
      "指标表的一行读不出来：“≥430平方米”跨了几栏，或在表头之外。", at: "预算.docx 表3第8行",
      [row: "产出指标\t数量指标\t保洁面积\t要保洁的面积\t≥430平方米§2"], in: Paper.budget.written(as: .word)),
    misfit(
      "“多写的”上面没有表头", "产出指标\t数量指标\t保洁面积\t要保洁的面积\t多写的\t≥430平方米\t合同",
      under: "一级指标\t二级指标\t三级指标\t绩效指标描述\t\t指标值\t指标值确定依据"),
    misfit("符号一栏的“约”认不出来", "产出指标\t数量指标\t保洁面积\t约\t430平方米\t合同", under: signs),
    misfit("符号一栏是“≥”，指标值一栏是“≤430平方米”，两处不一致", "产出指标\t数量指标\t保洁面积\t≥\t≤430平方米\t合同", under: signs),
    misfit("符号一栏是“≥”，指标值一栏的“良好”却不是数字", "产出指标\t数量指标\t保洁面积\t≥\t良好\t合同", under: signs),
    misfit("没有三级指标的名称", "产出指标\t数量指标\t\t\t≥430平方米\t合同"),
    .reading(
      "指标表的一行读不出来：没有三级指标的名称，又不像上一行的后半段。", at: "预算.txt 第31行", [row: row + "\n\t\t\t\t≥80%\t"]),
    .reading(
      "指标表的一行读不出来：分页后的第一行只有名称“清运垃圾”没有指标值，不知道是上一行名称的后半段还是新的指标。", at: "预算.txt 第32行",
      [row: "\(row)\n\(header)\n\t\t清运垃圾\t\t\t合同"]),
    misfit("“随便”不是一级指标", "随便\t数量指标\t保洁面积\t\t≥430平方米\t合同"),
    misfit("描述一栏是“≥430平方米”，指标值一栏是“合同”，像是少了一栏", "产出指标\t数量指标\t保洁面积\t≥430平方米\t合同\t"))
  static let rowJoined = FindingTrial(
    .reading(
      "指标“保洁面积和绿化”的一行被分页截成两段，已接成三级指标“保洁面积和绿化”、绩效指标描述“要保洁的面积和绿地”，请核对。", at: "预算.txt 第32行",
      [row: "\(row)\n\(header)\n\t\t和绿化\t和绿地\t\t"]),
    .reading(
      "指标“保洁面积”的一行被分页截成两段，已接成指标值“大体整洁”、指标值确定依据“合同附件”，请核对。", at: "预算.txt 第31行",
      [row: "产出指标\t数量指标\t保洁面积\t要保洁的面积\t大体\t合同\n\t\t\t\t整洁\t附件"]))
  static let levelMissing = FindingTrial(
    .reading(
      "指标“保洁面积”没有写一级指标，自评时无法归类计分，请补充。", at: "预算.txt 第30行", ["产出指标\t数量指标": "\t数量指标"]))

  private static func headed(_ why: String, _ words: String) -> Example {
    .reading("\(why)，应为 一级指标、二级指标、三级指标、绩效指标描述、指标值、指标值确定依据。", at: "预算.txt 第29行", [header: words])
  }

  private static func misfit(_ why: String, _ text: String, under words: String = header) -> Example {
    .reading("指标表的一行读不出来：\(why)。", at: "预算.txt 第30行", [header: words, row: text])
  }
}
