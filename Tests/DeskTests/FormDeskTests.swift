import Desk
import Documents
import Domain
import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

private func code(_ error: (any Error)?) -> String? { (error as? Refusal)?.code }

@Suite("Handing in forms")
struct FormDeskTests {
  @Test("an approved form stays as it is, byte by byte in every format, whatever is recorded afterwards")
  func locked() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key()
    try await bureau.spend("2025-03-20", "7500", "P-1")
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    let approved = try await bureau.act(.approve, key, by: "李四", on: bureau.today + 2)
    #expect(approved.progress.state == .approved)
    #expect(
      approved.grid.signatures == ["填报人：张三", "审核人：李四", "单位负责人：", "联系电话：", "填报日期：2025年7月10日"])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func files(_ paper: StandingPaper) throws -> [Data] {
      try FormFormat.allCases.map { format in
        let path = folder.appendingPathComponent("\(UUID()).\(format.rawValue)").path
        try format.write([(name: paper.paper.name, grid: paper.grid)], title: "表", to: path)
        return try Data(contentsOf: URL(fileURLWithPath: path))
      }
    }
    let before = try files(approved)
    // Money paid in time, a value, and a changed document: all dated before the form's own day.
    try await bureau.spend("2025-06-20", "9000", "P-2")
    let indicators = try await bureau.store.indicators(of: key)
    _ = try await bureau.store.append(
      Observation(day: try Day.parse("2025-06-01"), value: .number(Quantity(units: 400))), to: indicators[0].id,
      evidence: nil)
    var budget = try Samples.budget("304-2025.txt")
    budget.projects[0].name += "（调整）"
    _ = try await bureau.store.importBudget(
      budget, findings: [], file: "b", content: [2],
      terms: ImportTerms(effective: Day(startOf: 2025), agreesToRemovals: true))
    let end = Day(endOf: 6, in: 2025)
    let after = try await bureau.office.paper(key, asOf: end, .standing)
    #expect(try files(after) == before && after == approved)
    let live = try await bureau.office.paper(key, asOf: end, .live)
    #expect(live.paper != approved.paper && live.paper.name.hasSuffix("（调整）"))
  }

  @Test("a correction is a new version beside the approved one, with the difference shown; both stay")
  func corrected() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key()
    try await bureau.complete(key)
    let early = await #expect(throws: Refusal.self) {
      try await bureau.office.revise(key, by: "王五", on: bureau.today, fiscalYear: 2025)
    }
    #expect(code(early) == "form-not-approved")
    _ = try await bureau.act(.submit, key, by: "张三")
    let first = try await bureau.act(.approve, key, by: "李四")
    try await bureau.spend("2025-06-20", "9000", "P-2")
    let second = try await bureau.office.revise(key, by: "王五", on: bureau.today, fiscalYear: 2025)
    #expect(second.progress.fillers == ["张三"], "what was filled in stays his who did")
    #expect(second.progress.transitions.map(\.actor) == ["王五"] && second.text.contains("王五 建立更正版本"))
    #expect(second.version == 2 && second.progress.state == .draft && second.paper.blockers.isEmpty)
    // What was handed in goes on counting until the correction is.
    #expect(try await bureau.office.paper(key, asOf: Day(endOf: 6, in: 2025), .standing) == first)
    _ = try await bureau.act(.submit, key, by: "张三")
    let corrected = try await bureau.act(.approve, key, by: "李四")
    let history = try await bureau.office.history(of: key, asOf: Day(endOf: 6, in: 2025))
    #expect(history.map(\.paper) == [first, corrected] && history[0].changes.isEmpty)
    let change = try #require(history[1].changes.first { $0.name == "年度资金总额1–6月执行数" })
    #expect(change.old == "0.00" && change.new == "0.90")
    #expect(corrected.grid.notes.last?.contains("第2版（更正）") == true)
  }

  @Test("what was returned is not handed in unchanged unless somebody says so; a change of anything in it is one")
  func returnedUnchanged() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key()
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    _ = try await bureau.act(.giveBack(remarks: "核对支出"), key, by: "李四", on: bureau.today + 1)
    let again = await #expect(throws: Refusal.self) {
      try await bureau.act(.submit, key, by: "张三", on: bureau.today + 1)
    }
    #expect(again?.code == "form-unchanged" && again?.message.contains("意见：核对支出") == true)
    // A payment that had been forgotten is what was asked for.
    try await bureau.spend("2025-06-20", "9000", "P-2")
    let second = try await bureau.act(.submit, key, by: "张三", on: bureau.today + 1)
    #expect(second.progress.state == .submitted)
    _ = try await bureau.act(.giveBack(remarks: "再核对"), key, by: "李四", on: bureau.today + 2)
    let remark = try FormEntry(FormField(.remark), typed: "见附件一")
    _ = try await bureau.office.fill(key, [remark], by: "张三", on: bureau.today + 2, fiscalYear: 2025)
    _ = try await bureau.act(.submit, key, by: "张三", on: bureau.today + 2)
    _ = try await bureau.act(.giveBack(remarks: "仍需核对"), key, by: "李四", on: bureau.today + 3)
    let confirmed = try await bureau.office.act(
      .submit, on: key, by: "张三", on: bureau.today + 3, fiscalYear: 2025, consent: .all)
    #expect(confirmed.progress.state == .submitted)
    // Taken back and handed in again it was returned by nobody.
    _ = try await bureau.act(.withdraw, key, by: "张三", on: bureau.today + 3)
    #expect(try await bureau.act(.submit, key, by: "张三", on: bureau.today + 3).progress.state == .submitted)
    await bureau.store.close()
  }

  @Test(
    "all that is asked about one act is asked at once; what is agreed to stands with the form and is not asked again")
  func askedTogether() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key("13062525P00023210026B")
    try await bureau.complete(key)
    let caps = try await bureau.store.indicators(of: key).filter { $0.bound.name == "spending" }
    let more = try zip(caps, ["38000元", "13566.28元"]).map {
      try FormEntry(FormField(.expected, indicator: $0.id), typed: $1)
    }
    _ = try await bureau.office.fill(key, more, by: "张三", on: bureau.today, fiscalYear: 2025)
    func submit(isConfirmed: Bool = false, on day: Day) async throws -> StandingPaper {
      try await bureau.office.act(
        .submit, on: key, by: "张三", on: day, fiscalYear: 2025,
        consent: FormConsent(isConfirmed: isConfirmed))
    }
    let asked = await #expect(throws: Refusal.self) { try await submit(on: bureau.today) }
    #expect(asked?.code == "costs-differ")
    let first = try await submit(isConfirmed: true, on: bureau.today)
    let costs = "成本各项全年预计合计51,566.28元"
    #expect(first.progress.submitted?.note?.hasPrefix(costs) == true && first.answer("已报送").contains("已确认：\(costs)"))
    // Taken back it is not asked again: the agreement stands with the version.
    _ = try await bureau.act(.withdraw, key, by: "张三")
    #expect(try await bureau.office.paper(key, asOf: bureau.today, .latest).text.contains("报送时需确认") == false)
    #expect(try await submit(on: bureau.today).progress.submitted?.note == nil)
    // Returned and handed in with other amounts, both are asked about, and agreed to together.
    _ = try await bureau.act(.giveBack(remarks: "核对成本"), key, by: "李四", on: bureau.today + 1)
    let once = await #expect(throws: Refusal.self) { try await submit(on: bureau.today + 1) }
    #expect(once?.code == "form-unchanged")
    try await bureau.session { session in
      try session.script(
        "ALTER TABLE form_entry DISABLE TRIGGER USER; DELETE FROM form_entry WHERE field = 'agreed-costs'")
    }
    let both = await #expect(throws: Refusal.self) { try await submit(on: bureau.today + 1) }
    #expect(both?.code == "form-questions" && both?.message.contains(costs) == true)
    #expect(both?.message.contains("退回以后这张表没有改动") == true)
    let second = try await submit(isConfirmed: true, on: bureau.today + 1)
    #expect(second.progress.submitted?.note?.contains("退回以后没有改动，确认原样再报；\(costs)") == true)
    // Whoever approves is told and asked nothing.
    let approved = try await bureau.act(.approve, key, by: "李四", on: bureau.today + 2)
    #expect(approved.progress.state == .approved && approved.text.contains(costs))
    let revised = try await bureau.office.revise(key, by: "张三", on: bureau.today + 3, fiscalYear: 2025)
    #expect(!revised.text.contains("报送时需确认"))
    await bureau.store.close()
  }

  @Test(
    "what an earlier program worked out otherwise is no change: the form that was returned is asked about all the same")
  func returnedBeforeUpgrade() async throws {
    let bureau = try await Bureau()
    let code = "13062525P00023210026B"
    let key = try await bureau.key(code)
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    _ = try await bureau.act(.giveBack(remarks: "核对成本"), key, by: "李四", on: bureau.today + 1)
    // As it was kept by a program without cost sums, another reading of rates and other proposals.
    func isEarlier(_ change: (inout [String: Any]) -> Void) async throws {
      let text = try await bureau.session { session in
        try session.rows("SELECT content FROM form_snapshot").only { try $0.next(String.self) }
      }
      var kept = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      var form = try #require(kept["monitoring"] as? [String: Any])
      change(&form)
      kept["monitoring"] = form
      let old = String(decoding: try JSONSerialization.data(withJSONObject: kept), as: UTF8.self)
      try await bureau.session { session in
        try session.script("ALTER TABLE form_snapshot DISABLE TRIGGER USER")
        try session.run(
          "UPDATE form_snapshot SET content = \(old), sha256 = sha256(convert_to(\(old), 'UTF8'))")
      }
    }
    func submit() async throws { _ = try await bureau.act(.submit, key, by: "张三", on: bureau.today + 1) }
    try await isEarlier { form in
      for name in ["costs", "ratesBy", "light", "planned", "inTime"] { form[name] = nil }
      form["rows"] = (form["rows"] as? [[String: Any]])?.map { $0.merging(["proposed": "", "status": "met"]) { $1 } }
    }
    await #expect { try await submit() } throws: { ($0 as? Refusal)?.code == "form-unchanged" }
    // Another category of the same payment is what was asked for.
    try await isEarlier { form in
      form["rows"] = (form["rows"] as? [[String: Any]])?.map { row in
        row["actual"] as? String == "0.00元" ? row.merging(["actual": "5000.00元", "computed": "5000.00元"]) { $1 } : row
      }
    }
    try await submit()
    await bureau.store.close()
  }

  @Test("what is expected of the year gets the target's unit, as a value does, and is asked about alike")
  func expectedUnit() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key()
    let indicators = try await bureau.store.indicators(of: key)
    func expect(_ row: Int, _ text: String, isConfirmed: Bool = false) async throws -> String {
      let entry = try FormEntry(FormField(.expected, indicator: indicators[row].id), typed: text)
      let paper = try await bureau.office.fill(
        key, [entry], by: "张三", on: bureau.today, fiscalYear: 2025, isConfirmed: isConfirmed
      ).paper.paper
      guard case .form(let form) = paper.content else { return "" }
      return form.content.text(at: .row(row, .expected))
    }
    for (row, typed, shown) in [
      (1, "88", "88%"), (1, "88%", "88%"), (1, "88.50", "88.50%"), (0, "440", "440平方米"), (0, "不少于430", "不少于430"),
      (4, "1.5", "1.5万元"), (4, "15000元", "15000元"),
    ] {
      #expect(try await expect(row, typed) == shown, "\(typed)")
    }
    await #expect(throws: Refusal.self) { try await expect(1, "0.88") }
    #expect(try await expect(1, "0.88", isConfirmed: true) == "0.88%")
    await bureau.store.close()
  }

  @Test(
    "what is expected under a money cap is an amount, or is not taken; what cannot be checked is told with the answer")
  func expectedAmount() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key("13062525P00023210026B")
    let caps = try await bureau.store.indicators(of: key).filter { $0.bound.name == "spending" }
    let end = Day(endOf: 6, in: 2025)
    func expect(_ text: String, of key: FormKey, _ indicator: IndicatorID) async throws -> String {
      let entry = try FormEntry(FormField(.expected, indicator: indicator), typed: text)
      let filled = try await bureau.office.fill(key, [entry], by: "张三", on: bureau.today, fiscalYear: 2025)
      guard case .form(let form) = filled.paper.paper.content else { return "" }
      let row = try #require(form.content.indicators.firstIndex { $0.id == indicator })
      return form.content.text(at: .row(row, .expected))
    }
    for text in ["38400元左右", "约3.8万元", "≤38400元", "按实际", "-1元"] {
      let refusal = Refusal.form(.expectedNotAmount("留守人员工资补助金额", text, like: "38400元"))
      await #expect(throws: refusal, "\(text)") { try await expect(text, of: key, caps[0].id) }
    }
    for (text, shown) in [("38400", "38400元"), ("3.84万元", "3.84万元"), ("38,400.00元", "38,400.00元"), ("", "13000.00元")] {
      #expect(try await expect(text, of: key, caps[0].id) == shown || text.isEmpty)
    }
    // A cap on all that is spent, too; no other row.
    let cleaning = try await bureau.key()
    let rows = try await bureau.store.indicators(of: cleaning)
    await #expect(throws: Refusal.form(.expectedNotAmount("保洁服务成本", "3万元以内", like: "3万元"))) {
      try await expect("3万元以内", of: cleaning, rows[4].id)
    }
    #expect(try await expect("430平方米左右", of: cleaning, rows[0].id) == "430平方米左右")
    // Two caps on one category.
    for cap in caps { _ = try await bureau.store.bind(cap.id, to: .spending(category: "工资"), from: Day(startOf: 2025)) }
    let note = "注意：“留守人员工资补助金额”、“留守人员保险费用金额”是同一支出类别的上限，支出分不开，成本各项合计未能与全年预计执行数核对。"
    #expect(try await bureau.office.paper(key, asOf: end, .latest).text.contains(note))
    for (cap, text) in zip(caps, ["38400元", "13000元"]) { _ = try await expect(text, of: key, cap.id) }
    try await bureau.complete(key)
    let submitted = try await bureau.act(.submit, key, by: "张三")
    #expect(submitted.progress.state == .submitted && submitted.answer("已报送").hasSuffix(note))
    #expect(submitted.text.contains(note) && !submitted.grid(.official).notes.contains { $0.contains("类别") })
    await bureau.store.close()
  }

  @Test(
    "there is a monitoring form through each common month, and through those of the rule set; through others there is none"
  )
  func months() async throws {
    let bureau = try await Bureau(today: "2025-12-20")
    let end = Day(endOf: 12, in: 2025)
    func papers(_ month: Int) async throws -> String {
      let papers = try await bureau.office.papers(of: bureau.department.id, .monitoring, through: month, asOf: end)
      return papers.whole.grid.rows.joined().map(\.text).joined()
    }
    for month in 6...10 { #expect(try await papers(month).contains("1–\(month)月")) }
    let none = Refusal.form(.noSuchMonth(11, known: [6, 7, 8, 9, 10]))
    await #expect(throws: none) { try await papers(11) }
    let key = FormKey(department: bureau.department.id, owner: .whole, form: .monitoring, month: 11)
    await #expect(throws: none) {
      try await bureau.office.act(.submit, on: key, by: "张三", on: end, fiscalYear: 2025)
    }
    await #expect(throws: none) {
      try await bureau.office.fill(
        key, [try FormEntry(FormField(.causes), typed: "")], by: "张三", on: end, fiscalYear: 2025)
    }
    try await bureau.store.setParameters(
      ["monitoring-due.periods": "06:07-20,11:12-10"], of: bureau.department.id, named: "乙", on: Day(startOf: 2025))
    #expect(try await papers(11).contains("1–11月"))
    // An alert of a period asks for a form that can be handed in.
    let due = Parameters.parse(
      RuleSet(name: "乙", version: 1, rows: [.init("monitoring-due.periods", "09:10-20,04:05-10")])
    ).0
    #expect(due.monitoringMonths == [4, 6, 7, 8, 9, 10])
    await bureau.store.close()
  }

  @Test("the department has handed in once every form is in; a returned one makes it due again")
  func submission() async throws {
    let bureau = try await Bureau(["306-2025.txt"])
    func isDue(_ day: Day) async throws -> Bool {
      let snapshot = try await bureau.store.snapshot(of: bureau.department.id, asOf: day)
      let facts = try #require(snapshot).facts
      let calendar = try await bureau.store.calendar()
      return evaluate(facts, on: day, calendar: calendar).contains { $0.key.rule == .monitoringDue }
    }
    let sheets = try await bureau.store.projectSheets(of: bureau.department.id)
    for sheet in sheets { try await bureau.complete(try await bureau.key(sheet.code.text)) }
    try await bureau.complete(try await bureau.key(nil))
    var outcome = try await bureau.office.actOnAll(
      .submit, of: bureau.department.id, .monitoring, through: 6, from: [.draft, .returned], by: "张三",
      on: bureau.today, fiscalYear: 2025)
    #expect(outcome.done.count == 8 && outcome.refused.isEmpty, "\(outcome.refused)")
    #expect(try await !isDue(bureau.today))
    #expect(try await isDue(bureau.today - 1))
    let one = try await bureau.key(sheets[0].code.text)
    func papers() async throws -> DepartmentPapers {
      try await bureau.office.papers(
        of: bureau.department.id, .monitoring, through: 6, asOf: Day(endOf: 6, in: 2025), .latest)
    }
    #expect(try await papers().changedSince.isEmpty)
    let returned = try await bureau.act(.giveBack(remarks: "请核对"), one, by: "李四", on: bureau.today + 1)
    #expect(returned.progress.remarks?.note == "请核对" && returned.text.contains("退回意见（李四，2025年7月11日）：请核对"))
    #expect(try await isDue(bureau.today + 1))
    #expect(try await !isDue(bureau.today))
    // Paid meanwhile, so what is handed in again is not what the department had rolled up.
    try await bureau.spend("2025-06-20", "100", "P-9", sheets[0].code.text)
    _ = try await bureau.act(.submit, one, by: "张三", on: bureau.today + 3)
    #expect(try await papers().changedSince.contains("“\(sheets[0].name)”执行数"))
    #expect(try await papers().overview.contains("提醒：部门整体表报送后，项目表有变动"))
    #expect(try await !isDue(bureau.today + 3))
    #expect(try await isDue(bureau.today + 2))
    outcome = try await bureau.office.actOnAll(
      .approve, of: bureau.department.id, .monitoring, through: 6, from: [.submitted], by: "李四",
      on: bureau.today + 4, fiscalYear: 2025)
    #expect(outcome.done.count == 8)
  }

  @Test("the form of a project that a later document no longer has can still be read, and only that")
  func removed() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key()
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    let approved = try await bureau.act(.approve, key, by: "李四")
    var budget = try Samples.budget("304-2025.txt")
    budget.projects.removeFirst()
    _ = try await bureau.store.importBudget(
      budget, findings: [], file: "b", content: [3],
      terms: ImportTerms(effective: Day(startOf: 2025), agreesToRemovals: true))
    #expect(try await bureau.office.paper(key, asOf: Day(endOf: 6, in: 2025), .latest) == approved)
    _ = try await bureau.office.history(of: key, asOf: Day(endOf: 6, in: 2025))
    let other = try await bureau.key(form: .selfEvaluation)
    let refused = await #expect(throws: Refusal.self) {
      try await bureau.office.fill(
        other, [try FormEntry(FormField(.unit), typed: "局本级")], by: "张三", on: bureau.today, fiscalYear: 2025)
    }
    #expect(code(refused) == "project-vanished")
  }

  @Test("a submission recorded by hand stands while forms are filled in, until one is given back")
  func onPaper() async throws {
    let bureau = try await Bureau(["306-2025.txt"])
    func submittedOn() async throws -> Day? {
      try await bureau.store.formMaterial(
        of: bureau.department.id, .monitoring, through: 6, asOf: bureau.today)?.submittedOn
    }
    _ = try await bureau.store.append(
      FormSubmission(form: .monitoring, month: 6, day: bureau.today), of: bureau.department.id, by: "张三")
    let sheets = try await bureau.store.projectSheets(of: bureau.department.id)
    let key = try await bureau.key(sheets[0].code.text)
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    #expect(try await submittedOn() == bureau.today)
    _ = try await bureau.act(.giveBack(remarks: "核对"), key, by: "李四", on: bureau.today + 1)
    #expect(try await submittedOn() == nil)
  }

  @Test("what the form does not take is refused when it is filled in, and leaves nothing behind")
  func refusals() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key()
    let indicators = try await bureau.store.indicators(of: key)
    func refusal(_ key: FormKey, _ name: FormField.Name, _ text: String, _ indicator: IndicatorID? = nil) async
      -> String?
    {
      let error = await #expect(throws: (any Error).self) {
        let entry = try FormEntry(FormField(name, indicator: indicator), typed: text, reason: "理由")
        _ = try await bureau.office.fill(key, [entry], by: "张三", on: bureau.today, fiscalYear: 2025)
      }
      return code(error)
    }
    #expect(await refusal(key, .actual, "430个", indicators[0].id) == "value-wrong-unit")
    #expect(await refusal(key, .forecast, "99万元") == "forecast-out-of-bounds")
    #expect(await refusal(key, .score, "1", indicators[0].id) == "field-not-of-form")
    #expect(await refusal(key, .likelihood, "确定能") == "indicator-missing")
    #expect(await refusal(key, .unit, "局本级", indicators[0].id) == "indicator-not-wanted")
    #expect(await refusal(key, .likelihood, "确定能", 999_999) == "indicator-not-of-form")
    #expect(await refusal(key, .paidBasic, "1万元") == "field-not-of-form")
    #expect(await refusal(key, .paidFiscal, "1万元") == "source-only-one")
    _ = try await bureau.store.append(
      Observation(day: try Day.parse("2025-06-10"), value: .number(Quantity(units: 92))), to: indicators[6].id,
      evidence: nil)
    #expect(await refusal(key, .actual, "未到期", indicators[6].id) == "reported-already")
    let score = try await bureau.key(form: .selfEvaluation)
    #expect(await refusal(score, .actual, "未到期", indicators[0].id) == "value-not-a-number")
    #expect(await refusal(score, .score, "12", indicators[0].id) == "score-without-value")
    #expect(await refusal(score, .executionScore, "10") == "execution-computed")
    let count = try await bureau.session { session in
      try session.rows("SELECT count(*) FROM form").first { try $0.next(Int.self) }
    }
    #expect(count == 0)
  }

  @Test("the database itself refuses to change what was handed in, approved or written")
  func guarded() async throws {
    let bureau = try await Bureau()
    let key = try await bureau.key()
    try await bureau.complete(key)
    _ = try await bureau.act(.submit, key, by: "张三")
    func refused(_ sql: String) async throws -> String? {
      let error = await #expect(throws: PostgresError.self) {
        try await bureau.session { session in try session.script(sql) }
      }
      return error?.constraint
    }
    #expect(
      try await refused(
        "INSERT INTO form_entry (form_id, field, value, actor, filled_on) SELECT id, 'unit', 'x', 'x', now() FROM form")
        == "form_entry_open")
    #expect(try await refused("UPDATE form_snapshot SET content = 'x'") == "form_snapshot_append_only")
    #expect(try await refused("DELETE FROM form_transition") == "form_transition_append_only")
    _ = try await bureau.act(.approve, key, by: "李四")
    #expect(try await refused("UPDATE form SET state = 'draft'") == "form_stays_locked")
    #expect(try await refused("UPDATE form_entry SET value = 'x'") == "form_entry_append_only")
  }

  @Test("people who act at the same time get one version, one submission, and an answer each")
  func concurrent() async throws {
    let bureau = try await Bureau(["306-2025.txt"])
    let sheets = try await bureau.store.projectSheets(of: bureau.department.id)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for sheet in sheets {
        let key = try await bureau.key(sheet.code.text)
        group.addTask { try await bureau.complete(key, by: "甲") }
        group.addTask { try await bureau.complete(key, by: "乙") }
      }
      let whole = try await bureau.key(nil)
      group.addTask { try await bureau.complete(whole) }
      try await group.waitForAll()
    }
    func submit(_ owners: [FormOwner]) async throws -> Int {
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for owner in owners {
          let key = FormKey(department: bureau.department.id, owner: owner, form: .monitoring, month: 6)
          for actor in ["甲", "乙"] {
            group.addTask { (try? await bureau.act(.submit, key, by: actor)) != nil }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
    }
    #expect(try await submit([.whole]) == 0, "the department rolls up what was handed in")
    #expect(try await submit(sheets.map { .project($0.id) }) == sheets.count, "each form is handed in once")
    #expect(try await submit([.whole]) == 1)
    let counts = try await bureau.session { session in
      try session.rows(
        """
        SELECT (SELECT count(*) FROM form), (SELECT count(*) FROM form_transition),
          (SELECT count(*) FROM form_submission WHERE withdrawn_on IS NULL)
        """
      ).first { [try $0.next(Int.self), try $0.next(Int.self), try $0.next(Int.self)] }
    }
    #expect(counts == [8, 8, 1])
  }
}

extension Bureau {
  func key(form: DepartmentForm) async throws -> FormKey { try await key(Bureau.cleaning, form) }
}
