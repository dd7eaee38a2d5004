internal import Crypto
internal import Domain
internal import Embedded
internal import Postgres
internal import Store

/// What the audit trail costs, and how long it takes to hold it against its digests.
package enum AuditBench {
  private static let writers = 8
  /// How many rows are made in one transaction.
  private static let piece = 200

  /// Payments by eight writers without a row in the trail and with, all in one chain and in one each; then a trail verified row
  /// by row, held against digesting the same bytes without asking for them.
  package static func run(
    entries: Int, verified: Int, in database: BenchDatabase, report: @escaping @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    try await database.run(EvaluateBench.province(100))
    let codes = (1...100).map { "13000025P" + String(String(1_000_000_000_000 + $0).dropFirst()) }
    let store = Store(url: database.url, connections: writers)
    let (each, all) = (entries / writers, entries / writers * writers)
    report("\(writers)人同时各记\(each)笔，不留审计…")
    let (bare, _) = try await seconds { try await pay(each, "A", codes, store) { _, store in store } }
    report("各留一条审计，各在一条链…")
    let (apart, _) = try await seconds {
      try await pay(each, "B", codes, store) { writer, store in store.noting(note("13062\(writer)")) }
    }
    report("各留一条审计，都在一条链…")
    let (together, _) = try await seconds {
      try await pay(each, "C", codes, store) { _, store in store.noting(note("130625")) }
    }
    let kept = try await store.auditHeads().map(\.number).reduce(0, +)
    guard kept == Int64(2 * all) else { throw BenchFailure("应有\(2 * all)条审计，实际\(kept)条，测量无效。") }
    await store.close()

    report("造\(verified)条审计记录…")
    // In small transactions: each row changes the end of the chain, of which one transaction would keep every state.
    for first in stride(from: 0, to: verified, by: piece) {
      try Task.checkCancellation()
      let rows = min(piece, verified - first)
      _ = try await database.numbers(embedded_bench_audit_rows(), ["rows": String(rows)])
    }
    report("逐条核验…")
    BenchRow.forgetPeak()
    var check = AuditCheck(of: "v", known: try await database.store.auditHeads()) { Array(SHA256.hash(data: $0)) }
    let (verifying, _) = try await seconds {
      try await database.store.eachAuditEntry(ofChain: "v") { page in for entry in page { check.take(entry) } }
      check.finish()
    }
    let peak = BenchRow.peak()
    guard check.count == Int64(verified), check.faults.isEmpty else { throw BenchFailure("核验结果不对，测量无效。") }
    let row = try await database.store.auditEntries(.init(), limit: 1)
    let bytes = [UInt8](repeating: 0, count: 32) + (row.first?.bytes ?? [])
    let (digesting, _) = await seconds {
      (0..<verified).reduce(0) { sum, _ in sum &+ SHA256.hash(data: bytes).hashValue }
    }
    return [
      BenchRow(
        "\(writers)人同时记账并留审计，各在一条链", amount: all, unit: "笔/s", seconds: apart, peer: "不留审计", theirSeconds: bare),
      BenchRow(
        "\(writers)人同时记账并留审计，都在一条链", amount: all, unit: "笔/s", seconds: together, peer: "不留审计",
        theirSeconds: bare),
      BenchRow(
        "核验\(verified)条审计记录", amount: verified, unit: "条/s", seconds: verifying, peer: "只对同样多的字节取摘要",
        theirSeconds: digesting, peakMiB: peak),
    ]
  }

  /// What a payment leaves in the trail.
  private static func note(_ chain: String) -> AuditNote {
    AuditNote(
      chain: chain, action: .recordPayment, origin: "os:bench",
      request: #"{"project":"13062525P000232100244","date":"2025-03-20","amount":"7500元","voucher":"记-1"}"#)
  }

  private static func pay(
    _ count: Int, _ mark: String, _ codes: [String], _ store: Store,
    _ noting: @escaping @Sendable (Int, Store) -> Store
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          let own = noting(writer, store.acting(as: "人\(writer)"))
          for number in 0..<count {
            let line = try SpendingLine(
              project: codes[(writer + number * writers) % codes.count], date: "2025-03-20", amount: "1元",
              voucher: "\(mark)\(writer)-\(number)")
            _ = try await own.append(line)
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
