import Documents
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// Who said what, and that nobody can unsay it.
@Suite("Who, and what stays")
struct ActorTests {
  private let cleaning = "13062525P000232100244"

  private func connection(_ url: String) async throws -> Connection {
    try await Connection.open(Configuration(url: url))
  }

  private func texts(_ query: String, _ url: String) async throws -> [String] {
    try await connection(url).perform { session in
      try session.rows(Query(trusted: query)).map { try $0.next(String.self) }
    }
  }

  @Test("every fact says who kept it, by whatever way it came; nobody else's name sticks to a connection")
  func names() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url, connections: 1)
    let clerk = store.acting(as: "张三 '; DROP")
    _ = try await store.acting(as: "李四").importBudget(
      try Samples.budget("304-2025.txt"), findings: [], file: "a.txt", content: [1])
    func line(_ voucher: String) throws -> SpendingLine {
      try SpendingLine(project: cleaning, date: "2025-03-20", amount: "100元", voucher: voucher)
    }
    _ = try await clerk.append(try line("P-1"))
    let sheet = "项目编码,日期,金额,凭证号\n\(cleaning),2025-04-01,5,P-2\n"
    // Straight by COPY, then by way of the staging table.
    for (person, text) in [("王五", sheet), ("赵六", sheet + "\(cleaning),2025-04-02,6,P-3\n")] {
      _ = try await store.acting(as: person).ingest(try SpendingSheet(Array(text.utf8), name: "s.csv"))
    }
    _ = try await clerk.reverse(
      voucher: try Voucher("P-1"), of: nil, newVoucher: try Voucher("R-1"), on: try Day.parse("2025-05-01"))
    _ = try await store.append(try line("P-4"))
    let role = try await texts("SELECT '数据库用户 ' || session_user", url)[0]
    #expect(
      try await texts("SELECT voucher || ' ' || actor FROM spending_entry ORDER BY id", url) == [
        "P-1 张三 '; DROP", "P-2 王五", "P-3 赵六", "R-1 张三 '; DROP", "P-4 \(role)",
      ])
    let code = try #require(ProjectCode(cleaning))
    let account = try #require(try await store.accounts(of: code).first)
    let indicator = try #require(try await store.indicators(project: account.id).first)
    _ = try await clerk.append(
      Observation(day: try Day.parse("2025-06-01"), value: .number(Quantity(units: 430))), to: indicator.id,
      evidence: nil)
    _ = try await clerk.append(
      ProjectEvent(kind: ProjectEvent.fundsArrived, day: try Day.parse("2025-02-01"), amount: nil), to: account.id,
      memo: nil)
    let department = try await store.departments()[0].id
    try await clerk.useRuleSet("HE-2020-10", of: department, on: try Day.parse("2025-02-01"))
    for table in ["observation", "project_event", "department_rule_set"] {
      #expect(try await texts("SELECT DISTINCT actor FROM \(table)", url) == ["张三 '; DROP"], "\(table)")
    }
    #expect(try await texts("SELECT actor FROM import", url) == ["李四"])
    await store.close()
  }

  @Test(
    "documents, what was read of them, and parameters in use stay as they were kept",
    arguments: [
      "UPDATE project_version SET budget_fen = 1", "DELETE FROM project_version",
      "UPDATE plan_version SET basis = 'absent'",
      "UPDATE indicator_version SET target_text = ''", "UPDATE import SET content = ''", "TRUNCATE import CASCADE",
      "DELETE FROM import_project", "UPDATE import_indicator SET binding = 'observation'", "DELETE FROM finding",
      "UPDATE budget_line SET name = 'x'", "UPDATE rule_parameter SET value = '9'", "DELETE FROM rule_set",
      "UPDATE department_rule_set SET holds_from = '2025-01-02'",
      "INSERT INTO rule_parameter SELECT rule_set, version, 'x.y', '1', '' FROM rule_parameter ORDER BY version DESC LIMIT 1",
    ])
  func stays(statement: String) async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    _ = try await store.importBudget(
      try Samples.budget("304-2025.txt"),
      findings: [Finding(.document(.notADisclosure), at: .file("a.txt"))], file: "a.txt", content: [1])
    let error = await #expect(throws: PostgresError.self) {
      try await connection(url).perform { try $0.script(statement) }
    }
    #expect(error?.sqlState == "23001", "\(error.map { "\($0)" } ?? "")")
    await store.close()
  }
}
