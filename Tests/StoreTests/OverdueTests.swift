import Domain
import Postgres
import Store
import TestSupport
import Testing

/// What somebody typed or sent and did not come back for.
@Suite("What lies too long")
struct OverdueTests {
  private struct Desk {
    let url: String, store: Store, now: Instant

    init() async throws {
      url = try await TestServer.database()
      store = Store(url: url)
      now = try await store.databaseTime()
      try await store.addAccount("王芳", .business, [], osUser: nil)
      try await run(
        """
        INSERT INTO upload (account_id, file, content, made_at)
        SELECT id, f, '1', now() - a FROM account,
          (VALUES ('old.txt', interval '61 minutes'), ('new.txt', '59 minutes')) v (f, a);
        INSERT INTO upload_mend (upload_id, place, old_text, new_text) SELECT id, 'line-1', 'a', 'b' FROM upload;
        INSERT INTO kept_post (account_id, place, target, fields, kept_at)
        SELECT id, '/' || f, '/', '', now() - a FROM account,
          (VALUES ('old', interval '31 minutes'), ('new', '29 minutes')) v (f, a);
        INSERT INTO account_draft (account_id, place, name, content, saved_at)
        SELECT id, f, '', '1', now() - a FROM account, (VALUES ('old', interval '31 days'), ('new', '29 days')) v (f, a);
        INSERT INTO job (kind, scope, due_at) VALUES ('housekeep', 0, now() - interval '1 day');
        """)
    }

    func run(_ script: String) async throws {
      try await Connection.open(Configuration(url: url)).perform { try $0.script(script) }
    }

    /// What is left, new and old.
    func left() async throws -> [String] {
      try await Connection.open(Configuration(url: url)).perform { session in
        try session.rows(
          """
          SELECT file FROM upload UNION ALL SELECT u.file || ' mended' FROM upload_mend m JOIN upload u ON u.id = m.upload_id
          UNION ALL SELECT place FROM kept_post UNION ALL SELECT place FROM account_draft
          """
        ).map { try $0.next(String.self) }
      }
    }
  }

  private static let fresh = ["new.txt", "new.txt mended", "/new", "new"]

  @Test("it goes when the daemon clears away, though nothing of its kind comes")
  func housekeeping() async throws {
    let desk = try await Desk()
    #expect(try await desk.left().count == 8)
    let jobs = try await desk.store.claimJobs(
      due: desk.now, limit: 1, triedBefore: false, kinds: ["housekeep"], claim: 1)
    let voice = Voice(now: desk.now, links: Links(base: nil), calendar: try await desk.store.calendar())
    try await desk.store.housekeep(completing: try #require(jobs.first), voice: voice)
    #expect(try await desk.left() == Self.fresh)
    await desk.store.close()
  }

  @Test("it goes when a daemon plans, which is every hour")
  func planning() async throws {
    let desk = try await Desk()
    _ = try await desk.store.plan(through: desk.now, calendar: try await desk.store.calendar())
    #expect(try await desk.left() == Self.fresh)
    await desk.store.close()
  }
}
