import Crypto
import Documents
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// The audit trail: in the transaction of the act, chained, and found out where it was touched.
@Suite("The audit trail")
struct AuditTests {
  private func note(_ chain: String = "130625", _ action: Action = .recordPayment) -> AuditNote {
    AuditNote(chain: chain, action: action, origin: "os:x", request: "{\"a\":\"一\"}")
  }

  private func check(_ store: Store, against kept: [AuditHead] = []) async throws -> [AuditFault] {
    let heads = try await store.auditHeads()
    let known = heads.filter { $0.number > 0 } + kept
    var faults: [AuditFault] = []
    for chain in Set((heads + known).map(\.chain)).sorted() {
      faults += try await store.check(ofChain: chain, known: known) { Array(SHA256.hash(data: $0)) }.faults
    }
    return faults
  }

  private func script(_ text: String, _ url: String) async throws {
    try await Connection.open(Configuration(url: url)).perform { try $0.script(text) }
  }

  /// As a superuser would: past the trigger.
  private func forge(_ text: String, _ url: String) async throws {
    try await script(
      """
      ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only; \(text);
      ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only
      """, url)
  }

  @Test("an act leaves one row with what it wrote, one that was rolled back none, one that wrote nothing none")
  func acts() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url).acting(as: "王芳").noting(note("", .keepSettings))
    try await store.set("public-url", to: "https://a")
    let entries = try await store.auditEntries(.init(), limit: 10)
    #expect(entries.map(\.actor) == ["王芳"] && entries[0].outcome == "done" && entries[0].origin == "os:x")
    #expect(entries[0].changes?.contains("\"value\": \"https://a\"") == true)
    try await store.set("public-url", to: "https://b")
    let second = try #require(try await store.auditEntries(.init(), limit: 1).first)
    #expect(second.number == 2 && second.changes?.contains("\"before\"") == true)
    // Refused by the database, and so rolled back with its row.
    await #expect(throws: (any Error).self) { try await store.addAccount("", .business, [], osUser: nil) }
    // There already: nothing is written.
    _ = try await store.retireRecipient("nobody")
    #expect(try await store.auditEntries(.init(), limit: 10).count == 2)
    // What only was refused has a row of its own.
    try await store.note(note("", .approveForm), by: "王芳", outcome: "action-forbidden")
    #expect(try await store.auditEntries(.init(isRefused: true), limit: 10).map(\.action) == ["approve-form"])
    #expect(try await store.auditEntries(.init(actor: "李四"), limit: 10).isEmpty)
    #expect(try await check(store).isEmpty)
    // Without a note nothing is left: the service's own work is no act.
    try await Store(url: url).set("public-url", to: nil)
    #expect(try await store.auditHeads().map(\.number) == [3])
    await store.close()
  }

  @Test("eight writers at once to one chain and to several: every row there once, in one order, with rising times")
  func writers() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url, connections: 8)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for round in 0..<40 {
            let chain = round % 2 == 0 ? "130625" : "13062\(writer % 4)"
            try await store.note(note(chain), by: "人\(writer)", outcome: "done")
          }
        }
      }
      try await group.waitForAll()
    }
    let heads = try await store.auditHeads()
    #expect(heads.map(\.number).reduce(0, +) == 320)
    #expect(try await check(store).isEmpty)
    var last: Int64 = 0
    try await store.eachAuditEntry(.init()) { page in
      for entry in page where entry.chain == "130625" {
        #expect(entry.microseconds >= last)
        last = entry.microseconds
      }
    }
    var read = 0
    try await store.eachAuditEntry(.init()) { read += $0.count }
    #expect(read == 320)
    await store.close()
  }

  @Test("a superuser's edit of any field, a missing row, a cut tail and a trail written anew are found")
  func spoiled() async throws {
    func trail() async throws -> (url: String, store: Store) {
      let url = try await TestServer.database()
      let store = Store(url: url)
      for number in 1...6 { try await store.note(note("c"), by: "人\(number)", outcome: "done") }
      return (url, store)
    }
    for column in ["actor", "origin", "action", "outcome", "request"] {
      let (url, store) = try await trail()
      try await forge("UPDATE audit_entry SET \(column) = 'x' WHERE number = 3", url)
      #expect(try await check(store) == [.changed(chain: "c", 3)], "\(column)")
      await store.close()
    }
    for (change, expected) in [
      (
        "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE number = 3",
        [AuditFault.changed(chain: "c", 3)]
      ),
      ("UPDATE audit_entry SET changes = '' WHERE number = 3", [.changed(chain: "c", 3)]),
      ("UPDATE audit_entry SET digest = 'x' WHERE number = 3", [.changed(chain: "c", 3), .changed(chain: "c", 4)]),
      ("DELETE FROM audit_entry WHERE number = 3", [.missing(chain: "c", after: 2, before: 4)]),
      ("DELETE FROM audit_entry WHERE number = 1", [.missing(chain: "c", after: 0, before: 2)]),
      ("DELETE FROM audit_entry WHERE number > 4", [.cut(chain: "c", last: 4, known: 6)]),
      ("DELETE FROM audit_entry", [.cut(chain: "c", last: 0, known: 6)]),
    ] as [(String, [AuditFault])] {
      let (url, store) = try await trail()
      try await forge(change, url)
      #expect(try await check(store) == expected, "\(change)")
      await store.close()
    }
    // Whoever also changes the end of the chain is found by what was kept elsewhere.
    let (url, store) = try await trail()
    let kept = try await store.auditHeads()
    try await forge(
      """
      DELETE FROM audit_entry WHERE number > 4;
      UPDATE audit_chain SET number = 4, digest = (SELECT digest FROM audit_entry WHERE number = 4)
      """, url)
    #expect(try await check(store).isEmpty)
    #expect(try await check(store, against: kept) == [.cut(chain: "c", last: 4, known: 6)])
    for number in 5...6 { try await store.note(note("c"), by: "假\(number)", outcome: "done") }
    #expect(try await check(store).isEmpty)
    #expect(try await check(store, against: kept) == [.headDiffers(chain: "c", 6)])
    // And whoever takes the chain away with its end.
    try await forge("DELETE FROM audit_entry; DELETE FROM audit_chain", url)
    #expect(try await check(store, against: kept) == [.cut(chain: "c", last: 0, known: 6)])
    // The database refuses all of it to whoever does not take the trigger away.
    await #expect(throws: PostgresError.self) { try await script("DELETE FROM audit_entry", url) }
    await store.close()
  }
}
