internal import Crypto
internal import Domain
internal import Embedded
internal import Postgres
internal import Store

/// What the audit trail costs, and how long it takes to hold it against its digests.
package enum AuditBench {
  private static let writers = 8
  /// How many projects the payments are of: a payment looks at those of its project, of which a bureau's has a few dozen.
  private static let projects = 10_000
  /// How many rows are made in one transaction.
  private static let piece = 200

  /// How often the ways of writing take turns, so that a disk that is slower for a while is so for each of them.
  private static let rounds = 10

  /// Payments by eight writers without a row in the trail and with, all in one chain and in one each, each payment committed by
  /// itself, held against bare rows committed likewise; then a trail verified row by row, held against digesting the same
  /// bytes without asking for them.
  package static func run(
    entries: Int, verified: Int, in database: BenchDatabase, report: @escaping @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    let written = try await write(entries, in: database, report)
    return written + [try await verify(verified, in: database, report)]
  }

  private static func write(
    _ entries: Int, in database: BenchDatabase, _ report: @escaping @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    try await database.run(EvaluateBench.province(projects, indicators: 1))
    try await database.run(String(cString: embedded_bench_bare_table()))
    let codes = (1...projects).map { "13000025P" + String(String(1_000_000_000_000 + $0).dropFirst()) }
    let store = Store(url: database.url, connections: writers)
    let pool = Pool(Configuration(url: database.url), size: writers)
    let insert = Query(trusted: String(cString: embedded_bench_bare_row()))
    let each = entries / writers
    var (rows, bare, apart, together) = (0.0, 0.0, 0.0, 0.0)
    report("\(writers)人同时各记\(each)笔，逐笔提交，不留审计、各一条链、同一条链轮流…")
    let turns = min(rounds, each)
    for turn in 0..<turns {
      let numbers = each * turn / turns..<each * (turn + 1) / turns
      rows += try await seconds {
        try await atOnce(numbers) { _, _ in try await pool.perform { _ = try $0.run(insert) } }
      }.0
      bare += try await seconds { try await pay(numbers, "A", codes, store) { _, store in store } }.0
      apart += try await seconds {
        try await pay(numbers, "B", codes, store) { writer, store in store.noting(note("13062\(writer)")) }
      }.0
      together += try await seconds {
        try await pay(numbers, "C", codes, store) { _, store in store.noting(note("130625")) }
      }.0
      report("  \(numbers.upperBound * writers)/\(each * writers)笔，\(Int(rows + bare + apart + together)) s")
    }
    let all = each * writers
    let kept = try await store.auditHeads().map(\.number).reduce(0, +)
    guard kept == Int64(2 * all) else { throw BenchFailure("应有\(2 * all)条审计，实际\(kept)条，测量无效。") }
    await store.close()
    await pool.close()
    return [
      BenchRow(
        "\(writers)人同时记账，不留审计", amount: all, unit: "笔/s", seconds: bare, peer: "\(writers)人逐行提交一个数",
        theirSeconds: rows),
      BenchRow(
        "\(writers)人同时记账并留审计，各在一条链", amount: all, unit: "笔/s", seconds: apart, peer: "不留审计", theirSeconds: bare),
      BenchRow(
        "\(writers)人同时记账并留审计，都在一条链", amount: all, unit: "笔/s", seconds: together, peer: "不留审计",
        theirSeconds: bare),
    ]
  }

  private static func verify(
    _ verified: Int, in database: BenchDatabase, _ report: @escaping @Sendable (String) -> Void
  ) async throws -> BenchRow {
    report("造\(verified)条审计记录…")
    // In small transactions: each row changes the end of the chain, of which one transaction would keep every state.
    var told = 0
    for first in stride(from: 0, to: verified, by: piece) {
      try Task.checkCancellation()
      let rows = min(piece, verified - first)
      _ = try await database.numbers(embedded_bench_audit_rows(), ["rows": String(rows)])
      guard (first + rows) * 10 / verified > told else { continue }
      told = (first + rows) * 10 / verified
      report("  \(first + rows)/\(verified)条")
    }
    report("逐条核验…")
    BenchRow.forgetPeak()
    let known = try await database.store.auditHeads()
    let (verifying, check) = try await seconds {
      try await database.store.check(ofChain: "v", known: known) { Array(SHA256.hash(data: $0)) }
    }
    let peak = BenchRow.peak()
    guard check.count == Int64(verified), check.faults.isEmpty else { throw BenchFailure("核验结果不对，测量无效。") }
    let row = try await database.store.auditEntries(.init(), limit: 1)
    let bytes = [UInt8](repeating: 0, count: 32) + (row.first?.bytes ?? [])
    let (digesting, _) = await seconds {
      (0..<verified).reduce(0) { sum, _ in sum &+ SHA256.hash(data: bytes).hashValue }
    }
    return BenchRow(
      "核验\(verified)条审计记录", amount: verified, unit: "条/s", seconds: verifying, peer: "只对同样多的字节取摘要",
      theirSeconds: digesting, peakMiB: peak)
  }

  /// What a payment leaves in the trail.
  private static func note(_ chain: String) -> AuditNote {
    AuditNote(
      chain: chain, action: .recordPayment, origin: "os:bench",
      request: #"{"project":"13062525P000232100244","date":"2025-03-20","amount":"7500元","voucher":"记-1"}"#)
  }

  private static func pay(
    _ numbers: Range<Int>, _ mark: String, _ codes: [String], _ store: Store,
    _ noting: @escaping @Sendable (Int, Store) -> Store
  ) async throws {
    try await atOnce(numbers) { writer, number in
      let line = try SpendingLine(
        project: codes[(writer + number * writers) % codes.count], date: "2025-03-20", amount: "1元",
        voucher: "\(mark)\(writer)-\(number)")
      _ = try await noting(writer, store.acting(as: "人\(writer)")).append(line)
    }
  }

  /// Has each writer do something once for each number, all writers at the same time.
  private static func atOnce(
    _ numbers: Range<Int>, _ body: @escaping @Sendable (_ writer: Int, _ number: Int) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          for number in numbers {
            try Task.checkCancellation()
            try await body(writer, number)
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
