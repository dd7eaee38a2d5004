internal import Domain
internal import Embedded
internal import Postgres
internal import Scheduler
internal import Store

/// A made province evaluated by the product and by hand-written set-based SQL for the same rules.
package enum EvaluateBench {
  /// The day after the checkpoint of the middle of the year.
  private static let day = "2025-07-01"

  /// The script that makes a province's departments, projects, plans and indicators.
  ///
  /// - Parameter each: how many projects a department has.
  static func province(_ projects: Int, each: Int = 100, indicators: Int = 10) -> String {
    String(cString: embedded_bench_province()).replacing(":projects", with: String(projects))
      .replacing(":each", with: String(each))
      .replacing(":indicators", with: String(indicators))
  }

  /// Measures a first evaluation, one with nothing changed, and holds both results against each other.
  ///
  /// - Throws: ``BenchFailure`` when the two do not find the same alerts.
  package static func run(
    projects: Int, indicators: Int, in database: BenchDatabase, report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("正在造数据：\(projects)个项目…")
    try await database.run(province(projects, indicators: indicators))
    try await database.run(String(cString: embedded_bench_year()))
    try await database.run(String(cString: embedded_bench_peer_tables()))
    let calendar = try await database.store.calendar()
    let departments = try await database.store.departments()
    let sweep = Sweep(store: database.store, calendar: calendar)
    guard let day = try? Day.parse(day) else { return [] }
    let memory = try await database.pool.perform { try $0.rows("SHOW work_mem").first { try $0.next(String.self) } }
    let peer = "手写 SQL（1个连接，work_mem \(memory ?? "")；本程序最多4个连接）"
    var rows: [BenchRow] = []
    for work in ["首次评判并写入预警", "再次评判，没有变化"] {
      report(work + "：本程序…")
      try await database.settle()
      let (ours, outcome) = try await seconds { try await sweep.run(departments, asOf: day, keepingParts: false) }
      report("  预警\(outcome.standing)条，新增\(outcome.opened)，变化\(outcome.changed)，解除\(outcome.resolved)；手写 SQL…")
      try await database.settle()
      let script = String(cString: embedded_bench_peer_evaluate()).replacing(":day", with: "'\(self.day)'")
      let (theirs, _) = try await seconds { try await database.run(script) }
      rows.append(
        BenchRow(work, amount: projects, unit: "个项目/s", seconds: ours, peer: peer, theirSeconds: theirs))
    }
    let differing = try await database.pool.perform { session in
      try session.rows(.init(trusted: String(cString: embedded_bench_difference()))).first { try $0.next(Int.self) }
    }
    guard differing == 0 else { throw BenchFailure("两种算法有 \(differing ?? -1) 条预警不一致，测量无效。") }
    return rows
  }
}

/// A benchmark whose result would mean nothing.
package struct BenchFailure: Error, Sendable, CustomStringConvertible {
  /// What is the matter, in Chinese.
  package let description: String
  init(_ description: String) { self.description = description }
}
