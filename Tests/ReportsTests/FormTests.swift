import Documents
import Domain
import Foundation
import Reports
import TestSupport
import Testing

/// A sample's budget as the forms see it, without a database: row ids are places.
private struct Bureau {
  var sheets: [ProjectSheet] = []
  var facts: DepartmentFacts

  init(
    _ budget: DepartmentBudget, paid: [String: [(String, String)]] = [:], observed: [String: [Int: String]] = [:]
  ) throws {
    var next: Int64 = 0
    var projects: [ProjectFacts] = []
    for (index, project) in budget.projects.enumerated() {
      let id = Int64(index + 1)
      var indicators: [IndicatorFacts] = []
      var printed: [ProjectSheet.Indicator] = []
      for indicator in project.indicators {
        next += 1
        let value = try observed[project.code.text]?[indicator.position].map {
          Observation(day: try Day.parse("2025-06-10"), value: try ObservedValue.parse($0, for: indicator.target))
        }
        indicators.append(
          IndicatorFacts(
            id: next, measure: indicator.target.measure, isUndecided: indicator.target.isUndecided,
            binding: indicator.binding, observations: value.map { [$0] } ?? []))
        printed.append(
          .init(
            id: next, level1: indicator.level1, level2: indicator.level2, level3: indicator.level3,
            target: indicator.target))
      }
      let entries = try (paid[project.code.text] ?? []).map {
        LedgerEntry(day: try Day.parse($0.0), amount: try Money.parse($0.1))
      }
      projects.append(
        ProjectFacts(
          id: id, budget: project.budget,
          checkpoints: project.plan.checkpoints(in: 2025, fallbackMonths: Parameters.nationalDefault.fallbackMonths),
          ledger: Ledger(entries), indicators: indicators))
      sheets.append(
        ProjectSheet(
          id: id, code: project.code, name: project.name, initialBudget: project.budget, budget: project.budget,
          fiscalFunds: project.fiscalFunds, otherFunds: project.otherFunds, isCarryOver: project.isCarryOver(in: 2025),
          goals: project.goals, indicators: printed))
    }
    facts = DepartmentFacts(
      id: 1, identity: budget.department, parameters: .nationalDefault, projects: projects, indicators: [])
  }

  func monitoring(_ index: Int, through month: Int = 6) -> MonitoringForm {
    MonitoringForm(
      sheets[index], facts.projects[index], of: facts, through: month, on: Day(endOf: month, in: 2025),
      calendar: WorkCalendar(WorkCalendar.notices))
  }

  func selfEvaluation(_ index: Int) -> SelfEvaluationForm {
    SelfEvaluationForm(
      sheets[index], facts.projects[index], of: facts, on: Day(endOf: 12, in: 2025),
      calendar: WorkCalendar(WorkCalendar.notices))
  }
}

@Suite("The official forms")
struct FormTests {
  private let cleaning = "13062525P000232100244"

  private func texts(_ grid: FormGrid) -> [[String]] { grid.rows.map { $0.map(\.text) } }

  @Test("every form of both documents is a sound grid, with or without plan and indicators", arguments: ["304", "306"])
  func grids(code: String) throws {
    let bureau = try Bureau(try Samples.budget("\(code)-2025.txt"))
    for index in bureau.sheets.indices {
      for grid in [
        bureau.monitoring(index).grid, bureau.monitoring(index, through: 8).grid, bureau.selfEvaluation(index).grid,
      ] {
        #expect(grid.uneven.isEmpty, "\(bureau.sheets[index].name)")
        #expect(grid.widths.reduce(0, +) == 100)
        // Nothing reaches out of the heading that is repeated.
        for (row, cells) in grid.rows[grid.heading].enumerated() {
          #expect(cells.allSatisfy { row + $0.rows <= grid.heading.count })
        }
      }
    }
    #expect(bureau.sheets.count == (code == "304" ? 12 : 7))
  }

  @Test("the two published budgets give forms for all nineteen projects")
  func seeds() throws {
    guard let first = Samples.seed("xushui-2025.txt"), let second = Samples.seed("hanshan-2025.txt") else {
      return print("shared/seeds is not there: the published budgets are left out")
    }
    var count = 0
    for path in [first, second] {
      let budget = try Samples.disclosure(path).budget
      let bureau = try Bureau(try #require(budget))
      for index in bureau.sheets.indices {
        #expect(bureau.monitoring(index).grid.uneven.isEmpty && bureau.selfEvaluation(index).grid.uneven.isEmpty)
        count += 1
      }
    }
    #expect(count == 19)
  }

  @Test("the monitoring form of 保洁费项目 through June, cell by cell")
  func monitoring() throws {
    let bureau = try Bureau(
      try Samples.budget("304-2025.txt"),
      paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800"), ("2025-07-02", "9999")]],
      observed: [cleaning: [1: "430平方米"]])
    let form = bureau.monitoring(0)
    let rows = texts(form.grid)
    #expect(form.grid.title == "项目支出绩效目标执行监控表" && form.grid.period == "（2025年度，1–6月）")
    #expect(rows[0] == ["项目名称", "保洁费项目（\(cleaning)）"])
    #expect(rows[1] == ["主管部门及代码", "304 保定市徐水区科学技术和工业信息化局", "实施单位", ""])
    #expect(rows[3] == ["年度资金总额", "3.00", "0.93", "31.00%", "2.43"])
    #expect(rows[4] == ["其中：财政拨款", "3.00", "0.93", "31.00%", "2.43"])
    #expect(rows[5] == ["　　　上年结转资金", "", "", "", ""], "what is not there is blank, not zero")
    let blanks = [String](repeating: "", count: 11)
    #expect(rows[10] == ["", "产出指标", "数量指标", "保洁服务面积", "≥430平方米", "430平方米"] + blanks)
    #expect(rows[13] == ["支出进度及时率", "≥90%", "81.00%"] + blanks)
    #expect(rows[14] == ["成本指标", "保洁服务成本", "≤3万元", "0.93万元"] + blanks)
    let missing = form.grid.rows.flatMap { $0 }.compactMap(\.missing)
    #expect(missing.count { $0 == "请填报" } == 4 && missing.count { $0 == "有偏差，需说明原因" } == 1)
    #expect(form.blockers.contains("第4项“支出进度及时率”有偏差，需选择偏差原因并填写原因说明"))
  }

  @Test("the self-evaluation of 保洁费项目 with every value reported: points, scores, total, grade")
  func selfEvaluation() throws {
    let values = [1: "430平方米", 2: "95%", 3: "81%", 6: "90%", 7: "92%"]
    let bureau = try Bureau(
      try Samples.budget("304-2025.txt"),
      paid: [
        cleaning: [("2025-03-20", "7500"), ("2025-06-10", "7500"), ("2025-10-10", "7500"), ("2025-12-20", "4500")]
      ],
      observed: [cleaning: values])
    let form = bureau.selfEvaluation(0)
    #expect(form.execution.formula == "10.00×min（2.70÷3.00，100%）=10.00×90.00%=9.00")
    #expect(form.rows.map(\.score.points.text) == ["12.50", "12.50", "6.25", "6.25", "12.50", "30.00", "10.00"])
    // 及时率 is the mean of 100, 100, 100 and 90%: reached. 90% of ≥95% on 30 points is 28.42.
    #expect(form.rows.map { $0.score.score?.text } == ["12.50", "12.50", "5.63", "6.25", "12.50", "28.42", "10.00"])
    #expect(form.result.total?.text == "96.80" && form.result.grade == .excellent)
    #expect(form.blockers == ["第3项“保洁服务及时率”未得满分，需填写偏差原因分析及改进措施", "第6项“机关办公环境整洁度”未得满分，需填写偏差原因分析及改进措施"])
    let rows = texts(form.grid)
    #expect(rows[3] == ["年度资金总额", "3.00", "3.00", "2.70", "10.00", "90.00%", "9.00"])
    #expect(rows[10] == ["", "产出指标\n（50.00分）", "数量指标", "保洁服务面积", "≥430平方米", "430平方米", "12.50", "12.50", ""])
    #expect(rows.last == ["总分", "100.00", "96.80", "等级：优"])
  }

  @Test("without a value there is no total, and it is said where")
  func incomplete() throws {
    let form = try Bureau(try Samples.budget("304-2025.txt")).selfEvaluation(0)
    #expect(form.result.total == nil && form.result.missingRows == [1, 2, 3, 6, 7])
    #expect(form.grid.rows.last?.map(\.text) == ["总分", "100.00", "", "等级："])
    #expect(form.blockers.first == "第1项“保洁服务面积”没有填报完成值")
  }

  @Test("money carried over stands in its own row; a project without indicators asks for them")
  func carriedOver() throws {
    let bureau = try Bureau(try Samples.budget("306-2025.txt"))
    let index = try #require(bureau.sheets.firstIndex { $0.isCarryOver })
    let rows = texts(bureau.monitoring(index).grid)
    let isFiscalBlank = rows[4].dropFirst().allSatisfy { $0.isEmpty }
    #expect(isFiscalBlank && rows[5][1] == bureau.sheets[index].budget.tenThousands)
    let bare = try #require(bureau.sheets.firstIndex { $0.indicators.isEmpty })
    #expect(texts(bureau.selfEvaluation(bare).grid).contains(["（没有绩效指标）"]))
    #expect(
      bureau.selfEvaluation(bare).blockers.contains("项目没有绩效指标") && bureau.selfEvaluation(bare).result.total == nil)
  }

  @Test("the page holds every form, its heading repeated and names escaped")
  func page() throws {
    let bureau = try Bureau(try Samples.budget("304-2025.txt"))
    let html = FormGrid.html(bureau.sheets.indices.map { bureau.monitoring($0).grid }, title: "监控表 <2025>")
    #expect(html.components(separatedBy: "<section").count == 13 && html.components(separatedBy: "<thead>").count == 13)
    #expect(html.contains("<title>监控表 &lt;2025&gt;</title>"))
  }

  /// Every column of every row with the text that covers it.
  private func expanded(_ grid: FormGrid) -> [[String]] {
    var result = grid.rows.map { _ in [String?](repeating: nil, count: grid.columns) }
    for (row, cells) in grid.rows.enumerated() {
      var column = 0
      for cell in cells {
        while result[row][column] != nil { column += 1 }
        for down in row..<row + cell.rows {
          for across in column..<column + cell.columns { result[down][across] = cell.text }
        }
      }
    }
    return result.map { $0.map { $0 ?? "?" } }
  }

  @Test("an independent reader finds every cell of every form in the Word document", arguments: ["304", "306"])
  func word(code: String) throws {
    let bureau = try Bureau(
      try Samples.budget("\(code)-2025.txt"), paid: [cleaning: [("2025-03-20", "7500")]],
      observed: [cleaning: [1: "430平方米", 7: "92%"]])
    let grids = bureau.sheets.indices.flatMap { [bureau.monitoring($0).grid, bureau.selfEvaluation($0).grid] }
    let bytes = try #require(FormGrid.word(grids, title: "表 <&>"))
    #expect(FormGrid.word(grids, title: "表 <&>") == bytes, "the same forms give the same bytes")
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).docx")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(bytes).write(to: path)
    let data = try read(path, by: "read_docx.py")
    let tables = try JSONDecoder().decode([[[String]]].self, from: data)
    #expect(tables.count == grids.count * 2)
    for (index, grid) in grids.enumerated() where index * 2 + 1 < tables.count {
      #expect(tables[index * 2] + tables[index * 2 + 1] == expanded(grid))
    }
  }

  private func read(_ path: URL, by script: String) throws -> Data {
    try run("/usr/bin/python3", Samples.root.appendingPathComponent("Tests/Fixtures/\(script)").path, path.path)
  }

  private func run(_ program: String, _ arguments: String...) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }

  /// A value of a sheet as the form prints it.
  private func printed(_ value: Any?, as text: String) -> String {
    guard let number = value as? NSNumber else { return value as? String ?? "" }
    let isRate = text.hasSuffix("%")
    let hundredths = (number.doubleValue * (isRate ? 10_000 : 100)).rounded()
    let plain = Quantity(units: Int64(hundredths), scale: 2).fixed(2)
    return isRate ? plain + "%" : text.contains(",") ? text : plain
  }

  @Test(
    "an independent reader finds every cell of every form in the workbook, numbers as numbers",
    arguments: ["304", "306"])
  func excel(code: String) throws {
    let bureau = try Bureau(
      try Samples.budget("\(code)-2025.txt"), paid: [cleaning: [("2025-03-20", "7500")]],
      observed: [cleaning: [1: "430平方米", 7: "92%"]])
    let forms = bureau.sheets.indices.flatMap { index in
      [
        (name: bureau.sheets[index].name, grid: bureau.monitoring(index).grid),
        (name: bureau.sheets[index].name, grid: bureau.selfEvaluation(index).grid),
      ]
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).xlsx")
    defer { try? FileManager.default.removeItem(at: path) }
    #expect(FormGrid.excel(forms, title: "表", to: path.path))
    #expect(!FormGrid.excel(forms, title: "表", to: "/没有/这个目录/表.xlsx"))
    let data = try read(path, by: "read_xlsx.py")
    let sheets = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    #expect(sheets.count == forms.count)
    for (sheet, form) in zip(sheets, forms) {
      let rows = try #require(sheet["rows"] as? [[Any?]])
      let wanted = expanded(form.grid)
      let found = zip(rows.dropFirst(3), wanted).map { row, texts in zip(row, texts).map { printed($0, as: $1) } }
      #expect(found == wanted, "\(sheet["name"] ?? "")")
      #expect(sheet["landscape"] as? Bool == true)
      let first = 4 + form.grid.heading.lowerBound, last = 3 + form.grid.heading.upperBound
      #expect(sheet["repeat"] as? String == "$\(first):$\(last)")
    }
    let money = try #require((sheets[0]["rows"] as? [[Any?]])?[6])
    #expect(money.contains { $0 is NSNumber }, "amounts are numbers")
  }

  @Test(
    "the PDF holds every text of every form, in fonts of its own; the same forms give the same file",
    arguments: ["304", "306"])
  func pdf(code: String) throws {
    let bureau = try Bureau(try Samples.budget("\(code)-2025.txt"), paid: [cleaning: [("2025-03-20", "7500")]])
    let grids = bureau.sheets.indices.flatMap { [bureau.monitoring($0).grid, bureau.selfEvaluation($0).grid] }
    let paths = (0..<2).map { _ in FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pdf") }
    defer { for path in paths { try? FileManager.default.removeItem(at: path) } }
    for path in paths { try FormGrid.pdf(grids, title: "表", to: path.path) }
    #expect(try Data(contentsOf: paths[0]) == Data(contentsOf: paths[1]))
    #expect(throws: PDFProblem.notWritten) { try FormGrid.pdf(grids, title: "表", to: "/没有/这个目录/表.pdf") }

    let info = String(decoding: try run("/usr/bin/pdfinfo", paths[0].path), as: UTF8.self)
    #expect(info.contains("841.89 x 595.28 pts (A4)"))
    let fonts = String(decoding: try run("/usr/bin/pdffonts", paths[0].path), as: UTF8.self)
    let rows = fonts.split(separator: "\n").dropFirst(2)
    #expect(!rows.isEmpty && rows.allSatisfy { $0.contains(" yes yes yes ") }, "embedded, subset, with Unicode")
    // Blanks and line ends fall where the lines break; the rest is there, every cell of every form.
    let text = String(decoding: try run("/usr/bin/pdftotext", "-raw", paths[0].path, "-"), as: UTF8.self)
    var characters: [Character: Int] = [:]
    for character in text where !character.isWhitespace && character != "\u{0C}" {
      characters[character, default: 0] += 1
    }
    for cell in grids.flatMap(\.rows).flatMap({ $0 }) {
      for character in cell.text where !character.isWhitespace { characters[character, default: 0] -= 1 }
    }
    let lacking = characters.filter { $0.value < 0 }
    #expect(lacking.isEmpty)
  }

  @Test("a form that runs on repeats its heading on each page of the PDF, and every row is there once")
  func longForm() throws {
    let rows = (1...90).map { number -> [FormGrid.Cell] in
      (number % 3 == 1 ? [FormGrid.Cell("组", rows: 3)] : []) + [.init("第\(number)行")]
    }
    let grid = FormGrid(
      title: "长表", period: "", rows: [[.init("项目", columns: 2)], [.init("表头甲"), .init("表头乙")]] + rows,
      heading: 1..<2, widths: [50, 50], notes: [], signatures: [])
    #expect(grid.uneven.isEmpty)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).pdf")
    defer { try? FileManager.default.removeItem(at: path) }
    try FormGrid.pdf([grid], title: "长表", to: path.path)
    let pages = String(decoding: try run("/usr/bin/pdftotext", "-raw", path.path, "-"), as: UTF8.self)
      .split(separator: "\u{0C}")
    #expect(pages.count > 2)
    for page in pages { #expect(page.components(separatedBy: "表头甲").count == 2) }
    for number in 1...90 { #expect(pages.joined().components(separatedBy: "第\(number)行").count == 2) }
  }
}
