import Domain
import Foundation
import TestSupport
import Testing

@testable import Reports

/// Layouts of forms as data.
@Suite("Layouts")
struct LayoutTests {
  private let cleaning = "13062525P000232100244"

  private func bureau(_ code: String = "304") throws -> Bureau {
    try Bureau(
      try Samples.budget("\(code)-2025.txt"), paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]],
      observed: [cleaning: [1: "430平方米", 2: "95%", 3: "92%", 6: "90%", 7: "92%"]])
  }

  private func sample() throws -> FormLayout {
    let path = Samples.root.appendingPathComponent("deploy/samples/layout-anhui.json").path
    return try FormLayout(json: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
  }

  @Test(
    "every layout of the folder is brought along, the national ones first, and each draws sound grids",
    arguments: ["304", "306"])
  func known(code: String) throws {
    let folder = Samples.root.appendingPathComponent("Sources/Embedded/layouts").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    let layouts = FormLayout.known.map(\.layout)
    #expect(layouts.count == files.count && Set(layouts.map(\.code)).count == files.count)
    #expect(layouts.prefix(2).map(\.code) == ["CN-monitoring", "CN-self-evaluation"])
    for (layout, json) in FormLayout.known {
      #expect(try FormLayout(json: Array(json.utf8)) == layout)
    }
    let bureau = try bureau(code)
    for layout in layouts + [try sample()] {
      for index in bureau.sheets.indices {
        for edition in FormEdition.allCases {
          let grid =
            layout.form == .monitoring
            ? bureau.monitoring(index).grid(edition, by: layout)
            : bureau.selfEvaluation(index).grid(edition, by: layout)
          #expect(grid.uneven.isEmpty && grid.widths.reduce(0, +) == 100, "\(layout.code) \(bureau.sheets[index].name)")
        }
      }
    }
  }

  private func texts(_ grid: FormGrid) -> [[String]] { grid.rows.map { $0.map(\.text) } }

  @Test("Sichuan's self-evaluation has a target's parts apart, more sources of money, and room for conclusions")
  func sichuan() throws {
    let layout = try #require(FormLayout.known.first { $0.layout.code == "SC-self-evaluation" }?.layout)
    let grid = try bureau().selfEvaluation(0).grid(.official, by: layout)
    let rows = texts(grid)
    #expect(rows.contains(["产出指标", "数量指标", "保洁服务面积", "≥", "430", "平方米", "430平方米", "12.50", "12.50", ""]))
    #expect(rows.contains(["　　　单位资金", "", "", "", "—", "", "—", ""]))
    #expect(rows.contains(["评价结论", "\n"]) && rows.contains(["改进措施", "\n"]))
    // What the layout asks for is asked for before the form is handed in, and stands in its box.
    #expect(layout.texts.known == [.overview, .conclusion, .shortcomings, .improvements])
    let entries = try layout.texts.known.map { try FormEntry(FormField($0), typed: "\($0.chinese)写明。") }
    func form(_ entries: [FormEntry]) throws -> SelfEvaluationForm {
      let bureau = try bureau()
      return SelfEvaluationForm(
        bureau.sheets[0], bureau.facts.projects[0], of: bureau.facts, on: Day(endOf: 12, in: 2025),
        calendar: WorkCalendar(WorkCalendar.notices), filling: Filling(entries), texts: layout.texts)
    }
    func asked(_ form: SelfEvaluationForm) -> [String] {
      form.problems.filter { $0.kind == .textMissing }.map { form.sentence($0) }
    }
    #expect(asked(try form([])) == layout.texts.known.map { "\($0.chinese)：请填写" })
    let (some, all) = (try form(Array(entries.dropLast())), try form(entries))
    #expect(asked(some) == ["改进措施：请填写"] && asked(all).isEmpty)
    let written = texts(all.grid(.official, by: layout))
    #expect(written.contains(["项目实施内容及\n过程概述", "项目实施内容及过程概述写明。"]) && written.contains(["评价结论", "评价结论写明。"]))
    guard
      case .form(.selfEvaluation(let kept)) = try FormSnapshot.paper(
        try FormSnapshot.text(.selfEvaluation(all))
      ).content
    else { throw Refusal.form(.snapshotUnreadable) }
    #expect(texts(kept.grid(.official, by: layout)) == written)
    #expect(grid.signatures.first == "填报单位（盖章）：" && grid.signatures.contains("财务负责人："))
    func parts(_ text: String) -> [String] {
      let parts = TargetParts(text)
      return [parts.sign, parts.value, parts.unit]
    }
    #expect(parts("24小时内") == ["≤", "24", "小时"] && parts("不低于95%") == ["≥", "95", "%"])
    #expect(parts("及时拨付") == ["定性", "及时拨付", ""] && parts("90%-95%") == ["", "90%-95%", ""])
    #expect(
      parts("12月底前") == ["", "12月底前", ""] && parts("4家") == ["=", "4", "家"] && parts("≤3万元") == ["≤", "3", "万元"])
  }

  @Test("one more province by a file alone: Anhui's monitoring form with the adjusted budget beside the first")
  func anhui() throws {
    let grid = try bureau().monitoring(0).grid(.official, by: try sample())
    let rows = texts(grid)
    #expect(grid.title == "项目支出绩效运行监控表" && grid.notes == FormLayout.national(.monitoring)?.notes)
    #expect(rows[2] == ["项目资金\n（万元）", "", "年初预算数", "调整后预算数", "1–6月执行数", "1–6月执行率", "全年预计执行数", "预计全年资金结余"])
    #expect(rows[3] == ["年度资金总额", "3.00", "3.00", "0.93", "31.00%", "2.43", ""])
  }

  @Test(
    "a description that a program writes over and over, cut or with any word changed, is refused in words or read; it never stops"
  )
  func damaged() throws {
    let json = try #require(FormLayout.known.first?.json)
    let bytes = Array(json.utf8)
    for place in stride(from: 0, to: bytes.count, by: 41) {
      var (changed, cut) = (bytes, Array(bytes[..<place]))
      changed[place] = UInt8(ascii: "7")
      cut.append(UInt8(ascii: "}"))
      for text in [changed, cut] {
        do throws(Refusal) {
          let layout = try FormLayout(json: text)
          #expect(layout.widths.reduce(0, +) == 100)
        } catch {
          #expect(error.code == "layout-unsound")
        }
      }
    }
  }
}
