import ArgumentParser
import Contract
import Desk
import Domain
import Reports

struct RectifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify", abstract: "整改：财政部门发出通知，部门反馈，核实后销号。",
    subcommands: [
      RectifyList.self, RectifyIssue.self, RectifyAnswer.self, RectifyReject.self, RectifyClose.self, RectifyPrint.self,
    ], defaultSubcommand: RectifyList.self)
}

struct RectifyIssue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "issue", abstract: "发出整改通知。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("部门编码或名称；给了 --project 可不写。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?
  @Option(help: ArgumentHelp("项目编码，不写则针对整个部门。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("存在的问题。", valueName: "T")) var problem: String
  @Option(help: ArgumentHelp("整改要求。", valueName: "T")) var demand: String
  @Option(help: ArgumentHelp("整改期限。", valueName: "D")) var due: DayArgument
  @Option(help: ArgumentHelp("发文字号，如 徐财绩〔2025〕3号；不写则按设置的机关代字（letter-mark）顺序编号，没有设置则不编。", valueName: "NO"))
  var number: String?

  func run() async throws {
    let request = RectificationRequest(
      project: project, department: DepartmentChoice(department: department, year: year, division: place.meant),
      problem: problem, demand: demand, due: due.day, number: number)
    let (actor, moment) = (actor.actor, act.moment)
    let answer = try await database.desk { try await $0.issue(request, by: actor, at: moment) }
    guard !output.json else { return try Output.answer(json: answer) }
    let letter = answer.number.map { "（\($0)）" } ?? ""
    Output.answer("已发出整改通知 #\(answer.id)\(letter)：\(answer.departmentName)，期限\(answer.due.chinese)。")
  }
}

/// What the three steps of a notice have in common.
struct RectifyStep: ParsableArguments {
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("整改编号。", valueName: "ID")) var id: Int64
  @Option(help: ArgumentHelp("说明。", valueName: "T")) var note: String

  func act(_ action: Rectification.Action, done: String) async throws {
    let request = RectificationStepRequest(id, action, note: note)
    let (actor, moment) = (actor.actor, act.moment)
    let answer = try await database.desk { try await $0.act(request, by: actor, at: moment) }
    guard !output.json else { return try Output.answer(json: answer) }
    Output.answer("\(done)：整改 #\(answer.id)，\(answer.state.chinese)。")
  }
}

struct RectifyAnswer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "answer", abstract: "反馈整改措施和结果。")
  @OptionGroup var step: RectifyStep
  func run() async throws { try await step.act(.answer, done: "已反馈") }
}

struct RectifyReject: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "reject", abstract: "核实不符，退回继续整改。")
  @OptionGroup var step: RectifyStep
  func run() async throws { try await step.act(.reject, done: "已退回") }
}

struct RectifyClose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "close", abstract: "核实无误，销号。")
  @OptionGroup var step: RectifyStep
  func run() async throws { try await step.act(.close, done: "已销号") }
}

struct RectifyList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "整改清单。")

  @OptionGroup var place: DivisionOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var asOf: AsOfOptions
  @Option(help: ArgumentHelp("部门编码或名称，默认全部。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?
  @Flag(help: "只输出一个 JSON 文档。") var json = false
  @Option(help: ArgumentHelp("另存为表格：html、docx、xlsx、pdf，配合 -o。", valueName: "F")) var format: TableOptions.Format?
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件。", valueName: "FILE")) var output: String?

  func run() async throws {
    let choice = DepartmentChoice(department: department, year: year, division: place.meant)
    let answer = try await database.desk { try await $0.rectifications(to: choice) }
    if json { return try Output.answer(json: answer) }
    let notices = answer.rectifications.map(\.notice)
    guard let format else { return Output.answer(Rectification.text(notices, on: asOf.day)) }
    try TableOptions.check(format, output)
    try TableOptions.write(
      Rectification.grid(notices, on: asOf.day), as: format, to: output, isJSON: false, answer: answer)
  }
}

struct RectifyPrint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "整改通知（公函），办理情况另附一页：md、html、docx、pdf。",
    discussion: "落款的机关名称用 jixiao set bureau-name 设置；没有设置则留空。")

  enum Format: String, ExpressibleByArgument, CaseIterable { case md, html, docx, pdf }

  @OptionGroup var database: DatabaseOptions
  @Argument(help: ArgumentHelp("整改编号。", valueName: "ID")) var id: Int64
  @Option(help: ArgumentHelp("格式：md、html、docx、pdf。", valueName: "F")) var format = Format.md
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕（md、html）。", valueName: "FILE"))
  var output: String?
  @OptionGroup var answer: JSONOption

  func run() async throws {
    let id = id
    let (notice, report) = try await database.desk { try await $0.letter(of: id) }
    guard let format = ReportFormat(rawValue: format.rawValue) else { return }
    report.noteUnsigned()
    guard let output, output != "-" else {
      if answer.json { return try Output.answer(json: notice) }
      guard format.isText else { throw ValidationError("--format \(format.rawValue) 请用 -o 写明文件。") }
      return try Output.write(format == .md ? report.markdown : report.html, to: nil)
    }
    try format.write(report, to: output)
    try answer.wrote(output, "已写入 \(output)")
  }
}
