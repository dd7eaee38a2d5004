import Documents
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// What row security holds back where a check is forgotten: the program asks for everything here, by a role that owns nothing.
@Suite("Row security behind the checks")
struct SightTests {
  private struct Place {
    let url: String
    let departments: [DepartmentEntry]
    /// How many rows of each table are of each department, or of none (0), counted by the owner.
    let owned: [String: Int]
    let policed: [String]
  }

  private func prepare() async throws -> Place {
    let url = try await TestServer.database()
    let store = Store(url: url)
    for name in ["304-2025.txt", "306-2025.txt"] {
      let disclosure = try Samples.budget(name)
      _ = try await store.importBudget(disclosure, findings: [], file: name, content: Array(name.utf8))
    }
    let departments = try await store.departments()
    for (index, department) in departments.enumerated() {
      let (facts, names) = try #require(
        try await store.snapshot(of: department.id, asOf: try Day.parse("2025-07-03")))
      #expect(!facts.projects.isEmpty)
      let code = try #require(names.projects.values.map(\.code.text).min())
      _ = try await store.append(
        try SpendingLine(project: code, date: "2025-03-20", amount: "100元", voucher: "V-\(index)"))
      let project = try #require(try await store.accounts(of: try ProjectCode.parse(code)).first)
      _ = try await store.append(
        ProjectEvent(kind: ProjectEvent.fundsArrived, day: try Day.parse("2025-02-01"), amount: nil), to: project.id,
        memo: nil)
      let indicator = try #require(try await store.indicators(project: project.id).first)
      _ = try await store.append(
        Observation(day: try Day.parse("2025-06-01"), value: .number(Quantity(units: 1))), to: indicator.id,
        evidence: nil)
      _ = try await store.issueRectification(
        to: department.id, project: nil, problem: "问题", demand: "要求", by: "赵六", on: try Day.parse("2025-06-01"),
        due: try Day.parse("2025-07-01"))
      try await store.keep(
        Recipient(id: 0, name: "填报\(index)", role: .clerk, projects: [project.id]), departments: [department.identity],
        addresses: [])
    }
    await store.close()
    let policed = try await texts("SELECT tablename::text FROM pg_policies WHERE schemaname = current_schema()", url)
    var owned: [String: Int] = [:]
    for table in policed { owned[table] = try await count("SELECT count(*) FROM \(table)", url) }
    // The owner is held like a role that owns nothing from here on: the test's server has no other role.
    let force = policed.map { "ALTER TABLE \($0) FORCE ROW LEVEL SECURITY;" }.joined()
    try await Connection.open(Configuration(url: url)).perform { try $0.script(force) }
    return Place(url: url, departments: departments, owned: owned, policed: policed)
  }

  private func texts(_ query: String, _ url: String) async throws -> [String] {
    try await Connection.open(Configuration(url: url)).perform { session in
      try session.rows(Query(trusted: query)).map { try $0.next(String.self) }
    }
  }

  private func count(_ query: String, _ url: String, sight: String? = nil) async throws -> Int {
    try await Connection.open(Configuration(url: url)).transaction { session in
      if let sight { try session.rows("SELECT set_config('jixiao.sight', \(sight), true)") }
      return try session.rows(Query(trusted: query)).only { try $0.next(Int.self) }
    }
  }

  @Test(
    "a role that owns nothing sees all where nobody limits it, its department where somebody does, and else nothing")
  func rows() async throws {
    let place = try await prepare()
    #expect(place.policed.count >= 25)
    let mine = place.departments[0].identity
    let own = "{\"p\(mine.division)/\(mine.code)/\(mine.name)\"}"
    var seen = 0
    for table in place.policed {
      let query = "SELECT count(*) FROM \(table)"
      let all = place.owned[table] ?? -1
      #expect(try await count(query, place.url) == all, "\(table)")
      #expect(try await count(query, place.url, sight: "{}") == 0, "\(table)")
      let some = try await count(query, place.url, sight: own)
      // Both departments have something in each table that anything is in.
      if all > 0 {
        #expect(some > 0 && some < all, "\(table): \(some) of \(all)")
        seen += 1
      }
    }
    #expect(seen >= 12)
  }

  @Test("nothing of a department out of sight is written or changed")
  func writing() async throws {
    let place = try await prepare()
    let (mine, other) = (place.departments[0], place.departments[1])
    let own = "{\"p\(mine.identity.division)/\(mine.identity.code)/\(mine.identity.name)\"}"
    let project = "(SELECT min(id) FROM project WHERE department_id = \(other.id.number))"
    let id = try await count("SELECT \(project)", place.url)
    let insert = """
      WITH added AS (INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher)
        VALUES (\(id), '2025-05-05', 2025, 100, 'X') RETURNING 1) SELECT count(*) FROM added
      """
    await #expect(throws: PostgresError.self) {
      try await count(insert, place.url, sight: own)
    }
    let update =
      "WITH c AS (UPDATE project SET position = position WHERE id = \(id) RETURNING 1) SELECT count(*) FROM c"
    #expect(try await count(update, place.url, sight: own) == 0)
    #expect(try await count(update, place.url) == 1)
  }

  @Test("the store itself: departments out of reach are not there, nor are their projects, for the owner as well")
  func store() async throws {
    let place = try await prepare()
    let (mine, other) = (place.departments[0], place.departments[1])
    let store = Store(url: place.url)
    let seen = store.seen(within: [.department(DepartmentPlace(mine.identity))])
    #expect(try await seen.departments().map(\.id) == [mine.id])
    let codes = try await store.directory(of: other.id).projects.values.map(\.code)
    for code in codes { #expect(try await seen.accounts(of: code).isEmpty) }
    #expect(
      try await !seen.accounts(of: try #require(codes.isEmpty ? nil : try await firstCode(of: mine.id, store))).isEmpty)
    #expect(try await store.seen(within: [.all]).departments().count == 2)
    #expect(try await store.seen(within: []).departments().isEmpty)
    #expect(try await seen.rectifications().map(\.department) == [mine.identity])
    #expect(try await seen.recipients().map(\.recipient.name) == ["填报0"])
    #expect(try await store.seen(within: []).recipients().isEmpty)
    // Who answers for more is seen with what is in sight, and never turned into one who answers for all; so is whom a route names.
    let held = Recipient(id: 0, name: "两处", role: .head)
    try await store.keep(held, departments: [mine.identity, other.identity], addresses: [])
    try await store.keep(Recipient(id: 0, name: "全部", role: .bureau, level: 2), departments: [], addresses: [])
    try await store.keep(
      Recipient(id: 0, name: "区划", role: .bureau, level: 3), departments: [], in: mine.identity.division, addresses: [])
    #expect(try await seen.recipients().map(\.recipient.name) == ["填报0", "两处", "全部", "区划"])
    #expect(try await seen.recipients().map(\.recipient.departments).prefix(2) == [[mine.id], [mine.id]])
    let theirs = try #require(try await store.recipients().first { $0.recipient.name == "填报1" }).recipient
    try await store.add(Route(department: mine.id, recipients: [theirs.id]))
    let routed = try #require(try await seen.recipients().first { $0.recipient.name == "填报1" })
    #expect(routed.recipient.departments == [0] && routed.departments.isEmpty)
    await store.close()
  }

  private func firstCode(of department: DepartmentID, _ store: Store) async throws -> ProjectCode? {
    try await store.directory(of: department).projects.values.map(\.code).min { $0.text < $1.text }
  }
}
