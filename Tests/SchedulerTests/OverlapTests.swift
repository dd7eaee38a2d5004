import Domain
import Postgres
import Scheduler
import Store
import TestSupport
import Testing

/// What goes on at the same time: evaluations, facts, messages, and a database that is away in the middle.
@Suite("Things that overlap")
struct OverlapTests {
  /// Holds up every evaluation that writes an alert, until it is let go: as a slow machine would.
  private func gate(_ office: Office) async throws -> Connection {
    try await office.run(
      """
      CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NULL; END $$;
      CREATE TRIGGER gate AFTER INSERT ON alert_transition FOR EACH STATEMENT EXECUTE FUNCTION gate();
      """)
    let connection = try await Connection.open(Configuration(url: office.url))
    try await connection.perform { try $0.script("SELECT pg_advisory_lock(42)") }
    return connection
  }

  private func waiting(_ office: Office) async throws -> Int {
    try await office.query(
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", Int.self
    ).first ?? 0
  }

  private func evaluate(_ office: Office, on text: String) async throws -> EvaluationOutcome {
    let ids = try await office.store.departments().map(\.id)
    return try await office.store.evaluate(ids, asOf: day(text), calendar: office.calendar, keepingParts: false)
  }

  @Test("an evaluation that waited for another judges by what is there when its turn comes")
  func staleSnapshot() async throws {
    let office = try await Office()
    try await office.spend("1000元", "2025-03-01", "A-1")
    _ = try await evaluate(office, on: "2025-06-20")
    let held = try await gate(office)
    // The first writes that the budget is overspent, and is held up; the second waits for it.
    try await office.spend("100万元", "2025-06-19", "A-2")
    let first = Task { try await evaluate(office, on: "2025-06-20") }
    try await eventually("the first is held up") { try await waiting(office) == 1 }
    let second = Task { try await evaluate(office, on: "2025-06-20") }
    try await eventually("the second waits") { try await waiting(office) == 2 }
    try await held.perform { try $0.script("SELECT pg_advisory_unlock(42)") }
    #expect(try await first.value.opened > 0)
    let late = try await second.value
    #expect(late.opened == 0 && late.changed == 0 && late.resolved == 0)
    let red = try await office.query(
      "SELECT last_transition::bigint FROM alert WHERE rule = 'overspent' AND state = 'open' AND severity = 'red'",
      Int.self)
    #expect(!red.isEmpty && red.allSatisfy { $0 == 1 })
    await office.store.close()
  }

  @Test("facts and evaluations at random: what stands at last is what one quiet evaluation finds", arguments: 1...4)
  func random(seed: Int) async throws {
    let office = try await Office(documents: ["304-2025.txt", "306-2025.txt"])
    let runner = JobRunner(store: office.store, calendar: office.calendar, links: office.links)
    let now = instant("2025-06-20T10:00")
    try await office.work(at: now)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...3 {
        group.addTask {
          for number in 1...12 {
            let voucher = "W\(writer)-\(number)"
            try await office.spend("9万元", "2025-06-1\((number + seed) % 9)", voucher)
            guard (number * 7 + writer * 5 + seed) % 3 > 0 else { continue }
            _ = try await office.store.reverse(
              voucher: try Voucher(voucher), of: nil, newVoucher: try Voucher(voucher + "R"), on: day("2025-06-19"))
          }
        }
      }
      for _ in 1...3 {
        group.addTask {
          for _ in 1...30 {
            let jobs = try await office.store.claimJobs(due: now, limit: 9)
            guard !jobs.isEmpty else {
              try await Task.sleep(for: .milliseconds(5))
              continue
            }
            _ = try await runner.run(jobs, at: now)
          }
        }
      }
      group.addTask { for _ in 1...8 { _ = try await evaluate(office, on: "2025-06-20") } }
      try await group.waitForAll()
    }
    try await office.work(at: now)
    let quiet = try await evaluate(office, on: "2025-06-20")
    #expect((quiet.opened, quiet.changed, quiet.resolved) == (0, 0, 0))
    #expect(try await office.query("SELECT count(*) FROM job WHERE attempts > 1", Int.self) == [0])
    await office.store.close()
  }

  @Test("facts that are asked for while they are judged are judged again")
  func askedMeanwhile() async throws {
    let office = try await Office()
    let runner = JobRunner(store: office.store, calendar: office.calendar, links: office.links)
    let now = instant("2025-06-20T10:00")
    try await office.work(at: now)
    try await office.spend("1元", "2025-06-01", "B-1")
    let first = try await office.store.claimJobs(due: now, limit: 9)
    #expect(first.count == 1)
    try await office.spend("1元", "2025-06-02", "B-2")
    // Its department is being judged: it waits, so that two daemons are not in each other's way.
    #expect(try await office.store.claimJobs(due: now, limit: 9).isEmpty)
    _ = try await runner.run(first, at: now)
    #expect(try await office.store.claimJobs(due: now, limit: 9).count == 1)
    await office.store.close()
  }

  @Test("a transaction of many facts asks once; one that is rolled back asks nothing")
  func asksOnce() async throws {
    let office = try await Office()
    try await office.work(at: "2025-06-20T10:00")
    func asked() async throws -> Int { try await office.query("SELECT count(*) FROM fact_asked", Int.self)[0] }
    let entry =
      "INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher) SELECT min(id), '2025-06-02', 2025, 100, "
    try await office.run("BEGIN; \(entry) 'C-1' FROM project; \(entry) 'C-2' FROM project; COMMIT")
    #expect(try await asked() == 1)
    try await office.run(
      "BEGIN; SAVEPOINT s; \(entry) 'C-3' FROM project; ROLLBACK TO s; \(entry) 'C-4' FROM project; COMMIT")
    #expect(try await asked() == 2)
    await #expect(throws: PostgresError.self) {
      try await office.run("BEGIN; \(entry) 'C-5' FROM project; SELECT 1/0; COMMIT")
    }
    #expect(try await asked() == 2)
    #expect(try await office.store.claimJobs(due: instant("2025-06-20T10:00"), limit: 9).count == 1)
    #expect(try await asked() == 0)
    await office.store.close()
  }

  @Test("a morning message does not wait for facts that come after it")
  func digestIsNotStarved() async throws {
    let office = try await Office()
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk), to: "站内消息")
    try await office.work(at: "2025-06-20T08:00")
    let now = instant("2025-06-20T08:31")
    try await office.spend("1元", "2025-06-01", "D-1")
    let before = try await office.store.claimJobs(due: now, limit: 1)
    #expect(before.map(\.work) == [.reevaluate])
    _ = try await office.store.plan(through: now, calendar: office.calendar)
    // What was asked before it is waited for; what a busy interface asks for afterwards is not.
    #expect(try await office.store.claimJobs(due: now, limit: 1).isEmpty)
    try await office.store.complete(before)
    try await office.spend("1元", "2025-06-01", "D-2")
    #expect(try await office.store.claimJobs(due: now, limit: 1).map(\.work) == [.digest])
    #expect(try await office.store.claimJobs(due: now, limit: 1).map(\.work) == [.reevaluate])
    await office.store.close()
  }

  @Test("whose fault it was: a job is given back while the database is away, and set aside only for its own errors")
  func fault() async throws {
    let office = try await Office()
    try await office.run("DELETE FROM job; DELETE FROM fact_asked")
    try await office.store.enqueue(kind: "x", scopes: [1], due: [instant("2025-06-20T08:00")])
    let now = instant("2025-06-20T09:00")
    for round in 0..<30 {
      let jobs = try await office.store.claimJobs(due: now, limit: 9, kinds: ["x"])
      #expect(jobs.map(\.attempt) == [1], "round \(round)")
      try await office.store.giveBack(claims: jobs.map(\.claim), pausing: true)
      let isLeftAlone = try await office.query(
        "SELECT isfinite(retry_at) AND retry_at > now() - interval '1 minute' FROM job", Bool.self)
      #expect(isLeftAlone == [true], "it is left alone for a moment")
      try await office.run("UPDATE job SET retry_at = '-infinity'")
      #expect(try await office.store.setAsideHopelessJobs().isEmpty)
    }
    // What somebody else has by now, or has done, is not given back.
    let jobs = try await office.store.claimJobs(due: now, limit: 9, kinds: ["x"])
    try await office.store.giveBack(claims: [jobs[0].claim &+ 1])
    #expect(try await office.query("SELECT attempts::bigint FROM job", Int.self) == [1])
    try await office.store.complete(jobs)
    try await office.store.giveBack(claims: jobs.map(\.claim))
    #expect(try await office.query("SELECT count(*) FROM job WHERE state = 'done'", Int.self) == [1])
    // One in whose company the database goes away for ever is set aside in the end.
    try await office.store.enqueue(kind: "x", scopes: [2], due: [instant("2025-06-20T08:00")])
    try await office.run("UPDATE job SET returns = \(Store.mostReturns) WHERE scope = 2")
    for attempt in 1...Store.mostAttempts {
      try await office.run("UPDATE job SET retry_at = '-infinity'")
      let claimed = try await office.store.claimJobs(due: now, limit: 9, triedBefore: attempt > 1, kinds: ["x"])
      try await office.store.giveBack(claims: claimed.map(\.claim))
    }
    #expect(try await office.store.setAsideHopelessJobs().count == 1)
    await office.store.close()
  }

  @Test("errors of the surroundings are told from the work's own")
  func blame() {
    for state in ["40001", "40P01", "57P01", "57P02", "57P03", "53100", "53300", "25006", "08006", "58030", "25P03"] {
      #expect(Store.isOfSurroundings(PostgresError(.server, "", sqlState: state)), "\(state)")
    }
    for state in ["22012", "23505", "42P01", "53200", "P0001", "XX000"] {
      #expect(!Store.isOfSurroundings(PostgresError(.server, "", sqlState: state)), "\(state)")
    }
    #expect(
      Store.isOfSurroundings(PostgresError(.uncertain, "")) && Store.isOfSurroundings(PostgresError(.connection, "")))
    #expect(!Store.isOfSurroundings(PostgresError(.decoding, "")))
  }

  @Test("a kind of job that this program does not know is left to one that does; an unknown schedule stops nothing")
  func newerKinds() async throws {
    let office = try await Office()
    try await office.run(
      """
      INSERT INTO schedule (kind, minute, days, misfire) VALUES ('archive', 60, 'daily', 'latest');
      INSERT INTO job (kind, scope, due_at) VALUES ('archive', 1, '2025-06-20 01:00+08')
      """)
    try await office.work(at: "2025-06-20T09:00")
    #expect(try await office.query("SELECT state FROM job WHERE kind = 'archive'", String.self) == ["waiting"])
    #expect(
      try await office.query(
        "SELECT count(*) > 0 FROM job WHERE kind = 'evaluate' OR kind = 'reevaluate' AND state = 'done'", Bool.self)
        == [true])
    #expect(try await office.store.health().unknownSchedules == ["archive"])
    await office.store.close()
  }
}
