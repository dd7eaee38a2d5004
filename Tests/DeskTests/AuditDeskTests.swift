import Contract
import Desk
import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

@Suite("The audit trail at the desk")
struct AuditDeskTests {
  private static let today = Day(secondsSince1970: Int64(Date().timeIntervalSince1970))

  private func script(_ text: String, _ url: String) async throws {
    try await Connection.open(Configuration(url: url)).perform { try $0.script(text) }
  }

  private func keep(_ chain: String, _ day: Day, _ url: String) async throws {
    try await script(
      """
      INSERT INTO audit_head_kept (chain, number, digest, day)
      SELECT chain, number, digest, '\(day)' FROM audit_chain WHERE chain = '\(chain)'
      """, url)
  }

  @Test(
    "the ends are filed a day each, all of them as they were, never again, and verify the trail; refused where they cannot be"
  )
  func filing() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    let desk = Desk(store, at: .plain)
    func note(_ chain: String) async throws {
      try await store.note(
        AuditNote(chain: chain, action: .keepSettings, origin: "", request: nil), by: "人", outcome: AuditEntry.done)
    }
    let (first, second) = (AuditDeskTests.today + -2, AuditDeskTests.today + -1)
    for chain in ["a", "b"] {
      try await note(chain)
      try await keep(chain, first, url)
    }
    try await note("a")
    try await keep("a", second, url)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heads-\(UUID().uuidString)").path
    await #expect(throws: Refusal.self) { try await desk.fileAuditHeads(in: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = try await desk.fileAuditHeads(in: folder)
    #expect(
      files.map { String($0.split(separator: "/").last ?? "") } == ["审计链末端 \(first).json", "审计链末端 \(second).json"])
    func heads(_ file: String) throws -> AuditHeadsAnswer {
      try JSONDecoder().decode(AuditHeadsAnswer.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }
    #expect(try heads(files[0]).heads.map { "\($0.chain)\($0.number)" } == ["a1", "b1"])
    #expect(try heads(files[1]).heads.map { "\($0.chain)\($0.number)" } == ["a2", "b1"])
    #expect(try heads(files[1]).heads.map(\.day) == [second, first])
    #expect(try await desk.fileAuditHeads(in: folder).isEmpty)
    for file in files { #expect(try await desk.verifyAudit(against: heads(file)).faults.isEmpty) }
    try await script(
      """
      ALTER TABLE audit_entry DISABLE TRIGGER USER; ALTER TABLE audit_head_kept DISABLE TRIGGER USER;
      DELETE FROM audit_head_kept; DELETE FROM audit_entry WHERE chain = 'a' AND number = 2;
      UPDATE audit_chain SET number = 1, digest = (SELECT digest FROM audit_entry WHERE chain = 'a') WHERE chain = 'a'
      """, url)
    #expect(try await desk.verifyAudit(against: nil).faults.isEmpty)
    #expect(try await desk.verifyAudit(against: heads(files[1])).faults == ["区划 a 的审计记录只到第1条，应当到第2条：末尾被截断。"])
    await store.close()
  }

  @Test(
    "what is kept from day to day is held against the trail unasked; a trail with a fault is not pruned, a sound one is"
  )
  func keptAndPruned() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    let desk = Desk(store, at: .plain)
    try await store.note(
      AuditNote(chain: "a", action: .keepSettings, origin: "", request: nil), by: "人", outcome: AuditEntry.done)
    await #expect(throws: Refusal.account(.auditKeptForEver)) { try await desk.pruneAudit(by: Actor(name: "周")) }
    _ = try await desk.set(
      SettingRequest("audit-retention-days", to: "180"), by: Actor(name: "孙"),
      at: Moment(wall: Instant(AuditDeskTests.today)))
    let pruned = try await desk.pruneAudit(by: Actor(name: "周"))
    #expect(pruned.days == 180 && pruned.cuts.isEmpty)
    try await script(
      "INSERT INTO audit_head_kept (chain, number, digest) VALUES ('a', 1, '\\x00'), ('a', 2, '\\x01')", url)
    let found = try await desk.verifyAudit(against: nil).faults
    #expect(found == ["区划 a 的审计记录第1条的摘要与留存的不同，记录被整段改写过。", "区划 a 的审计记录只到第1条，应当到第2条：末尾被截断。"])
    await #expect(throws: Refusal.account(.auditBroken(2))) { try await desk.pruneAudit(by: Actor(name: "周")) }
    await store.close()
  }
}
