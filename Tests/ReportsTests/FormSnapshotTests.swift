import Domain
import Foundation
import Reports
import TestSupport
import Testing

/// What is kept of a form that was handed in, by this program and by those before it.
@Suite("Kept forms")
struct FormSnapshotTests {
  private let cleaning = "13062525P000232100244"

  private func fixture(_ name: String) throws -> String {
    try String(contentsOf: Samples.root.appendingPathComponent("Tests/Fixtures/\(name).json"), encoding: .utf8)
  }

  private func write(_ text: String, _ name: String) throws {
    try text.write(
      to: Samples.root.appendingPathComponent("Tests/Fixtures/\(name).json"), atomically: true, encoding: .utf8)
  }

  private func kept(_ form: Form) throws -> Form {
    guard case .form(let read) = try FormSnapshot.paper(try FormSnapshot.text(form)).content else { throw Drawn() }
    return read
  }

  private struct Drawn: Error {}

  private func bureau() throws -> Bureau {
    try Bureau(
      try Samples.budget("304-2025.txt"), paid: [cleaning: [("2025-03-20", "7500"), ("2025-05-10", "1800")]],
      observed: [cleaning: [1: "430平方米", 2: "95%", 3: "92%"]])
  }

  /// Filled so that each kind of value stands somewhere.
  private func filling(_ bureau: Bureau) throws -> Filling {
    let ids = bureau.sheets[0].indicators.map(\.id)
    func entry(_ name: FormField.Name, _ place: Int?, _ text: String) throws -> FormEntry {
      try FormEntry(FormField(name, indicator: place.map { ids[$0] }), typed: text, reason: "核对")
    }
    return Filling([
      try entry(.likelihood, 0, "有可能"), try entry(.causes, 0, "人员,经费"), try entry(.explanation, 0, "资金6月到位"),
      try entry(.measures, 0, "三季度补足"), try entry(.expected, 0, "95%"), try entry(.actual, 2, "88%"),
      try entry(.actual, 6, "未到期"), try entry(.forecast, nil, "2.9万元"), try entry(.unit, nil, "局本级"),
      try entry(.remark, nil, "附\n说明"), try entry(.accomplishment, nil, "完成"), try entry(.score, 2, "5"),
      try FormEntry(weights: "20,10,10,10,10,20,10", execution: "10", of: ids, reason: "突出面积"),
    ])
  }

  @Test("a form comes back from its text with every value and every cell", arguments: ["304-2025.txt", "306-2025.txt"])
  func roundTrip(sample: String) throws {
    let bureau = try Bureau(try Samples.budget(sample), paid: [cleaning: [("2025-03-20", "7500")]])
    for kind in DepartmentForm.allCases {
      let material = bureau.material(kind, through: kind == .monitoring ? 6 : 12)
      let papers = try DepartmentPapers(material, .live)
      for paper in papers.projects + [papers.whole] {
        guard case .form(let form) = paper.paper.content else { throw Drawn() }
        let read = try kept(form)
        // Whatever is missing of it is not kept: what is handed in has nothing missing.
        #expect(read.content.problems.isEmpty && read.difference(from: form).isEmpty && read.line == form.line)
        let (drawn, before) = (FormPaper(read).grid, paper.paper.grid)
        #expect(drawn.rows.map { $0.map(\.text) } == before.rows.map { $0.map(\.text) } && drawn.notes == before.notes)
        #expect(try FormSnapshot.text(read) == FormSnapshot.text(form))
      }
    }
  }

  @Test("a form of a department without a division comes back, and one with less than nothing paid")
  func oddities() throws {
    var budget = try Samples.budget("304-2025.txt")
    budget.department.division = .unspecified
    let bureau = try Bureau(budget, paid: [cleaning: [("2025-03-20", "-50.01"), ("2025-04-01", "-1234567.89")]])
    for form in [Form.monitoring(bureau.monitoring(0)), .selfEvaluation(bureau.selfEvaluation(0))] {
      let read = try kept(form)
      #expect(read.content.head == form.content.head && !read.content.head.department.division.isSpecified)
      #expect(read.content.text(at: .fund(.total, .paid)) == "-123.46" && read.difference(from: form).isEmpty)
    }
  }

  /// One of each kind of form.
  private func forms() throws -> [(name: String, form: Form)] {
    let bureau = try bureau()
    let filling = try filling(bureau)
    let own = Filling([
      try FormEntry(FormField(.paidBasic), typed: "300万元"), try FormEntry(FormField(.contact), typed: "0312-1"),
    ])
    let (june, winter) = (bureau.monitoring(0, filling), bureau.selfEvaluation(0, filling))
    let calendar = WorkCalendar(WorkCalendar.notices)
    let lines = [ProjectLine(june), ProjectLine(winter)].compactMap { $0 }
    return [
      ("form-2-monitoring", .monitoring(june)), ("form-2-self-evaluation", .selfEvaluation(winter)),
      (
        "form-2-monitoring-whole",
        .monitoring(
          MonitoringForm(
            bureau.sheet, [lines[0]], handedIn: [cleaning], of: bureau.facts, through: 6, on: Day(endOf: 6, in: 2025),
            calendar: calendar, filling: own))
      ),
      (
        "form-2-self-evaluation-whole",
        .selfEvaluation(
          SelfEvaluationForm(
            bureau.sheet, [lines[1]], handedIn: [], of: bureau.facts, on: Day(endOf: 12, in: 2025), calendar: calendar,
            filling: own))
      ),
    ]
  }

  @Test("format 2 reads as it did when the first form was kept in it, and is written so")
  func second() throws {
    for (name, form) in try forms() {
      if ProcessInfo.processInfo.environment["JIXIAO_WRITE_FIXTURES"] != nil {
        try write(try FormSnapshot.text(form), name)
      }
      let text = try fixture(name)
      #expect(try FormSnapshot.text(form) == text, "\(name)")
      let paper = try FormSnapshot.paper(text)
      #expect(
        paper.difference(from: FormPaper(form)).isEmpty && paper.grid.rows.count == FormPaper(form).grid.rows.count)
    }
  }

  @Test("format 2 as the second program kept it: the words of its formulas stay, and nothing else differs")
  func worded() throws {
    for (name, form) in try forms() where name.contains("self-evaluation") {
      let kept = try FormSnapshot.paper(
        try fixture(name.replacingOccurrences(of: "form-2-", with: "form-2-second-")))
      guard case .form(.selfEvaluation(let old)) = kept.content else { throw Drawn() }
      #expect(kept.difference(from: FormPaper(form)).isEmpty && kept.grid(.official) == FormPaper(form).grid(.official))
      #expect(old.execution.formula.hasPrefix("10.00×min（") && old.execution.formula.contains("，100%）="))
    }
  }

  @Test("format 2 as the first program kept it: what it marked stays marked, what it did not count is not there")
  func earlier() throws {
    let own = try FormSnapshot.paper(try fixture("form-2-first-monitoring"))
    #expect(own.grid.rows.joined().contains { $0.text.hasSuffix("＊") && $0.source == .replaced })
    let whole = try FormSnapshot.paper(try fixture("form-2-first-monitoring-whole"))
    guard case .form(.monitoring(let form)) = whole.content else { throw Refusal.form(.snapshotUnreadable) }
    #expect(form.projectLines.map(\.notDue) == [nil] && whole.grid.uneven.isEmpty)
  }

  @Test("a form of an adjusted budget goes by 全年预算数; one that an earlier program kept goes by 年初预算数 as it was filed")
  func adjusted() throws {
    var bureau = try bureau()
    let added = BudgetAdjustment(
      day: try Day.parse("2025-05-12"), amount: Money(fen: 2_000_000), isOtherFunds: false, document: "甲")
    bureau.sheets[0] = bureau.sheets[0].adjusted(by: [added])
    let text = try FormSnapshot.text(.monitoring(bureau.monitoring(0)))
    let mark = ",\"ratesBy\":\"budget\""
    #expect(text.contains(mark))
    for (kept, rate, note) in [
      (text, "18.60%", "执行率按全年预算数计算。"), (text.replacingOccurrences(of: mark, with: ""), "31.00%", "执行率按年初预算数计算。"),
    ] {
      let grid = try FormSnapshot.paper(kept).grid(.official)
      let row = try #require(grid.rows.first { $0.first?.text == "年度资金总额" })
      #expect(row.map(\.text).contains(rate) && grid.notes.contains { $0.hasSuffix(note) })
    }
  }

  @Test("a form that an earlier program kept as it was drawn is read, printed, counted and compared")
  func first() throws {
    let monitoring = try FormSnapshot.paper(try fixture("form-1-monitoring"))
    #expect(monitoring.name == "保洁费项目" && monitoring.code == cleaning && monitoring.asOf == "2025-06-30")
    #expect(
      monitoring.blockers.isEmpty && monitoring.line?.paid == Money(fen: 750_000) && monitoring.grid.uneven.isEmpty)
    #expect(monitoring.grid.rows[3].map(\.text) == ["年度资金总额", "3.00", "0.75", "25.00%", "2.90＊"])
    let scored = try FormSnapshot.paper(try fixture("form-1-self-evaluation"))
    let papers = try DepartmentPapers(try bureau().material(.selfEvaluation, through: 12), .live)
    let table = ScoreTable(papers).grid(.draft)
    #expect(scored.line?.points != nil && table.rows.count > 2)
    // A correction of it is told by its cells, since nothing else is known of the old one.
    let live = FormPaper(.monitoring(try bureau().monitoring(0)))
    let changes = live.difference(from: monitoring)
    #expect(changes.contains { $0.name == "年度资金总额1–6月执行数" && $0.old == "0.75" && $0.new == "0.93" })
    #expect(changes.contains { $0.name == "第1项“保洁服务面积”偏差原因（经费保障）" && $0.old == "√" && $0.new.isEmpty })
    #expect(changes.allSatisfy { $0.place == nil })
  }

  @Test("a correction of a form that was kept as drawn, with nothing corrected, changes nothing")
  func corrected() throws {
    var observed: [Int: String] = [:]
    for position in [1, 2, 3, 6, 7] { observed[position] = position == 1 ? "430平方米" : "90%" }
    let bureau = try Bureau(
      try Samples.budget("304-2025.txt"), paid: [cleaning: [("2025-03-20", "7500")]], parameters: .nationalDefault)
    let ids = bureau.sheets[0].indicators.map(\.id)
    func entries(_ words: [(FormField.Name, Int?, String)]) throws -> [FormEntry] {
      try words.map { name, place, text in
        try FormEntry(FormField(name, indicator: place.map { ids[$0] }), typed: text, reason: "现场核对")
      }
    }
    let values = observed.map { (FormField.Name.actual, Int?($0.key - 1), $0.value) }
    let rows = ids.indices.flatMap { place -> [(FormField.Name, Int?, String)] in
      [
        (.likelihood, place, "有可能"), (.expected, place, "达标"), (.measures, place, "下半年补足"),
        (.causes, place, "经费保障,人员保障"), (.explanation, place, "资金到位晚"),
      ]
    }
    let june = bureau.monitoring(
      0,
      Filling(
        try entries(rows + values + [(.forecast, nil, "2.9万元"), (.remark, nil, "附说明"), (.contact, nil, "0312-1")])))
    let kept = try FormSnapshot.paper(try fixture("form-1-monitoring"))
    let changes = FormPaper(.monitoring(june)).difference(from: kept)
    #expect(changes.isEmpty, "\(changes)")
    #expect(
      FormPaper(.monitoring(june)).isAsEntered(in: kept)
        && FormPaper(.monitoring(june)).isAsEntered(in: FormPaper(.monitoring(june))))
    let more = FormPaper(.monitoring(bureau.monitoring(0, Filling(try entries(rows + values)))))
    #expect(!more.isAsEntered(in: kept), "nobody's forecast")
    let texts = ids.indices.map { (FormField.Name.explanation, Int?($0), "资金到位晚") }
    let winter = bureau.selfEvaluation(
      0, Filling(try entries(values + texts + [(.accomplishment, nil, "全部完成"), (.executionReason, nil, "资金到位晚")])))
    let scored = try FormSnapshot.paper(try fixture("form-1-self-evaluation"))
    let other = FormPaper(.selfEvaluation(winter)).difference(from: scored)
    #expect(other.isEmpty, "\(other)")
    #expect(FormPaper(.selfEvaluation(winter)).isAsEntered(in: scored))
    #expect(!FormPaper(.selfEvaluation(bureau.selfEvaluation(0, Filling(try entries(values))))).isAsEntered(in: scored))
  }

  @Test(
    "what no reader of ours can read is refused",
    arguments: [
      "", "{}", "[]", "{\"format\":3,\"monitoring\":null}", "{\"format\":2}", "{\"format\":\"2\"}",
      "{\"format\":1,\"name\":\"x\"}",
    ])
  func unreadable(text: String) {
    #expect(throws: Refusal.form(.snapshotUnreadable)) { try FormSnapshot.paper(text) }
  }

  @Test("a kept text with one character changed is refused, or says something else; never does it stop the program")
  func damaged() throws {
    let text = Array(try fixture("form-2-monitoring").utf8)
    var generator = SplitMix(state: 12)
    for _ in 0..<400 {
      var bytes = text
      bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next() & 0x7F)
      if let paper = try? FormSnapshot.paper(String(decoding: bytes, as: UTF8.self)) { _ = paper.grid.uneven }
    }
  }
}

/// Numbers that are the same on every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
