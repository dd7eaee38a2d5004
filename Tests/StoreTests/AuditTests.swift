import Contract
import Crypto
import Documents
import Domain
import Foundation
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

  /// As a superuser would: past the triggers.
  private func forge(_ text: String, _ url: String) async throws {
    try await script(
      """
      ALTER TABLE audit_entry DISABLE TRIGGER USER; ALTER TABLE audit_head_kept DISABLE TRIGGER USER; \(text);
      ALTER TABLE audit_entry ENABLE TRIGGER USER; ALTER TABLE audit_head_kept ENABLE TRIGGER USER
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

  @Test("a document is one act, also where its year is the first of its kind; the same again is none")
  func document() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url).acting(as: "王芳").noting(note("", .importDocument))
    let budget = try Samples.budget("304-2025.txt")
    for _ in 0..<2 { _ = try await store.importBudget(budget, findings: [], file: "304-2025.txt", content: [1]) }
    #expect(try await store.auditEntries(.init(), limit: 9).map(\.action) == ["import-document"])
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
    try await store.note(note("c"), by: "人", outcome: "done")
    await #expect(throws: PostgresError.self) { try await script("DELETE FROM audit_entry", url) }
    await store.close()
  }

  /// Does the night's clearing away.
  private func keepHouse(_ store: Store, _ url: String, on day: Day) async throws {
    try await script("INSERT INTO job (kind, scope, due_at) VALUES ('housekeep', 0, '\(day) 03:00+08')", url)
    let now = Instant(day, minute: 180)
    let jobs = try await store.claimJobs(due: now, limit: 1, triedBefore: false, kinds: ["housekeep"], claim: 1)
    let voice = Voice(now: now, links: Links(base: nil), calendar: try await store.calendar())
    try await store.housekeep(completing: try #require(jobs.first), voice: voice)
  }

  private static let today = Day(secondsSince1970: Int64(Date().timeIntervalSince1970))

  @Test(
    "the ends are kept each night and sent to auditors who have an address; who cuts off all that knows them is found")
  func keptHeads() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url)
    let night = Day(endOf: 6, in: 2025)
    try await script(
      "INSERT INTO channel (name, kind) VALUES ('邮箱', 'smtp'), ('旧邮箱', 'smtp'), ('群', 'dingtalk')", url)
    let grant = Grant(.auditor, .all, from: night)
    for name in ["孙审", "无址", "停用"] { try await store.addAccount(name, .auditor, [grant], osUser: nil) }
    try await store.addAccount("待授", .auditor, [], osUser: nil)
    #expect(try await store.auditorAddresses() == (auditors: 3, addressed: 0))
    #expect(try await store.setAddresses([("旧邮箱", "old@x.cn")], of: "孙审").isEmpty)
    // What is not used any more is named.
    let before = try await store.setAddresses([("邮箱", "sun@x.cn"), ("群", "")], of: "孙审")
    #expect(before.map(\.channel) == ["旧邮箱"] && before.map(\.address) == ["old@x.cn"])
    #expect(try await store.addresses(of: "孙审").map(\.channel) == ["邮箱", "群"])
    for name in ["停用", "待授"] { _ = try await store.setAddresses([("邮箱", "\(name)@x.cn")], of: name) }
    _ = try await store.setAccount("停用", disabled: true, on: night)
    #expect(try await store.auditorAddresses() == (auditors: 2, addressed: 1))
    for number in 1...4 { try await store.note(note("c"), by: "人\(number)", outcome: "done") }
    try await store.note(note(""), by: "人", outcome: "done")
    try await keepHouse(store, url, on: night)
    #expect(try await store.keptAuditHeads().map { "\($0.chain)\($0.number)" } == ["1", "c4"])
    let sent = try await store.deliveries()
    #expect(sent.map(\.recipient) == ["孙审", "孙审"] && Set(sent.map(\.address)) == ["sun@x.cn", ""])
    let digest = try #require(try await store.auditHeads().last?.digest)
    #expect(sent.allSatisfy { $0.body.contains("区划 c 第4条 \(digest)") && $0.state == "waiting" })
    // What goes with the mail is what holds the trail against it.
    let mail = try #require(sent.first { !$0.address.isEmpty })
    let file = try await Connection.open(Configuration(url: url)).perform { session in
      try session.rows("SELECT attachment_name, attachment FROM outbox WHERE id = \(mail.id)").only {
        (try $0.next(String.self), try $0.next(Bytes.self).bytes)
      }
    }
    #expect(file.0.hasSuffix(".json"))
    let received = try JSONDecoder().decode(AuditHeadsAnswer.self, from: Data(file.1)).heads
    #expect(received.map(\.digest) == (try await store.auditHeads()).map(\.digest))
    #expect(received.allSatisfy { $0.day == AuditTests.today })
    // Nothing moved: nothing is kept or sent again.
    try await keepHouse(store, url, on: night + 1)
    #expect(try await store.deliveries().count == 2)
    #expect(try await store.keptAuditHeads().count == 2)
    #expect(try await check(store, against: try await store.keptAuditHeads()).isEmpty)
    // Cut off together with the end that the chain knows.
    try await forge(
      """
      DELETE FROM audit_entry WHERE chain = 'c' AND number > 2;
      UPDATE audit_chain SET number = 2, digest = (SELECT digest FROM audit_entry WHERE chain = 'c' AND number = 2)
      WHERE chain = 'c'
      """, url)
    #expect(
      try await check(store, against: try await store.keptAuditHeads()) == [.cut(chain: "c", last: 2, known: 4)])
    for change in ["UPDATE audit_head_kept SET number = 9", "DELETE FROM audit_head_kept", "TRUNCATE audit_cut"] {
      await #expect(throws: PostgresError.self) { try await script(change, url) }
    }
    // And with what was kept: only the mail is left.
    try await forge("DELETE FROM audit_head_kept", url)
    #expect(try await check(store, against: try await store.keptAuditHeads()).isEmpty)
    #expect(try await check(store, against: received) == [.cut(chain: "c", last: 2, known: 4)])
    await #expect(throws: Refusal.account(.unknown("谁", known: ["停用", "孙审", "待授", "无址"], count: 4))) {
      try await store.setAddresses([], of: "谁")
    }
    await store.close()
  }

  /// Has rows come as if so many days were over since.
  private func age(_ days: Int, _ url: String) async throws {
    let times = #"'clock_timestamp\(\)( - interval ''\d+ days'')?'"#
    try await script(
      """
      DO $$ BEGIN EXECUTE regexp_replace(pg_get_functiondef('audit_append'::regproc), \(times),
        'clock_timestamp() - interval ''\(days) days'''); END $$
      """, url)
  }

  @Test(
    "what is old enough is removed from the front, by the database's own measure; the rest is held against the mark")
  func prune() async throws {
    let url = try await TestServer.database()
    let store = Store(url: url).acting(as: "周安").noting(note("", .pruneAudit))
    for (days, count) in [(400, 3), (200, 2), (170, 2), (0, 1)] {
      try await age(days, url)
      for number in 1...count { try await store.note(note("c"), by: "人\(number)", outcome: "done") }
    }
    // For ever, until somebody said otherwise; and never less than 180 days.
    await #expect(throws: Refusal.account(.auditKeptForEver)) { try await store.pruneAudit() }
    for value in ["179", "", "x", "-200", "1e3", "99"] {
      await #expect(throws: PostgresError.self, "\(value)") {
        try await script("INSERT INTO setting (key, value) VALUES ('audit-retention-days', '\(value)')", url)
      }
    }
    try await script("INSERT INTO setting (key, value) VALUES ('audit-retention-days', '300')", url)
    let heads = try await store.auditHeads()
    let before = try await store.auditEntries(.init(), limit: 20)
    let cuts = try await store.pruneAudit()
    let cut = try #require(cuts.first)
    #expect(cuts.count == 1 && cut.chain == "c" && cut.number == 3 && cut.removed == 3 && cut.days == 300)
    #expect(cut.digest == before.first { $0.chain == "c" && $0.number == 3 }?.digest)
    #expect(try await check(store, against: heads).isEmpty)
    let act = try #require(try await store.auditEntries(.init(action: .pruneAudit), limit: 1).first)
    #expect(act.actor == "周安" && act.chain.isEmpty && act.changes?.contains("\"number\": 3") == true)
    // Nothing more is old enough, and nothing is said to have been done.
    #expect(try await store.pruneAudit().isEmpty)
    // By nobody's hand is younger removed: not without a mark, not with a forged one, not with a shorter time.
    let forged =
      "INSERT INTO audit_cut (chain, number, digest, removed, days) SELECT chain, number, digest, 1, 180 FROM audit_entry"
    for change in [
      "DELETE FROM audit_entry WHERE number = 4",
      "\(forged) WHERE chain = 'c' AND number = 7; DELETE FROM audit_entry WHERE number = 7",
      "UPDATE setting SET value = '180' WHERE key = 'audit-retention-days'; DELETE FROM audit_entry WHERE number = 7",
      "INSERT INTO audit_cut (chain, number, digest, removed, days) VALUES ('c', 5, '', 2, 10)",
    ] {
      await #expect(throws: PostgresError.self, "\(change)") { try await script(change, url) }
    }
    // A row behind the mark that was changed is found as before.
    try await forge("UPDATE audit_entry SET actor = 'x' WHERE chain = 'c' AND number = 4", url)
    #expect(try await check(store) == [.changed(chain: "c", 4)])
    try await forge("UPDATE audit_entry SET actor = '人1' WHERE chain = 'c' AND number = 4", url)
    #expect(try await check(store).isEmpty)
    // A superuser's mark over younger rows: those that are there, and an end that was kept too late, tell of it.
    try await script("\(forged) WHERE chain = 'c' AND number = 6", url)
    #expect(try await check(store).first == .notRemoved(chain: "c", 4, said: 6))
    try await forge("DELETE FROM audit_entry WHERE chain = 'c' AND number <= 6", url)
    #expect(try await check(store).isEmpty)
    let (today, known) = (AuditTests.today, AuditTests.today + -100)
    let mailed = AuditHead(chain: "c", number: 5, digest: "x", day: known)
    #expect(
      try await check(store, against: [mailed]) == [.removedEarly(chain: "c", upTo: 6, on: today, known: 5, known)])
    let longAgo = AuditHead(chain: "c", number: 5, digest: "x", day: today + -180)
    #expect(try await check(store, against: [longAgo]).isEmpty)
    // A mark that is dated into the future, so that what it removed looks old enough.
    try await forge(
      "INSERT INTO audit_cut (chain, number, digest, removed, days, day) "
        + "SELECT chain, number, digest, 1, 180, '2099-01-01' FROM audit_entry WHERE chain = 'c' AND number = 7; "
        + "DELETE FROM audit_entry WHERE chain = 'c' AND number <= 7", url)
    let dated = try Day.parse("2099-01-01")
    #expect(
      try await check(store, against: [mailed]) == [
        .cutToCome(chain: "c", upTo: 7, on: dated),
        .removedEarly(chain: "c", upTo: 7, on: dated, known: 5, known),
      ])
    await store.close()
  }
}
