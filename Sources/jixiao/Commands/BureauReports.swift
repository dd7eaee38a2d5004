import ArgumentParser
import Contract
import Desk
import Domain
import Reports

/// A table in one of the forms' formats, or JSON.
struct TableOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case html, md, docx, xlsx, pdf, json }

  @Option(help: ArgumentHelp("格式：html、docx、xlsx、pdf（A4 横向）、md、json；docx、xlsx、pdf 要写 -o 文件。", valueName: "F"))
  var format = Format.html
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕。", valueName: "FILE"))
  var output: String?
  @OptionGroup var answer: JSONOption

  func validate() throws { try TableOptions.check(format, output) }

  func write(_ grid: FormGrid, answer value: some Encodable) throws {
    try TableOptions.write(grid, as: format, to: output, isJSON: answer.json, answer: value)
  }

  /// The same for a report of text and tables.
  func write(_ report: Report, answer value: some Encodable) throws {
    guard let format = ReportFormat(rawValue: format.rawValue), !(answer.json && (output ?? "-") == "-") else {
      return try Output.write(try AnswerEncoder.json(value).pretty + "\n", to: output)
    }
    report.noteUnsigned()
    guard let output, output != "-" else {
      return try Output.write(format == .md ? report.markdown : report.html, to: nil)
    }
    try format.write(report, to: output)
    try answer.wrote(output, "已写入 \(output)")
  }

  /// Refuses a file that is no text without a place for it.
  static func check(_ format: Format, _ output: String?) throws {
    if [.docx, .xlsx, .pdf].contains(format), output == nil || output == "-" {
      throw ValidationError("--format \(format.rawValue) 请用 -o 写明文件。")
    }
  }

  /// Writes a table. Of options that were not parsed nothing can be read, so that a command with options of its own comes here.
  static func write(
    _ grid: FormGrid, as format: Format, to output: String?, isJSON: Bool, answer value: some Encodable
  ) throws {
    // Without a file the JSON is the answer itself.
    guard let format = FormFormat(rawValue: format.rawValue), !(isJSON && (output ?? "-") == "-") else {
      return try Output.write(try AnswerEncoder.json(value).pretty + "\n", to: output)
    }
    guard let output, output != "-" else {
      return try Output.write(
        format == .md ? FormGrid.markdown([grid]) : FormGrid.html([grid], title: grid.title), to: nil)
    }
    try format.write([(name: grid.title, grid: grid)], title: grid.title, to: output)
    guard isJSON else { return Output.note("已写入 \(output)") }
    try Output.answer(json: FileAnswer(output, "已写入 \(output)"))
  }
}

extension Report {
  /// Says beside a letter that nobody signs it, and how that is mended.
  func noteUnsigned() {
    guard let letter, letter.organ == nil else { return }
    Output.note("没有设置发文机关，落款处只有日期；可用 jixiao set bureau-name 名称 设置。")
  }
}

/// Which departments of the finance bureau.
struct ScopeOptions: ParsableArguments {
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("预算年度，默认数据库里最近的一年。", valueName: "Y")) var year: Int?
  @Option(help: ArgumentHelp("只要项目编码以此开头的部门，如 130625。", valueName: "PREFIX")) var area: String?

  /// The departments as they were said.
  var choice: BureauChoice { BureauChoice(division: place.meant, year: year, area: area) }
}

struct ReportBulletin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulletin", abstract: "通报：各部门支出进度和及时率排名、红黄灯、报送情况，有正文、附表和落款。",
    discussion: "进度按金额计算。黄灯、红灯的界限是规则集的参数（bulletin.lag-points 等），见 jixiao rules。")

  enum Order: String, ExpressibleByArgument, CaseIterable { case progress, timeliness }

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: ScopeOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var table: TableOptions
  @Option(help: ArgumentHelp("统计到几月，1—12。", valueName: "M")) var through = 6
  @Option(help: ArgumentHelp("发文字号，如 徐财绩〔2025〕3号；不写则不印。", valueName: "NO")) var number: String?
  @Option(help: ArgumentHelp("排名依据：progress（支出进度）或 timeliness（及时率）。", valueName: "ORDER")) var by = Order.progress

  func validate() throws {
    guard (1...12).contains(through) else { throw ValidationError("--through 应为 1 到 12 的月份。") }
  }

  func run() async throws {
    let (choice, month, day, number) = (departments.choice, through, asOf.asOf?.day, number)
    let order: Bulletin.Order = by == .progress ? .progress : .timeliness
    let bulletin = try await Workplace.open(database) { workplace in
      let bar = ProgressBar("汇总部门", total: 1)
      defer { bar.end() }
      return try await workplace.desk.bulletin(
        choice, through: month, asOf: day, by: order, number: number, today: .today
      ) {
        bar.show($0, of: $1)
      }
    }
    try table.write(bulletin.report, answer: bulletin.answer)
  }
}

struct ReportDoubts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doubts", abstract: "疑点清单：含糊的指标、不涉及却有分值、高分低支、年末突击支出、调整目标、连续结转、没有佐证、数据不符。",
    discussion: "不给 --department 则列出全部部门。")

  @OptionGroup var database: DatabaseOptions
  @Option(help: ArgumentHelp("部门编码或名称。", valueName: "CODE")) var department: String?
  @OptionGroup var departments: ScopeOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var table: TableOptions
  @Option(
    help: ArgumentHelp(
      "只要这几类，逗号分开：\(Doubt.Kind.allCases.map { "\($0.rawValue)（\($0.chinese)）" }.joined(separator: "、"))。",
      valueName: "K,K"))
  var kind: String?

  private var kinds: [Doubt.Kind?] {
    kind.map { $0.split(separator: ",").map { Doubt.Kind(rawValue: String($0)) } } ?? Doubt.Kind.allCases
  }

  func validate() throws {
    if kinds.isEmpty || kinds.contains(nil) {
      let all = Doubt.Kind.allCases.map(\.rawValue).joined(separator: "、")
      throw ValidationError("--kind 应为 \(all) 中的几个，用逗号分开，收到“\(kind ?? "")”。")
    }
  }

  func run() async throws {
    let (choice, code, day) = (departments.choice, department, asOf.day)
    let kinds = Set(kinds.compactMap { $0 })
    let list = try await Workplace.open(database) { workplace in
      let bar = ProgressBar("检查部门", total: 1)
      defer { bar.end() }
      return try await workplace.desk.doubts(choice, department: code, asOf: day, kinds: kinds) {
        bar.show($0, of: $1)
      }
    }
    try table.write(list.grid, answer: list.answer)
  }
}

/// What gathering many departments' forms has in common.
struct GatherOptions: ParsableArguments {
  @OptionGroup var answer: JSONOption
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: ScopeOptions
  @OptionGroup var asOf: AsOfOptions
  @Option(help: ArgumentHelp("表格：monitoring（监控表）或 self-evaluation（自评表）。", valueName: "FORM"))
  var form = FormArgument(.monitoring)
  @Option(help: ArgumentHelp("监控表截至的月份，常见的是6至10月。", valueName: "M")) var through = 6
  @Option(help: ArgumentHelp("用途，记在审计记录里；启用账户后必须写。", valueName: "TEXT")) var reason: String?
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件。", valueName: "FILE")) var output: String

  func validate() throws {
    guard (1...11).contains(through) else { throw ValidationError("--through 应在 1 到 11 之间，收到 \(through)。") }
  }

  /// The forms as they were said.
  var request: GatherRequest {
    GatherRequest(departments.choice, form.form, through: through, asOf: asOf.asOf?.day, reason: reason)
  }

  /// Gathers with progress shown.
  func run<T: Sendable>(
    _ body: @escaping @Sendable (Desk, @escaping (Int, Int) -> Void) async throws -> T
  ) async throws -> T {
    try await Workplace.open(database) { workplace in
      let bar = ProgressBar("汇集部门", total: 1)
      defer { bar.end() }
      return try await body(try await workplace.desk) { bar.show($0, of: $1) }
    }
  }
}

struct ReportPackage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package", abstract: "把各部门的汇总表、部门整体表和项目表打成一个 ZIP，每个部门一个文件夹。")

  @OptionGroup var options: GatherOptions
  @Option(help: ArgumentHelp("格式，逗号分开：docx、xlsx、pdf、html。", valueName: "F,F")) var formats = "docx,xlsx,pdf"
  @Flag(help: "工作稿：带底色、待填标记和办理情况；默认是可直接签章存档的正式稿。") var draft = false

  private var chosen: [FormFormat?] { formats.split(separator: ",").map { FormFormat(rawValue: String($0)) } }

  func validate() throws {
    if chosen.isEmpty || chosen.contains(where: { $0 == nil }) {
      throw ValidationError("--formats 应为 docx、xlsx、pdf、html 中的几个，用逗号分开，收到“\(formats)”。")
    }
  }

  func run() async throws {
    var request = options.request
    request.isDraft = draft
    let (meant, formats, path) = (request, chosen.compactMap { $0 }, options.output)
    let (departments, forms) = try await options.run { desk, progress in
      try await desk.package(meant, formats: formats, to: path, today: .today, progress: progress)
    }
    try options.answer.wrote(options.output, "已写入 \(options.output)，\(departments)个部门，\(forms)张表。")
  }
}

struct ReportGather: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gather", abstract: "把各部门的全部项目和指标汇集到一个 Excel 文件，一行一个，便于筛选统计。")

  @OptionGroup var options: GatherOptions

  func run() async throws {
    let (request, path) = (options.request, options.output)
    let (projects, indicators) = try await options.run { desk, progress in
      try await desk.gather(request, to: path, progress: progress)
    }
    try options.answer.wrote(options.output, "已写入 \(options.output)，\(projects)个项目，\(indicators)项指标。")
  }
}
