import Domain
import Postgres
import Store
import TestSupport
import Testing

@Suite("Whether what was worked out still holds")
struct MoneyFactsTests {
  private func opened() async throws -> (url: String, store: Store, ids: [DepartmentID]) {
    let url = try await TestServer.database()
    let store = Store(url: url)
    for name in ["304-2025.txt", "306-2025.txt"] {
      _ = try await store.importBudget(try Samples.budget(name), findings: [], file: name, content: Array(name.utf8))
    }
    return (url, store, try await store.places().sorted { $0.identity.code < $1.identity.code }.map(\.id))
  }

  private func facts(
    _ store: Store, on day: Day, since mark: FactsMark?, of known: [DepartmentID] = []
  ) async throws -> MoneyFacts<(facts: DepartmentFacts, names: [ProjectID: Directory.Project])> {
    try await store.moneyFacts(asOf: day, since: mark, of: Set(known)) { facts, names, _ in (facts, names) }
  }

  private func record(_ store: Store, _ voucher: String) async throws {
    _ = try await store.append(
      try SpendingLine(project: "13062525P000232100244", date: "2025-03-20", amount: "7500", voucher: voucher))
  }

  @Test("what money follows from is the same whether all facts are read or only those")
  func same() async throws {
    let (_, store, _) = try await opened()
    try await record(store, "P-1")
    let day = try Day.parse("2025-06-30")
    let calendar = try await store.calendar()
    for part in try await facts(store, on: day, since: nil).changed {
      let whole = try #require(try await store.snapshot(of: part.facts.id, asOf: day))
      #expect(part.facts.projects.map(\.id) == whole.facts.projects.map(\.id))
      for (lean, full) in zip(part.facts.projects, whole.facts.projects) {
        let (a, b) = (
          SpendingPosition(lean, on: day, of: part.facts, calendar: calendar),
          SpendingPosition(full, on: day, of: whole.facts, calendar: calendar)
        )
        #expect(a.paid == b.paid && a.budget == b.budget && a.threshold == b.threshold && a.planned == b.planned)
        #expect(
          SpendingLight(lean, a, by: RuleContext(of: part.facts, on: day, calendar: calendar))
            == SpendingLight(full, b, by: RuleContext(of: whole.facts, on: day, calendar: calendar)))
        #expect(part.names[lean.id] == whole.directory.projects[lean.id])
      }
    }
    await store.close()
  }

  @Test("only the department whose facts changed is read again, whoever changed them and how")
  func changes() async throws {
    let (url, store, ids) = try await opened()
    let other = Store(url: url)
    let day = try Day.parse("2025-06-30")
    var mark = try await facts(store, on: day, since: nil).mark
    func changed() async throws -> [DepartmentID] {
      let found = try await facts(store, on: day, since: mark, of: ids)
      mark = found.mark
      return found.changed.map(\.facts.id)
    }
    #expect(try await changed().isEmpty)
    try await record(other, "P-1")
    #expect(try await changed() == [ids[0]])
    #expect(try await changed().isEmpty)
    // The same again changes nothing; a question neither.
    try await record(other, "P-1")
    _ = try await other.departments()
    #expect(try await changed().isEmpty)
    try await Connection.open(Configuration(url: url)).perform {
      try $0.script("UPDATE department SET name = name || '（改）' WHERE code = '306'")
    }
    #expect(try await changed() == [ids[1]])
    await store.close()
    await other.close()
  }

  @Test("a list that is kept knows of each change anywhere that it could follow from, and of nothing else")
  func unchanged() async throws {
    let (url, store, _) = try await opened()
    let other = Store(url: url)
    let day = try Day.parse("2025-06-30")
    var mark = try await facts(store, on: day, since: nil).mark
    func isUnchanged() async throws -> Bool {
      if let now = try await store.unchanged(since: mark) {
        mark = now
        return true
      }
      mark = try await facts(store, on: day, since: nil).mark
      return false
    }
    #expect(try await isUnchanged())
    _ = try await other.departments()
    #expect(try await isUnchanged())
    let acts = [
      "INSERT INTO department (fiscal_year, code, name, rule_set, rule_version) VALUES (2025, '999', '新部门', 'CN-2020-10', 3)",
      "INSERT INTO calendar_day (day, worked, name) VALUES ('2031-01-01', false, '元旦')",
      "UPDATE calendar_day SET worked = true WHERE day = '2031-01-01'",
      "INSERT INTO year_act (kind, first_year, last_year, content) VALUES ('archived', 2020, 2020, '{}')",
      "UPDATE department SET name = name || '（改）' WHERE code = '999'",
    ]
    let connection = try await Connection.open(Configuration(url: url))
    try await record(other, "P-1")
    #expect(try await isUnchanged() == false)
    // Days that are kept already are no change.
    try await connection.perform {
      try $0.script(
        "INSERT INTO calendar_day (day, worked, name) SELECT day, worked, name FROM calendar_day ON CONFLICT DO NOTHING"
      )
    }
    #expect(try await isUnchanged())
    for act in acts {
      try await connection.perform { try $0.script(act) }
      #expect(try await isUnchanged() == false, "\(act)")
      #expect(try await isUnchanged(), "after \(act)")
    }
    await store.close()
    await other.close()
  }

  @Test("what was begun before a mark and committed after it is not missed")
  func overlapping() async throws {
    let (url, store, ids) = try await opened()
    let day = try Day.parse("2025-06-30")
    let slow = try await Connection.open(Configuration(url: url))
    try await slow.perform {
      try $0.script("BEGIN")
      try $0.script(
        """
        INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher)
        SELECT id, '2025-03-20', 2025, 750000, 'S-1' FROM project WHERE code = '13062525P000232100244'
        """)
    }
    // Another is done meanwhile, so that the mark lies behind the number of the slow one.
    try await record(store, "P-2")
    let mark = try await facts(store, on: day, since: nil).mark
    #expect(try await facts(store, on: day, since: mark, of: ids).changed.isEmpty)
    try await slow.perform { try $0.script("COMMIT") }
    let found = try await facts(store, on: day, since: mark, of: ids)
    #expect(found.changed.map(\.facts.id) == [ids[0]])
    #expect(found.changed[0].facts.projects.reduce(Money.zero) { $0 + $1.ledger.paid(through: day) }.yuan == "15000.00")
    await store.close()
  }
}
