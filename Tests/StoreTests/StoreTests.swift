import Documents
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

private let cleaning = "13062525P000232100244"

/// A store with the first sample in it.
private func storeWithSample() async throws -> Store {
  let store = try await TestServer.store()
  _ = try await store.importBudget(try Samples.budget("304-2025.txt"), findings: [], file: "a.txt", content: [1])
  return store
}

private func line(
  _ date: String, _ amount: String, _ voucher: String, project: String = cleaning, category: String? = nil
) throws -> SpendingLine {
  try SpendingLine(project: project, date: date, amount: amount, voucher: voucher, category: category)
}

private func code(of error: (any Error)?) -> String? {
  (error as? Refusal)?.code
}

@Suite("Migrations")
struct MigrationTests {
  @Test("the compiled list is the folder sql/")
  func list() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Samples.root.appendingPathComponent("sql").path)
      .filter { $0.hasSuffix(".sql") }.sorted()
    #expect(Migration.all.map(\.name) == files)
    for migration in Migration.all {
      let text = try String(contentsOf: Samples.root.appendingPathComponent("sql/\(migration.name)"), encoding: .utf8)
      #expect(migration.text == text && migration.number == Int(migration.name.prefix(4)))
    }
  }

  @Test("many programs migrate at once, each migration is applied once")
  func concurrent() async throws {
    let url = try await TestServer.database(migrated: false)
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<6 { group.addTask { try await Store(url: url, connections: 1).migrate() } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied.sorted() == Migration.all.map(\.name))
    #expect(try await Store(url: url).migrate().isEmpty)
  }

  @Test("a changed old migration is refused, and so is a database newer than the program")
  func refused() async throws {
    let url = try await TestServer.database()
    var changed = Migration.all
    changed[0] = Migration(number: 1, name: changed[0].name, text: changed[0].text + "-- other")
    let store = Store(url: url)
    #expect(
      code(of: await #expect(throws: Refusal.self) { try await store.migrate(changed) }) == "migration-changed")
    let older = Migration.all.filter { $0.number < 10 }
    #expect(code(of: await #expect(throws: Refusal.self) { try await store.migrate(older) }) == "database-newer")
  }

  @Test("a migration that fails leaves nothing of itself")
  func failing() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    let bad = Migration.all + [Migration(number: 99, name: "0004_bad.sql", text: "CREATE TABLE half (); SELECT 1/0;")]
    await #expect(throws: PostgresError.self) { try await store.migrate(bad) }
    #expect(try await store.migrate().isEmpty)
  }

  @Test("what belongs to a department names projects and indicators of its own only")
  func ownProjects() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    for name in ["304-2025.txt", "306-2025.txt"] {
      _ = try await store.importBudget(try Samples.budget(name), findings: [], file: name, content: Array(name.utf8))
    }
    let connection = try await Connection.open(Configuration(url: url))
    let foreign = "(SELECT max(id) FROM project WHERE department_id <> d.id)"
    for insert in [
      "INSERT INTO form (department_id, project_id, kind, month, version) SELECT d.id, \(foreign), 'monitoring', 6, 1 FROM department d",
      "INSERT INTO alert (department_id, fiscal_year, project_id, rule, period, severity, state, since, last_transition) SELECT d.id, d.fiscal_year, \(foreign), 'overspent', '', 'red', 'open', '2025-06-01', 1 FROM department d",
      "UPDATE indicator i SET position = 9999, project_id = (SELECT max(id) FROM project WHERE department_id <> i.department_id) WHERE id = (SELECT min(id) FROM indicator WHERE project_id IS NOT NULL)",
    ] {
      let error = await #expect(throws: PostgresError.self) { try await connection.perform { try $0.script(insert) } }
      #expect(error?.sqlState == "23503", "\(insert): \(error.map { "\($0)" } ?? "")")
    }
    await store.close()
  }

  @Test("a migration waits for a table that somebody holds only for a moment at a time, and is tried again")
  func locked() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    let next =
      Migration.all + [Migration(number: 9_001, name: "9001_next.sql", text: "ALTER TABLE department ADD next int;")]
    let holder = try await Connection.open(Configuration(url: url))
    try await holder.perform { try $0.script("BEGIN; LOCK TABLE department IN ACCESS SHARE MODE") }
    #expect(
      code(of: await #expect(throws: Refusal.self) { try await store.migrate(next, attempts: 1) })
        == "migration-locked")
    // Nobody waits behind it meanwhile.
    #expect(try await store.departments().isEmpty)
    let migrating = Task { try await store.migrate(next) }
    try await Task.sleep(for: .milliseconds(300))
    try await holder.perform { try $0.script("COMMIT") }
    #expect(try await migrating.value == ["9001_next.sql"])
    await store.close()
  }

  @Test("an index is built outside transactions, while others read and migrate")
  func outside() async throws {
    let url = try await TestServer.database()
    let next =
      Migration.all + [
        Migration(
          number: 9_001, name: "9001_index.sql",
          text: "-- compatible, outside transactions\nCREATE INDEX CONCURRENTLY IF NOT EXISTS next ON alert (rule)")
      ]
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 { group.addTask { try await Store(url: url, connections: 1).migrate(next) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied == ["9001_index.sql"])
    #expect(try await Store(url: url).isCurrent())
  }

  @Test("a database that others use, too, is refused where it is older, and not changed")
  func older() async throws {
    let url = try await TestServer.database(migrated: false)
    let store = Store(url: url)
    func refused() async -> String? {
      code(of: await #expect(throws: Refusal.self) { try await store.requireCurrent() })
    }
    #expect(await refused() == "database-older")
    #expect(try await !store.isCurrent())
    try await store.migrate(Array(Migration.all.dropLast()))
    #expect(await refused() == "database-older")
    try await store.migrate()
    try await store.requireCurrent()
    await store.close()
  }

  @Test("the calendar and the rule set are there from the start")
  func seeds() async throws {
    let store = try await TestServer.store()
    let calendar = try await store.calendar()
    let holiday = try Day.parse("2025-10-08")
    #expect(calendar.knows(2025) && calendar.knows(2026) && !calendar.isWorkday(holiday))
  }
}

@Suite("Importing a budget")
struct ImportTests {
  @Test("the same file again changes nothing; the same facts in another file make no versions")
  func idempotent() async throws {
    let store = try await TestServer.store()
    let budget = try Samples.budget("304-2025.txt")
    let first = try await store.importBudget(budget, findings: [], file: "a.txt", content: [1])
    #expect(first.added == 12 && first.indicatorsAdded == 93 + 23 && !first.isRepeated)
    #expect(try await store.importBudget(budget, findings: [], file: "a.txt", content: [1]).isRepeated)
    let other = try await store.importBudget(budget, findings: [], file: "a.docx", content: [2])
    #expect(!other.isRepeated && other.unchanged == 12 && other.changed + other.added + other.removed == 0)
    #expect(other.indicatorsAdded + other.indicatorsChanged + other.indicatorsRemoved == 0)
  }

  @Test("two programs importing one file at once import it once")
  func concurrent() async throws {
    let store = try await TestServer.store()
    let budget = try Samples.budget("306-2025.txt")
    let added = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try await store.importBudget(budget, findings: [], file: "b.txt", content: [7]).added }
      }
      return try await group.reduce(0, +)
    }
    #expect(added == 7)
  }

  @Test("a changed document makes versions, marks what is gone, and entries stay attached")
  func versions() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    var budget = try Samples.budget("304-2025.txt")
    _ = try await store.importBudget(budget, findings: [], file: "a.txt", content: [1])
    _ = try await store.append(try line("2025-03-20", "7500元", "P-1"))
    let own = try #require(ProjectCode(cleaning))
    let first = try #require(try await store.accounts(of: own).first)
    let last = try await store.indicators(project: first.id)[6]
    _ = try await store.append(
      Observation(day: try Day.parse("2025-06-01"), value: .number(Quantity(units: 95))), to: last.id, evidence: nil)

    budget.projects[0].budget = Money(fen: 4_000_000)
    var rows = budget.projects[0].indicators
    rows.remove(at: 0)
    budget.projects[0].indicators = rows.enumerated().map { index, row in
      Indicator(
        position: index + 1, level1: row.level1, level2: row.level2, level3: row.level3, description: row.description,
        target: row.target, basis: row.basis, binding: row.binding)
    }
    let gone = budget.projects.remove(at: 1)
    let second = try await store.importBudget(
      budget, findings: [], file: "a2.txt", content: [2],
      terms: ImportTerms(effective: Day(startOf: 2025), agreesToRemovals: true))
    #expect(second.changed == 1 && second.unchanged == 10 && second.removed == 1)
    #expect(second.indicatorsRemoved == 1 && second.indicatorsChanged == 6)

    let pool = Pool(Configuration(url: url), size: 1)
    let kept = try await pool.perform { session in
      try session.rows(
        """
        SELECT v.version, v.budget_fen FROM project_version v JOIN project p ON p.id = v.project_id
        WHERE p.code = \(cleaning) ORDER BY v.version
        """
      ).map { [try $0.next(Int64.self), try $0.next(Int64.self)] }
    }
    #expect(kept == [[1, 3_000_000], [2, 4_000_000]])
    let cleaningCode = try #require(ProjectCode(cleaning))
    let account = try #require(try await store.accounts(of: cleaningCode).first)
    #expect(account.budget == Money(fen: 4_000_000))
    let moved = try await store.indicators(project: account.id)
    #expect(moved.count == 6 && moved.last?.id == last.id && moved.last?.position == 6)
    #expect(try await store.accounts(of: gone.code).first?.isRemoved == true)

    // The old document again: everything is back, nothing was lost on the way.
    let back = try await store.importBudget(
      try Samples.budget("304-2025.txt"), findings: [], file: "a.txt", content: [1],
      terms: ImportTerms(effective: Day(startOf: 2025)))
    #expect(back.changed == 1 && back.removed == 0 && back.indicatorsAdded == 1)
    #expect(try await store.accounts(of: gone.code).first?.isRemoved == false)
    let yearEnd = try Day.parse("2025-12-31")
    let snapshot = try #require(try await store.snapshot(of: back.departmentID, asOf: yearEnd))
    #expect(snapshot.facts.projects.count == 12)
    #expect(snapshot.facts.projects[0].ledger.paid(through: yearEnd) == Money(fen: 750_000))
  }

  @Test("the file itself, its findings and its tables are kept with the import")
  func original() async throws {
    let url = try await TestServer.database()
    let path = Samples.path("306-2025.txt")
    let disclosure = try Samples.disclosure(path)
    let budget = try #require(disclosure.budget)
    let bytes = try Samples.bytes(path)
    _ = try await Store(url: url).importBudget(
      budget, findings: disclosure.findings, file: "306-2025.txt", content: bytes)
    let connection = try await Connection.open(Configuration(url: url))
    try await connection.perform { session in
      var row = try session.rows(
        """
        SELECT content, sha256 = sha256(content), (SELECT count(*) FROM finding),
          (SELECT amounts_fen FROM budget_line WHERE budget_table = '支出功能分类' AND code = '')
        FROM import
        """)[0]
      #expect(try row.next(Bytes.self).bytes == bytes)
      #expect(try row.next(Bool.self))
      #expect(try row.next(Int.self) == disclosure.findings.count)
      #expect(try row.next(Nullables<Int64>.self).elements == [1_798_300_000, 536_080_000, 1_262_220_000])
    }
  }

  @Test("a department's own rule set counts from its next evaluation on")
  func ownRules() async throws {
    let store = try await storeWithSample()
    let day = try Day.parse("2025-07-01")
    let department = try #require(try await store.departments().first)
    func approaching() async throws -> Int {
      let snapshot = try #require(try await store.snapshot(of: department.id, asOf: day))
      let found = evaluate(snapshot.facts, on: day, calendar: try await store.calendar())
      return found.count { $0.key.rule == .checkpointApproaching }
    }
    #expect(try await approaching() == 0)
    try await store.setParameters(
      ["checkpoint-approaching.notice-days": "150"], of: department.id, named: "本局", on: day)
    #expect(try await approaching() == 10)
    let snapshot = try await store.snapshot(of: department.id, asOf: day)
    #expect(snapshot?.facts.parameters.ruleSet == "本局#1")
    let before = try await store.snapshot(of: department.id, asOf: day - 1)
    #expect(before?.facts.parameters.ruleSet == "CN-2020-10#5", "earlier days keep their rules")
    let error = await #expect(throws: Refusal.self) {
      try await store.setParameters(
        ["checkpoint-approaching.notice-days": "很久"], of: department.id, named: "本局", on: day)
    }
    #expect(error?.code == "rule-parameter-unreadable")
  }

  @Test("a project of another department is refused by name")
  func foreign() async throws {
    let store = try await storeWithSample()
    var budget = try Samples.budget("304-2025.txt")
    budget.department = DepartmentIdentity(code: "304", name: "另一个局", fiscalYear: 2025)
    let other = budget
    let error = await #expect(throws: Refusal.self) {
      try await store.importBudget(other, findings: [], file: "c", content: [3])
    }
    #expect(code(of: error) == "department-differs")
    let given = await #expect(throws: Refusal.self) {
      try await store.importBudget(
        other, findings: [], file: "c", content: [3], terms: ImportTerms(isDepartmentGiven: true))
    }
    #expect(code(of: given) == "project-of-another-department")
    #expect(try await store.departments().count == 1)
    // Renamed, it is the same department with all it had.
    let id = try await store.departments()[0].id
    try await store.renameDepartment(id, to: other.department)
    let joined = try await store.importBudget(other, findings: [], file: "c", content: [3])
    #expect(joined.departmentID == id && joined.unchanged == 12 && joined.removed == 0)
  }

  @Test("what a document would remove is asked, and named with what was paid")
  func removals() async throws {
    let store = try await storeWithSample()
    _ = try await store.append(try line("2025-03-20", "7500元", "P-1"))
    var budget = try Samples.budget("304-2025.txt")
    budget.projects.removeFirst()
    let without = budget
    let asked = await #expect(throws: Refusal.self) {
      try await store.importBudget(without, findings: [], file: "b", content: [2])
    }
    #expect(code(of: asked) == "removal-asked")
    #expect(asked?.message.contains("13062525P000232100244 保洁费项目（已支付7,500.00元）") == true)
    let preview = try await store.previewImport(without)
    #expect(
      preview.difference?.removals.map(\.paid) == [Money(fen: 750_000)] && preview.difference?.needsAgreement == true)
    budget.projects.removeFirst()
    budget.projects.removeAll()
    let nothing = budget
    await #expect(throws: Refusal.self) {
      try await store.importBudget(nothing, findings: [], file: "b", content: [3])
    }
    let agreed = try await store.importBudget(
      without, findings: [], file: "b", content: [2], terms: ImportTerms(agreesToRemovals: true))
    #expect(agreed.removed == 1)
    guard case .added(_, let warning) = try await store.append(try line("2025-03-21", "1元", "P-2")) else {
      Issue.record("not taken"); return
    }
    #expect(warning?.contains("已不在最近导入的预算文件中") == true)
    let day = try Day.parse("2025-03-22")
    _ = try await store.reverse(voucher: try Voucher("P-1"), of: nil, newVoucher: try Voucher("R-1"), on: day)
  }

  @Test("every day is answered by the document of that day, whatever comes later")
  func asOf() async throws {
    let store = try await storeWithSample()
    let id = try await store.departments()[0].id
    func budget(_ day: String) async throws -> [String] {
      let snapshot = try #require(try await store.snapshot(of: id, asOf: try Day.parse(day)))
      let first = try #require(snapshot.facts.projects.first)
      let name = snapshot.directory.projects[first.id]?.name ?? ""
      return [name, first.budget.yuan, "\(snapshot.facts.projects.count)", "\(first.indicators.count)"]
    }
    let days = ["2025-01-01", "2025-04-30", "2025-06-30", "2025-07-01", "2025-12-31"]
    var before: [[String]] = []
    for day in days { before.append(try await budget(day)) }
    var second = try Samples.budget("304-2025.txt")
    second.projects[0].budget = Money(fen: 6_000_000)
    second.projects[0].name = "保洁费项目（调整）"
    second.projects[0].indicators.removeLast()
    second.projects.removeLast()
    _ = try await store.importBudget(
      second, findings: [], file: "b", content: [2], terms: ImportTerms(effective: try Day.parse("2025-07-01")))
    for (day, answer) in zip(days, before).prefix(3) { #expect(try await budget(day) == answer) }
    for day in days.suffix(2) { #expect(try await budget(day) == ["保洁费项目（调整）", "60000.00", "11", "6"]) }
    // A third without a day holds from today: no day of the year changes its answer.
    second.projects[0].budget = Money(fen: 9_000_000)
    let third = try await store.importBudget(second, findings: [], file: "c", content: [3])
    #expect(third.effectiveOn.map { $0.year > 2025 } == true)
    for (day, answer) in zip(days, before).prefix(3) { #expect(try await budget(day) == answer) }
    for day in days.suffix(2) { #expect(try await budget(day)[1] == "60000.00") }
    let sheets = try await store.projectSheets(of: id, asOf: try Day.parse("2025-07-01"))
    #expect(sheets[0].initialBudget.yuan == "30000.00" && sheets[0].budget.yuan == "60000.00" && sheets.count == 11)
  }

  @Test("a department imported by mistake goes, with nothing recorded; its projects are free again")
  func removeDepartment() async throws {
    let store = try await storeWithSample()
    let id = try await store.departments()[0].id
    try await store.removeDepartment(id)
    #expect(try await store.departments().isEmpty)
    _ = try await store.importBudget(try Samples.budget("304-2025.txt"), findings: [], file: "a", content: [1])
    _ = try await store.append(try line("2025-03-20", "7500元", "P-1"))
    let again = try await store.departments()[0].id
    #expect(again != id)
    let refused = await #expect(throws: Refusal.self) { try await store.removeDepartment(again) }
    #expect(code(of: refused) == "department-in-use")
  }
}

@Suite("The ledger in the database")
struct SpendingTests {
  @Test("a voucher counts once: the same again adds nothing, another amount is refused")
  func vouchers() async throws {
    let store = try await storeWithSample()
    guard case .added(let id, nil) = try await store.append(try line("2025-03-20", "7500元", "P-1")) else {
      Issue.record("not added"); return
    }
    #expect(try await store.append(try line("2025-03-20", "7500元", "P-1")) == .repeated(id: id))
    let error = await #expect(throws: Refusal.self) {
      try await store.append(try line("2025-03-20", "7501元", "P-1"))
    }
    #expect(error?.message == "凭证号 P-1 已于 2025-03-20 记过 7500.00 元，与这一笔不同，没有重复记账；请核对凭证号，需更正的请先红冲。")
  }

  @Test("ten programs with one voucher record it once")
  func concurrent() async throws {
    let store = try await storeWithSample()
    let entry = try line("2025-03-20", "7500元", "P-1")
    let added = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<10 {
        group.addTask { if case .added = try await store.append(entry) { true } else { false } }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(added == 1)
  }

  @Test(
    "what cannot be taken is refused with the reason",
    arguments: [
      ("13062525P000232100249", "2025-03-20", nil, "project-unknown"),
      (cleaning, "2024-12-31", nil, "outside-fiscal-year"),
      ("13062525P00023210026B", "2025-03-20", "交通费", "category-unknown"),
      ("13062525P00023210026B", "2025-03-20", "留守人员", "category-ambiguous"),
    ])
  func refusals(project: String, date: String, category: String?, expected: String) async throws {
    let store = try await storeWithSample()
    let entry = try line(date, "1元", "V", project: project, category: category)
    let error = await #expect(throws: Refusal.self) { try await store.append(entry) }
    #expect(error?.code == expected)
  }

  @Test("over the budget is accepted with a warning")
  func overBudget() async throws {
    let store = try await storeWithSample()
    guard case .added(_, let warning) = try await store.append(try line("2025-03-20", "30000.01元", "P-1")) else {
      Issue.record("not added"); return
    }
    #expect(warning == "已记账，但项目“保洁费项目”累计支付30,000.01元，超出预算30,000.00元，请核对。")
  }

  @Test("a reversal names its entry, once, not before it, and within the year")
  func reversals() async throws {
    let store = try await storeWithSample()
    _ = try await store.append(try line("2025-05-10", "1800元", "P-2"))
    func reverse(_ voucher: String, _ new: String, _ date: String) async throws -> AppendOutcome {
      try await store.reverse(
        voucher: try Voucher(voucher), of: nil, newVoucher: try Voucher(new), on: try Day.parse(date)
      ).outcome
    }
    #expect(
      code(of: await #expect(throws: Refusal.self) { try await reverse("P-9", "R", "2025-06-25") })
        == "voucher-unknown")
    #expect(
      code(of: await #expect(throws: Refusal.self) { try await reverse("P-2", "R", "2025-05-09") })
        == "reversal-date")
    #expect(
      code(of: await #expect(throws: Refusal.self) { try await reverse("P-2", "R", "2026-01-01") })
        == "reversal-date")
    guard case .added(let id, _) = try await reverse("P-2", "R-2", "2025-06-25") else {
      Issue.record("not added"); return
    }
    #expect(try await reverse("P-2", "R-2", "2025-06-25") == .repeated(id: id))
    #expect(
      code(of: await #expect(throws: Refusal.self) { try await reverse("P-2", "R-3", "2025-06-26") })
        == "already-reversed")
    #expect(
      code(of: await #expect(throws: Refusal.self) { try await reverse("R-2", "R-4", "2025-06-26") })
        == "reversal-of-reversal")
  }

  @Test("a voucher that stands in several projects needs the project")
  func ambiguous() async throws {
    let store = try await storeWithSample()
    _ = try await store.append(try line("2025-05-10", "1元", "P-1"))
    _ = try await store.append(try line("2025-05-10", "2元", "P-1", project: "13062525P000234100228"))
    let date = try Day.parse("2025-05-11")
    let error = await #expect(throws: Refusal.self) {
      try await store.reverse(voucher: try Voucher("P-1"), of: nil, newVoucher: try Voucher("R"), on: date)
    }
    #expect(code(of: error) == "voucher-ambiguous")
    let done = try await store.reverse(
      voucher: try Voucher("P-1"), of: ProjectCode(cleaning), newVoucher: try Voucher("R"), on: date)
    #expect(done.amount == Money(fen: -100))
  }

  @Test(
    "the database itself refuses changes, wrong years and wrong reversals",
    arguments: [
      ("UPDATE spending_entry SET amount_fen = 1", "spending_entry_append_only"),
      ("DELETE FROM spending_entry", "spending_entry_append_only"),
      ("TRUNCATE spending_entry", "spending_entry_append_only"), ("DELETE FROM observation", "observation_append_only"),
      (
        "INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher) SELECT id, '2024-12-31', 2025, 1, 'X' FROM project LIMIT 1",
        "spending_entry_year_of_day"
      ),
      (
        "SELECT open_year(2024); INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher) SELECT id, '2024-12-31', 2024, 1, 'X' FROM project LIMIT 1",
        "spending_entry_year"
      ),
      (
        "INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher) SELECT id, '2025-12-31', 2025, -1, 'X' FROM project LIMIT 1",
        "spending_entry_sign"
      ),
      (
        "INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher, reverses) SELECT project_id, '2025-12-31', 2025, -1, 'X', id FROM spending_entry",
        "spending_entry_reversal_matches"
      ),
    ])
  func enforced(statement: String, constraint: String) async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    _ = try await store.importBudget(try Samples.budget("304-2025.txt"), findings: [], file: "a.txt", content: [1])
    _ = try await store.append(try line("2025-05-10", "1800元", "P-2"))
    let connection = try await Connection.open(Configuration(url: url))
    let error = await #expect(throws: PostgresError.self) { try await connection.perform { try $0.script(statement) } }
    #expect(error?.constraint == constraint)
  }
}
