import ArgumentParser
import Bench
import Credentials
import Domain
import Foundation

struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "性能测量：与同一次运行中测得的对照或极限相比。",
    discussion: "在同一服务器上建立一个临时数据库，测完即删，不动已有数据。",
    subcommands: [
      BenchImport.self, BenchIngest.self, BenchEvaluate.self, BenchJobs.self, BenchLatency.self,
      BenchForms.self, BenchReaders.self, BenchJudging.self, BenchAudit.self, BenchSignIn.self,
      BenchWeb.self,
    ])
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
  @Option(help: ArgumentHelp("账上先有多少笔，对照也一样。", valueName: "N")) var onto = 0

  func validate() throws {
    if rows < 1 || onto < 0 { throw ValidationError("--rows 应大于 0，--onto 不能小于 0。") }
  }

  func run() async throws {
    let (rows, onto) = (rows, onto)
    try await bench("ingest", database, output) {
      try await IngestBench.run(rows: rows, onto: onto, in: $0, report: Output.note)
    }
  }
}

struct BenchAudit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "留审计记录的代价，对照不留；核验审计记录的时间和内存。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("8人一共记多少笔。", valueName: "N")) var entries = 100_000
  @Option(help: ArgumentHelp("核验多少条。", valueName: "N")) var verified = 1_000_000

  func validate() throws {
    if entries < 8 || verified < 1 { throw ValidationError("--entries 至少为 8，--verified 应大于 0。") }
  }

  func run() async throws {
    let (entries, verified) = (entries, verified)
    try await bench("audit", database, output) {
      try await AuditBench.run(entries: entries, verified: verified, in: $0, report: Output.note)
    }
  }
}

struct BenchSignIn: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in", abstract: "登录的代价，对照只核对密码；没有的账户看不看得出来；登录高峰时旁人慢不慢。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("多少人同时登录。", valueName: "N")) var people = 40
  @Option(help: ArgumentHelp("登录几次。", valueName: "N")) var rounds = 5

  func validate() throws {
    if !(1...60).contains(people) || !(1...250).contains(rounds) {
      throw ValidationError("--people 应为 1 到 60，--rounds 应为 1 到 250。")
    }
  }

  func run() async throws {
    let (people, rounds) = (people, rounds)
    try await bench("sign-in", database, output) {
      try await SignInBench.run(people: people, rounds: rounds, random: .ofSystem, in: $0, report: Output.note)
    }
  }
}

struct BenchWeb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "web", abstract: "页面：对照先做好的同样的字节和 pgbench 的查询；延迟、内存和到屏幕的时间对照上限。",
    discussion: "需要 wrk 和 pgbench（apt-get install wrk postgresql-contrib）。会用本程序另起一个守护进程，测完停止。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("大库里有多少个项目。", valueName: "N")) var projects = 100_000
  @Option(help: ArgumentHelp("同时多少条连接。", valueName: "N")) var connections = 16
  @Option(help: ArgumentHelp("每项测多少秒。", valueName: "N")) var seconds = 5

  func validate() throws {
    if !(1_000...1_000_000).contains(projects) { throw ValidationError("--projects 应为 1000 到 1000000。") }
    if !(1...256).contains(connections) || seconds < 1 {
      throw ValidationError("--connections 应为 1 到 256，--seconds 至少为 1。")
    }
  }

  func run() async throws {
    let load = WebBench.Load(projects: projects, connections: connections, seconds: seconds)
    guard let program = Bundle.main.executablePath else { throw Unavailable(description: "不知道本程序在哪里，无法另起守护进程。") }
    try await bench("web", database, output) {
      try await WebBench.run(load, program: program, random: .ofSystem, in: $0, report: Output.note)
    }
  }
}

struct BenchEvaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "evaluate", abstract: "评判一个造出来的省，对照手写 SQL。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("项目数。", valueName: "N")) var projects = 100_000
  @Option(help: ArgumentHelp("每个项目的指标数。", valueName: "N")) var indicators = 10

  func run() async throws {
    let (projects, indicators) = (projects, indicators)
    try await bench("evaluate", database, output) {
      try await EvaluateBench.run(projects: projects, indicators: indicators, in: $0, report: Output.note)
    }
  }
}

struct BenchJobs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs", abstract: "任务队列，对照 procrastinate 和 pgqueuer。",
    discussion: "deploy/bench-jobs 会先装好对照所需的 Python 环境。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("任务数。", valueName: "N")) var jobs = 10_000
  @Option(help: ArgumentHelp("装有 procrastinate 和 pgqueuer 的 Python。", valueName: "FILE")) var python: String
  @Option(help: ArgumentHelp("对照的脚本。", valueName: "FILE")) var script = "deploy/bench/jobs_peers.py"

  func run() async throws {
    let (jobs, python, script) = (jobs, python, script)
    for path in [python, script] where !FileManager.default.fileExists(atPath: path) {
      throw Unavailable(description: "找不到 \(path)。请用 deploy/bench-jobs 运行，它会准备好所需的环境。")
    }
    try await bench("jobs", database, output) {
      try await JobsBench.run(
        jobs: jobs, python: python, script: script, now: { Date().timeIntervalSince1970 }, in: $0, report: Output.note)
    }
  }
}

struct BenchForms: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forms", abstract: "监控表写成各种格式的时间和内存，对照 python-docx、openpyxl、Chromium、LibreOffice（装了哪些比哪些）。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("运行对照的 Python。", valueName: "FILE")) var python = "/usr/bin/python3"
  @Option(help: ArgumentHelp("对照的脚本。", valueName: "FILE")) var script = "deploy/bench/forms_peers.py"
  @Argument(help: ArgumentHelp("部门预算文件，默认 deploy/samples 中的样例。", valueName: "FILE")) var files: [String] = []

  func run() async throws {
    let paths = files.isEmpty ? ["deploy/samples/304-2025.txt", "deploy/samples/306-2025.txt"] : files
    let files = try paths.map { (name: fileName($0), bytes: try readFile($0)) }
    let (python, script) = (python, script)
    try await bench("forms", database, output) {
      try await FormsBench.run(files, python: python, script: script, in: $0, report: Output.note)
    }
  }
}

struct BenchReaders: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "readers", abstract: "用损坏的输入试遍所有读取程序：一个也不能使程序崩溃。",
    discussion: "不需要数据库。同一 --seed 产生同样的输入；崩溃时以信号结束。")
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("输入的个数。", valueName: "N")) var count = 1_000_000
  @Option(help: ArgumentHelp("随机数种子。", valueName: "N")) var seed: UInt64 = 1
  @Argument(help: ArgumentHelp("预算文件和支出文件，默认 deploy/samples 中的样例。", valueName: "FILE")) var files: [String] = []

  func run() async throws {
    let names = ["304-2025.txt", "306-2025.txt", "spending-2025.csv"].map { "deploy/samples/" + $0 }
    let paths = files.isEmpty ? names : files
    let bar = ProgressBar("试读", total: count)
    let outcome = ReaderTrial.run(
      documents: try paths.filter { !$0.hasSuffix(".csv") }.map { try readFile($0) },
      sheets: try paths.filter { $0.hasSuffix(".csv") }.map { try readFile($0) }, count: count, seed: seed
    ) { bar.show($0) }
    bar.end()
    let readers = Set(outcome.read.keys).union(outcome.refused.keys).sorted()
    if output.json {
      return Output.answer(
        .fields([
          "bench": "readers", "count": .number(Int64(outcome.count)),
          "rows": .array(
            readers.map { reader in
              .fields([
                "reader": .string(reader), "read": .number(Int64(outcome.read[reader] ?? 0)),
                "refused": .number(Int64(outcome.refused[reader] ?? 0)),
              ])
            }),
        ]))
    }
    Output.answer("共\(outcome.count)个输入，没有一个使程序崩溃。")
    for reader in readers {
      Output.answer("  \(reader)：读取\(outcome.read[reader] ?? 0)，拒绝\(outcome.refused[reader] ?? 0)")
    }
  }
}

struct BenchLatency: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alert-latency", abstract: "从入账提交到预警正确、再到接口收到通知的时间。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("轮数。", valueName: "N")) var rounds = 300

  func run() async throws {
    let rounds = min(rounds, 999)
    try await bench("alert-latency", database, output) {
      try await LatencyBench.run(rounds: rounds, in: $0, report: Output.note)
    }
  }
}
