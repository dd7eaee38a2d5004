import OpenXML

/// A document in which trials change one thing at a time: rows are lines, their cells are parted by tabs.
struct Paper: Sendable {
  /// How it is written down.
  enum Layout: Sendable {
    /// As it stands here.
    case tabs
    /// A cell a line.
    case lines
    /// A .docx; a cell that ends with `§2` covers two columns.
    case word
  }

  let text: String
  var layout = Layout.tabs

  var file: String { layout == .word ? "预算.docx" : "预算.txt" }

  /// The same, written down otherwise.
  func written(as layout: Layout) -> Paper { Paper(text: text, layout: layout) }

  /// The file with some of its text written otherwise.
  func bytes(_ changes: KeyValuePairs<String, String>) throws -> [UInt8] {
    var text = text
    for (old, new) in changes {
      guard text.contains(old) else { throw NotThere() }
      text = text.replacing(old, with: new)
    }
    switch layout {
    case .tabs: return Array(text.utf8)
    case .lines: return Array(Paper.lines(text).utf8)
    case .word: return try Paper.word(text)
    }
  }

  private static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      return cells.count > 1 ? cells.map { "\t\($0)\n" }.joined() : String(line)
    }.joined(separator: "\n")
  }

  private static func word(_ text: String) throws -> [UInt8] {
    var (body, isInTable) = ("", false)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      if isInTable != (cells.count > 1) { body += isInTable ? "</w:tbl>" : "<w:tbl>" }
      isInTable = cells.count > 1
      body += isInTable ? "<w:tr>\(cells.map(cell).joined())</w:tr>" : paragraph(line)
    }
    let document =
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\(body)"
      + (isInTable ? "</w:tbl>" : "") + "</w:body></w:document>"
    guard let bytes = ZipWriter.container(of: [.init("word/document.xml", document)]) else { throw NotThere() }
    return bytes
  }

  private static func cell(_ text: Substring) -> String {
    let parts = text.split(separator: "§", omittingEmptySubsequences: false)
    let span = parts.count > 1 ? "<w:tcPr><w:gridSpan w:val=\"\(parts[1])\"/></w:tcPr>" : ""
    return "<w:tc>\(span)\(paragraph(parts[0]))</w:tc>"
  }

  private static func paragraph(_ text: Substring) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }
}

extension Paper {
  /// The budget of a department with one project, in which nothing is wrong.
  static let budget = Paper(
    text: """
      部门预算收支总表
      304某某局
      预算年度：2025
      单位：万元

      序号\t收入\t预算数\t支出\t预算数
      1\t一般公共预算拨款收入\t3.00\t科学技术支出\t3.00
      2\t本年收入合计\t3.00\t本年支出合计\t3.00
      3\t收入总计\t3.00\t支出总计\t3.00

      部门预算支出总表
      304某某局
      预算年度：2025
      单位：万元

      序号\t科目编码\t科目名称\t合计\t基本支出\t项目支出
      1\t\t合计\t3.00\t\t3.00
      2\t206\t科学技术支出\t3.00\t\t3.00

      \(form(of: "13062525P000232100244"))
      """)

  /// The goal table of another project, to be put behind the first one.
  static func form(of code: String, named name: String = "某项目") -> String {
    """
    1、\(name)绩效目标表
    单位：万元

    项目编码\t\(code)\t项目名称\t\(name)
    预算规模及资金用途\t预算数\t3.00\t其中：财政资金\t3.00\t其他资金\t
    \t支付保洁服务费。
    资金支出计划（%）\t3月底\t6月底\t10月底\t12月底
    \t25%\t50%\t75%\t100%
    绩效目标\t全年保洁。
    一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
    产出指标\t数量指标\t保洁面积\t要保洁的面积\t≥430平方米\t合同

    """
  }

  /// Nothing but words.
  static let words = Paper(text: "随便写的\n一些文字\n")
  /// Whose budget it is, and no more.
  static let head = Paper(text: "304某某局\n预算年度：2025\n")
  /// The budget with goals of the department behind it.
  static let goals = Paper(
    text: budget.text + """

      部门整体绩效目标
      总体绩效目标
      新增高新技术企业4家。
      分项绩效目标
      （一）科技创新
      绩效目标：支持企业创新。
      绩效指标：新增高新技术企业4家。

      """)
}
