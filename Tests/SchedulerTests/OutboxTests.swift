import Domain
import Postgres
import Scheduler
import Store
import Synchronization
import TestSupport
import Testing

@Suite("The outbox")
struct OutboxTests {
  private func office(perMinute: Int? = nil) async throws -> (Office, Int64) {
    let office = try await Office()
    try await office.store.keep(
      Channel(name: "接口", kind: .webhook, settings: "{}", secret: nil, allowsPrivate: true, perMinute: perMinute))
    let channel = try #require(try await office.store.channels().first { $0.name == "接口" }).id
    return (office, channel)
  }

  /// A message to each of so many people.
  private func write(_ count: Int, _ office: Office) async throws {
    let voice = Voice(now: instant("2025-06-20T09:00"), links: Links(base: nil), calendar: office.calendar)
    for number in 1...count {
      try await office.add(Recipient(id: 0, name: "张\(number)", role: .clerk), to: "接口")
      #expect(try await office.store.sendTest(to: "张\(number)", voice: voice, nonce: "\(number)") == 2)
    }
  }

  @Test("a message is claimed by one sender, comes back when that one dies, and never changes")
  func claims() async throws {
    let (office, channel) = try await office()
    try await write(3, office)
    let now = instant("2025-06-20T09:00")
    let claims = try await withThrowingTaskGroup(of: [Envelope].self) { group in
      for _ in 0..<4 {
        group.addTask { try await office.store.claimMessages(of: channel, due: now, limit: 2, lease: 60_000) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claims.map(\.id).sorted() == Array(Set(claims.map(\.id))).sorted() && claims.count == 3)
    #expect(try await office.store.claimMessages(of: channel, due: now, limit: 9, lease: 60_000).isEmpty)
    try await office.run("UPDATE outbox SET retry_at = '-infinity'")
    let again = try await office.store.claimMessages(of: channel, due: now, limit: 9, lease: 60_000)
    #expect(again.map(\.attempt) == [2, 2, 2] && Set(again.map(\.key)) == Set(claims.map(\.key)))
    await #expect(throws: (any Error).self) { try await office.run("UPDATE outbox SET body = '别的'") }
    // What the dead sender says now is too late to fail it, but taken is taken.
    let late = try #require(claims.first { $0.id == again[0].id })
    try await office.store.record(.dead(reason: "迟到"), of: late)
    #expect(try await office.store.deliveries(states: ["dead"]).isEmpty)
    try await office.store.record(.delivered(receipt: "好"), of: late)
    try await office.store.record(.again(afterMilliseconds: 1, reason: "忙"), of: again[0])
    #expect(try await office.store.deliveries(states: ["sent"]).contains { $0.id == late.id && $0.receipt == "好" })
    await office.store.close()
  }

  @Test("a dead letter is shown and revived; every attempt stays on record")
  func deadLetters() async throws {
    let (office, channel) = try await office()
    try await write(1, office)
    let now = instant("2025-06-20T09:00")
    let first = try #require(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).first)
    try await office.store.record(.again(afterMilliseconds: 0, reason: "忙"), of: first)
    let second = try #require(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).first)
    try await office.store.record(.dead(reason: "对方拒绝"), of: second)
    #expect(try await office.store.health().deadLetters == 1)
    #expect(try await office.store.deliveries(states: ["dead"]).map(\.error) == ["对方拒绝"])
    let revived = [try await office.store.redeliver(second.id), try await office.store.redeliver(second.id)]
    #expect(revived == [1, 0])
    let third = try #require(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).first)
    #expect(third.attempt == 3 && third.tries == 1, "a revived letter is tried as often as a new one")
    try await office.store.record(.delivered(receipt: "收到"), of: third)
    let attempts: [String] = try await office.query(
      "SELECT concat_ws(' ', number, outcome, detail) FROM delivery_attempt WHERE outbox_id = \(first.id) ORDER BY number"
    )
    #expect(attempts == ["1 failed 忙", "2 refused 对方拒绝", "3 taken 收到"])
    await office.store.close()
  }

  @Test("a message whose attempts leave no result is a dead letter after as many as any other")
  func exhausted() async throws {
    let (office, channel) = try await office()
    try await office.run("UPDATE channel SET retry_attempts = 3")
    try await write(1, office)
    let now = instant("2025-06-20T09:00")
    var attempts: [Int] = []
    for _ in 1...6 {
      attempts += try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).map(\.attempt)
    }
    #expect(attempts == [1, 2, 3])
    #expect(try await office.store.deliveries(states: ["dead"]).map(\.error) == ["尝试3次，最后一次没有留下结果（发送途中中断）"])
    #expect(try await office.store.redeliver() == 1)
    #expect(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).map(\.tries) == [1])
    await office.store.close()
  }

  @Test("all daemons together keep to a channel's limit: some at once, the rest one by one as time passes")
  func limits() async throws {
    let (office, channel) = try await office(perMinute: 12)
    try await write(8, office)
    let now = instant("2025-06-20T09:00")
    // Time stands still for the bucket: only what this test lets pass fills it.
    try await office.run("UPDATE channel SET filled_at = now() + interval '1 hour'")
    let claims = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try await office.store.claimMessages(of: channel, due: now, limit: 2, lease: 60_000).count }
      }
      return try await group.reduce(0, +)
    }
    #expect(claims == 3)
    func after(_ milliseconds: Int64) async throws -> Int {
      try await office.run("UPDATE channel SET filled_at = now() - \(milliseconds) * interval '1 millisecond'")
      let claimed = try await office.store.claimMessages(of: channel, due: now, limit: 9, lease: 60_000).count
      try await office.run("UPDATE channel SET filled_at = now() + interval '1 hour'")
      return claimed
    }
    // Ten in seventy seconds beside the three. Of 8 seconds a fraction is left over, without which 13.5 were too few for two.
    let claimed = [try await after(5_000), try await after(8_000), try await after(13_500), try await after(3_600_000)]
    #expect(claimed == [0, 1, 2, 2])
    await office.store.close()
  }

  @Test("in no minute more than the limit reach the other side, however greedy the senders and however slow the way")
  func windows() async throws {
    let (office, _) = try await office()
    // Senders that take whatever they may every quarter of a second for five minutes; the most that went in 70 seconds, since
    // what left ten seconds apart may arrive together, and all that went.
    try await office.run(
      """
      CREATE FUNCTION greedy(per_minute integer, OUT most integer, OUT total integer) LANGUAGE plpgsql AS $$
      DECLARE
        tokens double precision := 'Infinity'; filled timestamptz := '2025-01-01'; at timestamptz; now integer;
        went integer[] := '{}';
      BEGIN
        FOR i IN 0..1199 LOOP
          at := '2025-01-01'::timestamptz + i * interval '250 milliseconds';
          tokens := channel_tokens(per_minute, tokens, filled, at);
          filled := at;
          now := floor(tokens);
          tokens := tokens - now;
          went := went || now;
        END LOOP;
        SELECT max(s), max(a) INTO most, total FROM (
          SELECT sum(n) OVER (ORDER BY i ROWS BETWEEN 279 PRECEDING AND CURRENT ROW) s, sum(n) OVER () a
          FROM unnest(went) WITH ORDINALITY w (n, i)) x;
      END $$
      """)
    let over: [Int64] = try await office.query(
      "SELECT p FROM generate_series(1, 120) p, greedy(p::integer) g WHERE g.most > p ORDER BY p")
    let slow: [Int64] = try await office.query(
      "SELECT p FROM generate_series(1, 120) p, greedy(p::integer) g WHERE g.total < 3 * p ORDER BY p")
    #expect(over.isEmpty && slow.isEmpty)
    await office.store.close()
  }

  @Test("the lease counts from the claim: waiting for others who claim takes nothing of the time to begin in")
  func lateClaim() async throws {
    let (office, channel) = try await office(perMinute: 60)
    try await write(1, office)
    let begun = Mutex(0)
    let holder = try await Connection.open(Configuration(url: office.url))
    try await holder.perform { try $0.script("BEGIN; SELECT FROM channel FOR UPDATE") }
    let claiming = Task {
      try await office.store.claimMessages(
        of: channel, due: instant("2025-06-20T09:00"), limit: 1, lease: 60_000, begin: { begun.withLock { $0 += 1 } })
    }
    try await eventually("it waits for the other one") {
      try await office.query(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        Int.self) == [1]
    }
    #expect(begun.withLock { $0 } == 0)
    try await holder.perform { try $0.script("COMMIT") }
    #expect(try await claiming.value.count == 1 && begun.withLock { $0 } == 1)
    await office.store.close()
  }

  @Test("a look that finds nothing to send writes nothing, not even a lock")
  func idle() async throws {
    let (office, channel) = try await office(perMinute: 1)
    let now = instant("2025-06-20T09:00")
    func rows() async throws -> [String] {
      try await office.query("SELECT concat_ws(' ', ctid, xmin, xmax) FROM channel ORDER BY id")
        + (try await office.query("SELECT concat_ws(' ', ctid, xmin, xmax) FROM outbox ORDER BY id"))
    }
    func look() async throws {
      for _ in 0..<20 {
        #expect(try await office.store.claimMessages(of: channel, due: now, limit: 4, lease: 60_000).isEmpty)
      }
    }
    var before = try await rows()
    try await look()
    #expect(try await rows() == before, "nothing is there")
    try await write(3, office)
    try await office.run("UPDATE channel SET filled_at = now() + interval '1 hour'")
    #expect(try await office.store.claimMessages(of: channel, due: now, limit: 4, lease: 60_000).count == 1)
    try await office.run("UPDATE channel SET filled_at = now() + interval '1 hour'")
    before = try await rows()
    try await look()
    #expect(try await rows() == before, "two wait for the limit")
    await office.store.close()
  }

  @Test("what was not tried is given back as it was, with the reason, and is no attempt")
  func givenBack() async throws {
    let (office, channel) = try await office()
    try await write(1, office)
    let now = instant("2025-06-20T09:00")
    for _ in 1...3 {
      let envelope = try #require(
        try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 60_000).first)
      #expect(envelope.attempt == 1 && envelope.tries == 1)
      try await office.store.record(.givenBack(afterMilliseconds: 0, reason: "没有密钥"), of: envelope)
    }
    let waiting = try #require(try await office.store.deliveries(states: ["waiting"]).first)
    #expect(waiting.attempts == 0 && waiting.error == "没有密钥")
    #expect(try await office.query("SELECT count(*) FROM delivery_attempt", Int64.self) == [0])
    // One that comes too late takes nothing back from the attempt that has begun since.
    let late = try #require(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 0).first)
    let next = try #require(try await office.store.claimMessages(of: channel, due: now, limit: 1, lease: 60_000).first)
    try await office.store.record(.givenBack(afterMilliseconds: 0, reason: "没有密钥"), of: late)
    #expect(next.attempt == 2)
    #expect(try await office.query("SELECT number::bigint FROM delivery_attempt ORDER BY 1", Int64.self) == [1, 2])
    await office.store.close()
  }
}
