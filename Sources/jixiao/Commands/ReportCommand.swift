import ArgumentParser
import Domain
import Reports
import Store

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "生成报告。", subcommands: [ReportSummary.self])
}

struct ReportSummary: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary", abstract: "部门项目绩效运行小结（Markdown、HTML 或 JSON）。",
    discussion: "默认截至所选月份的月底；用 --as-of 可以看月中的情况。HTML 可直接打印在 A4 纸上。")

  enum Format: String, ExpressibleByArgument, CaseIterable { case md, html, json }

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var asOf: AsOfOptions
  @Option(help: ArgumentHelp("统计到几月，1—12。", valueName: "M")) var through = 6
  @Option(help: ArgumentHelp("格式：md、html、json。", valueName: "F")) var format = Format.md
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕。", valueName: "FILE"))
  var output: String?
  @Flag(help: "等于 --format json。") var json = false

  func validate() throws {
    guard (1...12).contains(through) else { throw ValidationError("--through 应为 1 到 12 的月份。") }
  }

  func run() async throws {
    let (options, month, wanted) = (departments, through, asOf.asOf?.day)
    let summary = try await Workplace.open(database) { workplace in
      let department = try await workplace.department(code: options.department, year: options.year)
      let end = Day(endOf: month, in: department.identity.fiscalYear)
      let day = min(wanted ?? end, end)
      let snapshot = try await workplace.store.snapshot(of: department.id, asOf: day)
      guard let snapshot else { throw StoreError("department-vanished", "部门记录已不存在。") }
      return Summary(
        snapshot.facts, snapshot.directory, through: month, on: day, calendar: try await workplace.store.calendar())
    }
    let text =
      switch json ? .json : format {
      case .md: summary.markdown
      case .html: summary.html
      case .json: summary.json.pretty + "\n"
      }
    try Output.write(text, to: output)
    if let output, output != "-" { Output.note("已写入 \(output)") }
  }
}
