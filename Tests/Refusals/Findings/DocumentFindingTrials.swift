import Documents
import Domain

/// What is the matter with a document as a whole.
extension FindingTrial {
  private static let looked = "要找的是：表格里的“项目编码”“项目名称”“预算数”“绩效目标”“一级指标”等栏目"

  static let headingUnread = FindingTrial(
    .reading(
      "文件里有2个绩效目标表的标题，只读到1个项目；“2、另一项目绩效目标表”下面没有读到项目。", at: "预算.txt 第32行",
      ["合同\n": "合同\n\n2、另一项目绩效目标表\n"]))
  static let codesUnread = FindingTrial(
    .reading(
      "文件里出现了4个没有读到的项目编码：13062525P000234100228、13062525P000234100229、13062525P000234100230，"
        + "这些项目没有绩效目标表，或表的样子认不出来。", at: "预算.txt",
      [
        "合同\n":
          "合同\n\n另有 13062525P000234100231、13062525P000234100230、13062525P000234100229、13062525P000234100228。\n"
      ]))
  static let labelsUnread = FindingTrial(
    .reading(
      "文件里“项目编码”出现了2次，只读到1个项目。", at: "预算.txt", ["1、某项目绩效目标表": "", "合同\n": "合同\n\n项目编码见附表。\n"]))
  static let nothingRead = FindingTrial(
    nothing(of: "“项目编码”", "项目编码见附表。\n"), nothing(of: "“绩效目标表”", "见绩效目标表。\n"),
    nothing(of: "“项目编码”、“绩效目标表”", "项目编码见绩效目标表。\n"))
  static let spendingUnread = FindingTrial(
    .reading(
      "支出总表的项目支出是3.00万元，文件里却没有读到项目。\(looked)。", at: "预算.txt",
      [Paper.form(of: "13062525P000232100244"): ""]))
  static let otherForm = FindingTrial(
    other("绩效自评表", "某项目绩效自评表"), other("绩效运行监控表", "某项目绩效目标执行监控表"), other("绩效目标申报表", "某项目绩效目标申报表"),
    other("绩效目标批复表", "某项目绩效目标批复表"), other("部门决算", "某某局2024年度部门决算"))
  static let notADisclosure = FindingTrial(
    .reading(
      "没有读到预算表，也没有读到项目，不像部门预算公开文件。\(looked)，以及“部门预算收支总表”“部门预算支出总表”。", at: "预算.txt", in: .words))
  static let yearTypo = FindingTrial(
    .reading("“205年”少了一位数字，疑为“2025年”，请核对原文。", at: "预算.txt 第1行", ["随便写的": "截至205年底"], in: .words),
    .reading("“200年”少了一位数字，疑为“2020年”，请核对原文。", at: "预算.txt 第1行", ["随便写的": "200年度预算"], in: .words))

  static let documentMended = FindingTrial(
    mended("“3.00”已由王芳改为“3.50”，原文件照存。", "3.00", "3.50"), mended("“3.00”已由王芳删去，原文件照存。", "3.00", ""),
    mended("空格已由王芳改为“3.50”，原文件照存。", "", "3.50"))

  /// A cell of the paper written otherwise.
  private static func mended(_ says: String, _ old: String, _ new: String) -> Example {
    Example(says: says, place: "预算.txt 第7行第3列") {
      let bytes = try Paper.budget.bytes(["1\t一般公共预算拨款收入\t3.00": "1\t一般公共预算拨款收入\t\(old)"])
      let document = try Document.read(bytes, file: "预算.txt")
      let place = DocumentPlace(file: "预算.txt", position: .line(7), column: 3)
      return document.mended([Mend(at: place, old, to: new, by: "王芳")]).findings
    }
  }

  private static func nothing(of words: String, _ text: String) -> Example {
    .reading(
      "一个项目也没有读到，文件里却有\(words)。\(looked)；文本文件的各格应以制表符分隔（由 PDF 或网页转出的空格、竖线、逗号认不出来），请改用 Word 版。",
      at: "预算.txt", ["预算年度：2025\n": "预算年度：2025\n\(text)"], in: .head)
  }

  private static func other(_ form: String, _ title: String) -> Example {
    .reading("这是\(form)，不是预算公开文件的绩效目标表，没有读到项目。\(looked)。", at: "预算.txt", ["随便写的": title], in: .words)
  }
}
