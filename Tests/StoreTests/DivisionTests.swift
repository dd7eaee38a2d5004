import Documents
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// 区划: two counties in one database.
@Suite("Counties side by side")
struct DivisionTests {
  private let xushui = DivisionCode(kept: "130609")
  private let hanshan = DivisionCode(kept: "130402")

  /// The sample with codes of a province whose codes do not name their division.
  private func budget(of division: DivisionCode?, named name: String? = nil) throws -> DepartmentBudget {
    var budget = try Samples.budget("304-2025.txt")
    for index in budget.projects.indices {
      budget.projects[index].code = try #require(ProjectCode("XM\(1_000 + index)"))
    }
    let own = budget.department
    budget.department = DepartmentIdentity(
      division: division ?? .unspecified, code: name == nil ? own.code : "9\(name?.count ?? 0)", name: name ?? own.name,
      fiscalYear: own.fiscalYear)
    return budget
  }

  private func line(_ amount: String, _ voucher: String) throws -> SpendingLine {
    try SpendingLine(project: "XM1000", date: "2025-03-20", amount: amount, voucher: voucher)
  }

  private func importing(
    _ budget: DepartmentBudget, into store: Store, _ number: UInt8, removing: Bool = false
  ) async throws -> ImportOutcome {
    try await store.importBudget(
      budget, findings: [], file: "\(number).txt", content: [number], terms: ImportTerms(agreesToRemovals: removing))
  }

  @Test("bureaus of one code and name in two counties are two, with projects and payments of their own")
  func two() async throws {
    let store = try await TestServer.store()
    let first = try await importing(try budget(of: xushui), into: store, 1)
    let second = try await importing(try budget(of: hanshan), into: store, 2)
    #expect(first.departmentID != second.departmentID && second.added == 12 && second.removed == 0)
    #expect(await code { try await store.append(try line("100元", "P-1")) } == "project-in-divisions")
    _ = try await store.append(try line("100元", "P-1"), in: xushui)
    _ = try await store.append(try line("200元", "P-1"), in: hanshan)
    let project = try #require(ProjectCode("XM1000"))
    #expect(await code { try await store.owner(of: project, in: nil) } == "project-in-divisions")
    #expect(try await store.owner(of: project, in: hanshan)?.department == second.departmentID)
    // Files of payments, and reversals.
    let rows = try SpendingSheet(Array("项目编码,日期,金额,凭证号\nXM1000,2025-04-01,5,P-2\n".utf8), name: "s.csv")
    #expect(try await store.ingest(rows).refused.map(\.refusal.code) == ["project-in-divisions"])
    #expect(try await store.ingest(rows, in: xushui).added == 1)
    let (old, new, day) = (try Voucher("P-1"), try Voucher("R-1"), try Day.parse("2025-05-01"))
    #expect(
      await code { try await store.reverse(voucher: old, of: project, newVoucher: new, on: day) } == "voucher-ambiguous"
    )
    let reversal = try await store.reverse(voucher: old, of: project, in: hanshan, newVoucher: new, on: day)
    #expect(reversal.amount == Money(fen: -20_000))
    // A document without projects of the one leaves the other alone.
    var fewer = try budget(of: hanshan)
    fewer.projects.removeLast(6)
    #expect(try await importing(fewer, into: store, 3, removing: true).removed == 6)
    #expect(try await store.departments(in: xushui).map(\.projects) == [12])
    #expect(try await store.departments(in: hanshan).map(\.projects) == [6])
  }

  @Test("a document that names no division is taken where there is no choice, else asked about")
  func asked() async throws {
    let store = try await TestServer.store()
    let unnamed = try await importing(try budget(of: nil), into: store, 1)
    #expect(unnamed.division == .unspecified)
    // The department is there without a division: is it the same?
    #expect(await code { try await importing(try budget(of: xushui), into: store, 2) } == "department-without-division")
    let entry = try await store.departments()[0]
    var moved = entry.identity
    moved.division = xushui
    try await store.renameDepartment(entry.id, to: moved)
    #expect(try await importing(try budget(of: xushui), into: store, 2).departmentID == entry.id)
    // Of one division only, it is that one.
    var other = try budget(of: nil, named: "另一局")
    other.projects = []
    #expect(try await importing(other, into: store, 3).division == xushui)
    _ = try await importing(try budget(of: hanshan), into: store, 4)
    #expect(await code { try await importing(try budget(of: nil), into: store, 5) } == "division-missing")
    #expect(await code { try await importing(try budget(of: nil, named: "第三局"), into: store, 6) } == "division-missing")
    // A department that only one division has is known by itself.
    other.overallGoal = "改了"
    #expect(try await importing(other, into: store, 7).division == xushui)
  }

  @Test("the codes of the projects tell the division; one that tells it is one project wherever it is imported")
  func codes() async throws {
    let store = try await TestServer.store()
    var budget = try Samples.budget("304-2025.txt")
    #expect(budget.department.division == DivisionCode(kept: "130625"))
    _ = try await importing(budget, into: store, 1)
    budget.department.division = hanshan
    let copy = budget
    let refusal = await #expect(throws: Refusal.self) { try await importing(copy, into: store, 2) }
    #expect(refusal?.code == "project-of-another-department")
    #expect(refusal?.message.contains("”归到区划 130402；若部门仍属区划130625，请指明区划 130625；") == true)
    // A slip in one code is pointed out and changes nothing else.
    budget.projects[0].code = try #require(ProjectCode("13060025P000232100244"))
    #expect(budget.divisionTold == .one(DivisionCode(kept: "130625"), others: [budget.projects[0].code]))
  }

  @Test("a tree by the digits or as said; nothing lies below itself")
  func tree() async throws {
    let store = try await TestServer.store()
    for (code, name, parent) in [
      ("130000", "河北省", nil), ("130600", "保定市", nil), ("130609", "徐水区", nil), ("130402", "邯山区", "130000"),
      ("130609100", "安肃镇", nil), ("139900", "新区", "130609"),
    ] {
      try await store.keep(
        Division(code: DivisionCode(kept: code), name: name, parent: parent.map { DivisionCode(kept: $0) }))
    }
    let above = try await store.divisions().map { "\($0.division.code)<\($0.above?.text ?? "")" }
    #expect(
      above == [
        "130000<", "130402<130000", "130600<130000", "130609<130600", "130609100<130609", "139900<130609",
      ])
    #expect(
      await code {
        try await store.keep(Division(code: xushui, name: "徐水区", parent: DivisionCode(kept: "139900")))
      } == "division-circle")
    #expect(
      await code { try await store.keep(Division(code: xushui, name: "徐水区", parent: DivisionCode(kept: "130101"))) }
        == "division-parent-unknown")
    // Another name leaves the place as it was said.
    try await store.keep(Division(code: hanshan, name: "邯山"))
    #expect(try await store.divisions().first { $0.division.code == hanshan }?.above?.text == "130000")
    _ = try await importing(try budget(of: xushui), into: store, 1)
    _ = try await importing(try budget(of: hanshan), into: store, 2)
    _ = try await importing(try budget(of: DivisionCode(kept: "130609100")), into: store, 3)
    func count(_ name: String) async throws -> Int {
      try await store.departments(in: try await store.division(named: name)).count
    }
    #expect(try await count("130000") == 3)
    #expect(try await count("保定市") == 2)
    #expect(try await count("安肃镇") == 1)
    #expect(await code { try await store.division(named: "石家庄市") } == "division-unknown")
    #expect(throws: Refusal.self) { try DivisionCode.parse("1306") }
    #expect(try DivisionCode.parse(" １３０６０９ ") == xushui)
  }

  @Test("a database of the version before: the codes tell the division, people keep their departments")
  func upgraded() async throws {
    let url = try await TestServer.database(migrated: false)
    let old = Store(url: url)
    try await old.migrate(Migration.all.filter { $0.number < 10 })
    let connection = try await Connection.open(Configuration(url: url))
    try await connection.perform { session in
      try session.script(
        """
        INSERT INTO rule_set VALUES ('national-default', 1) ON CONFLICT DO NOTHING;
        INSERT INTO department (fiscal_year, code, name, rule_set, rule_version)
          SELECT y, c, n, name, version FROM (SELECT * FROM rule_set LIMIT 1) r,
            (VALUES (2025, '304', '甲局'), (2026, '304', '甲局'), (2025, '305', '乙局'), (2025, '306', '丙局')) v (y, c, n);
        INSERT INTO project (department_id, fiscal_year, code, position, version)
          SELECT id, fiscal_year, '1306' || (CASE name WHEN '甲局' THEN '25' WHEN '乙局' THEN '09' ELSE '01' END)
            || right(fiscal_year::text, 2) || 'P' || lpad(id::text, 12, '0'), 1, 1 FROM department;
        INSERT INTO project (department_id, fiscal_year, code, position, version)
          SELECT id, fiscal_year, '13062625P000000000099', 2, 1 FROM department WHERE name = '丙局';
        INSERT INTO recipient (name, role, level) VALUES ('张三', 'clerk', 0), ('李四', 'bureau', 2);
        INSERT INTO recipient_department SELECT id, '304', '甲局' FROM recipient WHERE name = '张三';
        """)
    }
    try await old.migrate()
    let departments = try await old.departments().map { "\($0.identity.division)\($0.identity.name)" }
    #expect(Set(departments) == ["130625甲局", "130609乙局", "丙局"])
    let people = try await old.recipients()
    let clerk = try #require(people.first { $0.recipient.name == "张三" })
    #expect(clerk.recipient.departments.count == 2 && clerk.departments.map(\.division.text) == ["130625"])
    #expect(people.first { $0.recipient.name == "李四" }?.recipient.departments == [])
    await old.close()
  }
}
