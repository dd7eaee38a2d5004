import ArgumentParser
import Contract
import Desk
import Domain
import Reports

struct FormCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "form", abstract: "填写、报送、退回、审核绩效监控表和自评表。",
    discussion: """
      表分三种：项目表（--project）、部门整体表（--whole）；submit、approve 可用 --all 一次办理本期全部。
      草稿 → 报送 → 退回修改或审核通过。审核通过即锁定，以后的记录不再影响它；更正用 revise 另立新版本。
      """,
    subcommands: [
      FormList.self, FormShow.self, FormTemplate.self, FormFill.self, FormSubmit.self, FormWithdraw.self,
      FormReturn.self, FormComment.self,
      FormApprove.self, FormRevise.self, FormHistory.self, FormLayoutCommand.self,
    ])
}

/// A form by its name or what people call it.
struct FormArgument: ExpressibleByArgument {
  let form: DepartmentForm

  init(_ form: DepartmentForm) { self.form = form }

  init?(argument: String) {
    switch argument {
    case "monitoring", "监控表", "绩效监控表", "绩效运行监控表": form = .monitoring
    case "self-evaluation", "自评表", "绩效自评表": form = .selfEvaluation
    default: return nil
    }
  }

  var defaultValueDescription: String { form.rawValue }
  static var allValueStrings: [String] { ["monitoring", "self-evaluation"] }
}

/// Which form of which period.
struct PeriodOptions: ParsableArguments {
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("部门编码或名称；给了 --project 可不写。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?
  @Option(help: ArgumentHelp("表格：monitoring（监控表）或 self-evaluation（自评表）。", valueName: "FORM"))
  var form = FormArgument(.monitoring)
  @Option(help: ArgumentHelp("监控表截至的月份，常见的是6至10月。", valueName: "M")) var through = 6

  func validate() throws {
    guard (1...11).contains(through) else { throw ValidationError("--through 应在 1 到 11 之间，收到 \(through)。") }
  }

  /// The period as it was said.
  var meant: FormPeriod {
    FormPeriod(
      department: DepartmentChoice(department: department, year: year, division: place.meant), form: form.form,
      through: through)
  }

  /// The last versions of the department's forms of the period.
  func papers(_ database: DatabaseOptions, asOf: AsOfOptions) async throws -> DepartmentPapers {
    let (period, day) = (meant, asOf.asOf?.day)
    return try await Workplace.open(database) { try await $0.desk.forms(period, asOf: day, at: .now) }
  }
}

/// Which form: a project's, or the department's own.
struct SubjectOptions: ParsableArguments {
  @OptionGroup var period: PeriodOptions
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String?
  @Flag(help: "部门整体的表。") var whole = false

  func validate() throws {
    if project != nil, whole { throw ValidationError("--project 与 --whole 只能用一个。") }
  }

  /// The form as it was said.
  var meant: FormSubject {
    get throws {
      guard project != nil || whole else {
        throw ValidationError("请用 --project 指明项目，或用 --whole 指明部门整体。")
      }
      return FormSubject(period.meant, project: project)
    }
  }
}

/// How the commands about one form answer.
enum FormAnswers {
  static func show(_ paper: StandingPaper, _ output: JSONOption, done: String? = nil) throws {
    if output.json { return try Output.answer(json: paper.answer) }
    Output.answer(done.map { paper.answer($0) } ?? paper.text)
  }
}

struct FormList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "本期各表办到哪一步，还缺几处。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let papers = try await period.papers(database, asOf: asOf)
    guard output.json else { return Output.answer(papers.overview) }
    try Output.answer(json: FormsAnswer((papers.projects + [papers.whole]).map(\.answer)))
  }
}

struct FormTemplate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "生成填报表（.xlsx 或 CSV）：每项指标一行，已算好的值在旁边，填好后用 form fill --from 导入。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var answer: JSONOption
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，.xlsx 或 .csv；默认把 CSV 写到屏幕。", valueName: "FILE"))
  var output: String?

  func validate() throws {
    try answer.checkFile(output)
    if let output, output != "-" { _ = try FillingFormat(file: output) }
  }

  func run() async throws {
    let table = FillingTable(try await period.papers(database, asOf: asOf))
    if let output, output != "-" { try table.write(to: output) } else { try Output.write(table.csv, to: output) }
    if let output, output != "-" { try answer.wrote(output, "已写入 \(output)") }
  }
}

struct FormShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "看一张表：内容、还缺什么、还差谁办理、办理经过。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var subject: SubjectOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let (subject, day) = (try subject.meant, asOf.asOf?.day)
    let paper = try await Workplace.open(database) { try await $0.desk.form(subject, asOf: day, at: .now) }
    try FormAnswers.show(paper, output)
  }
}

struct FormHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "history", abstract: "一张表的各个版本，及后一版改了什么。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var subject: SubjectOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let (subject, day) = (try subject.meant, asOf.asOf?.day)
    let history = try await Workplace.open(database) {
      try await $0.desk.history(of: subject, asOf: day, at: .now)
    }
    if output.json {
      return try Output.answer(
        json: FormHistoryAnswer(
          history.map { .init($0.paper.answer, $0.changes.map { FormHistoryAnswer.Change($0) }) }))
    }
    if history.isEmpty { Output.answer("还没有人填写过这张表。") }
    for (paper, changes) in history { Output.answer(paper.history(changes)) }
  }
}
