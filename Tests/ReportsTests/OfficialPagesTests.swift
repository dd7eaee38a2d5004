import Domain
import Foundation
import TestSupport
import Testing

@testable import Reports

/// The pages that are printed, whatever they are written as.
@Suite("Printed pages")
struct OfficialPagesTests {
  private let cleaning = "13062525P000232100244"

  private func papers(_ form: DepartmentForm) throws -> DepartmentPapers {
    let bureau = try Bureau(
      try Samples.budget("304-2025.txt"), paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]],
      observed: [cleaning: [1: "430平方米", 2: "95%", 3: "92%"]])
    return try DepartmentPapers(bureau.material(form, through: form == .monitoring ? 6 : 12), .live)
  }

  private func forms(_ form: DepartmentForm) throws -> [(name: String, grid: FormGrid)] {
    let papers = try papers(form)
    return [("汇总表", papers.table.grid(.official)), ("部门整体", papers.whole.grid(.official))]
      + papers.projects.map { ($0.paper.name, $0.grid(.official)) }
  }

  private func run(_ program: String, _ arguments: String...) throws -> Data {
    try Samples.output(of: program, arguments)
  }

  private func file(_ suffix: String) -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).\(suffix)")
  }

  /// The pages of a PDF as their lines.
  private func pages(_ grids: [FormGrid]) throws -> [[String]] {
    let path = file("pdf")
    defer { try? FileManager.default.removeItem(at: path) }
    try FormGrid.pdf(grids, title: "表", to: path.path)
    let text = String(decoding: try run("/usr/bin/pdftotext", "-layout", path.path, "-"), as: UTF8.self)
    return text.split(separator: "\u{0C}").map { page in
      page.split(separator: "\n").map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
    }
  }

  @Test("each page of a PDF says which of its form's it is; a form's pages are all there and end with its signatures")
  func numbers() throws {
    for form in DepartmentForm.allCases {
      let grids = try forms(form).map(\.grid)
      var pages = try pages(grids)[...]
      for grid in grids {
        let first = try #require(pages.first)
        #expect(first.first == grid.title)
        let said = try #require(first.last)
        let count = try #require(Int(String(said.drop { $0 != "共" }.dropFirst().dropLast())))
        for number in 1...count {
          let next = pages.popFirst()
          let page = try #require(next)
          #expect(page.last == "第\(number)页共\(count)页")
          #expect((number == 1) == (page.first == grid.title))
          let isSigned = page.contains { $0.contains("（盖章）：") }
          #expect(isSigned == (number == count), "\(grid.title) \(number)")
        }
      }
      #expect(pages.isEmpty)
    }
  }

  /// A form of many indicators, as long ones are.
  private func long(_ rows: Int) -> FormGrid {
    let body = (0..<rows).map { row -> [FormGrid.Cell] in
      (row == 0 ? [.init("产出指标", rows: rows)] : [])
        + (row % 30 == 0 ? [.init("数量\(row / 30)", rows: min(30, rows - row))] : [])
        + [.init("指标\(row)之名", .left), .init("≥\(row)个")]
    }
    let heading: [FormGrid.Cell] =
      [.init("绩效\n指标", rows: rows + 1)] + ["一级指标", "二级指标", "三级指标", "年度指标值"].map { FormGrid.Cell($0) }
    return FormGrid(
      title: "监控表", period: "（2025年度）", rows: [[.init("项目名称", columns: 2), .init("长项目", columns: 3)], heading] + body,
      heading: 1..<2, widths: [10, 20, 20, 30, 20], notes: ["注：一。", "注：二。"], signatures: ["填报人：", "审核人："],
      running: "长项目　监控表")
  }

  @Test("a form that runs on repeats whose it is, its heading and the levels that go on; no page stands nearly empty")
  func continued() throws {
    for count in [45, 60, 77, 90, 140] {
      let grid = long(count)
      let pages = try pages([grid])
      #expect(pages.count > 1)
      for (number, page) in pages.enumerated() {
        let rows = page.count { $0.contains("之名") }
        #expect(rows * pages.count * 2 > count, "\(count): page \(number + 1) has \(rows)")
        guard number > 0 else { continue }
        #expect(page.first == "长项目监控表")
        let text = page.joined()
        #expect(text.contains("三级指标") && text.contains("产出指标") && text.contains("数量") && text.contains("绩效"))
      }
      for row in 0..<count { #expect(pages.joined().count { $0.contains("指标\(row)之名") } == 1) }
      let last = try #require(pages.last)
      #expect(last.contains { $0.contains("填报人：") } && last.contains { $0.contains("之名") })
    }
  }

  @Test("a department's projects that go over a page's end have their own heading there again")
  func block() throws {
    let head: [FormGrid.Cell] = [.init("项目执行情况", rows: 61), .init("项目名称"), .init("年初预算数")]
    let rows = (0..<60).map { [FormGrid.Cell("第\($0)个项目"), .init("1.00", .right)] }
    let tail: [[FormGrid.Cell]] = [
      [.init("绩效\n指标"), .init("指标名称"), .init("年度指标值")], [.init("甲"), .init("乙"), .init("丙")],
    ]
    let grid = FormGrid(
      title: "整体表", period: "", rows: [head] + rows + tail, heading: 61..<62, widths: [20, 50, 30], notes: [],
      signatures: ["填报人："], block: 0..<61, running: "某局")
    let pages = try pages([grid])
    #expect(pages.count > 1)
    for page in pages.dropFirst() where page.contains(where: { $0.contains("个项目") }) {
      #expect(page.joined().contains("项目名称") && page.joined().contains("项目执行情况"))
    }
  }

  @Test("words of narrow columns stand on one line of the PDF")
  func words() throws {
    let pages = try pages(try forms(.monitoring).map(\.grid))
    let text = pages.joined().joined(separator: "\n")
    for word in ["有可能", "确定能", "不可能", "满意度指标", "≥430平方米"] { #expect(text.contains(word), "\(word)") }
    #expect(!pages.joined().contains { ["标", "能", "方米", "指标值"].contains($0) })
  }

  @Test(
    "a Word document counts each form's pages, says whose it is from the second on, and keeps the signatures with a row"
  )
  func word() throws {
    let forms = try forms(.selfEvaluation)
    let path = file("docx")
    defer { try? FileManager.default.removeItem(at: path) }
    let several = try #require(FormGrid.word(forms.dropFirst().map(\.grid), title: "表"))
    try Data(several).write(to: path)
    let script = Samples.root.appendingPathComponent("Tests/Fixtures/read_pages.py").path
    let read = try JSONSerialization.jsonObject(with: try run("/usr/bin/python3", script, path.path))
    let sections = try #require(read as? [[String: Any]])
    #expect(sections.count == forms.count - 1)
    for (section, form) in zip(sections, forms.dropFirst()) {
      #expect(section["header"] as? String == form.grid.running && section["first"] as? String == "")
      #expect(section["footer"] as? String == "第 PAGE 1页" && section["start"] as? String == "1")
      #expect(section["last"] as? Bool == true)
    }
    let single = try #require(FormGrid.word([forms[1].grid], title: "表"))
    try Data(single).write(to: path)
    let one = try JSONSerialization.jsonObject(with: try run("/usr/bin/python3", script, path.path)) as? [[String: Any]]
    #expect(one?.first?["footer"] as? String == "第 PAGE 1页　共 NUMPAGES 1页")
  }

  @Test("in Word and Excel a form that runs on has on each page its heading and the levels that go on, as in a PDF")
  func levels() throws {
    for count in [20, 45, 90, 140] {
      let grid = long(count)
      let (word, book) = (file("docx"), file("xlsx"))
      defer { for path in [word, book] { try? FileManager.default.removeItem(at: path) } }
      try Data(try #require(FormGrid.word([grid], title: "表"))).write(to: word)
      let script = Samples.root.appendingPathComponent("Tests/Fixtures/read_docx.py").path
      let forms = try JSONDecoder().decode(
        [[[[String]?]]].self, from: try run("/usr/bin/python3", script, word.path))
      let pages = try #require(forms.first)
      #expect(pages.count > 1 || count == 20)
      for (number, page) in pages.enumerated() {
        let rows = page.compactMap { $0 }
        #expect(rows.contains { $0.contains("三级指标") } && (number == 0 || page.first == [String]?.none))
        let indicators = rows.filter { $0[3].contains("之名") || $0[2].contains("之名") }
        #expect(indicators.allSatisfy { $0[0].contains("绩效") && $0[1] == "产出指标" && $0.joined().contains("数量") })
        #expect(indicators.count * pages.count * 3 > count, "\(count): page \(number + 1) has \(indicators.count)")
      }
      #expect(FormGrid.excel([(name: "长", grid: grid)], title: "表", to: book.path))
      let breaks = Samples.root.appendingPathComponent("Tests/Fixtures/read_breaks.py").path
      let sheets = try JSONDecoder().decode([Sheet].self, from: try run("/usr/bin/python3", breaks, book.path))
      let sheet = try #require(sheets.first)
      // Excel passes over planned ends of pages where it is to fit the sheet to pages by itself.
      #expect(sheet.breaks.isEmpty == sheet.fits && sheet.breaks.isEmpty == (count == 20))
      let isScaled = sheet.scale >= 75 && sheet.width * Double(sheet.scale) / 100 <= 842 - 2 * 0.4 * 72
      #expect(sheet.fits || isScaled, "\(sheet.width) at \(sheet.scale)%")
      for first in sheet.breaks.map({ sheet.rows[$0] }) {
        #expect(first[0].contains("绩效") && first[1] == "产出指标" && first[2].hasPrefix("数量"), "\(first)")
      }
    }
  }

  @Test(
    "the size of a workbook's form of several pages is said, so that they end where it is planned; columns fit by any font"
  )
  func scaled() throws {
    let path = file("xlsx")
    defer { try? FileManager.default.removeItem(at: path) }
    let papers = try papers(.monitoring)
    var printed = [(name: "部门整体", grid: papers.whole.grid(.draft))]
    for known in FormLayout.known where known.layout.form == .monitoring && !known.layout.isWhole {
      printed += papers.projects.prefix(4).map { ($0.paper.name, $0.grid(.draft, by: known.layout)) }
    }
    #expect(FormGrid.excel(printed, title: "表", to: path.path))
    let breaks = Samples.root.appendingPathComponent("Tests/Fixtures/read_breaks.py").path
    let sheets = try JSONDecoder().decode([Sheet].self, from: try run("/usr/bin/python3", breaks, path.path))
    #expect(sheets.count == printed.count && sheets.contains { !$0.breaks.isEmpty })
    for sheet in sheets where !sheet.breaks.isEmpty {
      #expect(!sheet.fits && sheet.scale >= 75 && sheet.width * Double(sheet.scale) / 100 <= 842 - 2 * 0.4 * 72)
    }
  }

  private struct Sheet: Decodable {
    let fits: Bool, scale: Int, width: Double, breaks: [Int], rows: [[String]]
  }

  private struct Book: Decodable {
    let totals: [[Value]], texts: [[Value]], footers: [[String?]]
  }

  private enum Value: Decodable, Hashable {
    case text(String), number(Double)

    init(from decoder: any Decoder) throws {
      let single = try decoder.singleValueContainer()
      if let number = try? single.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try single.decode(String.self))
      }
    }
  }

  @Test("in a workbook every number is one, and totals are formulas whose kept values are what they give")
  func excel() throws {
    let script = Samples.root.appendingPathComponent("Tests/Fixtures/read_totals.py").path
    for form in DepartmentForm.allCases {
      let path = file("xlsx")
      defer { try? FileManager.default.removeItem(at: path) }
      let scores = ScoreTable(try papers(.selfEvaluation)).grid(.official)
      let printed = try forms(form) + [(name: "计分说明", grid: scores)]
      #expect(FormGrid.excel(printed, title: "表", to: path.path))
      let book = try JSONDecoder().decode(Book.self, from: try run("/usr/bin/python3", script, path.path))
      #expect(book.texts.isEmpty, "\(book.texts.prefix(5))")
      #expect(book.footers.map { $0[1] } == printed.map { _ in "第&P页　共&N页" })
      #expect(book.footers.map { $0[0] ?? "" } == printed.map { String($0.grid.running.prefix(80)) })
      let table = book.totals.filter { $0[0] == .text("1 汇总表") }
      #expect(table.count == (form == .monitoring ? 15 : 5) && book.totals.count > table.count + 2)
      for total in book.totals {
        guard case .number(let kept) = total[3], case .number(let worked) = total[4] else {
          Issue.record("\(total)")
          continue
        }
        #expect((kept - worked).magnitude < 1e-9, "\(total)")
      }
    }
  }

  @Test("a number with its unit is a number in a format that prints it so; codes and words stay text")
  func excelNumbers() {
    func format(_ text: String) -> String? { ExcelNumber(FormGrid.Cell(text))?.format }
    #expect(format("430平方米") == "0\"平方米\"" && format("92.5%") == "0.0%" && format("12") == "0")
    #expect(format("1,262.22") == "#,##0.00" && format("-7.50") == "#,##0.00" && format("0.93万元") == "0.00\"万元\"")
    for text in [
      "", "—", "≥95%", "007", "130625", "3／2", "2025-06-30", "12%以上", "13062525P000232100244", "2.90＊", "1.2.3",
    ] {
      #expect((format(text) == nil) == (text != "130625"), "\(text)")
    }
  }

  @Test("on a narrow screen a table is moved in its place, and no figure in it is broken")
  func html() throws {
    let html = FormGrid.html(try forms(.monitoring).map(\.grid), title: "表")
    #expect(
      html.contains("name=\"viewport\"") && html.contains(".wide { overflow-x: auto } .wide table { min-width: 66em }"))
    #expect(html.contains("td .whole { white-space: nowrap }"))
    #expect(
      html.components(separatedBy: "<div class=\"wide\">").count == html.components(separatedBy: "<section").count)
    #expect(html.contains("<span class=\"whole\">≥430平方米</span>") && html.contains("<span class=\"whole\">有可能</span>"))
    #expect(html.contains("@media print { .wide { overflow: visible } .wide table { min-width: 0 }"))
    #expect(!html.contains("bgcolor") && !html.contains("class=\"missing\""))
  }
}
