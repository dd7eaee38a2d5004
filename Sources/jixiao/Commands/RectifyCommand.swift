import ArgumentParser
import Contract
import Desk
import Domain
import Reports
import Store

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

  func run() async throws {
    let command = self
    let notice = try await Workplace.open(database) { workplace in
      let division = try await command.place.code(workplace)
      var (department, project): (Int64, Int64?)
      if let text = command.project {
        let code = try ProjectCode.parse(text)
        guard let owner = try await workplace.store.owner(of: code, year: command.year, in: division) else {
          throw SpendingAccount.unknown(code)
        }
        (department, project) = (owner.department, owner.project)
      } else {
        let choice = DepartmentChoice(
          department: command.department, year: command.year, division: command.place.meant)
        department = try await workplace.desk.department(choice).id
        project = nil
      }
      let id = try await workplace.store.issueRectification(
        to: department, project: project, problem: command.problem, demand: command.demand, by: command.actor.name,
        on: command.act.day, due: command.due.day)
      return try await workplace.store.rectifications(id: id).first
    }
    guard let notice else { return }
    if output.json { return Output.answer(notice.json) }
    Output.answer("已发出整改通知 #\(notice.id)：\(notice.department.name)，期限\(notice.due.chinese)。")
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
    let (id, note, actor, day) = (id, note, actor.name, act.day)
    let notice = try await Workplace.open(database) {
      try await $0.store.act(action, onRectification: id, note: note, by: actor, on: day)
    }
    output.json ? Output.answer(notice.json) : Output.answer("\(done)：整改 #\(id)，\(notice.state.chinese)。")
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
    let command = self
    let notices = try await Workplace.open(database) { workplace in
      let division = try await command.place.code(workplace)
      var id: Int64?
      if let code = command.department {
        let choice = DepartmentChoice(department: code, year: command.year, division: command.place.meant)
        id = try await workplace.desk.department(choice).id
      }
      return try await workplace.store.rectifications(of: id, in: division)
    }
    let list = JSONValue.fields(["rectifications": .array(notices.map(\.json))])
    if json { return Output.answer(list) }
    if let format {
      var table = TableOptions()
      (table.format, table.output) = (format, output)
      try table.validate()
      return try table.write(Rectification.grid(notices, on: asOf.day), json: list)
    }
    Output.answer(Rectification.text(notices, on: asOf.day))
  }
}

struct RectifyPrint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "print", abstract: "整改通知书，含办理情况：md、html、docx、pdf。")

  enum Format: String, ExpressibleByArgument, CaseIterable { case md, html, docx, pdf }

  @OptionGroup var database: DatabaseOptions
  @Argument(help: ArgumentHelp("整改编号。", valueName: "ID")) var id: Int64
  @Option(help: ArgumentHelp("格式：md、html、docx、pdf。", valueName: "F")) var format = Format.md
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕（md、html）。", valueName: "FILE"))
  var output: String?
  @OptionGroup var answer: JSONOption

  func run() async throws {
    let id = id
    guard let notice = try await Workplace.open(database, { try await $0.store.rectifications(id: id) }).first else {
      throw Refusal.rectification(.unknown(id))
    }
    guard let format = ReportFormat(rawValue: format.rawValue) else { return }
    guard let output, output != "-" else {
      if answer.json { return Output.answer(notice.json) }
      guard format.isText else { throw ValidationError("--format \(format.rawValue) 请用 -o 写明文件。") }
      return try Output.write(format == .md ? notice.report.markdown : notice.report.html, to: nil)
    }
    try format.write(notice.report, to: output)
    try answer.wrote(output, "已写入 \(output)")
  }
}
