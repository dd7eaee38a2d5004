import Documents
import Domain
import Foundation
import Reports
import TestSupport
import Testing

@Suite("The summary")
struct SummaryTests {
  /// The facts of a sample's budget without a database: row ids are places.
  private func facts(_ name: String, spending: [String: [LedgerEntry]]) throws -> (DepartmentFacts, Directory) {
    let budget = try Samples.budget(name)
    var (projects, indicators): ([ProjectID: Directory.Project], [IndicatorID: Directory.Indicator]) = ([:], [:])
    var next: Int64 = 0
    let facts = budget.projects.enumerated().map { index, project in
      projects[ProjectID(Int64(index + 1))] = .init(code: project.code, name: project.name, position: index + 1)
      return ProjectFacts(
        id: ProjectID(Int64(index + 1)), budget: project.budget,
        checkpoints: project.plan.checkpoints(in: 2025, fallbackMonths: Parameters.earlier.fallbackMonths),
        ledger: Ledger(spending[project.code.text] ?? []),
        indicators: project.indicators.map { indicator in
          next += 1
          indicators[IndicatorID(next)] = .init(
            position: indicator.position, kind: indicator.level2, name: indicator.level3, target: indicator.target.text)
          return IndicatorFacts(
            id: IndicatorID(next), measure: indicator.target.measure, isUndecided: indicator.target.isUndecided,
            binding: indicator.binding)
        })
    }
    return (
      DepartmentFacts(
        id: 1, identity: budget.department, parameters: .earlier, projects: facts, indicators: []),
      Directory(projects: projects, indicators: indicators)
    )
  }

  private func summary(_ name: String = "304-2025.txt", on day: String = "2025-06-30") throws -> Summary {
    let entries = ["13062525P000232100244": [("2025-03-20", 750_000), ("2025-05-10", 180_000)]].mapValues { list in
      try? list.map { LedgerEntry(day: try Day.parse($0.0), amount: Money(fen: Int64($0.1))) }
    }
    let (facts, directory) = try facts(name, spending: entries.compactMapValues { $0 })
    return Summary(facts, directory, through: 6, on: try Day.parse(day), calendar: WorkCalendar(WorkCalendar.notices))
  }

  @Test("a clerk can check the figures by hand")
  func figures() throws {
    let summary = try summary()
    let line = summary.lines[0]
    #expect(
      line.budget.tenThousands == "3.00" && line.paid.tenThousands == "0.93" && line.progress?.percentText == "31.00")
    #expect(line.planned?.tenThousands == "1.50" && line.timeliness?.percentText == "62.00" && line.light == .yellow)
    #expect(
      line.due.map { "\($0.day) \($0.what) \($0.amount?.yuan ?? "")" } == [
        "2025-06-30 补足6月底计划 5700.00", "2025-07-20 填报5项指标的完成值 ", "2025-10-31 还需支付 13200.00",
      ])
    #expect(summary.budget.tenThousands == "219.94" && summary.paid.tenThousands == "0.93")
    // By the end of June: 1.50 + 2.60 + 16.72 + 108.50 + 24.90 + 20.00 + 1.76 + 1.9451 + 1.0186.
    #expect(summary.planned.yuan == "1789437.00")
    #expect(
      summary.lines.map(\.light.rawValue) == [
        "yellow", "none", "red", "none", "red", "none", "red", "red", "red", "red", "red", "red",
      ])
    #expect(summary.indicators.total == 93)
  }

  @Test("the paragraph says how the department stands, to the letter")
  func paragraph() throws {
    let paragraph = try summary().paragraph
    #expect(
      paragraph
        == "截至2025年6月30日，保定市徐水区科学技术和工业信息化局2025年共有12个项目，预算219.94万元，累计支付0.93万元，支出进度0.42%。按各项目支出计划，到最近的节点应支付178.94万元，已按时支付其中的0.52%。按支出进度，黄灯1个、红灯8个、尚未到计划节点3个。项目绩效指标共93项：推进中14项、偏离目标3项、未填报76项。需要重点关注：“改制国企留守人员专项资金”（红灯，及时率0.00%）、“劳务派遣人员费用”（红灯，及时率0.00%）、“提前下达2025年县域特色产业集群‘领跑者’企业培育等项目资金预算（县域特色产业集群‘领跑者’企业培育”（红灯，及时率0.00%）等9个项目。共有27条预警。已过节点尚欠计划178.01万元，应尽快补足。下一个支出节点是2025年10月31日，涉及10个项目，按计划还需支付196.51万元。"
    )
  }

  @Test("a project that has no plan is marked, one with nothing planned yet has no light")
  func withoutPlan() throws {
    let summary = try summary("306-2025.txt")
    let line = try #require(summary.lines.first { $0.isFallback })
    #expect(
      line.project.code.text == "13040225P00023510002M" && line.light == .yellow && line.planned?.tenThousands == "1.00"
    )
    #expect(summary.count(.none) == 6)
    #expect(summary.report().markdown.contains("1.00（序时）"))
  }

  @Test("the report has its five parts with tables and pictures, in every format")
  func report() throws {
    let summary = try summary()
    let report = summary.report(goal: "做好<科技>工作")
    let headings = report.blocks.compactMap { block in if case .heading(let text) = block { text } else { nil } }
    #expect(headings == ["一、基本情况", "二、资金执行情况", "三、绩效目标完成情况", "四、偏差及原因", "五、下一步措施"])
    let html = report.html
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("做好&lt;科技&gt;工作"))
    #expect(html.components(separatedBy: "<tr").count == html.components(separatedBy: "</tr>").count)
    #expect(html.components(separatedBy: "<svg").count == 3 && html.contains("金额单位：万元") && html.contains("填报人："))
    #expect(!html.contains("<script") && !html.contains("http"))
    let rows = report.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(Set(rows.prefix(15).map { $0.count { $0 == "|" } }) == [10])
    let bytes = try #require(report.word)
    #expect(report.word == bytes, "the same report gives the same bytes")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for format in ReportFormat.allCases {
      let path = folder.appendingPathComponent("报告.\(format.rawValue)").path
      try format.write(report, to: path)
      #expect(FileManager.default.contents(atPath: path)?.isEmpty == false)
      #expect(throws: Refusal.self) { try format.write(report, to: "/没有/这个目录/报告.\(format.rawValue)") }
    }
  }

  @Test("every amount and rate of the text stands in one of its tables")
  func traceable() throws {
    let report = try summary().report()
    var (texts, cells): (String, Set<String>) = ("", [])
    for block in report.blocks {
      switch block {
      case .paragraph(let text) where !text.hasPrefix("说明"): texts += text
      case .table(_, let grid):
        for cell in grid.rows.joined() {
          cells.formUnion(
            cell.text.split(whereSeparator: { !($0.isASCII && ($0.isNumber || ",.".contains($0))) }).map(String.init))
        }
      default: break
      }
    }
    let amounts = texts.matches(of: /[0-9,]+\.[0-9]{2}/).map { String($0.output) }
    #expect(amounts.count > 8)
    #expect(Set(amounts).subtracting(cells) == [], "\(amounts)")
  }

  @Test("a month that is not over is said to be so")
  func unfinished() throws {
    #expect(try summary(on: "2025-06-20").asOfText == "数据截至2025年6月20日（6月尚未结束）")
    #expect(try summary().asOfText == "数据截至2025年6月30日")
  }
}
