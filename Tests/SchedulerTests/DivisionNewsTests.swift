import Domain
import Postgres
import Store
import TestSupport
import Testing

/// Who is told where one database has several counties.
@Suite("Counties tell their own people")
struct DivisionNewsTests {
  private let xushui = DivisionCode(kept: "130609")
  private let hanshan = DivisionCode(kept: "130402")

  /// The same bureau in two counties, each with a project that paid more than it has.
  private func office() async throws -> Office {
    let office = try await Office(documents: [])
    var number: UInt8 = 0
    for division in [xushui, hanshan] {
      var budget = try Samples.budget("304-2025.txt")
      for index in budget.projects.indices {
        budget.projects[index].code = try #require(ProjectCode("XM\(1_000 + index)"))
      }
      budget.department.division = division
      number += 1
      _ = try await office.store.importBudget(budget, findings: [], file: "a.txt", content: [number])
    }
    for (code, name) in [("130000", "河北省"), ("130600", "保定市"), ("130400", "邯郸市")] {
      try await office.store.keep(Division(code: DivisionCode(kept: code), name: name))
    }
    return office
  }

  private func spendTooMuch(_ office: Office, in division: DivisionCode, _ voucher: String) async throws {
    _ = try await office.store.append(
      try SpendingLine(project: "XM1000", date: "2025-04-15", amount: "40000元", voucher: voucher), in: division)
  }

  private func add(_ name: String, _ role: Recipient.Role, in division: DivisionCode?, _ office: Office) async throws {
    try await office.store.keep(
      Recipient(id: 0, name: name, role: role, level: 0), departments: [], in: division, addresses: [])
  }

  @Test(
    "at once and in the morning: a county's people hear of their county, a prefecture's of theirs, a province's of all")
  func areas() async throws {
    let office = try await office()
    let people: [(String, DivisionCode?)] = [
      ("徐水", xushui), ("邯山", hanshan), ("保定", DivisionCode(kept: "130600")), ("邯郸", DivisionCode(kept: "130400")),
      ("河北", DivisionCode(kept: "130000")), ("全部", nil), ("石家庄", DivisionCode(kept: "130000")),
    ]
    for (name, division) in people { try await add(name, .bureau, in: division, office) }
    // A clerk of the one bureau, not of the other with its code and name.
    let own = try #require(try await office.store.departments(in: xushui).first).identity
    try await office.store.keep(
      Recipient(id: 0, name: "张三", role: .clerk), departments: [own], addresses: [])
    try await office.work(at: "2025-04-15T09:00")
    let before = try await told(office)
    try await spendTooMuch(office, in: xushui, "X-1")
    try await office.work(at: "2025-04-15T10:00")
    let atOnce = try await told(office).filter { before[$0.key] != $0.value }.keys
    #expect(Set(atOnce) == ["徐水", "保定", "河北", "全部", "石家庄", "张三"])
    try await spendTooMuch(office, in: hanshan, "X-2")
    try await office.work(at: "2025-04-16T09:00")
    let spoken = try await office.query(
      """
      SELECT DISTINCT r.name || ' ' || d.division FROM outbox_alert o JOIN recipient r ON r.id = o.recipient_id
      JOIN alert a ON a.id = o.alert_id JOIN department d ON d.id = a.department_id
      """, String.self)
    #expect(
      Set(spoken) == [
        "徐水 130609", "保定 130609", "张三 130609", "邯山 130402", "邯郸 130402", "河北 130609", "河北 130402", "全部 130609",
        "全部 130402", "石家庄 130609", "石家庄 130402",
      ])
    await office.store.close()
  }

  private func told(_ office: Office) async throws -> [String: Int] {
    Dictionary(grouping: try await office.store.deliveries(), by: \.recipient).mapValues(\.count)
  }

  @Test("a route of a division takes what is below it, the nearer one first")
  func routes() async throws {
    let office = try await office()
    for name in ["甲", "乙", "丙"] { try await add(name, .clerk, in: DivisionCode(kept: "130000"), office) }
    let people = try await office.store.recipients().map(\.recipient)
    func id(_ name: String) throws -> Int64 { try #require(people.first { $0.name == name }).id }
    try await office.store.add(Route(department: nil, recipients: [try id("丙")]))
    try await office.store.add(
      Route(department: nil, division: DivisionCode(kept: "130600"), recipients: [try id("乙")]))
    try await office.store.add(Route(department: nil, division: xushui, rules: [.overspent], recipients: [try id("甲")]))
    try await office.work(at: "2025-04-14T09:00")
    try await spendTooMuch(office, in: xushui, "X-1")
    try await spendTooMuch(office, in: hanshan, "X-2")
    try await office.work(at: "2025-04-15T10:00")
    let told = try await office.query(
      """
      SELECT DISTINCT r.name || ' ' || d.division || ' ' || (a.rule = 'overspent') FROM outbox_alert o
      JOIN recipient r ON r.id = o.recipient_id JOIN alert a ON a.id = o.alert_id JOIN department d ON d.id = a.department_id
      """, String.self)
    #expect(Set(told) == ["甲 130609 true", "乙 130609 false", "丙 130402 true", "丙 130402 false"])
    await office.store.close()
  }
}
