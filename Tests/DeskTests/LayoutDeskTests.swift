import Contract
import Desk
import Documents
import Domain
import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// Layouts that are added, and by which a department's forms are printed.
@Suite("Layouts at the desk")
struct LayoutDeskTests {
  private let zhang = Actor(name: "张三")
  private let office = DepartmentChoice(department: "304")

  private func anhui(_ change: (String) -> String = { $0 }) throws -> [UInt8] {
    let path = Samples.root.appendingPathComponent("deploy/samples/layout-anhui.json")
    return Array(change(try String(contentsOf: path, encoding: .utf8)).utf8)
  }

  /// The titles of the cleaning project's form and of another's, as they are printed.
  private func titles(_ bureau: Bureau, layout: FormsReportRequest.Layout? = nil, asOf: Day? = nil, today: Day? = nil)
    async throws
    -> [String]
  {
    let request = FormsReportRequest(
      FormPeriod(department: office, form: .monitoring, through: 6), part: .all, layout: layout, asOf: asOf)
    return try await bureau.desk.report(request, today: today).grids.prefix(4).map(\.grid.title)
  }

  @Test(
    "a layout that is added is a version that stays; a department uses it from a day on; the same again changes nothing"
  )
  func added() async throws {
    let bureau = try await Bureau()
    let desk = bureau.desk
    #expect(try await desk.addLayout(try anhui(), by: zhang).message == "已存入版式 AH-monitoring 第1版。")
    #expect(try await desk.addLayout(try anhui(), by: zhang).message == "版式 AH-monitoring 第1版已有，内容相同，没有变化。")
    #expect(try await desk.layouts().map(\.layout.code).last == "AH-monitoring")
    #expect(try await titles(bureau)[2] == "项目支出绩效目标执行监控表")
    #expect(try await titles(bureau, layout: .code("AH-monitoring"))[2] == "项目支出绩效运行监控表")
    #expect(
      try await desk.useLayout("AH-monitoring", of: office, by: zhang, at: bureau.moment).message
        == "自2025-07-10起按版式 AH-monitoring 第1版打印绩效运行监控表，此前报送的仍按报送时的版式。")
    #expect(try await titles(bureau, layout: .described(try anhui()))[2] == "项目支出绩效运行监控表")
    let printed = try await titles(bureau)
    #expect(printed == ["项目支出绩效运行监控汇总表", "部门整体支出绩效目标执行监控表", "项目支出绩效运行监控表", "项目支出绩效运行监控表"])
    // A question of an earlier day is answered as it stood.
    #expect(try await titles(bureau, asOf: Day.parse("2025-07-09"))[2] == "项目支出绩效目标执行监控表")
    #expect(try await titles(bureau, today: Day.parse("2025-07-09"))[2] == "项目支出绩效目标执行监控表")
    await #expect(
      throws: Refusal.form(.layoutUnknown("XJ", known: FormLayout.known.map(\.layout.code) + ["AH-monitoring"]))
    ) {
      try await desk.useLayout("XJ", of: office, by: zhang, at: bureau.moment)
    }
  }

  @Test("a department's own form is laid out by data, too: another layout of it changes that form and no project's")
  func whole() async throws {
    let bureau = try await Bureau()
    let national = try #require(FormLayout.known.first { $0.layout.code == "CN-monitoring-department" })
    let own = national.json.replacingOccurrences(of: "CN-monitoring-department", with: "AH-department")
      .replacingOccurrences(of: "\"部门整体支出绩效目标执行监控表\"", with: "\"部门整体绩效监控表\"")
    let titles = ["部门整体支出绩效目标执行监控表", "部门整体绩效监控表"]
    func all() async throws -> [String] { Array(try await self.titles(bureau)[1...2]) }
    #expect(try await all() == [titles[0], "项目支出绩效目标执行监控表"])
    _ = try await bureau.desk.addLayout(Array(own.utf8), by: zhang)
    _ = try await bureau.desk.addLayout(try anhui(), by: zhang)
    _ = try await bureau.desk.useLayout("AH-monitoring", of: office, by: zhang, at: bureau.moment)
    _ = try await bureau.desk.useLayout("AH-department", of: office, by: zhang, at: bureau.moment)
    #expect(try await all() == [titles[1], "项目支出绩效运行监控表"])
    #expect(
      try await self.titles(bureau, layout: .code("CN-monitoring-department"))[1...2] == [titles[0], "项目支出绩效运行监控表"])
    await bureau.store.close()
  }

  @Test(
    "a department fills in the texts that its layout has, by command and by sheet; another layout takes none of them")
  func texts() async throws {
    let bureau = try await Bureau(today: "2026-01-10")
    let (desk, key) = (bureau.desk, try await bureau.key(Bureau.cleaning, .selfEvaluation))
    func fill(_ name: FormField.Name, _ text: String) async throws -> StandingPaper {
      try await bureau.office.fill(
        key, [try FormEntry(FormField(name), typed: text)], by: "张三", on: bureau.today, fiscalYear: 2025
      ).paper
    }
    await #expect(throws: Refusal.form(.noSuchField("评价结论", of: "在用的版式"))) { _ = try await fill(.conclusion, "好") }
    _ = try await desk.useLayout("SC-self-evaluation", of: office, by: zhang, at: bureau.moment)
    let filled = try await fill(.conclusion, "总体完成。")
    let sentence = "存在问题：请填写"
    #expect(filled.paper.blockers.contains(sentence) && !filled.paper.blockers.contains("评价结论：请填写"))
    #expect(filled.text.contains("评价结论：总体完成。"))
    await #expect(throws: Refusal.form(.tooLong("存在问题", length: 201, most: 200))) {
      _ = try await fill(.shortcomings, String(repeating: "长", count: 201))
    }
    let period = FormPeriod(department: office, form: .selfEvaluation, through: 12)
    let table = FillingTable(try await desk.forms(period, asOf: nil, at: bureau.moment))
    #expect(table.csv.contains(",项目实施内容及过程概述,评价结论,存在问题,改进措施,"))
    let sheet = try FillingSheet(
      Array(
        """
        部门编码,期次,项目编码,序号,三级指标,存在问题,改进措施
        304,2025年绩效自评表,\(Bureau.cleaning),,（整张表）,进度偏慢。,提前安排。
        304,2025年绩效自评表,部门整体,,（整张表）,无,
        """.utf8), name: "填报.csv")
    let outcome = try await bureau.office.fill(
      by: sheet, of: bureau.department.id, .selfEvaluation, through: 12, by: "张三", on: bureau.today, fiscalYear: 2025)
    #expect(outcome.filled == 2 && outcome.refused.map(\.refusal) == [.form(.noSuchField("存在问题", of: "在用的版式"))])
    let request = FormsReportRequest(period, project: Bureau.cleaning)
    let printed = try await desk.report(request, today: bureau.today).grids.first?.grid.rows.map { $0.map(\.text) }
    #expect(printed?.contains(["存在问题", "进度偏慢。"]) == true && printed?.contains(["评价结论", "总体完成。"]) == true)
    await bureau.store.close()
  }

  @Test(
    "a form that is filled in, shown or printed as of an earlier day has the texts of the layout of that day everywhere"
  )
  func textsOfTheDay() async throws {
    let bureau = try await Bureau(today: "2026-01-10")
    let (desk, key, before) = (bureau.desk, try await bureau.key(Bureau.cleaning, .selfEvaluation), bureau.today)
    let period = FormPeriod(department: office, form: .selfEvaluation, through: 12)
    let subject = FormSubject(period, project: Bureau.cleaning)
    let later = Moment(wall: Instant(try Day.parse("2026-01-20"), minute: 600))
    try await bureau.register("张三", .clerk)
    _ = try await desk.useLayout("SC-self-evaluation", of: office, by: zhang, at: later)
    let sentence = "存在问题：请填写"
    func has(_ paper: StandingPaper) -> Bool { paper.paper.blockers.contains(sentence) }
    // On a day before the layout holds nobody asks for its texts, whenever it was chosen.
    let remark = try FormEntry(FormField(.remark), typed: "见附件")
    #expect(
      try await !has(bureau.office.fill(key, [remark], by: "张三", on: before, fiscalYear: 2025).paper))
    #expect(try await !has(desk.form(subject, asOf: before, at: later)))
    #expect(try await !has(desk.form(subject, asOf: nil, at: bureau.moment)))
    #expect(try await has(desk.form(subject, asOf: nil, at: later)))
    let contact = FormFillRequest(subject, fields: [.contact: "8888"])
    #expect(try await !has(desk.fill(contact, by: zhang, at: bureau.moment).paper))
    #expect(try await has(desk.fill(FormFillRequest(subject, fields: [.contact: "8889"]), by: zhang, at: later).paper))
    func caption(_ moment: Moment, asOf: Day? = nil) async throws -> Bool {
      FillingTable(try await desk.forms(period, asOf: asOf, at: moment)).csv.contains(",存在问题,")
    }
    #expect(try await !caption(bureau.moment))
    #expect(try await !caption(later, asOf: before))
    #expect(try await caption(later))
    for (asOf, today, isAsked) in [(before, later.day, false), (nil, before, false), (nil, later.day, true)] {
      let request = FormsReportRequest(period, project: Bureau.cleaning, isDraft: true, asOf: asOf)
      let report = try await desk.report(request, today: today)
      #expect(report.papers.map(has) == [isAsked])
      #expect((report.grids.first?.grid.rows.joined().contains { $0.text == "存在问题" } == true) == isAsked)
    }
    #expect(try await desk.history(of: subject, asOf: nil, at: bureau.moment).allSatisfy { !has($0.paper) })
    await bureau.store.close()
  }

  @Test("a form that was handed in stays with the layout of its day, whatever is added and used later")
  func handedIn() async throws {
    let bureau = try await Bureau()
    let desk = bureau.desk
    _ = try await desk.addLayout(try anhui(), by: zhang)
    _ = try await desk.useLayout("AH-monitoring", of: office, by: zhang, at: bureau.moment)
    let key = try await bureau.key()
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    let second = try anhui { $0.replacingOccurrences(of: "\"项目支出绩效运行监控表\"", with: "\"绩效监控表（第二版）\"") }
    #expect(try await desk.addLayout(second, by: zhang).message == "已存入版式 AH-monitoring 第2版。")
    let later = Moment(wall: Instant(try Day.parse("2025-07-20"), minute: 600))
    _ = try await desk.useLayout("AH-monitoring", of: office, by: zhang, at: later)
    #expect(try await titles(bureau).dropFirst(2) == ["项目支出绩效运行监控表", "绩效监控表（第二版）"])
    // By a day before, what is filed would look otherwise.
    let day = bureau.today
    await #expect(throws: Refusal.form(.layoutTooEarly(day - 3, handedIn: day))) {
      try await desk.useLayout("CN-monitoring", of: office, by: zhang, at: Moment(wall: Instant(day - 3, minute: 600)))
    }
    // The national table is chosen like any other.
    let last = Moment(wall: Instant(try Day.parse("2025-07-25"), minute: 600))
    _ = try await desk.useLayout("CN-monitoring", of: office, by: zhang, at: last)
    #expect(try await titles(bureau).dropFirst(2) == ["项目支出绩效运行监控表", "项目支出绩效目标执行监控表"])
  }

  @Test("what is kept of a layout cannot be changed or taken away")
  func kept() async throws {
    let bureau = try await Bureau()
    _ = try await bureau.desk.addLayout(try anhui(), by: zhang)
    await #expect(throws: (any Error).self) {
      try await bureau.session { try $0.run("UPDATE form_layout SET body = '{}'") }
    }
    await #expect(throws: (any Error).self) { try await bureau.session { try $0.run("DELETE FROM form_layout") } }
    #expect(try await bureau.desk.layouts().count == FormLayout.known.count + 1)
  }
}
