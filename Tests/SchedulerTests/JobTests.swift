import Domain
import Postgres
import Scheduler
import Store
import TestSupport
import Testing

@Suite("Schedules and jobs")
struct JobTests {
  private func jobs(_ office: Office, _ kind: String) async throws -> [String] {
    try await office.query(
      """
      SELECT to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI ') || state FROM job WHERE kind = \(kind)
      ORDER BY due_at, scope
      """)
  }

  @Test("many daemons plan at once: each time has one job; a clock that goes back plans nothing twice")
  func planning() async throws {
    let office = try await Office()
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk))
    try await office.work(at: "2025-06-26T06:00")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<5 {
        group.addTask {
          _ = try await office.store.plan(through: instant("2025-07-01T12:00"), calendar: office.calendar)
        }
      }
      try await group.waitForAll()
    }
    let planned = try await jobs(office, "evaluate")
    #expect(
      planned == [
        "06-26 07:30 waiting", "06-27 07:30 waiting", "06-29 07:30 waiting", "06-30 07:30 waiting",
        "07-01 07:30 waiting",
      ])
    #expect(
      try await jobs(office, "digest") == [
        "06-26 08:30 superseded", "06-27 08:30 superseded", "06-30 08:30 superseded", "07-01 08:30 waiting",
      ])
    for back in ["2025-07-01T11:00", "2025-06-27T07:30", "2025-07-01T12:00"] {
      _ = try await office.store.plan(through: instant(back), calendar: office.calendar)
    }
    #expect(try await jobs(office, "evaluate") == planned)
    await office.store.close()
  }

  @Test("a new database has the standard schedule")
  func standard() async throws {
    let office = try await Office()
    let rows: [String] = try await office.query(
      "SELECT concat_ws(' ', kind, minute, days, misfire) FROM schedule ORDER BY minute")
    #expect(
      rows == Schedule.standard.map { "\($0.kind.rawValue) \($0.minute) \($0.days.rawValue) \($0.misfire.rawValue)" })
    await office.store.close()
  }

  @Test("claims never share a job; one scope's jobs run in the order they were due")
  func claiming() async throws {
    let office = try await Office()
    try await office.run("DELETE FROM job")
    let due = (0..<50).map { instant("2025-06-20T08:00") + Int64($0 / 10) * 1000 }
    try await office.store.enqueue(kind: "x", scopes: (0..<50).map { Int64($0 % 10) }, due: due)
    let now = instant("2025-06-21T08:00")
    let claimed = try await withThrowingTaskGroup(of: [Job].self) { group in
      for _ in 0..<6 { group.addTask { try await office.store.claimJobs(due: now, limit: 4, kinds: ["x"]) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    // The first of each scope only, each once.
    #expect(Set(claimed.map(\.id)).count == claimed.count && claimed.count == 10)
    #expect(claimed.allSatisfy { $0.due == due[0] })
    try await office.store.complete(claimed)
    let second = try await office.store.claimJobs(due: now, limit: 50, kinds: ["x"])
    #expect(second.count == 10 && second.allSatisfy { $0.due == due[10] })
    #expect(try await office.store.claimJobs(due: instant("2025-06-20T07:59"), limit: 5, kinds: ["x"]).isEmpty)
    await office.store.close()
  }

  @Test("an attempt that was overtaken has no effects")
  func fencing() async throws {
    let office = try await Office()
    try await office.run("DELETE FROM job")
    try await office.store.enqueue(kind: "x", scopes: [1], due: [instant("2025-06-20T08:00")])
    let now = instant("2025-06-20T09:00")
    let first = try await office.store.claimJobs(due: now, limit: 1, kinds: ["x"])
    try await office.run("UPDATE job SET retry_at = '-infinity'")
    let second = try await office.store.claimJobs(due: now, limit: 1, triedBefore: true, kinds: ["x"])
    #expect(second.first?.attempt == 2)
    await #expect(throws: ClaimLost.self) { try await office.store.complete(first) }
    try await office.store.complete(second)
    await #expect(throws: ClaimLost.self) { try await office.store.complete(second) }
    await office.store.close()
  }

  @Test("a job that fails each time is tried alone, later and later, and then set aside until somebody revives it")
  func settingAside() async throws {
    let office = try await Office()
    try await office.run("DELETE FROM job")
    try await office.store.enqueue(
      kind: "x", scopes: [1, 2], due: [instant("2025-06-20T08:00"), instant("2025-06-20T08:00")])
    let now = instant("2025-06-20T09:00")
    let both = try await office.store.claimJobs(due: now, limit: 9, kinds: ["x"])
    #expect(both.count == 2)
    try await office.store.complete([both[1]])
    // A busy machine may take longer over two lines of this test than a job waits: the waiting times are read, not lived through.
    func fails(_ job: Job, tryingAgainAfter seconds: Int) async throws {
      let started = try await office.query("SELECT clock_timestamp()", Instant.self)[0]
      try await office.store.fail(job, reason: "除以零")
      let again = try await office.query("SELECT retry_at FROM job WHERE id = \(job.id)", Instant.self)[0]
      let ended = try await office.query("SELECT clock_timestamp()", Instant.self)[0]
      let wait = Int64(seconds) * 1000
      #expect(started + wait <= again + 1 && again <= ended + (wait + 1))
    }
    try await fails(both[0], tryingAgainAfter: 2)
    for attempt in 2...Store.mostAttempts {
      try await office.run("UPDATE job SET retry_at = 'infinity'")
      #expect(
        try await office.store.claimJobs(due: now, limit: 9, triedBefore: true, kinds: ["x"]).isEmpty,
        "not before its time")
      try await office.run("UPDATE job SET retry_at = '-infinity'")
      #expect(try await office.store.claimJobs(due: now, limit: 9, kinds: ["x"]).isEmpty, "not with others")
      let alone = try await office.store.claimJobs(due: now, limit: 9, triedBefore: true, kinds: ["x"])
      #expect(alone.map(\.attempt) == [attempt])
      try await fails(try #require(alone.first), tryingAgainAfter: attempt < Store.mostAttempts ? 1 << attempt : 0)
    }
    let aside = try await office.store.setAsideHopelessJobs()
    #expect(aside.map(\.error) == ["除以零"])
    #expect(try await office.store.health().setAside.map(\.scope) == [both[0].scope])
    #expect(try await office.store.reviveJobs() == 1)
    #expect(try await office.store.claimJobs(due: now, limit: 9, kinds: ["x"]).map(\.attempt) == [1])
    await office.store.close()
  }

  @Test(
    "a day that was set aside is judged as of its date when somebody revives it, and changes nothing that came after")
  func deadDay() async throws {
    let office = try await Office()
    try await office.work(at: "2025-05-29T07:30")
    // The morning of 30 May is set aside; on that day more was paid than there is, and the day after it was taken back.
    _ = try await office.store.plan(through: instant("2025-05-30T07:30"), calendar: office.calendar)
    try await office.run(
      "UPDATE job SET state = 'set-aside', attempts = 4 WHERE state = 'waiting' AND kind = 'evaluate'")
    try await office.spend("40000元", "2025-05-30", "V-1")
    _ = try await office.store.reverse(
      voucher: try Voucher("V-1"), of: nil, newVoucher: try Voucher("V-2"), on: day("2025-06-03"))
    try await office.work(at: "2025-06-03T07:30")
    let before = try await office.query("SELECT count(*) FROM alert_transition", Int.self)
    #expect(try await office.query("SELECT count(*) FROM alert WHERE rule = 'overspent'", Int.self) == [0])

    #expect(try await office.store.reviveJobs() == 1)
    try await office.work(at: "2025-06-03T08:00")
    let history = try await office.query(
      """
      SELECT string_agg(t.kind || ' ' || t.as_of, ', ' ORDER BY t.number)
      FROM alert a JOIN alert_transition t ON t.alert_id = a.id WHERE a.rule = 'overspent' AND a.indicator_id IS NULL GROUP BY a.id
      """, String.self)
    #expect(history == ["opened 2025-05-30, resolved 2025-06-03"])
    let after = try await office.query(
      "SELECT count(*) FROM alert_transition t JOIN alert a ON a.id = t.alert_id WHERE a.rule <> 'overspent' AND a.rule <> 'ahead-of-plan'",
      Int.self)
    #expect(after == before)
    #expect(try await office.query("SELECT count(*) FROM outbox", Int.self) == [0])
    #expect(try await office.query("SELECT evaluated_through FROM department", Day.self) == [day("2025-06-03")])
    // Once more changes nothing.
    try await office.run(
      "UPDATE job SET state = 'waiting', attempts = 0 WHERE state = 'done' AND due_at = '2025-05-30T07:30+08'")
    let all = try await office.query("SELECT count(*) FROM alert_transition", Int.self)
    try await office.work(at: "2025-06-03T08:01")
    #expect(try await office.query("SELECT count(*) FROM alert_transition", Int.self) == all)
    await office.store.close()
  }

  @Test("work that was given back at a stop does not count as an attempt")
  func givingBack() async throws {
    let office = try await Office()
    let now = instant("2025-06-20T09:00")
    let jobs = try await office.store.claimJobs(due: now, limit: 9)
    #expect(!jobs.isEmpty)
    try await office.store.giveBack(claims: [try #require(jobs.first).claim])
    #expect(try await office.store.claimJobs(due: now, limit: 9).map(\.attempt) == jobs.map(\.attempt))
    await office.store.close()
  }

  @Test("every transaction with facts asks for its department once, whoever writes it; together they are one job")
  func asking() async throws {
    let office = try await Office()
    try await office.work(at: "2025-06-20T09:00")
    func waiting() async throws -> Int {
      try await office.query("SELECT count(*) FROM fact_asked", Int.self).first ?? -1
    }
    #expect(try await waiting() == 0)
    try await office.spend("1元", "2025-06-01", "A-1")
    #expect(try await waiting() == 1)
    try await office.spend("1元", "2025-06-01", "A-1")
    #expect(try await waiting() == 1, "a repeated entry is no new fact")
    try await office.run(
      "INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher) SELECT p.id, '2025-06-02', 2025, 100, 'B-' || n FROM project p, generate_series(1, 50) n"
    )
    #expect(try await waiting() == 2, "one statement asks once")
    for number in 1...20 { try await office.spend("1元", "2025-06-03", "C-\(number)") }
    let department = try await office.store.departments()[0].id
    try await office.store.setParameters(
      ["escalation.workdays": "2"], of: department, named: "本部门", on: Day(startOf: 2025))
    #expect(try await waiting() == 23)
    let now = instant("2025-06-20T10:00")
    let first = try await office.store.claimJobs(due: now, limit: 9)
    #expect(first.map(\.work) == [.reevaluate])
    _ = try await JobRunner(store: office.store, calendar: office.calendar, links: office.links).run(first, at: now)
    #expect(try await waiting() == 0)
    await office.store.close()
  }

  @Test("the time of day is Shanghai's, on whatever machine, across New York's clock changes")
  func timeZone() async throws {
    let office = try await Office()
    try await office.work(at: "2025-03-07T12:00")
    try await office.work(at: "2025-03-11T12:00")
    try await office.run("SET timezone = 'America/New_York'")
    #expect(try await jobs(office, "evaluate") == ["03-10 07:30 done", "03-11 07:30 done"])
    try await office.work(at: "2025-11-04T12:00")
    let autumn = try await jobs(office, "evaluate").filter { $0.hasPrefix("11-0") }
    #expect(autumn == ["11-01 07:30 done", "11-03 07:30 done", "11-04 07:30 done"])
    await office.store.close()
  }
}

@Suite("A clock that jumps")
struct ClockGuardTests {
  private let start = instant("2025-06-20T08:00")

  @Test("small differences are taken at once")
  func small() {
    var clock = ClockGuard(wall: start, steady: 0)
    clock.look(wall: start + 61_000, steady: 10_000)
    #expect(clock.now(steady: 10_000) == start + 61_000 && !clock.isSuspicious)
    clock.look(wall: start + 30_000, steady: 20_000)
    #expect(clock.now(steady: 20_000) == start + 30_000)
  }

  @Test("a jump of a day that is put right again starts nothing early", arguments: [Int64(86_400_000), -3_600_000])
  func putRight(jump: Int64) {
    var clock = ClockGuard(wall: start, steady: 0)
    for minute in Int64(1)...4 {
      clock.look(wall: start + jump + minute * 60_000, steady: minute * 60_000)
      #expect(clock.isSuspicious && clock.now(steady: minute * 60_000) == start + minute * 60_000)
    }
    clock.look(wall: start + 300_000, steady: 300_000)
    #expect(!clock.isSuspicious && clock.now(steady: 300_000) == start + 300_000)
  }

  @Test("a jump that stands for five minutes is believed, as after a night's sleep")
  func believed() {
    var clock = ClockGuard(wall: start, steady: 0)
    for minute in Int64(1)...6 { clock.look(wall: start + 43_200_000 + minute * 60_000, steady: minute * 60_000) }
    #expect(!clock.isSuspicious && clock.now(steady: 360_000) == start + 43_200_000 + 360_000)
  }

  @Test("a clock that jumps about is believed only when it has settled")
  func erratic() {
    var clock = ClockGuard(wall: start, steady: 0)
    for minute in Int64(1)...20 { clock.look(wall: start + minute * 7_200_000, steady: minute * 60_000) }
    #expect(clock.isSuspicious && clock.now(steady: 1_200_000) == start + 1_200_000)
  }
}
