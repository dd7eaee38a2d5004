import Documents
import Domain
import Foundation
import Reports
import TestSupport
import Testing

/// A sample's budget as the forms see it, without a database: row ids are places.
struct Bureau {
  var sheets: [ProjectSheet] = []
  var facts: DepartmentFacts
  var sheet: DepartmentSheet

  init(
    _ budget: DepartmentBudget, paid: [String: [(String, String)]] = [:], observed: [String: [Int: String]] = [:],
    parameters: Parameters = .earlier
  ) throws {
    var next: Int64 = 0
    var projects: [ProjectFacts] = []
    for (index, project) in budget.projects.enumerated() {
      let id = ProjectID(Int64(index + 1))
      var indicators: [IndicatorFacts] = []
      var printed: [ProjectSheet.Indicator] = []
      for indicator in project.indicators {
        next += 1
        // Reported for both periods: for the middle of the year and for its end.
        let values = try observed[project.code.text]?[indicator.position].map { text in
          try ["2025-06-10", "2025-12-10"].map {
            Observation(day: try Day.parse($0), value: try ObservedValue.parse(text, for: indicator.target))
          }
        }
        indicators.append(
          IndicatorFacts(
            id: IndicatorID(next), measure: indicator.target.measure, isUndecided: indicator.target.isUndecided,
            binding: indicator.binding, observations: values ?? []))
        printed.append(
          .init(
            id: IndicatorID(next), level1: indicator.level1, level2: indicator.level2, level3: indicator.level3,
            target: indicator.target))
      }
      let entries = try (paid[project.code.text] ?? []).map {
        LedgerEntry(day: try Day.parse($0.0), amount: try Money.parse($0.1))
      }
      projects.append(
        ProjectFacts(
          id: id, budget: project.budget,
          checkpoints: project.plan.checkpoints(in: 2025, fallbackMonths: parameters.fallbackMonths),
          ledger: Ledger(entries), indicators: indicators))
      sheets.append(
        ProjectSheet(
          id: id, code: project.code, name: project.name, initialBudget: project.budget, budget: project.budget,
          fiscalFunds: project.fiscalFunds, otherFunds: project.otherFunds, isCarryOver: project.isCarryOver(in: 2025),
          goals: project.goals, indicators: printed))
    }
    let own = budget.indicators.enumerated().map { index, indicator in
      IndicatorFacts(
        id: IndicatorID(next + Int64(index) + 1), measure: indicator.target.measure, isUndecided: false,
        binding: .observation)
    }
    facts = DepartmentFacts(
      id: 1, identity: budget.department, parameters: parameters, projects: projects, indicators: own)
    sheet = DepartmentSheet(
      goal: budget.overallGoal,
      indicators: zip(own, budget.indicators).map {
        .init(id: $0.id, level1: $1.section, level2: "", level3: $1.name, target: $1.target)
      }, basicBudget: budget.tables.basicSpending)
  }

  func monitoring(_ index: Int, _ filling: Filling = Filling(), through month: Int = 6) -> MonitoringForm {
    MonitoringForm(
      sheets[index], facts.projects[index], of: facts, through: month, on: Day(endOf: month, in: 2025),
      calendar: WorkCalendar(WorkCalendar.notices), filling: filling)
  }

  func selfEvaluation(_ index: Int, _ filling: Filling = Filling()) -> SelfEvaluationForm {
    SelfEvaluationForm(
      sheets[index], facts.projects[index], of: facts, on: Day(endOf: 12, in: 2025),
      calendar: WorkCalendar(WorkCalendar.notices), filling: filling)
  }
}

extension Bureau {
  func material(_ form: DepartmentForm, through month: Int) -> FormMaterial {
    FormMaterial(
      form: form, month: month, day: Day(endOf: month, in: 2025), facts: facts, sheets: sheets, department: sheet,
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
        // Nothing reaches out of the heading that is repeated but what goes down beside all indicators.
        for (row, cells) in grid.rows[grid.heading].enumerated() {
          #expect(cells.dropFirst(row == 0 ? 1 : 0).allSatisfy { row + $0.rows <= grid.heading.count })
        }
      }
    }
    #expect(bureau.sheets.count == (code == "304" ? 12 : 7))
  }

  /// Reads Word and Excel files back by an independent reader and holds every cell against the grids.
  private func expectFiles(_ forms: [(name: String, grid: FormGrid)], _ label: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ format: FormFormat) -> URL { folder.appendingPathComponent("表.\(format.rawValue)") }
    for format in FormFormat.allCases { try format.write(forms, title: "表", to: path(format).path) }
    let written = try words(path(.docx))
    let sheets = try #require(
      try JSONSerialization.jsonObject(with: try read(path(.xlsx), by: "read_xlsx.py")) as? [[String: Any]])
    #expect(written.count == forms.count && sheets.count == forms.count)
    for (index, form) in forms.enumerated() where index < written.count && index < sheets.count {
      let wanted = expanded(form.grid)
      expect(written[index], sayAsPrinted: wanted, "\(label) \(form.name)")
      let rows = try #require(sheets[index]["rows"] as? [[Any?]])
      let found = zip(rows.dropFirst(3), wanted).map { row, texts in zip(row, texts).map { printed($0, as: $1) } }
      #expect(found == wanted, "\(label) \(form.name)")
    }
    let text = String(decoding: try run("/usr/bin/pdftotext", "-raw", path(.pdf).path, "-"), as: UTF8.self)
    let letters = Set(text)
    let missing = forms.flatMap { $0.grid.rows.joined() }.flatMap(\.printed).filter {
      !$0.isWhitespace && !letters.contains($0)
    }
    #expect(missing.isEmpty, "\(label): \(String(missing.prefix(20)))")
    let page = try String(contentsOf: path(.html), encoding: .utf8)
    #expect(page.components(separatedBy: "<section").count == forms.count + 1)
  }

  @Test(
    "the two published budgets: monitoring forms of all nineteen projects as of 30 June, read back from every format",
    .enabled(if: Samples.hasSeeds))
  func seeds() throws {
    let (first, second) = (
      try #require(Samples.seed("xushui-2025.txt")), try #require(Samples.seed("hanshan-2025.txt"))
    )
    var count = 0
    for path in [first, second] {
      let budget = try Samples.disclosure(path).budget
      let bureau = try Bureau(
        try #require(budget), paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]],
        observed: [cleaning: [1: "430平方米"]])
      let forms = bureau.sheets.indices.map { (name: bureau.sheets[$0].name, grid: bureau.monitoring($0).grid) }
      for (index, form) in forms.enumerated() {
        #expect(form.grid.uneven.isEmpty && bureau.selfEvaluation(index).grid.uneven.isEmpty)
        try expectFacts(bureau.monitoring(index), bureau.sheets[index], bureau.facts.projects[index])
        count += 1
      }
      try expectFiles(forms, path)
    }
    #expect(count == 19)
  }

  /// The money, the goals and the targets of a form are the document's; what was paid is the ledger's; all of it is drawn.
  private func expectFacts(_ form: MonitoringForm, _ sheet: ProjectSheet, _ project: ProjectFacts) throws {
    let paid = project.ledger.paid(through: Day(endOf: 6, in: 2025))
    var wanted: [FormPlace: String] = [
      .form(.name): "\(sheet.name)（\(sheet.code)）", .fund(.total, .initial): sheet.budget.tenThousands,
      .fund(.total, .paid): paid.tenThousands, .form(.goals): sheet.goals.joined(separator: "\n"),
    ]
    for (index, indicator) in sheet.indicators.enumerated() {
      wanted[.row(index, .name)] = indicator.level3
      wanted[.row(index, .target)] = indicator.target.text
    }
    let drawn = form.grid.rows.joined().map(\.text)
    for (place, text) in wanted { #expect(form.text(at: place) == text && drawn.contains(text), "\(place)") }
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
    #expect(rows[1] == ["主管部门及代码", "304 保定市徐水区科学技术和工业信息化局", "实施单位", "保定市徐水区科学技术和工业信息化局"])
    #expect(rows[3] == ["年度资金总额", "3.00", "0.93", "31.00%", "2.43"])
    #expect(rows[4] == ["其中：财政拨款", "3.00", "0.93", "31.00%", "2.43"])
    #expect(rows[5] == ["　　　上年结转资金", "", "", "", ""], "what is not there is blank, not zero")
    let blanks = [String](repeating: "", count: 10)
    #expect(rows[10] == ["产出指标", "数量指标", "保洁服务面积", "≥430平方米", "430平方米", "430平方米"] + blanks)
    #expect(rows[13] == ["支出进度及时率", "≥90%", "81.00%", "79.42%"] + blanks)
    #expect(rows[14] == ["成本指标", "保洁服务成本", "≤3万元", "0.93万元", "2.43万元"] + blanks)
    let missing = form.grid.rows.flatMap { $0 }.compactMap(\.missing)
    #expect(missing.count { $0 == "未填报" } == 4 && missing.count { $0 == "有偏差，需选择原因并说明" } == 1)
    #expect(form.blockers.contains("第4项“支出进度及时率”原因说明：有偏差，需选择原因并说明"))
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
    #expect(form.execution.formula == "执行数27,000.00元÷全年预算数30,000.00元=90.00%；10.00×27,000.00÷30,000.00=9.00")
    #expect(form.rows.map(\.score.points.text) == ["12.50", "12.50", "6.25", "6.25", "12.50", "30.00", "10.00"])
    // 及时率 is the mean of 100, 100, 100 and 90%: reached. 90% of ≥95% on 30 points is 28.42.
    #expect(form.rows.map { $0.score.score?.text } == ["12.50", "12.50", "5.63", "6.25", "12.50", "28.42", "10.00"])
    #expect(form.total?.text == "96.80" && form.grade == .excellent)
    #expect(
      form.blockers == [
        "实际完成情况：请填写实际完成情况", "第3项“保洁服务及时率”偏差原因分析及改进措施：未得满分，需填写偏差原因分析及改进措施",
        "第6项“机关办公环境整洁度”偏差原因分析及改进措施：未得满分，需填写偏差原因分析及改进措施",
      ])
    let rows = texts(form.grid)
    #expect(rows[3] == ["年度资金总额", "3.00", "3.00", "2.70", "10.00", "90.00%", "9.00"])
    #expect(rows[10] == ["产出指标\n（50.00分）", "数量指标", "保洁服务面积", "≥430平方米", "430平方米", "12.50", "12.50", ""])
    #expect(rows.last == ["总分", "100.00", "96.80", "等级：优"])
  }

  @Test("without a value there is no total, and it is said where")
  func incomplete() throws {
    let form = try Bureau(try Samples.budget("304-2025.txt")).selfEvaluation(0)
    #expect(form.total == nil && form.rows.indices.filter { form.rows[$0].score.score == nil } == [0, 1, 2, 5, 6])
    #expect(form.grid.rows.last?.map(\.text) == ["总分", "100.00", "", "等级："])
    #expect(form.blockers.contains("第1项“保洁服务面积”实际完成值：没有填报完成值"))
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
      bureau.selfEvaluation(bare).blockers.contains("绩效指标：没有绩效指标，需写说明")
        && bureau.selfEvaluation(bare).total == nil)
  }

  /// An entry as a person types it.
  private func entry(
    _ name: FormField.Name, _ indicator: IndicatorID? = nil, _ text: String, reason: String? = nil
  ) throws -> FormEntry {
    try FormEntry(FormField(name, indicator: indicator), typed: text, reason: reason)
  }

  @Test("what people fill in stands in its cells, replaces with a mark and a reason, and takes away what was asked for")
  func filled() throws {
    let bureau = try Bureau(
      try Samples.budget("304-2025.txt"), paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]],
      observed: [cleaning: [1: "430平方米", 2: "95%", 3: "92%"]])
    let ids = bureau.sheets[0].indicators.map(\.id)
    var entries = try ids.map { try entry(.likelihood, $0, "确定能") }
    entries += [
      try entry(.likelihood, ids[3], "有可能"), try entry(.causes, ids[3], "人员,经费"),
      try entry(.explanation, ids[3], "资金6月到位"), try entry(.measures, ids[3], "三季度补足"),
      try entry(.expected, ids[3], "88%"), try entry(.actual, ids[2], "88%", reason: "按考勤核对"),
      try entry(.explanation, ids[2], "人手不足"), try entry(.causes, ids[2], "人员保障"),
      try entry(.actual, ids[5], "96%", reason: "现场测评"), try entry(.actual, ids[6], "未到期"),
      try entry(.forecast, nil, "2.9万元", reason: "合同已签"), try entry(.unit, nil, "局本级"),
    ]
    let form = bureau.monitoring(0, Filling(entries))
    #expect(form.blockers.isEmpty, "\(form.blockers)")
    let rows = texts(form.grid)
    #expect(rows[1].last == "局本级" && rows[3] == ["年度资金总额", "3.00", "0.93", "31.00%", "2.90＊"])
    #expect(rows[12] == ["时效指标", "保洁服务及时率", "≥90%", "88%＊", "90%", "", "", "√", "", "", "人手不足", "√", "", "", ""])
    #expect(
      rows[13] == ["支出进度及时率", "≥90%", "81.00%", "88%", "√", "", "√", "", "", "资金6月到位", "", "√", "", "三季度补足"])
    #expect(rows[16].contains("（未到期）"), "a survey of the year's end is not asked for")
    #expect(form.grid.notes.contains("＊第3项“保洁服务及时率”执行情况：系统按记录为92%，人工更正为88%，理由：按考勤核对。"))
    #expect(form.grid.notes.contains("＊全年预计执行数：系统建议2.43万元，人工更正为2.90万元，理由：合同已签。"))
    let cells = form.grid.rows.joined()
    #expect(
      cells.first { $0.text == "88%＊" }?.source == .replaced && cells.first { $0.text == "81.00%" }?.source == .computed
    )
    // Where the records say nothing, a value stands as it is: nothing is replaced.
    #expect(rows[15].contains("96%") && !form.grid.notes.contains { $0.contains("第6项") })
    // A later empty entry takes back what stood there.
    let without = bureau.monitoring(0, Filling(entries + [try entry(.measures, ids[3], " ")]))
    #expect(without.blockers == ["第4项“支出进度及时率”备注：需写原因及措施"])
  }

  @Test("what the year will come to follows from what is expected to be spent, and does not contradict it")
  func yearEnd() throws {
    let bureau = try Bureau(
      try Samples.budget("304-2025.txt"), paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]])
    let ids = bureau.sheets[0].indicators.map(\.id)
    func expected(_ more: [FormEntry]) -> [String] {
      let form = bureau.monitoring(0, Filling(more))
      return [3, 4].map { form.text(at: .row($0, .expected)) }
    }
    // 100, 62, then 1.68 of 2.25 and 2.43 of 3.00: what is short stays short.
    #expect(expected([]) == ["79.42%", "2.43万元"])
    #expect(expected([try entry(.forecast, nil, "3万元", reason: "合同已签")]) == ["90.50%", "3.00万元"])
    #expect(
      expected([try entry(.likelihood, ids[4], "有可能")]) == ["79.42%", "2.43万元"], "a person's doubt changes no sum")
    // 107351.04元 and 10.74万元 are one amount.
    let capped = bureau.monitoring(3, Filling())
    #expect(capped.text(at: .row(5, .expected)) == "107351.04元")
    func problem(_ text: String) throws -> String? {
      let form = bureau.monitoring(0, Filling([try entry(.expected, ids[4], text)]))
      return form.problems.first { $0.kind.code == "expected-contradicts" }.map { form.sentence($0) }
    }
    #expect(try problem("3万元") == "第5项“保洁服务成本”全年预计完成情况：与全年预计执行数不一致（按它应为2.43万元），请改其中一处")
    for fits in ["2.43万元", "2.4万元", "24300元", "2万元", "不超过预算"] { #expect(try problem(fits) == nil, "\(fits)") }
  }

  @Test("a rate over checkpoints is not expected above what it can still become after those that passed")
  func most() throws {
    let bureau = try Bureau(
      try Samples.budget("304-2025.txt"), paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]])
    let ids = bureau.sheets[0].indicators.map(\.id)
    func problem(_ text: String, through month: Int = 6, _ more: [FormEntry] = []) throws -> String? {
      let form = bureau.monitoring(0, Filling([try entry(.expected, ids[3], text)] + more), through: month)
      return form.problems.first { $0.kind.code == "expected-above" }.map { form.sentence($0) }
    }
    // 100, 62, then 2.25 of 2.25 and 2.43 of 3.00.
    #expect(
      try problem("85.76%")
        == "第4项“支出进度及时率”全年预计完成情况：已过节点的及时率不再变化，按全年预计执行数2.43万元，全年最多为85.75%，请改其中一处")
    for fits in ["85.75%", "85.75", "85.8%", "86%", "50%", "85%左右"] { #expect(try problem(fits) == nil, "\(fits)") }
    #expect(try problem("87%") != nil && problem("85.9%") != nil)
    let whole = [try entry(.forecast, nil, "3万元", reason: "合同已签")]
    #expect(try problem("90.5%", through: 6, whole) == nil)
    #expect(try problem("90.51%", through: 6, whole)?.contains("按全年预计执行数3.00万元，全年最多为90.50%") == true)
    // After October's checkpoint, too: 100, 62, 0.93 of 2.25, and all of 1.68 in December.
    let october = try #require(try problem("70%", through: 10))
    #expect(october.contains("按全年预计执行数1.68万元，全年最多为64.83%"), "\(october)")
  }

  @Test("what is not a value of its place is refused with a sentence")
  func refused() throws {
    func problem(_ name: FormField.Name, _ text: String) -> String? {
      do { _ = try entry(name, 1, text) } catch let problem as Refusal { return problem.message } catch {}
      return nil
    }
    #expect(problem(.causes, "天气") == "不认识的偏差原因“天气”，可选：经费保障、制度保障、人员保障、硬件条件保障、其他。")
    #expect(problem(.likelihood, "也许") == "完成目标可能性“也许”应为确定能、有可能、完全不可能之一。")
    #expect(problem(.forecast, "-1元") == "“全年预计执行数”不能是负数。")
    #expect(problem(.score, "101") == "“101”不是分数，应写成 12.5 这样的数字，最多两位小数，不超过100。")
    #expect(problem(.remark, String(repeating: "长", count: 1_001)) == "“说明”有1001字，最多1000字。")
    #expect(problem(.measures, String(repeating: "长", count: 201)) == "“备注（原因及措施）”有201字，最多200字。")
    #expect(try entry(.remark, nil, "一\u{1}二\u{7F}").text == "一 二", "no office file can hold control characters")
  }

  @Test("points by hand stand in the self-evaluation; they are refused where they do not come to 100.00")
  func weights() throws {
    let bureau = try Bureau(try Samples.budget("304-2025.txt"), observed: [cleaning: [1: "430平方米"]])
    let ids = bureau.sheets[0].indicators.map(\.id)
    func filling(_ last: String) throws -> Filling {
      let points = ["20", "10", "10", "10", "10", "20", last]
      return Filling([
        try FormEntry(
          weights: points.joined(separator: ","), execution: "10", of: ids, reason: "突出面积")
      ])
    }
    let form = bureau.selfEvaluation(0, try filling("10"))
    #expect(form.rows.map(\.score.points.text).first == "20.00" && form.notes == ["分值由人工设定：突出面积"])
    let short = try filling("9.99")
    #expect(throws: Refusal.score(.weightsTotal(Points(hundredths: 9_999)))) { try short.weights(for: ids) }
    #expect(bureau.selfEvaluation(0, short).blockers.contains("分值合计：分值合计应为100.00，现为99.99，相差-0.01。"))
    #expect(throws: Refusal.self, "the table has changed since") { try short.weights(for: Array(ids.dropLast())) }
  }

  @Test("the longest texts leave no row higher than a page, and strange characters no file unreadable")
  func extremes() throws {
    var budget = try Samples.budget("304-2025.txt")
    budget.projects[0].goals = [String(repeating: "目标很长，", count: 600), "含\u{1}控制\u{B}字符<&>\u{E123}"]
    let bureau = try Bureau(budget)
    var entries: [FormEntry] = []
    for id in bureau.sheets[0].indicators.map(\.id) {
      entries.append(try entry(.explanation, id, String(repeating: "因", count: 300)))
      entries.append(try entry(.measures, id, String(repeating: "施", count: 200)))
    }
    entries.append(try entry(.remark, nil, String(repeating: "说", count: 1_000)))
    let form = (name: "长", grid: bureau.monitoring(0, Filling(entries)).grid)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ format: FormFormat) -> URL { folder.appendingPathComponent("表.\(format.rawValue)") }
    for format in FormFormat.allCases { try format.write([form], title: "表", to: path(format).path) }
    // pdftotext leaves out what lies beyond the page.
    let text = String(decoding: try run("/usr/bin/pdftotext", "-raw", path(.pdf).path, "-"), as: UTF8.self)
    for (character, count) in [("因", 7 * 300), ("施", 7 * 200), ("说", 1_000)] {
      let found = text.count { $0 == Character(character) }
      #expect(found >= count, "\(character) \(found)")
    }
    let written = try words(path(.docx))
    #expect(written.count == 1 && written[0].joined().contains { $0.contains("含控制字符<&>\u{E123}") })
    #expect(try JSONSerialization.jsonObject(with: try read(path(.xlsx), by: "read_xlsx.py")) is [Any])
  }

  @Test("a deadline in workdays is scored by its judgement, though its target is a number of days")
  func deadline() throws {
    var budget = try Samples.budget("304-2025.txt")
    let old = budget.projects[0].indicators[0]
    budget.projects[0].indicators[0] = Indicator(
      position: 1, level1: old.level1, level2: old.level2, level3: "拨付时限", description: "",
      target: Target(parsing: "≤15个工作日"), basis: "", binding: .workdayDeadline(workdays: 15))
    let bureau = try Bureau(budget)
    let id = bureau.sheets[0].indicators[0].id
    let judged = Filling([try entry(.actual, id, "部分达成", reason: "核对拨付单")])
    let form = bureau.selfEvaluation(0, judged)
    func isRefused(_ form: SelfEvaluationForm) -> Bool { form.problems.contains { $0.place == .row(0, .actual) } }
    #expect(!isRefused(form) && form.rows[0].score.score?.text == "8.75" && form.rows[0].achieved == "部分达成")
    #expect(bureau.monitoring(0, judged).rows[0].actual == "部分达成")
    #expect(isRefused(bureau.selfEvaluation(0, Filling([try entry(.actual, id, "12个工作日", reason: "试")]))))
  }

  @Test("what differs between two forms is told by its place and by what people call it")
  func difference() throws {
    let bureau = try Bureau(try Samples.budget("304-2025.txt"), observed: [cleaning: [1: "430平方米"]])
    func papers(_ entries: [FormEntry]) throws -> DepartmentPapers {
      try DepartmentPapers(
        bureau.material(.monitoring, through: 6).filling(entries, into: .project(bureau.sheets[0].id)), .live)
    }
    let old = try papers([]).projects[0].paper
    let new = try papers([try entry(.likelihood, bureau.sheets[0].indicators[0].id, "确定能")]).projects[0].paper
    let changes = new.difference(from: old)
    #expect(changes.map(\.name) == ["第1项“保洁服务面积”完成目标可能性（确定能）"] && changes.map(\.new) == ["√"])
    #expect(changes.map(\.place) == [.row(0, .likelihood(.certain))])
  }

  @Test(
    "the department's own forms and the tables of all projects are sound, with projects and without",
    arguments: ["304", "306"])
  func wholes(code: String) throws {
    let bureau = try Bureau(
      try Samples.budget("\(code)-2025.txt"), paid: [cleaning: [("2025-03-20", "7500")]],
      observed: [cleaning: [1: "430平方米"]])
    for form in DepartmentForm.allCases {
      let material = bureau.material(form, through: form == .monitoring ? 6 : 12)
      let papers = try DepartmentPapers(material)
      let grids = [papers.table.grid, papers.whole.grid]
      for grid in grids {
        #expect(grid.uneven.isEmpty && grid.widths.reduce(0, +) == 100, "\(grid.title)")
      }
      #expect(papers.table.grid.rows.count == bureau.sheets.count + 2)
      let total = papers.table.grid.rows.last?.map(\.text) ?? []
      #expect(total[1] == "合计" && total[3] == (code == "304" ? "219.94" : "1,262.22"))
      let bare = FormMaterial(
        form: form, month: material.month, day: material.day,
        facts: DepartmentFacts(
          id: 1, identity: material.facts.identity, parameters: .earlier, projects: [],
          indicators: material.facts.indicators), sheets: [], department: material.department,
        calendar: material.calendar)
      let alone = try DepartmentPapers(bare)
      #expect(alone.projects.isEmpty && alone.whole.grid.uneven.isEmpty && alone.table.grid.uneven.isEmpty)
    }
  }

  @Test("the page holds every form, its heading repeated and names escaped")
  func page() throws {
    let bureau = try Bureau(try Samples.budget("304-2025.txt"))
    let html = FormGrid.html(bureau.sheets.indices.map { bureau.monitoring($0).grid }, title: "监控表 <2025>")
    #expect(html.components(separatedBy: "<section").count == 13 && html.components(separatedBy: "<thead>").count == 13)
    #expect(html.contains("<title>监控表 &lt;2025&gt;</title>"))
  }

  /// Every column of every row with the text that covers it.
  /// Holds a Word table's cells against the grid's: of line breaks a narrow column may have some more, and no fewer.
  private func expect(_ found: [[String]], sayAsPrinted wanted: [[String]], _ label: String) {
    #expect(found.map(\.count) == wanted.map(\.count), "\(label)")
    for (cell, text) in zip(found.joined(), wanted.joined()) where cell != text {
      var lines = cell.components(separatedBy: "\n")[...]
      for line in text.components(separatedBy: "\n") {
        var taken = ""
        while taken != line, let next = lines.popFirst() { taken += next }
        #expect(taken == line, "\(label): \(cell) for \(text)")
      }
      #expect(lines.isEmpty && cell.count - text.count <= 3, "\(label): \(cell) for \(text)")
    }
  }

  private func expanded(_ grid: FormGrid) -> [[String]] {
    var result = grid.rows.map { _ in [String?](repeating: nil, count: grid.columns) }
    for (row, cells) in grid.rows.enumerated() {
      var column = 0
      for cell in cells {
        while result[row][column] != nil { column += 1 }
        for down in row..<row + cell.rows {
          for across in column..<column + cell.columns { result[down][across] = cell.printed }
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
    let written = try words(path)
    #expect(written.count == grids.count)
    for (found, grid) in zip(written, grids) { expect(found, sayAsPrinted: expanded(grid), "\(grid.title)") }
  }

  /// The rows of each form of a Word document, without the headings that its later pages repeat.
  private func words(_ path: URL) throws -> [[[String]]] {
    let data = try read(path, by: "read_docx.py")
    return try JSONDecoder().decode([[[[String]?]]].self, from: data).map { pages in
      pages.flatMap { page in
        page.enumerated().compactMap { index, row in index > 0 && page[index - 1] == nil ? nil : row }
      }
    }
  }

  private func read(_ path: URL, by script: String) throws -> Data {
    try run("/usr/bin/python3", Samples.root.appendingPathComponent("Tests/Fixtures/\(script)").path, path.path)
  }

  private func run(_ program: String, _ arguments: String...) throws -> Data {
    try Samples.output(of: program, arguments)
  }

  /// A value of a sheet as the form prints it.
  private func printed(_ value: Any?, as text: String) -> String {
    guard let number = value as? NSNumber else { return value as? String ?? "" }
    let digits = text.prefix { $0.isASCII && ($0.isNumber || "-.,".contains($0)) }
    let decimals = digits.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    let scale = (0..<decimals + (text.hasSuffix("%") ? 2 : 0)).reduce(1.0) { scale, _ in scale * 10 }
    let wanted = Quantity(parsing: digits)?.rescaled(to: decimals).units
    return wanted == Int64((number.doubleValue * scale).rounded()) ? text : "\(number)"
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
      for character in cell.printed where !character.isWhitespace { characters[character, default: 0] -= 1 }
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
