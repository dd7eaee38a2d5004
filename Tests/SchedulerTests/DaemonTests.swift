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
}
