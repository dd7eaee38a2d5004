import Domain
import Reports
import Testing

@Suite("The bulletin")
struct BulletinTests {
  /// A department with projects of so much money in 万元, each with what was paid by June, and its plan by June in percent (nil
  /// for none of its own).
  private func line(_ code: String, _ projects: [(budget: Int64, paid: Int64, plan: Int64?)]) throws -> Bulletin.Line {
    let facts = projects.enumerated().map { index, project in
      let plan = project.plan.map { share in
        SpendingPlan(
          basis: .percent, cells: [.init(month: 6, share: Share(share, 100)), .init(month: 12, share: .whole)])
      }
      let entry = LedgerEntry(day: Day(endOf: 5, in: 2025), amount: Money(fen: project.paid * 1_000_000))
      return ProjectFacts(
        id: ProjectID(Int64(index + 1)), budget: Money(fen: project.budget * 1_000_000),
        checkpoints: (plan ?? .absent).checkpoints(in: 2025, fallbackMonths: [3, 6, 10, 12]), ledger: Ledger([entry]))
    }
    return Bulletin.Line(
      FormMaterial(
        form: .monitoring, month: 6, day: Day(endOf: 6, in: 2025),
        facts: DepartmentFacts(
          id: 1, identity: .init(code: code, name: "\(code)局", fiscalYear: 2025), parameters: .earlier,
          projects: facts, indicators: []), sheets: [],
        department: DepartmentSheet(goal: "", indicators: [], basicBudget: nil),
        calendar: WorkCalendar(WorkCalendar.notices)))
  }

  private func bulletin(_ lines: [Bulletin.Line], by order: Bulletin.Order = .progress) -> Bulletin {
    Bulletin(fiscalYear: 2025, through: 6, on: Day(endOf: 6, in: 2025), form: .monitoring, lines, by: order)
  }

  @Test("progress is by amount, never a mean of rates")
  func weighted() throws {
    // 100% of 1 and 0% of 99: a mean would say 50%.
    let line = try line("301", [(1, 1, 50), (99, 0, 0)])
    #expect(line.progress?.percentText == "1.00" && line.timeliness?.percentText == "100.00")
    let total = bulletin([line]).grid.rows.last?.map(\.text) ?? []
    #expect(total[3] == "100.00" && total[5] == "1.00%")
  }

  @Test("ranks by both rates; equal ones share a rank; departments without a budget come last")
  func ranks() throws {
    let lines = [
      try line("303", [(10, 2, 50)]), try line("301", [(10, 6, 50)]), try line("302", [(20, 12, 80)]),
      try line("304", []),
    ]
    let byProgress = bulletin(lines)
    #expect(byProgress.lines.map(\.department.code) == ["301", "302", "303", "304"])
    let rows = byProgress.grid.rows.dropFirst().dropLast().map { $0.map(\.text) }
    #expect(rows.map { $0[6] } == ["1", "1", "3", "—"] && rows.map { $0[11] } == ["1", "2", "3", "—"])
    #expect(bulletin(lines, by: .timeliness).lines.map(\.department.code) == ["301", "302", "303", "304"])
    #expect(byProgress.grid.uneven.isEmpty && byProgress.grid.widths.reduce(0, +) == 100)
  }

  @Test(
    "the lights by the share of the year gone: from 10 and from 20 points behind, exactly",
    arguments: [(41, "green"), (40, "yellow"), (31, "yellow"), (30, "red"), (60, "green")])
  func elapsed(paid: Int64, light: String) throws {
    #expect(try line("301", [(100, paid, 0)]).elapsedLight(through: 6).rawValue == light)
  }

  @Test("a plan that the elapsed time stands in for gives yellow at most")
  func fallback() throws {
    #expect(try line("301", [(100, 0, nil)]).planLight == .yellow)
    #expect(try line("301", [(100, 0, 50)]).planLight == .red)
    #expect(try line("301", [(100, 30, 50)]).planLight == .yellow && line("301", [(100, 45, 50)]).planLight == .green)
    #expect(try line("301", [(100, 0, 0)]).planLight == .none)
  }

  @Test("who has not handed in is named with what is missing")
  func missing() throws {
    let bulletin = bulletin([try line("301", [])])
    #expect(texts(bulletin).contains { $0.hasSuffix("尚未报齐的部门1个：301局（缺1张）。") })
  }

  private func texts(_ bulletin: Bulletin) -> [String] {
    bulletin.report.blocks.compactMap { block in if case .paragraph(let text) = block { text } else { nil } }
  }

  @Test("the text says how the county stands, who leads and lags, and what is asked by when")
  func text() throws {
    let lines = [
      try line("301", [(100, 70, 50)]), try line("302", [(100, 20, 50)]), try line("303", [(100, 10, 0)]),
    ]
    #expect(
      texts(bulletin(lines)) == [
        "现将2025年1—6月部门预算项目支出进度和绩效运行情况通报如下。",
        "截至2025年6月30日，纳入通报的部门3个、项目3个，预算合计300.00万元，累计支付100.00万元，支出进度33.33%，落后序时进度16.67个百分点。"
          + "支出进度达到序时进度的部门1个，支出进度低于序时进度的部门2个。",
        "按各项目支出计划，应支付100.00万元，已按时支付70.00万元，及时率70.00%。及时率达到要求的部门1个，及时率未达到要求的部门1个，尚未到计划节点的部门1个。",
        "红灯项目1个，没有偏离目标的绩效指标。", "支出进度居前的部门：301局（70.00%）。支出进度居后的部门：303局（10.00%）。进度严重滞后的部门2个：302局、303局。",
        "绩效运行监控表应于2025年7月20日前报送。截至2025年6月30日，尚未报齐的部门3个：301局（缺1张）、302局（缺1张）、303局（缺1张）。",
        "（一）302局要逐个项目分析进度滞后的原因，抓紧补足计划。",
        "（二）下一个支出节点是2025年12月31日，按计划还需支付200.00万元，请各部门按计划推进，在节点前支付到位。",
        "（三）未报齐绩效运行监控表的部门，请于2025年7月20日前报齐。",
      ])
  }

  @Test(
    "nobody both leads and lags, and equals are not set one before the other",
    arguments: [
      // Both lag gravely by the share of the year gone.
      ([(100, 20, 0), (100, 10, 0)], "支出进度居后的部门：302局（10.00%）。进度严重滞后的部门2个：301局、302局。"),
      ([(100, 0, 0), (100, 0, 0)], "进度严重滞后的部门2个：301局、302局。"),
      ([(100, 60, 50), (100, 60, 50)], nil),
      ([(100, 70, 50), (100, 60, 50), (100, 60, 50), (100, 60, 50)], "支出进度居前的部门：301局（70.00%）。"),
      ([(100, 70, 50), (100, 55, 50)], "支出进度居前的部门：301局（70.00%）。支出进度居后的部门：302局（55.00%）。"),
    ] as [([(Int64, Int64, Int64?)], String?)])
  func leading(projects: [(Int64, Int64, Int64?)], ranking: String?) throws {
    let lines = try projects.enumerated().map { try line("\(301 + $0)", [$1]) }
    #expect(texts(bulletin(lines)).first { $0.contains("居前") || $0.contains("居后") || $0.contains("滞后的部门") } == ranking)
  }

  @Test("after its day a form is late, and asked for at once")
  func late() throws {
    let line = try line("301", [(100, 70, 50)])
    let late = Bulletin(
      fiscalYear: 2025, through: 6, on: Day(endOf: 6, in: 2025), issued: try Day.parse("2025-07-21"), form: .monitoring,
      [line], by: .progress)
    #expect(texts(late).contains("绩效运行监控表应于2025年7月20日前报送。截至2025年7月21日，逾期未报齐的部门1个：301局（缺1张）。"))
    #expect(texts(late).contains { $0.hasSuffix("未报齐绩效运行监控表的部门，请立即补报。") })
    #expect(late.report.letter?.signed.map(\.text) == ["2025年7月21日"])
  }

  @Test("a letter's number stands above its title, as given; without one no line is there")
  func number() {
    func report(_ number: LetterNumber?) -> Report {
      Bulletin(
        fiscalYear: 2025, through: 6, on: Day(endOf: 6, in: 2025), number: number, form: nil, [], by: .progress
      ).report
    }
    let numbered = report(LetterNumber(mark: "徐财绩", year: 2025, serial: 5)).markdown
    #expect(numbered.hasPrefix("徐财绩〔2025〕5号\n\n# 2025年1—6月"))
    #expect(report(nil).markdown.hasPrefix("# 2025年1—6月") && !report(nil).html.contains("〔"))
  }

  @Test(
    "the title bears the organ and the county as far as they are known; no name is invented",
    arguments: [
      (nil, nil, "2025年1—6月部门预算项目支出进度和绩效运行情况通报"), (nil, "徐水区", "徐水区2025年1—6月部门预算项目支出进度和绩效运行情况通报"),
      ("徐水区财政局", nil, "徐水区财政局关于2025年1—6月部门预算项目支出进度和绩效运行情况的通报"),
      ("保定市财政局", "徐水区", "保定市财政局关于徐水区2025年1—6月部门预算项目支出进度和绩效运行情况的通报"),
      ("国库支付中心", nil, "国库支付中心关于2025年1—6月部门预算项目支出进度和绩效运行情况的通报"),
    ] as [(String?, String?, String)])
  func titles(organ: String?, area: String?, title: String) {
    let bulletin = Bulletin(
      fiscalYear: 2025, through: 6, on: Day(endOf: 6, in: 2025), from: Issuer(organ: organ, area: area), form: nil, [],
      by: .progress)
    #expect(bulletin.report.title == title)
    #expect(bulletin.report.letter?.signed.map(\.text) == (organ.map { [$0] } ?? []) + ["2025年6月30日"])
  }
}
