import Domain
import Logging
import Postgres
import Scheduler
import Store
import Synchronization
import TestSupport
import Testing

/// The clock belongs to the data: a wrong one, or a demonstration, must not carry them into the future.
@Suite("The clock of the data")
struct ServiceClockTests {
  private func refusal(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch let error as Refusal {
      return error.code
    } catch let error as ClockRefusal {
      switch error.standing {
      case .fine: return "fine"
      case .ahead: return "ahead"
      case .behind: return "behind"
      }
    } catch {
      return "\(error)"
    }
  }

  @Test("is chosen once: neither a demonstration on the office's data, nor real time on those of a demonstration")
  func chosenOnce() async throws {
    for (first, second) in [(ClockKind.real, ClockKind.simulated), (.simulated, .real)] {
      let office = try await Office()
      #expect(try await office.store.clock().kind == nil)
      try await office.store.choose(clock: first)
      try await office.store.choose(clock: first)
      let other = first == .real ? "clock-other" : "clock-simulated"
      #expect(await refusal { try await office.store.choose(clock: second) } == other)
      #expect(try await office.store.clock().kind == first)
      let now = try await office.store.databaseTime()
      #expect(
        await refusal { _ = try await office.store.plan(through: now, calendar: office.calendar, by: second) }
          == "clock-changed")
      await office.store.close()
    }
  }

  @Test(
    "is followed over a weekend, not over more than three days, and not back, until a person says so",
    arguments: [
      (0, nil), (2, nil), (3, nil), (4, "ahead"), (240, "ahead"), (-1, nil), (-4, "behind"), (-20_000, "behind"),
    ]
      as [(Int64, String?)])
  func jumps(days: Int64, expected: String?) async throws {
    let office = try await Office()
    let now = try await office.store.databaseTime()
    _ = try await office.store.plan(through: now, calendar: office.calendar, by: .real)
    let before: [String] = try await office.query("SELECT planned_through::text FROM schedule ORDER BY kind")
    // A minute less, since the clock stood still for as long as this took.
    let later = now + days * 86_400_000 + (days > 3 ? 60_000 : days < -3 ? -60_000 : 0)
    let found = await refusal { _ = try await office.store.plan(through: later, calendar: office.calendar, by: .real) }
    #expect(found == expected)
    if expected != nil {
      #expect(try await office.query("SELECT planned_through::text FROM schedule ORDER BY kind") == before)
    }
    await office.store.close()
  }

  @Test("days without the service are accepted by a person, and made up for day by day")
  func accepted() async throws {
    let office = try await Office()
    let now = try await office.store.databaseTime()
    _ = try await office.store.plan(through: now, calendar: office.calendar, by: .real)
    try await office.run(
      """
      UPDATE service_clock SET seen = clock_timestamp() - interval '9 days';
      UPDATE schedule SET planned_through = clock_timestamp() - interval '9 days'
      """)
    #expect(
      await refusal { _ = try await office.store.plan(through: now, calendar: office.calendar, by: .real) } == "ahead")
    guard case .ahead = try await office.store.clock().standing else {
      Issue.record("the clock does not speak")
      return
    }
    #expect(try await office.store.acceptClock())
    #expect(try await office.store.clock().standing == .fine)
    let after = try await office.store.databaseTime()
    _ = try await office.store.plan(through: after, calendar: office.calendar, by: .real)
    let days = try await office.query(
      "SELECT count(*) FROM job WHERE kind = 'housekeep' AND state = 'superseded'", Int.self)
    #expect(days[0] >= 7)
    await office.store.close()
  }

  @Test(
    "data that a demonstration carried into the future speak, and a reset puts them right; what was told stays on record"
  )
  func reset() async throws {
    let office = try await Office()
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk), to: "站内消息")
    let now = try await office.store.databaseTime()
    let future = now + 240 * 86_400_000
    // As it was before the clock was kept: a daemon with a simulated clock on the office's data.
    try await office.work(at: now)
    try await office.work(at: future)
    try await office.run(
      """
      UPDATE service_clock SET kind = 'real', seen = (SELECT max(planned_through) FROM schedule);
      UPDATE department SET evaluated_through = (now() + interval '200 days')::date
      """)
    guard case .behind = try await office.store.clock().standing else {
      Issue.record("the clock does not speak")
      return
    }
    #expect(try await office.store.health().clock.standing != .fine)
    #expect(
      await refusal { _ = try await office.store.plan(through: now, calendar: office.calendar, by: .real) } == "behind")
    #expect(try await office.store.acceptClock() == false)
    let told = try await office.query("SELECT count(*) FROM outbox", Int.self)
    let listed = try await office.store.resetClock(isMeant: false)
    #expect(listed.schedules == 3 && listed.departments == 1)
    #expect(try await office.store.clock().standing != .fine, "only listed")
    #expect(try await office.store.resetClock(isMeant: true) == listed)
    #expect(try await office.store.clock().standing == .fine)
    #expect(try await office.query("SELECT count(*) FROM outbox", Int.self) == told)
    // Planned and judged again from today on.
    let tomorrow = now + 86_400_000
    _ = try await office.store.plan(through: tomorrow, calendar: office.calendar, by: .real)
    let planned = try await office.query(
      "SELECT count(*) FROM job WHERE kind = 'housekeep' AND due_at BETWEEN \(now) AND \(tomorrow)", Int.self)
    #expect(planned == [1])
    #expect(try await office.query("SELECT evaluated_through FROM department", Day.self) == [now.day])
    await office.store.close()
  }

  @Test("a running daemon does nothing by a clock that jumped, and goes on when a person has accepted it")
  func daemon() async throws {
    let office = try await Office()
    let now = try await office.store.databaseTime()
    _ = try await office.store.plan(through: now, calendar: office.calendar, by: .real)
    try await office.store.keep(
      Channel(name: "外", kind: .webhook, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk), to: "外")
    try await office.run(
      """
      UPDATE service_clock SET seen = clock_timestamp() - interval '30 days';
      INSERT INTO outbox (key, kind, recipient_id, channel_id, address, severity, title, body, rich, written_at, not_before)
        SELECT 'waiting', 'test', r.id, c.id, '', 'blue', 'a', 'b', 'c', now(), now() FROM recipient r, channel c
        WHERE c.name = '外'
      """)
    var quiet = Logger(label: "test")
    quiet.logLevel = .critical
    let sent = Mutex(0)
    let daemon = Daemon(
      store: office.store, clock: .real(startingAt: now), log: quiet,
      send: { _, _ in
        sent.withLock { $0 += 1 }
        return .taken(receipt: "")
      })
    let running = Task { await daemon.run() }
    try await office.spend("1元", "2025-06-01", "A-1")
    try await Task.sleep(for: .milliseconds(1_500))
    #expect(try await office.query("SELECT count(*) FROM fact_asked", Int.self)[0] > 0, "nothing is judged")
    #expect(sent.withLock { $0 } == 0, "nothing is sent")
    #expect(try await office.store.acceptClock())
    try await eventually("the facts are judged") {
      try await office.query(
        "SELECT (SELECT count(*) FROM fact_asked) + (SELECT count(*) FROM job WHERE state = 'waiting')", Int.self) == [
          0
        ]
    }
    try await eventually("the message is sent") { sent.withLock { $0 } == 1 }
    running.cancel()
    #expect(await running.value == nil)
    await office.store.close()
  }

  @Test("a daemon stops by itself when a newer program has changed the database so that it must; else it goes on")
  func tooOld() async throws {
    let office = try await Office()
    var quiet = Logger(label: "test")
    quiet.logLevel = .critical
    let daemon = Daemon(
      store: office.store, clock: .real(startingAt: try await office.store.databaseTime()), log: quiet,
      send: { _, _ in .taken(receipt: "") })
    let running = Task { await daemon.run() }
    let next = Migration(number: 9_001, name: "9001_next.sql", text: "-- compatible\nCREATE TABLE next ();")
    #expect(try await office.store.migrate(Migration.all + [next]) == ["9001_next.sql"])
    #expect(try await office.store.isCurrent())
    try await office.spend("1元", "2025-06-01", "A-1")
    try await eventually("the facts are judged") {
      try await office.query("SELECT count(*) FROM fact_asked", Int.self) == [0]
    }
    let breaking = Migration(number: 9_002, name: "9002_last.sql", text: "CREATE TABLE last ();")
    #expect(try await office.store.migrate(Migration.all + [next, breaking]) == ["9002_last.sql"])
    #expect(await running.value?.contains("比本程序新") == true)
    #expect(await refusal { _ = try await office.store.isCurrent() } == "database-newer")
    await office.store.close()
  }
}
