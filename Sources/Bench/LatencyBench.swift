internal import Domain
internal import Embedded
internal import Foundation
internal import Hummingbird
internal import Logging
internal import Notify
internal import Scheduler
internal import Store
internal import Synchronization

/// From a committed entry to the alert that is right, and on to the webhook that was received.
package enum LatencyBench {
  /// Entries one after another that break a budget, each taken back again; the service idle in between.
  package static func run(
    rounds: Int, in database: BenchDatabase, report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    let store = Store(url: database.url, connections: 8)
    let heard = Heard()
    let router = Router()
    router.post("/") { request, _ in
      heard.note(String(buffer: try await request.body.collect(upTo: 1 << 20)))
      return "ok"
    }
    let server = try await LocalServer.start(router)
    defer { server.stop() }
    try await database.run(EvaluateBench.province(1_000))
    try await store.keep(
      Channel(
        name: "接口", kind: .webhook, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    try await store.keep(
      Recipient(id: 0, name: "张三", role: .clerk), departments: [], addresses: [(channel: "接口", address: "")])
    var quiet = Logger(label: "bench")
    quiet.logLevel = .critical
    let start = try Instant.parse("2025-06-20T10:00")
    let courier = Courier(now: { start })
    let outlet = Outlet(
      name: "接口", kind: .webhook, settings: ChannelSettings(),
      secret: ChannelSecret(url: server.address + "/"), allowsPrivate: true)
    let began = ContinuousClock.now
    let daemon = Daemon(
      // Looks by itself once a second only, as in real time: what is quicker is so by being woken.
      store: store,
      clock: ServiceClock(name: "bench", poll: .seconds(1), speed: 1) {
        start + Int64(began.duration(to: .now).inSeconds * 1000)
      }, log: quiet,
      send: { _, envelope in await courier.send(envelope, by: outlet) })
    let running = Task { await daemon.run() }
    try await settle(database)
    report("\(rounds)轮…")
    var (visible, received): ([Double], [Double]) = ([], [])
    for round in 1...rounds {
      let (a, b) = try await self.round(round, database, store, heard)
      visible.append(a)
      received.append(b)
    }
    running.cancel()
    _ = await running.value
    await store.close()
    let bare = try await bareRoundTrips(database)
    return [
      row("入账提交 → 预警正确", visible, 0.5, bare), row("同上，99%", visible, 0.99, bare),
      row("入账提交 → 接口收到", received, 0.5, bare), row("同上，99%", received, 0.99, bare),
    ]
  }

  private static func row(_ work: String, _ values: [Double], _ share: Double, _ bare: [Double]) -> BenchRow {
    func at(_ values: [Double]) -> Double { values.sorted()[min(values.count - 1, Int(Double(values.count) * share))] }
    return BenchRow(
      work + (share == 0.5 ? "，中位" : ""), amount: 1, unit: "次/s", seconds: at(values), peer: "一次提交写盘",
      theirSeconds: at(bare))
  }

  private static func round(
    _ round: Int, _ database: BenchDatabase, _ store: Store, _ heard: Heard
  ) async throws -> (Double, Double) {
    let code = "13000025P" + String(repeating: "0", count: 9) + String(format: "%03d", round)
    let line = try SpendingLine(project: code, date: "2025-06-19", amount: "99999999", voucher: "B-\(round)")
    _ = try await store.append(line)
    let committed = ContinuousClock.now
    while try await database.numbers(embedded_bench_overspent(), ["code": code]) == [0] {}
    let visible = ContinuousClock.now
    while !heard.contains(code) { try await Task.sleep(for: .microseconds(200)) }
    let received = ContinuousClock.now
    try await Task.sleep(for: .milliseconds(10))
    return (committed.duration(to: visible).inSeconds, committed.duration(to: received).inSeconds)
  }

  /// What the disk and the server alone take: one row committed.
  private static func bareRoundTrips(_ database: BenchDatabase) async throws -> [Double] {
    try await database.run(String(cString: embedded_bench_bare_table()))
    var values: [Double] = []
    for _ in 1...200 {
      values.append(try await seconds { try await database.run(String(cString: embedded_bench_bare_row())) }.0)
    }
    return values
  }

  private static func settle(_ database: BenchDatabase) async throws {
    while try await database.numbers(embedded_bench_jobs_waiting()) != [0] {
      try await Task.sleep(for: .milliseconds(50))
    }
    try await Task.sleep(for: .seconds(2))
  }

  private final class Heard: Sendable {
    private let bodies = Mutex<[String]>([])
    func note(_ body: String) { bodies.withLock { $0.append(body) } }
    func contains(_ text: String) -> Bool { bodies.withLock { $0.contains { $0.contains(text) } } }
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
