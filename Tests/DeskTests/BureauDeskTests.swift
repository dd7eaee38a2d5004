import Contract
import Desk
import Documents
import Domain
import Foundation
import Reports
import Store
import TestSupport
import Testing

@Suite("The finance bureau's view")
struct BureauDeskTests {
  private let scope = BureauDesk.Scope(fiscalYear: 2025)
  let end = Day(endOf: 6, in: 2025)

  func read(_ path: String, by script: String) throws -> Any {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [Samples.root.appendingPathComponent("Tests/Fixtures/\(script)").path, path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONSerialization.jsonObject(with: data)
  }

  @Test("one zip holds every department's forms in a folder of its own, and opens")
  func package() async throws {
    let bureau = try await Bureau(["304-2025.txt", "306-2025.txt"])
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).zip").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let office = BureauDesk(bureau.store)
    let done = try await office.package(
      scope, .monitoring, through: 6, asOf: end, formats: FormFormat.allCases, to: path)
    #expect(done.departments == 2 && done.forms == 21)
    let entries = try #require(try read(path, by: "read_zip.py") as? [[Any]])
    let names = entries.compactMap { $0[0] as? String }
    #expect(
      names.count == 2 * FormFormat.allCases.count && entries.allSatisfy { $0[2] as? Bool == true },
      "names are UTF-8 for every system")
    for code in ["304", "306"] {
      for format in FormFormat.allCases {
        #expect(names.contains { $0.hasPrefix("\(code) ") && $0.hasSuffix("/绩效运行监控表.\(format.rawValue)") })
      }
    }
    #expect(try await office.departments(.init(fiscalYear: 2025, area: "130402")).map(\.identity.code) == ["306"])
    await #expect(throws: Refusal.self) {
      try await office.package(scope, .monitoring, through: 6, asOf: end, formats: [.html], to: "/没有/这个目录/a.zip")
    }
  }

  @Test("one workbook gathers all projects and indicators, read back by an independent reader")
  func gather() async throws {
    let bureau = try await Bureau(["304-2025.txt", "306-2025.txt"])
    try await bureau.spend("2025-03-20", "7500", "P-1")
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let done = try await BureauDesk(bureau.store).gather(scope, .monitoring, through: 6, asOf: end, to: path)
    #expect(done.projects == 19 && done.indicators == 128)
    let sheets = try #require(try read(path, by: "read_rows.py") as? [String: [[Any]]])
    let projects = try #require(sheets["项目"]), indicators = try #require(sheets["指标"])
    #expect(projects.count == 20 && indicators.count == 129)
    // By division: that of 306 comes first.
    let sheetsOfStore = try await bureau.store.projectSheets(of: bureau.department.id)
    for (row, sheet) in zip(projects.dropFirst(8), sheetsOfStore) {
      #expect(row[3] as? String == sheet.code.text && row[4] as? String == sheet.name)
      #expect(row[6] as? Double == Double(sheet.budget.fen) / 1_000_000, "amounts are numbers")
    }
    #expect(projects[8][7] as? Double == 0.75 && projects[8][8] as? Double == 0.25)
    let cleaning = try #require(indicators.first { $0[7] as? String == "保洁服务面积" })
    #expect(cleaning[8] as? String == "≥430平方米")
  }

  @Test(
    "a department whose rules want a form of a month owes it in the bulletin; the others do not, and in another month nobody"
  )
  func ownMonths() async throws {
    let bureau = try await Bureau(["306-2025.txt", "304-2025.txt"])
    let office = BureauDesk(bureau.store)
    try await bureau.store.setParameters(
      ["monitoring-due.periods": "11:12-10"], of: bureau.department.id, named: "乙", on: Day(startOf: 2025))
    let november = try await office.bulletin(scope, through: 11, asOf: Day(endOf: 11, in: 2025), by: .progress)
    let lines = november.lines.sorted { $0.department.code < $1.department.code }
    #expect(lines.map(\.owesForms) == [false, true] && lines.map(\.forms) == [0, 8] && november.form == .monitoring)
    #expect(november.report.markdown.contains("未报齐的部门1个：\(lines[1].department.name)（缺8张）。"))
    #expect(november.report.markdown.contains("绩效运行监控表应于2025年12月10日前报送。"))
    // A number is printed as letters do, whatever brackets it is typed in; one that a notice has is refused.
    let july = try Day.parse("2025-07-21")
    let id = try await bureau.store.issueRectification(
      to: bureau.department.id, project: nil, problem: "慢", demand: "快", by: "绩效股", on: july, due: july,
      number: LetterNumber(mark: "徐财绩", year: 2025, serial: 3))
    let choice = BureauChoice(year: 2025)
    let numbered = try await bureau.desk.bulletin(
      choice, through: 6, asOf: nil, by: .progress, number: "徐财绩[2025]第05号", today: july)
    #expect(numbered.report.letter?.number == "徐财绩〔2025〕5号" && numbered.answer.number == "徐财绩〔2025〕5号")
    await #expect(throws: Refusal.rectification(.numberTaken(.init(mark: "徐财绩", year: 2025, serial: 3), by: id))) {
      _ = try await bureau.desk.bulletin(
        choice, through: 6, asOf: nil, by: .progress, number: "徐财绩〔2025〕3号", today: july)
    }
    let march = try await office.bulletin(scope, through: 3, asOf: Day(endOf: 3, in: 2025), by: .progress)
    #expect(march.form == nil && march.lines.allSatisfy { !$0.owesForms && $0.forms == 0 })
    await bureau.store.close()
  }

  @Test("the bulletin tells who has handed in; doubts come with their places; a notice goes its way")
  func overview() async throws {
    let bureau = try await Bureau(["306-2025.txt", "304-2025.txt"])
    let office = BureauDesk(bureau.store)
    let sheets = try await bureau.store.projectSheets(of: bureau.department.id)
    for sheet in sheets { try await bureau.complete(try await bureau.key(sheet.code.text)) }
    try await bureau.complete(try await bureau.key(nil))
    _ = try await bureau.office.actOnAll(
      .submit, of: bureau.department.id, .monitoring, through: 6, from: [.draft], by: "张三", on: bureau.today,
      fiscalYear: 2025)
    let bulletin = try await office.bulletin(scope, through: 6, asOf: end, by: .progress)
    let lines = bulletin.lines.sorted { $0.department.code < $1.department.code }
    #expect(
      lines.map(\.formsIn) == [0, 8] && lines.map(\.forms) == [13, 8] && lines.map(\.handedIn) == [nil, bureau.today])

    let indicators = try await bureau.store.indicators(of: try await bureau.key(sheets[3].code.text))
    let observed = try #require(indicators.first { $0.bound == .observation && $0.target.measure != nil })
    _ = try await bureau.store.append(
      Observation(day: try Day.parse("2025-05-01"), value: .number(Quantity(units: 1))), to: observed.id, evidence: nil)
    let doubts = try await office.doubts(of: bureau.department.id, asOf: end).doubts
    #expect(doubts.contains { $0.kind == .vague && $0.place.contains("拨付时间") })
    #expect(doubts.contains { $0.kind == .noEvidence && $0.text.contains(observed.name) })
    var budget = try Samples.budget("306-2025.txt")
    let place = try #require(budget.projects.firstIndex { !$0.indicators.isEmpty })
    let old = budget.projects[place].indicators[0]
    budget.projects[place].indicators[0] = Indicator(
      position: old.position, level1: old.level1, level2: old.level2, level3: old.level3, description: old.description,
      target: Target(parsing: "≥1家"), basis: old.basis)
    _ = try await bureau.store.importBudget(
      budget, findings: [], file: "b", content: [9],
      terms: ImportTerms(effective: Day(startOf: 2025), agreesToRemovals: true))
    let changed = try await office.doubts(of: bureau.department.id, asOf: end).doubts.filter { $0.kind == .changed }
    #expect(changed.count == 1 && changed[0].text.hasPrefix("指标值由“\(old.target.text)”改为“≥1家”"))

    let store = bureau.store
    let id = try await store.issueRectification(
      to: bureau.department.id, project: sheets[0].id, problem: "进度慢", demand: "补足", by: "绩效股", on: bureau.today,
      due: bureau.today + 30)
    _ = try await store.act(.answer, onRectification: id, note: "已补足", by: "张三", on: bureau.today + 10)
    _ = try await store.act(.reject, onRectification: id, note: "凭证不全", by: "绩效股", on: bureau.today + 11)
    _ = try await store.act(.answer, onRectification: id, note: "凭证已补", by: "张三", on: bureau.today + 12)
    let closed = try await store.act(.close, onRectification: id, note: "属实", by: "绩效股", on: bureau.today + 13)
    #expect(closed.state == .closed && closed.steps.map(\.kind) == ["answered", "rejected", "answered", "closed"])
    await #expect(throws: Refusal.self) {
      try await store.act(.answer, onRectification: id, note: "再报", by: "张三", on: bureau.today + 14)
    }
    #expect(
      closed.report(from: Issuer()).markdown.contains("绩效股 | 销号 | 属实")
        && Rectification.grid([closed], on: bureau.today).uneven.isEmpty)
    #expect(try await store.rectifications(of: bureau.department.id).count == 1)
  }

  @Test("a department's own rules are a new version each time; what no rule could read is refused")
  func rules() async throws {
    let bureau = try await Bureau()
    let store = bureau.store
    try await store.useRuleSet("HE-2020-10", of: bureau.department.id, on: Day(startOf: 2025))
    let hebei = try #require(try await store.snapshot(of: bureau.department.id, asOf: end)).facts.parameters
    #expect(
      hebei.ruleSet == "HE-2020-10#3" && hebei.scoring.overTarget == .percent(15)
        && hebei.scoring.grades == [90, 80, 60])
    try await store.setParameters(
      ["score.reverse-formula": "ratio"], of: bureau.department.id, named: "304-2025", on: Day(startOf: 2025))
    let own = try #require(try await store.snapshot(of: bureau.department.id, asOf: end)).facts.parameters
    #expect(own.ruleSet == "304-2025#1" && own.scoring.reverse == .ratio && own.scoring.overTarget == .percent(15))
    await #expect(throws: Refusal.self) {
      try await store.setParameters(
        ["score.bands": "多"], of: bureau.department.id, named: "304-2025", on: Day(startOf: 2025))
    }
    await #expect(throws: Refusal.self) {
      try await store.useRuleSet("没有", of: bureau.department.id, on: Day(startOf: 2025))
    }
  }
}

extension BureauDeskTests {
  @Test("more rows than a sheet holds go on in another")
  func sheets() async throws {
    let bureau = try await Bureau(["306-2025.txt"])
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let papers = try await bureau.office.papers(of: bureau.department.id, .monitoring, through: 6, asOf: end)
    let book = try GatheredWorkbook(path: path, mostRows: 20)
    book.add(papers)
    let done = try book.close()
    #expect(done.projects == 7 && done.indicators == 35)
    let sheets = try #require(try read(path, by: "read_rows.py") as? [String: [[Any]]])
    #expect(sheets["指标"]?.count == 20 && sheets["指标2"]?.count == 17 && sheets["项目"]?.count == 8)
    #expect(sheets["指标2"]?.first?.first as? String == "部门编码")
  }
}
