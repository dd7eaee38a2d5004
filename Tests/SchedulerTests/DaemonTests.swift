import Domain
import Logging
import Postgres
import Scheduler
import Store
import Synchronization
import TestSupport
import Testing

@Suite("The daemon")
struct DaemonTests {
  private final class Sent: Sendable {
    let envelopes = Mutex<[Envelope]>([])
  }

  private var quiet: Logger {
    var log = Logger(label: "test")
    log.logLevel = .critical
    return log
  }

  @Test("a committed entry is judged and told by itself; a slow channel holds up no other; a stop is quick")
  func prompt() async throws {
    let office = try await Office()
    for name in ["快", "慢"] {
      try await office.store.keep(
        Channel(name: name, kind: .webhook, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    }
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk), to: "快")
    try await office.add(Recipient(id: 0, name: "李四", role: .clerk), to: "慢")
    let sent = Sent()
    let daemon = Daemon(
      store: office.store, clock: .simulated(from: instant("2025-04-15T10:00"), speed: 1), log: quiet,
      send: { channel, envelope in
        if channel.name == "慢" { try? await Task.sleep(for: .seconds(5)) }
        sent.envelopes.withLock { $0.append(envelope) }
        return .taken(receipt: "好")
      })
    let running = Task { await daemon.run() }
    try await eventually("the first look") {
      try await office.store.departments()[0].evaluatedThrough == day("2025-04-15")
    }
    let before = sent.envelopes.withLock { $0.count }
    try await office.spend("40000元", "2025-04-15", "X-1")
    try await eventually("told by the fast channel") {
      sent.envelopes.withLock {
        $0.dropFirst(before).contains { $0.text.contains("保洁费项目") && $0.text.contains("超出预算") }
      }
    }
    let start = ContinuousClock.now
    running.cancel()
    _ = await running.value
    #expect(start.duration(to: .now) < .seconds(10))
    #expect(try await office.store.daemons().isEmpty)
    await office.store.close()
  }

  @Test("a daemon without the key leaves messages to one that has it, says so, and costs them no attempt")
  func withoutKey() async throws {
    let office = try await Office()
    try await office.store.keep(
      Channel(name: "接口", kind: .webhook, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    try await office.add(Recipient(id: 0, name: "张三", role: .clerk), to: "接口")
    let voice = Voice(now: instant("2025-04-15T10:00"), links: Links(base: nil), calendar: office.calendar)
    #expect(try await office.store.sendTest(to: "张三", voice: voice, nonce: "1") == 2)
    func daemon(_ host: String, hindered: Bool, _ sent: Sent) -> Daemon {
      var options = Daemon.Options()
      options.host = host
      return Daemon(
        store: office.store, clock: .simulated(from: instant("2025-04-15T10:00"), speed: 1), options: options,
        log: quiet,
        send: { _, envelope in
          sent.envelopes.withLock { $0.append(envelope) }
          return hindered ? .unavailable(reason: .hindered("没有密钥文件")) : .taken(receipt: "好")
        }, whatHinders: { _ in hindered ? "没有密钥文件" : nil })
    }
    let (none, all) = (Sent(), Sent())
    let without = daemon("甲", hindered: true, none)
    let first = Task { await without.run() }
    try await eventually("it says what is wrong") {
      try await office.store.daemons().map(\.problem) == ["没有密钥文件"]
    }
    #expect(without.problems == ["没有密钥文件"])
    let second = Task { await daemon("乙", hindered: false, all).run() }
    try await eventually("the other one sends") {
      all.envelopes.withLock { $0.contains { $0.title.contains("通道测试") && $0.attempt == 1 } }
    }
    for task in [first, second] {
      task.cancel()
      _ = await task.value
    }
    #expect(none.envelopes.withLock { $0.isEmpty })
    await office.store.close()
  }

  @Test(
    "the lease outlasts the longest sending of every channel, begun as late as may be", arguments: ChannelKind.allCases)
  func leases(kind: ChannelKind) {
    let time = Daemon.Options().sendingTime(kind)
    #expect(time.limit == .milliseconds(kind.sendingMilliseconds) && time.limit < time.watch)
    #expect(time.latestStart + time.watch < time.lease)
    #expect(kind != .smtp || time.limit == .seconds(60))
  }

  @Test("what is being sent is claimed by nobody else, for longer than it may take")
  func leased() async throws {
    let office = try await office(people: 1, kind: .smtp)
    let (begun, gate) = (Sent(), Gate())
    let daemon = Daemon(
      store: office.store, clock: .simulated(from: instant("2025-04-15T10:00"), speed: 1), log: quiet,
      send: { _, envelope in
        begun.envelopes.withLock { $0.append(envelope) }
        await gate.wait()
        return .taken(receipt: "好")
      })
    let running = Task { await daemon.run() }
    try await eventually("it is being sent") { begun.envelopes.withLock { !$0.isEmpty } }
    let channel = try #require(begun.envelopes.withLock { $0.first }).channel
    #expect(
      try await office.store.claimMessages(of: channel, due: instant("2025-04-15T11:00"), limit: 9, lease: 1).isEmpty)
    let lease = try await office.query(
      "SELECT extract(epoch FROM o.retry_at - a.began_at)::bigint FROM outbox o JOIN delivery_attempt a ON a.outbox_id = o.id",
      Int64.self)
    #expect(lease == [80])
    gate.open()
    try await eventually("it is sent") {
      try await office.store.deliveries(states: ["sent"]).contains { $0.channel == "接口" && $0.attempts == 1 }
    }
    running.cancel()
    _ = await running.value
    await office.store.close()
  }

  @Test("a sending that does not end is given up: others go on, and what it brings after all is kept")
  func hanging() async throws {
    let office = try await office(people: 5, kind: .webhook)
    let gate = Gate(), sent = Sent()
    var options = Daemon.Options()
    options.sendingTime = { _ in SendingTime(milliseconds: 3_000, grace: .zero) }
    let daemon = Daemon(
      store: office.store, clock: .simulated(from: instant("2025-04-15T10:00"), speed: 1), options: options, log: quiet,
      send: { _, envelope in
        if envelope.key.hasPrefix("test-"), envelope.text.contains("王") { await gate.wait() }
        sent.envelopes.withLock { $0.append(envelope) }
        return .taken(receipt: "好")
      })
    let running = Task { await daemon.run() }
    try await eventually("the last one is sent while four hang") {
      try await office.store.deliveries(states: ["sent"]).contains { $0.channel == "接口" && $0.recipient == "赵5" }
    }
    func tests() async throws -> [DeliveryRecord] {
      try await office.store.deliveries().filter { $0.channel == "接口" && $0.key.hasPrefix("test-") }
    }
    let hanging = try await tests().filter { $0.state == "waiting" }
    #expect(hanging.count == 4 && hanging.allSatisfy { $0.error == "发送超过时限仍未结束，已放弃等待" })
    gate.open()
    try await eventually("what ended after all is kept, and not sent again") {
      try await tests().allSatisfy { $0.state == "sent" }
    }
    #expect(try await tests().allSatisfy { $0.attempts == 1 })
    running.cancel()
    _ = await running.value
    await office.store.close()
  }

  @Test("a stop does not wait for a sending that hangs, and does not count it as failed")
  func stopping() async throws {
    let office = try await office(people: 1, kind: .smtp)
    let gate = Gate(), begun = Sent()
    var options = Daemon.Options()
    options.grace = .milliseconds(100)
    let daemon = Daemon(
      store: office.store, clock: .simulated(from: instant("2025-04-15T10:00"), speed: 1), options: options, log: quiet,
      send: { _, envelope in
        begun.envelopes.withLock { $0.append(envelope) }
        await gate.wait()
        return .failed(reason: .notDelivered("连接已断开"))
      })
    let running = Task { await daemon.run() }
    try await eventually("it is being sent") { begun.envelopes.withLock { !$0.isEmpty } }
    running.cancel()
    _ = await running.value
    // Only now may the sending end.
    gate.open()
    let waiting = try await office.store.deliveries(states: ["waiting"]).filter { $0.key.hasPrefix("test-") }
    #expect(waiting.map(\.attempts) == [1] && waiting.map(\.error) == [nil])
    await office.store.close()
  }

  @Test("a receipt is kept though every connection breaks while the message is taken: nobody hears it twice")
  func receipts() async throws {
    let office = try await office(people: 1, kind: .smtp)
    let sent = Sent()
    let daemon = Daemon(
      store: office.store, clock: .simulated(from: instant("2025-04-15T10:00"), speed: 1), log: quiet,
      send: { _, envelope in
        sent.envelopes.withLock { $0.append(envelope) }
        try? await office.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return .taken(receipt: "好")
      })
    let running = Task { await daemon.run() }
    // Before its lease is over: a mail's is longer than this waits. The one who looks may be cut off, too.
    try await eventually("kept as taken") {
      let kept = try? await office.query(
        "SELECT count(*) FROM outbox WHERE state = 'sent' AND key LIKE 'test-%'", Int.self)
      return kept == [2]
    }
    running.cancel()
    _ = await running.value
    #expect(sent.envelopes.withLock { $0.count { $0.key.hasPrefix("test-") } } == 1)
    await office.store.close()
  }

  /// A test message to each of so many people by one channel: 王1, 王2 …, the last one 赵.
  private func office(people: Int, kind: ChannelKind) async throws -> Office {
    let office = try await Office()
    try await office.store.keep(
      Channel(
        name: "接口", kind: kind, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil,
        retry: RetryPolicy(firstMilliseconds: 3_600_000, longestMilliseconds: 3_600_000, attempts: 9)))
    let voice = Voice(now: instant("2025-04-15T10:00"), links: Links(base: nil), calendar: office.calendar)
    for number in 1...people {
      let name = "\(number == people ? "赵" : "王")\(number)"
      try await office.add(Recipient(id: 0, name: name, role: .clerk), to: "接口")
      #expect(try await office.store.sendTest(to: name, voice: voice, nonce: "\(number)") == 2)
    }
    return office
  }

  /// Holds up whoever comes until it is opened; deaf to cancelling, as a thread that hangs.
  private final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

    func wait() async {
      await withCheckedContinuation { continuation in
        let isOpen = state.withLock { state in
          if !state.isOpen { state.waiters.append(continuation) }
          return state.isOpen
        }
        if isOpen { continuation.resume() }
      }
    }

    func open() {
      let waiters = state.withLock { state in
        defer { state = (true, []) }
        return state.waiters
      }
      for waiter in waiters { waiter.resume() }
    }
  }
}
