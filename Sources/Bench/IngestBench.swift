internal import Documents
internal import Domain
internal import Embedded
internal import Foundation
internal import Store

/// A million spending entries by CSV into the real ledger, beside psql's \copy of the same rows into a table with the same
/// constraints and indexes, both empty or holding as many entries already.
package enum IngestBench {
  /// Measures the product on one connection and on two, psql, and the product with a file it knows already.
  ///
  /// - Parameter onto: how many entries there are before. Each of our files then comes onto those before it as well.
  package static func run(
    rows: Int, onto: Int = 0, in database: BenchDatabase, report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    let projects = 1_000
    report("正在造数据：\(projects)个项目、\(rows)行支出…")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let ids = try await makeProjects(projects, database)
    let theirFile = folder.appendingPathComponent("theirs.csv")
    let ourFiles = (1...2).map { folder.appendingPathComponent("ours-\($0).csv") }
    for (index, file) in ourFiles.enumerated() { try writeFiles(rows, ids, "V\(index + 1)-", file, theirFile) }
    try await database.run(String(cString: embedded_bench_ingest_peer()))
    if onto > 0 {
      report("账上先记\(onto)笔，对照也一样…")
      try await database.run(
        String(cString: embedded_bench_full_ledger()).replacing(":rows", with: String(onto))
          .replacing(":projects", with: String(projects)))
    }

    report("psql \\copy…")
    try await database.settle()
    let (theirs, _) = try await seconds {
      try psql(
        database.url,
        "\\copy peer_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher, memo) from '\(theirFile.path)' with (format csv)"
      )
    }

    let peer = onto == 0 ? "psql \\copy" : "psql \\copy（表中先有\(onto)行）"
    var measured: [BenchRow] = []
    for (lanes, file) in zip([1, 2], ourFiles) {
      report("本程序，\(lanes)个连接…")
      if onto == 0 { try await database.run(String(cString: embedded_bench_empty_ledger())) }
      try await database.settle()
      let (ours, outcome) = try await take(file, lanes: lanes, database)
      guard outcome.added == rows, outcome.refused.isEmpty else {
        throw BenchFailure("应记入\(rows)行，实际\(outcome.added)行，退回\(outcome.refused.count)行，测量无效。")
      }
      measured.append(
        BenchRow(
          "CSV 导入支出流水（\(lanes)个连接）", amount: rows, unit: "行/s", seconds: ours, peer: peer, theirSeconds: theirs))
    }
    report("同一文件再导入一次…")
    let (again, outcome) = try await take(ourFiles[1], lanes: 2, database)
    guard outcome.added == 0, outcome.repeated == rows else { throw BenchFailure("重复导入多记了\(outcome.added)行。") }
    measured.append(
      BenchRow(
        "同一文件再导入一次，不重复记账", amount: rows, unit: "行/s", seconds: again, peer: peer + "（首次）", theirSeconds: theirs))
    return measured
  }

  private static func take(_ file: URL, lanes: Int, _ database: BenchDatabase) async throws -> (Double, IntakeReport) {
    try await seconds { () async throws -> IntakeReport in
      guard let source = ByteSource(file: file.path, name: file.lastPathComponent) else {
        throw BenchFailure("打不开测量用的文件 \(file.path)。")
      }
      var rows = try SpendingSheet(source, name: file.lastPathComponent).reader()
      return try await database.store.ingest(lanes: lanes) { try rows.next() }
    }
  }

  /// A fresh database numbers its projects from 1.
  private static func makeProjects(_ count: Int, _ database: BenchDatabase) async throws -> [Int64] {
    try await database.run(EvaluateBench.province(count))
    return Array(1...Int64(count))
  }

  /// Ours with codes and yuan as people have them; psql's with the row ids and fen it would need.
  private static func writeFiles(_ rows: Int, _ ids: [Int64], _ vouchers: String, _ ours: URL, _ theirs: URL) throws {
    let (a, b) = (try Writer(ours), try Writer(theirs))
    try a.write("项目编码,日期,金额,凭证号,摘要\n")
    for row in 0..<rows {
      let project = row % ids.count
      let day = Day(number: Day(startOf: 2025).number + Int32((row / ids.count) % 365))
      let fen = Int64(100 + row * 7919 % 800)
      let code = "13000025P" + String(String(1_000_000_000_000 + Int(ids[project])).dropFirst())
      try a.write("\(code),\(day),\(Money(fen: fen).yuan),\(vouchers)\(row),办公用品\n")
      try b.write("\(ids[project]),\(day),\(day.year),\(fen),\(vouchers)\(row),办公用品\n")
    }
    try a.end()
    try b.end()
  }

  /// Writes a file in pieces, so that making it does not count as memory of what is measured.
  private final class Writer {
    private let file: FileHandle
    private var buffer: [UInt8] = []

    init(_ url: URL) throws {
      _ = FileManager.default.createFile(atPath: url.path, contents: nil)
      file = try FileHandle(forWritingTo: url)
    }

    func write(_ text: String) throws {
      buffer += text.utf8
      if buffer.count > 1 << 20 { try flush() }
    }

    func end() throws {
      try flush()
      try file.close()
    }

    private func flush() throws {
      try file.write(contentsOf: Data(buffer))
      buffer.removeAll(keepingCapacity: true)
    }
  }

  private static func psql(_ url: String, _ command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", command]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchFailure("psql 未能执行（需要 postgresql-client）。") }
  }
}
