import ArgumentParser
import Contract
import Desk
import Domain
import Reports

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "生成报告。",
    subcommands: [
      ReportSummary.self, ReportMonitoring.self, ReportSelfEvaluation.self, ReportBulletin.self, ReportDoubts.self,
      ReportPackage.self, ReportGather.self,
    ])
}

struct ReportSummary: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary", abstract: "部门绩效运行报告：基本情况、资金执行、目标完成、偏差及原因、下一步措施，有表有图。",
    discussion: """
      默认截至所选月份的月底；用 --as-of 可以看月中的情况。6至10月采用当期监控表里填写的原因和措施，12月采用自评表的得分和说明。
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case md, html, docx, xlsx, pdf, json }

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var asOf: AsOfOptions
  @Option(help: ArgumentHelp("统计到几月，1—12。", valueName: "M")) var through = 6
  @Option(help: ArgumentHelp("格式：md、html、docx、xlsx（只有表）、pdf、json；docx、xlsx、pdf 要写 -o 文件。", valueName: "F")) var format =
    Format.md
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕。", valueName: "FILE"))
  var output: String?
  @Flag(help: "等于 --format json。") var json = false

  func validate() throws {
    guard (1...12).contains(through) else { throw ValidationError("--through 应为 1 到 12 的月份。") }
    if !json, [.docx, .xlsx, .pdf].contains(format), output == nil || output == "-" {
      throw ValidationError("--format \(format.rawValue) 请用 -o 写明文件，如 -o 报告.\(format.rawValue)。")
    }
  }

  func run() async throws {
    let (choice, month, day) = (departments.choice, through, asOf.asOf?.day)
    let (summary, report) = try await Workplace.open(database) {
      try await $0.desk.summary(choice, through: month, asOf: day)
    }
    if json || format == .json {
      return try Output.write(try AnswerEncoder.json(summary.answer).pretty + "\n", to: output)
    }
    guard let format = ReportFormat(rawValue: format.rawValue) else { return }
    guard let output, output != "-" else {
      return try Output.write(format == .md ? report.markdown : report.html, to: nil)
    }
    try format.write(report, to: output)
    Output.note("已写入 \(output)")
  }
}

/// What the two forms have in common: which of them, which day, which format.
struct FormOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case html, md, docx, xlsx, pdf, json }

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var asOf: AsOfOptions
  @Option(help: ArgumentHelp("只要这个项目，默认部门的全部项目。", valueName: "CODE")) var project: String?
  @Option(
    help: ArgumentHelp(
      "projects（项目表）、department（部门整体表）、table（各项目汇总表）、scores（自评计分说明）或 all（汇总表、部门整体表和项目表）。", valueName: "P"))
  var part = FormsReportRequest.Part.projects
  @Flag(help: "按现在的记录重新计算；默认已报送、已审核的表照报送时的内容。") var live = false
  @Flag(help: "工作稿：系统算出的带底色，还缺的用红字标出，表下注明规则集和办理情况；默认是可直接签章存档的正式稿，缺的留空。") var draft = false
  @Option(help: ArgumentHelp("版式：代码（见 form layout list）或描述版式的 .json 文件，用于它所属的项目表或部门整体表；默认全国通用表。", valueName: "LAYOUT"))
  var layout: String?
  @Option(help: ArgumentHelp("格式：html、docx、xlsx、pdf（都是 A4 横向）、md、json；docx、xlsx、pdf 要写 -o 文件。", valueName: "F"))
  var format =
    Format.html
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕。", valueName: "FILE"))
  var output: String?
  @OptionGroup var answer: JSONOption

  func validate() throws {
    if [.docx, .xlsx, .pdf].contains(format), output == nil || output == "-" {
      throw ValidationError("--format \(format.rawValue) 请用 -o 写明文件，如 -o 监控表.\(format.rawValue)。")
    }
    if project != nil, part != .projects { throw ValidationError("--project 只与 --part projects 同用。") }
  }

  /// Makes the forms and writes them.
  func write(_ form: DepartmentForm, through month: Int) async throws {
    let layout = try layout.map { name throws -> FormsReportRequest.Layout in
      name.hasSuffix(".json") ? .described(try readFile(name, most: FileLimit.sheet)) : .code(name)
    }
    let request = FormsReportRequest(
      FormPeriod(department: departments.choice, form: form, through: month), project: project, part: part,
      isLive: live, isDraft: draft, layout: layout, asOf: asOf.asOf?.day)
    let report = try await Workplace.open(database) { try await $0.desk.report(request, today: .today) }
    // Without a file the JSON is the answer itself.
    if format == .json || answer.json && (output ?? "-") == "-" {
      return try Output.write(try AnswerEncoder.json(report.answer).pretty + "\n", to: output)
    }
    guard let format = FormFormat(rawValue: format.rawValue) else { return }
    if !draft, part != .table, part != .scores, let blanks = report.blanks {
      Output.note(blanks.sentence(at: .commandLine))
    }
    let title = form == .monitoring ? "项目支出绩效目标执行监控表" : "项目支出绩效自评表"
    guard let output, output != "-" else {
      let grids = report.grids.map(\.grid)
      return try Output.write(format == .md ? FormGrid.markdown(grids) : FormGrid.html(grids, title: title), to: nil)
    }
    try format.write(report.grids, title: title, to: output)
    try answer.wrote(output, "已写入 \(output)，\(report.grids.count)张表。")
  }
}

extension FormsReportRequest.Part: ExpressibleByArgument {}

struct ReportMonitoring: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitoring", abstract: "项目支出绩效目标执行监控表：已知的数据全部填好，待填处留空；--draft 的工作稿里标出。",
    discussion: "偏差原因、完成目标可能性和备注由人填写，见 jixiao form fill。")

  @OptionGroup var options: FormOptions
  @Option(help: ArgumentHelp("截至几月，常见的是6至10月。", valueName: "M")) var through = 6

  func validate() throws {
    guard (1...11).contains(through) else { throw ValidationError("--through 应在 1 到 11 之间，收到 \(through)。") }
    if options.part == .scores { throw ValidationError("计分说明（--part scores）只有自评表有。") }
  }

  func run() async throws { try await options.write(.monitoring, through: through) }
}

struct ReportSelfEvaluation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "self-evaluation", abstract: "项目支出绩效自评表：分值、得分和等级按规定算好，待填处留空；--draft 的工作稿里标出。",
    discussion: "JSON 里有每一项得分的算式和还缺什么。没有填报完成值的不按零分计，要补填后才有总分。")

  @OptionGroup var options: FormOptions

  func run() async throws { try await options.write(.selfEvaluation, through: 12) }
}
