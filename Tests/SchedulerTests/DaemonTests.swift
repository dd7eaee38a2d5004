import Domain
import Logging
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
          return hindered ? .unavailable(reason: "没有密钥文件") : .taken(receipt: "好")
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
}
