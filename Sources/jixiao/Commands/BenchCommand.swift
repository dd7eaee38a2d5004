import ArgumentParser
import Bench
import Domain

struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "性能测量：与同一次运行中测得的对照或极限相比。",
    discussion: "在同一服务器上建立一个临时数据库，测完即删，不动已有数据。",
    subcommands: [BenchImport.self, BenchIngest.self, BenchEvaluate.self])
}

/// What every benchmark does: a database of its own, then the rows.
private func bench(
  _ name: String, _ options: DatabaseOptions, _ output: JSONOption,
  _ body: @escaping @Sendable (BenchDatabase) async throws -> [BenchRow]
) async throws {
  let rows: [BenchRow]
  do {
    rows = try await Workplace.open(options, migrating: false) { workplace in
      try await BenchDatabase.with(serverURL: workplace.url, body)
    }
  } catch let failure as BenchFailure {
    Output.note("\(failure)")
    throw Ending.refused
  }
  if output.json {
    Output.answer(.fields(["bench": .string(name), "rows": .array(rows.map(\.json))]))
  } else {
    for row in rows { Output.answer(row.text) }
  }
}

struct BenchImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "import", abstract: "读取预算文件，以及读取并入库。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("部门预算文件，默认 deploy/samples 中的样例。", valueName: "FILE")) var files: [String] = []

  func run() async throws {
    let paths = files.isEmpty ? ["deploy/samples/304-2025.txt", "deploy/samples/306-2025.txt"] : files
    let files = try paths.map { (name: fileName($0), bytes: try readFile($0)) }
    try await bench("import", database, output) { try await ImportBench.run(files, in: $0, report: Output.note) }
  }
}

struct BenchIngest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "ingest", abstract: "导入大量支出流水，对照 psql \\copy。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("行数。", valueName: "N")) var rows = 1_000_000

  func run() async throws {
    let rows = rows
    try await bench("ingest", database, output) { try await IngestBench.run(rows: rows, in: $0, report: Output.note) }
  }
}

struct BenchEvaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "evaluate", abstract: "评判一个造出来的省，对照手写 SQL。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("项目数。", valueName: "N")) var projects = 100_000

  func run() async throws {
    let projects = projects
    try await bench("evaluate", database, output) {
      try await EvaluateBench.run(projects: projects, in: $0, report: Output.note)
    }
  }
}
