/// What is the matter with a budget table.
extension FindingTrial {
  static let tableUnitUnknown = FindingTrial(
    .reading(
      "“部门预算收支总表”的单位是“千元”，目前只能读取 元 和 万元，这个表没有读取。", at: "部门预算收支总表",
      ["单位：万元\n\n序号\t收入": "单位：千元\n\n序号\t收入"]))
  static let tableRowShort = FindingTrial(
    .reading(
      "“部门预算收支总表”中“上年结转”一行少了几格，没有读取。", at: "预算.txt 第10行", ["支出总计\t3.00\n": "支出总计\t3.00\n4\t上年结转\n"]))
  static let tableRowUnnumbered = FindingTrial(
    .reading(
      "“部门预算收支总表”中“上年结转”一行没有序号，没有读取。", at: "预算.txt 第10行",
      ["支出总计\t3.00\n": "支出总计\t3.00\n\t上年结转\t1.00\t\t\n"]))
  static let tableAmountUnreadable = FindingTrial(
    .reading(
      "“部门预算收支总表”里的“三万”不是金额，没有读取，请核对。", at: "预算.txt 第9行第3列", ["收入总计\t3.00": "收入总计\t三万"]),
    .reading(
      "“部门预算收支总表”里的“3.O0”不是金额，没有读取，请核对。", at: "预算.txt 第9行第3列", ["收入总计\t3.00": "收入总计\t3.O0"]))
  static let functionCodeWithBlanks = FindingTrial(
    .reading("科目编码“20 6”中间有空格，已按“206”读取。", at: "预算.txt 第18行第2列", ["2\t206": "2\t20 6"]))
  static let functionCodeLength = FindingTrial(
    .reading(
      "科目编码“2060”（科学技术支出）是4位，应为3、5或7位，请核对。", at: "预算.txt 第18行第2列", ["2\t206": "2\t2060"]),
    .reading(
      "科目编码“2060”（科学技术支出）是4位，应为3、5或7位，疑为“206”，请核对。", at: "预算.txt 第19行第2列",
      ["2\t206\t科学技术支出\t3.00\t\t3.00": "2\t206\t科学技术支出\t3.00\t\t3.00\n3\t2060\t科学技术支出\t3.00\t\t3.00"]))
}
