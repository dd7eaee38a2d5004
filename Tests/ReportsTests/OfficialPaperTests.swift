import Domain
import Foundation
import TestSupport
import Testing

@testable import Reports

/// What is signed and filed has nothing of the program that made it.
@Suite("What goes out on paper")
struct OfficialPaperTests {
  private let cleaning = "13062525P000232100244"

  private func bureau(_ code: String = "304", approved: Money? = nil) throws -> Bureau {
    var bureau = try Bureau(
      try Samples.budget("\(code)-2025.txt"), paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]],
      observed: [cleaning: [1: "430平方米", 3: "92%"]])
    bureau.sheet = DepartmentSheet(
      goal: bureau.sheet.goal, indicators: bureau.sheet.indicators, basicBudget: bureau.sheet.basicBudget,
      approvedTotal: approved)
    return bureau
  }

  private func papers(_ form: DepartmentForm, of bureau: Bureau) throws -> DepartmentPapers {
    try DepartmentPapers(bureau.material(form, through: form == .monitoring ? 6 : 12), .live)
  }

  private func grids(_ papers: DepartmentPapers, _ edition: FormEdition) -> [FormGrid] {
    (papers.projects + [papers.whole]).map { $0.grid(edition) } + [papers.table.grid(edition)]
  }

  @Test(
    "an official form has no shading, no red, no mark, no rule set and no word about the program; a working copy has",
    arguments: DepartmentForm.allCases)
  func unedited(form: DepartmentForm) throws {
    let papers = try papers(form, of: try bureau())
    for grid in grids(papers, .official) {
      let cells = Array(grid.rows.joined())
      #expect(grid.uneven.isEmpty && grid.widths.reduce(0, +) == 100, "\(grid.title)")
      #expect(cells.allSatisfy { $0.background == nil && $0.missing == nil && !$0.printed.contains("＊") })
      let below = grid.notes.joined()
      for word in ["规则集", "底色", "系统", "＊", "草稿", "数据截至", "红灯：", "黄灯："] { #expect(!below.contains(word), "\(word)") }
      #expect(grid.signatures.first == "填报单位（盖章）：")
    }
    let drafts = grids(papers, .draft).dropLast()
    #expect(drafts.allSatisfy { $0.notes.last?.contains("规则集") == true && !$0.signatures.contains("填报单位（盖章）：") })
    #expect(drafts.contains { $0.rows.joined().contains { $0.missing != nil && $0.printed.contains("〔") } })
    // What is asked for in a working copy is blank on the paper, and so is what is only proposed while nobody has said what it
    // has come to; nothing else differs in a project's cells.
    var proposed = 0
    for (paper, draft) in zip(papers.projects.map { $0.grid(.official) }, drafts) {
      for (row, working) in zip(paper.rows, draft.rows) {
        for (index, (cell, other)) in zip(row, working).enumerated() where cell.text != other.text {
          #expect(cell.text.isEmpty && other.source == .computed && working[index - 1].text.isEmpty)
          proposed += 1
        }
      }
    }
    #expect((proposed > 0) == (form == .monitoring))
  }

  @Test("a value that a person put in place of a computed one stands without a mark, and below the table why")
  func replaced() throws {
    let bureau = try bureau()
    let id = bureau.sheets[0].indicators[2].id
    let filling = Filling([
      try FormEntry(FormField(.actual, indicator: id), typed: "88%", reason: "按考勤核对"),
      try FormEntry(FormField(.forecast), typed: "2.9万元", reason: "合同已签"),
    ])
    let grid = bureau.monitoring(0, filling).grid(.official)
    #expect(grid.rows[12].map(\.text).contains("88%") && grid.rows[3].last?.text == "2.90")
    #expect(grid.notes.contains("“保洁服务及时率”执行情况88%，依据：按考勤核对。"))
    #expect(grid.notes.contains("全年预计执行数2.90万元，依据：合同已签。"))
  }

  @Test("a form kept as it was drawn by an earlier program is filed without what that program drew around it")
  func drawn() throws {
    func fixture(_ name: String) throws -> FormPaper {
      try FormSnapshot.paper(
        try String(contentsOf: Samples.root.appendingPathComponent("Tests/Fixtures/\(name).json"), encoding: .utf8))
    }
    for name in ["form-1-monitoring", "form-1-self-evaluation"] {
      let paper = try fixture(name)
      let (draft, official) = (paper.grid, paper.grid(.official))
      #expect(official.rows.joined().allSatisfy { $0.background == nil && !$0.text.contains("＊") && $0.missing == nil })
      func bare(_ grid: FormGrid) -> [String] { grid.rows.joined().map { $0.text.filter { $0 != "＊" } } }
      #expect(bare(draft) == bare(official) && official.uneven.isEmpty)
      for word in ["底色", "系统", "＊", "红灯：", "黄灯："] { #expect(!official.notes.joined().contains(word), "\(word)") }
    }
    let notes = try fixture("form-1-monitoring").grid(.official).notes
    #expect(notes.contains { $0.hasPrefix("第") && $0.contains("，依据：") && $0.hasSuffix("。") }, "\(notes)")
  }

  @Test("the department's form says the approved total beside the sum, and how they differ; nothing where they agree")
  func approved() throws {
    let (sum, printed) = (Money(fen: 120_507_00_00), Money(fen: 120_505_00_00))
    for form in DepartmentForm.allCases {
      let grid = try papers(form, of: try bureau(approved: printed)).whole.grid(.official)
      let row = try #require(grid.rows.first { $0.contains { $0.text.hasPrefix("部门支出合计") } })
      #expect(row.contains { $0.text == "部门支出合计\n（批复数1,205.05）" } && row.contains { $0.text == "1,205.07" })
      #expect(grid.notes.first == "部门支出合计按基本支出与各项目预算之和1,205.07万元填列，部门预算批复数为1,205.05万元，相差0.02万元。")
      for same in [sum, nil] {
        let plain = try papers(form, of: try bureau(approved: same)).whole.grid(.official)
        #expect(!plain.notes.joined().contains("批复") && plain.rows.joined().contains { $0.text == "部门支出合计" })
      }
    }
  }

  @Test("what is reckoned for the time being, while the basic spending is not reported, stands in a working copy only")
  func provisional() throws {
    let bureau = try bureau()
    let material = bureau.material(.selfEvaluation, through: 12)
    func grid(_ edition: FormEdition, paid: String?) throws -> FormGrid {
      let entries = try paid.map { [try FormEntry(FormField(.paidBasic), typed: $0)] } ?? []
      return try DepartmentPapers(material.filling(entries, into: .whole), .latest).whole.paper.grid(edition)
    }
    func scores(_ grid: FormGrid) -> [String] {
      let first = grid.rows.first { $0.contains { $0.text.hasPrefix("部门支出合计") } }?.last?.text
      return [first ?? "?"] + (grid.rows.last?.suffix(2).map(\.text) ?? [])
    }
    let note = SelfEvaluationForm.provisional
    let (official, draft) = (try grid(.official, paid: nil), try grid(.draft, paid: nil))
    #expect(!official.notes.contains(note) && scores(official) == ["", "", "等级："])
    #expect(draft.notes.contains(note) && scores(draft)[0] != "")
    let told = try grid(.official, paid: "985.13万元")
    #expect(!told.notes.contains(note) && scores(told)[0] != "")
  }

  @Test("an indicator of the overall and of an itemised goal is listed once, unless its two rows say two things")
  func once() throws {
    let bureau = try bureau()
    let twins = bureau.sheet.indicators.filter { $0.level3 == "规上工业增加值增速" }
    #expect(twins.count == 2)
    func listed(_ entries: [FormEntry], _ form: DepartmentForm) throws -> [[FormGrid.Cell]] {
      let material = bureau.material(form, through: form == .monitoring ? 6 : 12).filling(entries, into: .whole)
      return try DepartmentPapers(material, .latest).whole.grid(.official).rows.filter {
        $0.contains { $0.text == "规上工业增加值增速" }
      }
    }
    func value(_ place: Int, _ text: String) throws -> FormEntry {
      try FormEntry(FormField(.actual, indicator: twins[place].id), typed: text)
    }
    for form in DepartmentForm.allCases {
      #expect(try listed([], form).count == 1)
      #expect(try listed([try value(1, "7%")], form).first?.contains { $0.text == "7%" } == true)
      #expect(try listed([try value(0, "7%"), try value(1, "7%")], form).count == 1)
      #expect(try listed([try value(0, "6%"), try value(1, "7%")], form).count == 2)
    }
    // The points of both are the row's, so that they still come to 100.
    let grid = try papers(.selfEvaluation, of: bureau).whole.grid(.official)
    let points = grid.rows[(grid.heading.upperBound)...].dropLast().compactMap { row in
      Quantity(parsing: row[row.count - 3].text)?.rescaled(to: 2).units
    }
    #expect(points.reduce(1_000, +) == 10_000)
  }

  @Test("no line ends inside a word of a narrow column, or between a number and its sign and unit")
  func unbroken() {
    #expect(Unbroken.broken("服务对象满意度指标", room: 11) == "服务对象\n满意度指标")
    #expect(Unbroken.broken("社会效益指标", room: 11) == "社会\n效益指标")
    #expect(Unbroken.broken("有可能", room: 5) == "有可能", "what fits no line is not parted from what is before it")
    #expect(Unbroken.broken("产出指标\n（50.00分）", room: 8) == "产出指标\n（50.00分）")
    func whole(_ text: String) -> [String] { Unbroken.parts(of: text).filter(\.isWhole).map { String($0.text) } }
    #expect(whole("服务对象满意度指标") == ["满意度指标"] && whole("有可能") == ["有可能"])
    #expect(whole("指标值≥95%，完成88.25%：30.00×90%÷95%=28.42") == ["≥95%", "88.25%", "30.00", "90%", "95%", "=28.42"])
    #expect(whole("≥430平方米") == ["≥430平方米"] && whole("还需支付5,700.00元。") == ["5,700.00元"])
    #expect(whole("一、2025年12月完成36家,") == ["2025年", "12月", "36家"] && whole("编码13062525P000232100244").isEmpty == false)
    for text in ["", "3.", "≥", "a1b2", "完成3，共5。", "保洁费项目（13062525P000232100244）"] {
      #expect(Unbroken.parts(of: text).map { String($0.text) }.joined() == text)
    }
  }

  @Test("how a score came about can be followed: amounts in yuan, so that a quotient is what it is said to be")
  func formulas() {
    func formula(_ paid: Int64, of budget: Int64) -> String {
      ExecutionScore(
        points: .whole(10), initial: Money(fen: budget), budget: Money(fen: budget), paid: Money(fen: paid)
      ).formula
    }
    #expect(
      formula(5_196_900, of: 5_200_000)
        == "执行数51,969.00元÷全年预算数52,000.00元=99.94%；10.00×51,969.00÷52,000.00=9.99")
    #expect(formula(5_200_000, of: 5_200_000).contains("=100.00%；"))
    #expect(formula(6_000_000, of: 5_200_000) == "执行数60,000.00元÷全年预算数52,000.00元=115.38%，超过100%的按100%计，得10.00分")
    #expect(formula(-100, of: 5_200_000).hasSuffix("没有支出，不得分"))
    #expect(
      RowScore(.partly, of: .whole(10), by: ScoringRules()).formula == "评判为“部分达成”，建议按分值的70%计：10.00×70%=7.00")
  }
}
