internal import Contract
internal import Domain
package import Reports

/// 通报: the letter with its table, before it goes out.
package enum BulletinPage {
  /// The fields of what is asked.
  package static let filters = ["through", "by", "year", "area", "number"]

  /// By what the departments are put in order.
  package static func order(_ query: FormFields) -> Bulletin.Order {
    query.typed("by").flatMap { Bulletin.Order(rawValue: $0) } ?? .progress
  }

  /// The files it is made as.
  package static let formats = [("docx", "Word"), ("pdf", "PDF"), ("xlsx", "Excel")]

  /// The page.
  ///
  /// - Parameters:
  ///   - bulletin: nil where what was asked cannot be followed: see the problems.
  ///   - month: through which month.
  package static func page(
    _ bulletin: Bulletin?, through month: Int, _ query: FormFields, _ problems: Problems, _ chrome: Chrome
  ) -> Page {
    let months = (1...12).map { (value: "\($0)", text: "1—\($0)月") }
    let orders = [(value: "progress", text: "支出进度"), (value: "timeliness", text: "支出进度及时率")]
    let filter: Markup = """
      <form class="filters" method="get" action="/bureau/bulletin">\(chrome.keptDay)\
      \(Field("through", "统计到", .choice(months)).markup("\(month)", problems["through"]))\
      \(Field("by", "排名依据", .choice(orders)).markup(query.typed("by")))\
      \(Field("year", "年度").markup(query.typed("year"), problems["year"]))\
      \(Field("area", "项目编码开头").markup(query.typed("area"), problems["area"]))\
      \(Field("number", "发文字号", hint: "如 徐财绩〔2025〕3号，不写则不印").markup(query["number"], problems["number"]))\
      <button>生成</button></form>
      """
    guard let bulletin else {
      return Page("通报", menu: .bulletin, problems.box("没有生成，请看：") + filter)
    }
    var file = Address("/bureau/bulletin/file")
    for name in filters { file = file.with(name, query.typed(name)) }
    let actions = Markup(
      formats.map { format, name in Parts.button(chrome.to(file.with("format", format)), "下载\(name)") })
    return Page(
      "通报", menu: .bulletin, actions: actions,
      """
      \(filter)\(letter(bulletin.report))<section><h2>\(bulletin.grid.title)</h2><p>\(bulletin.grid.period)</p>\
      <p class="unit">金额单位：\(bulletin.grid.unit.isEmpty ? "万元" : bulletin.grid.unit.replacing("金额单位：", with: ""))</p>\
      \(GridTable.markup(bulletin.grid))</section>
      """)
  }

  private static func letter(_ report: Report) -> Markup {
    let blocks = report.blocks.map { block -> Markup in
      switch block {
      case .heading(let text): "<h3>\(text)</h3>"
      case .paragraph(let text): "<p>\(text)</p>"
      case .table, .picture: ""
      }
    }
    let number: Markup? = report.letter?.number.map { "<p class=\"unit\">\($0)</p>" }
    let unsigned: Markup? =
      report.letter?.organ == nil
      ? "<p class=\"note\">没有设置发文机关，落款处只有日期。可用 <code>jixiao set bureau-name 名称</code> 设置。</p>" : nil
    return """
      \(unsigned)<section class="letter"><h2>\(report.title)</h2>\(number)<p>\(report.letter?.addressee)：</p>\(blocks)\
      <p class="unit">\(report.letter?.organ)<br>\(report.letter?.day.chinese)</p></section>
      """
  }
}
