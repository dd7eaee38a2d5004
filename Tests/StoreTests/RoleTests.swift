import Domain
import Postgres
import Store
import TestSupport
import Testing

/// Roles of the database that own nothing, while it is upgraded.
@Suite("Roles of the database through an upgrade")
struct RoleTests {
  /// A database at 0026 with the sample, and a role that is only a service; and one that only reads.
  private struct Half {
    let url: String, store: Store
    /// Roles that every server has: the first one's members are who owns the database, so that a test can become it.
    let service = "pg_database_owner", reader = "pg_monitor"

    init() async throws {
      let bare = try await TestServer.database(migrated: false)
      // A schema of our own: the usual one is the first role's.
      try await Connection.open(Configuration(url: bare)).perform { try $0.script("CREATE SCHEMA office") }
      url = bare + (bare.contains("?") ? "&" : "?") + "options=-csearch_path%3Doffice"
      store = Store(url: url)
      try await store.migrate(RoleTests.upTo(26))
      for (role, kind) in [(service, RoleKind.service), (reader, .reader)] {
        try await store.setDatabaseRole(role, to: kind)
      }
      try await run(
        """
        INSERT INTO department (fiscal_year, division, code, name, overall_goal, rule_set, rule_version)
        SELECT 2025, '', '304', '某局', '', name, version FROM rule_set ORDER BY name, version LIMIT 1
        """)
    }

    func run(_ script: String, as role: String? = nil) async throws {
      let connection = try await Connection.open(Configuration(url: url))
      if let role { try await connection.perform { try $0.script("SET ROLE \(role)") } }
      try await connection.perform { try $0.script(script) }
    }

    func may(_ role: String, _ right: String, _ table: String) async throws -> Bool {
      try await Connection.open(Configuration(url: url)).perform { session in
        try session.rows("SELECT has_table_privilege(\(role)::name, \(table), \(right))").only {
          try $0.next(Bool.self)
        }
      }
    }

    /// What a daemon does with every payment.
    func asksForEvaluation() async throws {
      try await run("SELECT ask_for_evaluation(ARRAY(SELECT id FROM department))", as: service)
    }
  }

  private static func upTo(_ number: Int) -> [Migration] { Migration.all.filter { $0.number <= number } }
  private static let broken = Migration(number: 28, name: "0028_broken.sql", text: "-- compatible\nSELECT 1 / 0;")

  @Test("what a migration makes is the service's from its commit on, though a later one fails")
  func laterFails() async throws {
    let half = try await Half()
    try await half.asksForEvaluation()
    await #expect(throws: PostgresError.self) { try await half.store.migrate(Self.upTo(27) + [Self.broken]) }
    try await half.asksForEvaluation()
    #expect(try await half.may(half.service, "INSERT", "fact_changed"))
    // What goes on from there is as if nothing had failed.
    try await half.store.migrate()
    try await half.asksForEvaluation()
    #expect(try await half.may(half.service, "DELETE", "upload"))
    await half.store.close()
  }

  @Test("an upgrade that ended between tables and rights is made good by the next that finds nothing else to do")
  func rightsMissing() async throws {
    let half = try await Half()
    try await half.store.migrate()
    try await half.run("REVOKE ALL ON fact_changed, upload FROM \(half.service)")
    await #expect(throws: PostgresError.self) { try await half.asksForEvaluation() }
    #expect(try await half.store.migrate() == [])
    try await half.asksForEvaluation()
    await half.store.close()
  }

  @Test("who reads the database sees nothing of what somebody typed or sent and has not given away")
  func unread() async throws {
    let half = try await Half()
    try await half.store.migrate()
    for table in [
      "account_draft", "kept_post", "upload", "upload_mend", "account_session", "account_password", "mail_link",
      "evidence_content",
    ] {
      #expect(try await !half.may(half.reader, "SELECT", table), "\(table)")
    }
    #expect(try await half.may(half.reader, "SELECT", "spending_entry"))
    await half.store.close()
  }
}
