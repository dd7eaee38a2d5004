internal import Domain
internal import Embedded
internal import Foundation
internal import Logging
internal import Scheduler
internal import Store
internal import Synchronization

/// The job queue beside two others on the same server: a function called for each job and each job's end recorded, as theirs
/// do; many drained, one job on an idle queue, timers. Lateness is taken where the function is called, in all three.
package enum JobsBench {
  private static let single = 200, timers = 200
  private static let spreadMilliseconds: Int64 = 8_000

  /// What a queue was measured at: jobs a second, seconds from due to called in the middle and at the worst but one percent.
  private struct Figures: Decodable {
    struct Spread: Decodable {
      let p50: Double, p99: Double
    }
    var drained: Double = 0
    var single = Spread(p50: 0, p99: 0), timers = Spread(p50: 0, p99: 0)
  }

  /// What the function called for each job does: it notes how late it is, in seconds.
  private final class Heard: Sendable {
    private let lateness = Mutex<[Double]>([])
    private let now: @Sendable () -> Double

    init(now: @escaping @Sendable () -> Double) { self.now = now }

    func note(_ job: Job) {
      let late = now() - Double(job.due.milliseconds) / 1000
      lateness.withLock { $0.append(late) }
    }

    var count: Int { lateness.withLock { $0.count } }

    /// What was noted since the last time.
    func take() -> [Double] {
      lateness.withLock { noted in
        defer { noted = [] }
        return noted
      }
    }
  }

  /// Measures ours and the peers.
  ///
  /// - Parameters:
  ///   - python: a Python that has procrastinate and pgqueuer.
  ///   - now: seconds since 1970, by the clock of this machine.
  package static func run(
    jobs: Int, python: String, script: String, now: @escaping @Sendable () -> Double, in database: BenchDatabase,
    report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("本程序：\(jobs)个任务，成组领取…")
    let grouped = try await measure(jobs, batch: Daemon.Options().batch, database, now)
    // One by one a claim leaves a dead row behind that the next must pass: a few say what each costs.
    let few = min(jobs, 1_000)
    report("本程序：\(few)个任务，逐个领取、逐个提交…")
    let each = try await measure(few, batch: 1, database, now)
    report("procrastinate（逐个）、pgqueuer（100个一组）…")
    try await database.settle()
    let peers: [String: Figures] = try PeerScript.run(
      script, by: python, [database.url, String(jobs), String(single), String(timers)])
    return peers.sorted { $0.key < $1.key }.flatMap { name, theirs in
      [
        BenchRow(
          "执行\(jobs)个任务，成组", amount: jobs, unit: "个/s", seconds: Double(jobs) / grouped.drained, peer: name,
          theirSeconds: Double(jobs) / max(theirs.drained, 1e-9)),
        BenchRow(
          "执行\(few)个任务，逐个", amount: few, unit: "个/s", seconds: Double(few) / each.drained, peer: name,
          theirSeconds: Double(few) / max(theirs.drained, 1e-9)),
        BenchRow(
          "空闲时单个任务从入队到被调用，中位", amount: 1, unit: "次/s", seconds: grouped.single.p50, peer: name,
          theirSeconds: theirs.single.p50),
        BenchRow(
          "同上，99%", amount: 1, unit: "次/s", seconds: grouped.single.p99, peer: name, theirSeconds: theirs.single.p99),
        BenchRow(
          "定时任务迟到，中位", amount: 1, unit: "次/s", seconds: grouped.timers.p50, peer: name,
          theirSeconds: theirs.timers.p50),
        BenchRow(
          "同上，99%", amount: 1, unit: "次/s", seconds: grouped.timers.p99, peer: name, theirSeconds: theirs.timers.p99),
      ]
    }
  }

  private static func measure(
    _ jobs: Int, batch: Int, _ database: BenchDatabase, _ now: @escaping @Sendable () -> Double
  ) async throws -> Figures {
    let store = Store(url: database.url, connections: 8)
    let start = try await store.databaseTime()
    // Each round's jobs are of kinds of their own: done ones stay in the table.
    let (drain, one, timer) = ("bench-drain-\(batch)", "bench-single-\(batch)", "bench-timer-\(batch)")
    try await store.enqueue(
      kind: drain, scopes: (1...jobs).map(Int64.init), due: Array(repeating: start, count: jobs))
    try await database.settle()
    var quiet = Logger(label: "bench")
    quiet.logLevel = .critical
    let heard = Heard(now: now)
    var options = Daemon.Options()
    options.batch = batch
    options.kinds += [drain, one, timer]
    options.other = { heard.note($0) }
    let daemon = Daemon(
      store: store, clock: .real(startingAt: try await store.databaseTime()), options: options, log: quiet,
      send: { _, _ in .taken(receipt: "") })
    let running = Task { await daemon.run() }
    var figures = Figures()
    let (drained, _) = try await seconds { try await wait(for: drain, jobs, database) }
    guard heard.take().count == jobs else { throw BenchFailure("有任务没有被调用，或被调用了不止一次。") }
    figures.drained = Double(jobs) / drained
    for index in 1...single {
      try await store.enqueue(kind: one, scopes: [Int64(index)], due: [try await store.databaseTime()])
      try await Task.sleep(for: .milliseconds(20))
    }
    try await wait(for: one, single, database)
    figures.single = spread(heard.take())
    let now = try await store.databaseTime()
    try await store.enqueue(
      kind: timer, scopes: (1...timers).map(Int64.init),
      due: (1...timers).map { _ in now + 1_000 + Int64.random(in: 0...spreadMilliseconds) })
    try await wait(for: timer, timers, database)
    figures.timers = spread(heard.take())
    running.cancel()
    _ = await running.value
    await store.close()
    return figures
  }

  /// Until each job's end is on record.
  private static func wait(for kind: String, _ count: Int, _ database: BenchDatabase) async throws {
    while try await database.numbers(embedded_bench_jobs_done(), ["kind": kind]) != [Int64(count)] {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private static func spread(_ lateness: [Double]) -> Figures.Spread {
    let values = lateness.sorted()
    return Figures.Spread(p50: values[values.count / 2], p99: values[min(values.count - 1, values.count * 99 / 100)])
  }
}
