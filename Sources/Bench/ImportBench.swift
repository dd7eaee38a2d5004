internal import Documents
internal import Domain
internal import Embedded
internal import Postgres
internal import Store

/// Published budgets read, and read and kept.
package enum ImportBench {
  /// Measures some documents together.
  ///
  /// Reading alone is held against a limit: decoding the same bytes and splitting them into lines and cells, which any
  /// reader must do. Reading and keeping is held against one single-row INSERT for each row that is kept.
  package static func run(
    _ files: [(name: String, bytes: [UInt8])], rounds: Int = 20, in database: BenchDatabase,
    report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("读取\(files.count)个文件，\(rounds)遍取中位数…")
    var (parse, split): ([Double], [Double]) = ([], [])
    var budgets: [Disclosure] = []
    for _ in 0..<rounds {
      let (ours, read) = try await seconds {
        try files.map { Disclosure.parse(try Document.read($0.bytes, file: $0.name)) }
      }
      budgets = read
      parse.append(ours)
      let (theirs, _) = await seconds { files.reduce(0) { $0 + cells($1.bytes) } }
      split.append(theirs)
    }
    report("读取并入库…")
    var kept: [Double] = []
    for (index, file) in files.enumerated() {
      guard let budget = budgets[index].budget else { throw BenchFailure("\(file.name) 不是部门预算。") }
      let findings = budgets[index].findings
      let (time, _) = try await seconds {
        try await database.store.importBudget(budget, findings: findings, file: file.name, content: file.bytes)
      }
      kept.append(time)
    }
    let rows = budgets.reduce(0) { sum, disclosure in
      let budget = disclosure.budget
      let lines =
        budget.map {
          $0.tables.income.count + $0.tables.spending.count + $0.tables.functions.count + $0.tables.records.count
        } ?? 0
      let indicators = (budget?.projects.reduce(0) { $0 + $1.indicators.count } ?? 0) + (budget?.indicators.count ?? 0)
      return sum + disclosure.findings.count + lines + 2 * indicators + 3 * (budget?.projects.count ?? 0) + 2
    }
    try await database.run(String(cString: embedded_bench_import_peer()))
    let insert = Query(trusted: String(cString: embedded_bench_import_peer_row()))
    let (inserts, _) = try await seconds {
      try await database.pool.transaction { session in for _ in 0..<rows { try session.run(insert) } }
    }
    let (ours, theirs) = (median(parse), median(split))
    return [
      BenchRow(
        "读取\(files.count)个文件", amount: files.count, unit: "个/s", seconds: ours, peer: "只解码并切分", theirSeconds: theirs),
      BenchRow(
        "读取并入库（\(rows)行）", amount: files.count, unit: "个/s", seconds: ours + kept.reduce(0, +),
        peer: "逐行 INSERT 同样多的行", theirSeconds: inserts),
    ]
  }

  private static func cells(_ bytes: [UInt8]) -> Int {
    guard let text = TextEncoding.decode(bytes) else { return 0 }
    return text.split(separator: "\n").reduce(0) { $0 + $1.split(separator: "\t").map(String.init).count }
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
