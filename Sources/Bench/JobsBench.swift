internal import Domain
internal import Embedded
internal import Foundation
internal import Logging
internal import Scheduler
internal import Store

/// The job queue beside two others on the same server: jobs that do nothing drained, one job on an idle queue, timers.
public enum JobsBench {
  private static let single = 200, timers = 200
  private static let spreadMilliseconds: Int64 = 8_000

  /// What a queue was measured at: jobs a second, seconds from due to done in the middle and at the worst but one percent.
  private struct Figures: Decodable {
    struct Spread: Decodable {
      let p50: Double, p99: Double
    }
    var drained: Double = 0
    var single = Spread(p50: 0, p99: 0), timers = Spread(p50: 0, p99: 0)
  }

  /// Measures ours and the peers.
  ///
  /// - Parameter python: a Python that has procrastinate and pgqueuer.
  public static func run(
    jobs: Int, python: String, script: String, in database: BenchDatabase, report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("本程序：\(jobs)个任务…")
    let ours = try await measure(jobs, database)
    report("procrastinate、pgqueuer…")
    try await database.settle()
    let peers: [String: Figures] = try PeerScript.run(
      script, by: python, [database.url, String(jobs), String(single), String(timers)])
    return peers.sorted { $0.key < $1.key }.flatMap { name, theirs in
      [
        BenchRow(
          "执行\(jobs)个空任务", amount: jobs, unit: "个/s", seconds: Double(jobs) / ours.drained, peer: name,
          theirSeconds: Double(jobs) / max(theirs.drained, 1e-9)),
        BenchRow(
          "空闲时单个任务从入队到完成，中位", amount: 1, unit: "次/s", seconds: ours.single.p50, peer: name,
          theirSeconds: theirs.single.p50),
        BenchRow(
          "同上，99%", amount: 1, unit: "次/s", seconds: ours.single.p99, peer: name, theirSeconds: theirs.single.p99),
        BenchRow(
          "定时任务迟到，中位", amount: 1, unit: "次/s", seconds: ours.timers.p50, peer: name, theirSeconds: theirs.timers.p50),
        BenchRow(
          "同上，99%", amount: 1, unit: "次/s", seconds: ours.timers.p99, peer: name, theirSeconds: theirs.timers.p99),
      ]
    }
  }

  private static func measure(_ jobs: Int, _ database: BenchDatabase) async throws -> Figures {
    let store = Store(url: database.url, connections: 8)
    let start = try await store.databaseTime()
    try await store.enqueue(
      kind: "bench-drain", scopes: (1...jobs).map(Int64.init), due: Array(repeating: start, count: jobs))
    try await database.settle()
    var quiet = Logger(label: "bench")
    quiet.logLevel = .critical
    var options = Daemon.Options()
    options.kinds += ["bench-drain", "bench-single", "bench-timer"]
    let daemon = Daemon(
      store: store, clock: .real(startingAt: try await store.databaseTime()), options: options, log: quiet,
      send: { _, _ in .taken(receipt: "") })
    let running = Task { await daemon.run() }
    var figures = Figures()
    let (drained, _) = try await seconds { try await wait(for: "bench-drain", jobs, database) }
    figures.drained = Double(jobs) / drained
    for index in 1...single {
      try await store.enqueue(kind: "bench-single", scopes: [Int64(index)], due: [try await store.databaseTime()])
      try await Task.sleep(for: .milliseconds(20))
    }
    try await wait(for: "bench-single", single, database)
    figures.single = try await lateness(of: "bench-single", database)
    let now = try await store.databaseTime()
    try await store.enqueue(
      kind: "bench-timer", scopes: (1...timers).map(Int64.init),
      due: (1...timers).map { _ in now + 1_000 + Int64.random(in: 0...spreadMilliseconds) })
    try await wait(for: "bench-timer", timers, database)
    figures.timers = try await lateness(of: "bench-timer", database)
    running.cancel()
    _ = await running.value
    await store.close()
    return figures
  }

  private static func wait(for kind: String, _ count: Int, _ database: BenchDatabase) async throws {
    while try await database.numbers(embedded_bench_jobs_done(), ["kind": kind]) != [Int64(count)] {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private static func lateness(of kind: String, _ database: BenchDatabase) async throws -> Figures.Spread {
    let values = try await database.numbers(embedded_bench_jobs_late(), ["kind": kind]).map { Double($0) / 1e6 }
    return Figures.Spread(p50: values[values.count / 2], p99: values[min(values.count - 1, values.count * 99 / 100)])
  }
}
