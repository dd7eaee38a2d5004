import ArgumentParser
import Domain
import Reports
import Store

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "生成报告。",
    subcommands: [ReportSummary.self, ReportMonitoring.self, ReportSelfEvaluation.self])
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

/// What the two forms have in common: which projects, which day, which format.
struct FormOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case html, docx, xlsx, pdf, json }

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var asOf: AsOfOptions
  @Option(help: ArgumentHelp("只要这个项目，默认部门的全部项目。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("格式：html、docx、xlsx、pdf（都是 A4 横向）、json；docx、xlsx、pdf 要写 -o 文件。", valueName: "F"))
  var format =
    Format.html
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕。", valueName: "FILE"))
  var output: String?

  func validate() throws {
    if [.docx, .xlsx, .pdf].contains(format), output == nil || output == "-" {
      throw ValidationError("--format \(format.rawValue) 请用 -o 写明文件，如 -o 监控表.\(format.rawValue)。")
    }
  }

  private func writePDF(_ grids: [FormGrid], title: String) throws {
    do {
      try FormGrid.pdf(grids, title: title, to: output ?? "")
    } catch PDFProblem.noChineseFont {
      throw Unavailable(description: "本机没有中文字体，PDF 里的字会缺失。请安装中文字体，如 apt-get install fonts-noto-cjk，再执行一次。")
    } catch {
      throw InputProblem("file-not-written", "无法写入 \(output ?? "")，请检查路径和权限。")
    }
  }

  /// Makes a form of each project and writes them.
  func write<Form: Sendable>(
    through month: Int, title: String, name: (Form) -> String, grid: (Form) -> FormGrid, json: (Form) -> JSONValue,
    _ make: @escaping @Sendable (ProjectSheet, ProjectFacts, DepartmentFacts, Day, WorkCalendar) -> Form
  ) async throws {
    let options = self
    let forms = try await Workplace.open(database) { workplace in
      let department = try await workplace.department(
        code: options.departments.department, year: options.departments.year)
      let end = Day(endOf: month, in: department.identity.fiscalYear)
      let day = min(options.asOf.asOf?.day ?? end, end)
      guard let snapshot = try await workplace.store.snapshot(of: department.id, asOf: day) else {
        throw StoreError("department-vanished", "部门记录已不存在。")
      }
      let facts = Dictionary(snapshot.facts.projects.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
      let calendar = try await workplace.store.calendar()
      var sheets = try await workplace.store.projectSheets(of: department.id)
      if let text = options.project {
        guard let code = ProjectCode(text) else { throw InputProblem("project-missing", "没有填写项目编码。") }
        sheets = sheets.filter { $0.code == code }
        if sheets.isEmpty { throw SpendingAccount.unknown(code) }
      }
      return sheets.compactMap { sheet in facts[sheet.id].map { make(sheet, $0, snapshot.facts, day, calendar) } }
    }
    guard !forms.isEmpty else { throw InputProblem("projects-none", "这个部门没有项目，没有项目表可填。") }
    switch format {
    case .html: try Output.write(FormGrid.html(forms.map(grid), title: title), to: output)
    case .docx:
      guard let bytes = FormGrid.word(forms.map(grid), title: title) else {
        throw InputProblem("file-not-made", "Word 文件没有生成，请检查内存。")
      }
      try Output.write(bytes, to: output)
    case .xlsx:
      guard FormGrid.excel(forms.map { (name: name($0), grid: grid($0)) }, title: title, to: output ?? "") else {
        throw InputProblem("file-not-written", "无法写入 \(output ?? "")，请检查路径和权限。")
      }
    case .pdf: try writePDF(forms.map(grid), title: title)
    case .json: try Output.write(JSONValue.fields(["forms": .array(forms.map(json))]).pretty + "\n", to: output)
    }
    if let output, output != "-" { Output.note("已写入 \(output)，\(forms.count)个项目。") }
  }
}

struct ReportMonitoring: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitoring", abstract: "项目支出绩效目标执行监控表：已知的数据全部填好，待填处标出。",
    discussion: "偏差原因、完成目标可能性和备注由人填写。")

  @OptionGroup var options: FormOptions
  @Option(help: ArgumentHelp("截至几月：6、7 或 8。", valueName: "M")) var through = 6

  func validate() throws {
    guard (6...8).contains(through) else { throw ValidationError("--through 应为 6、7 或 8，收到 \(through)。") }
  }

  func run() async throws {
    let month = through
    try await options.write(through: month, title: "项目支出绩效目标执行监控表", name: \.sheet.name, grid: \.grid, json: \.json) {
      MonitoringForm($0, $1, of: $2, through: month, on: $3, calendar: $4)
    }
  }
}

struct ReportSelfEvaluation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "self-evaluation", abstract: "项目支出绩效自评表：分值、得分和等级按规定算好，待填处标出。",
    discussion: "JSON 里有每一项得分的算式和还缺什么。没有填报完成值的不按零分计，要补填后才有总分。")

  @OptionGroup var options: FormOptions

  func run() async throws {
    try await options.write(through: 12, title: "项目支出绩效自评表", name: \.sheet.name, grid: \.grid, json: \.json) {
      SelfEvaluationForm($0, $1, of: $2, on: $3, calendar: $4)
    }
  }
}
