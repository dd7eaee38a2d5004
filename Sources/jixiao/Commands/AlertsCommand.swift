import ArgumentParser
import Contract
import Desk
import Domain

/// Which division, where the database has several: the county's bureau need not spell out more than its own.
struct DivisionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("区划编码或名称（含下级），默认全部；也可用环境变量 JIXIAO_DIVISION。", valueName: "CODE"))
  var division: String?

  /// The division that is meant; nil for all.
  func code(_ workplace: Workplace) async throws -> DivisionCode? {
    try await workplace.desk.division(meant)
  }

  /// The division as it was said.
  var meant: String? { division ?? DatabaseOptions.division }
}

/// Which departments.
struct DepartmentOptions: ParsableArguments {
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("部门编码或名称，默认全部。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("预算年度，默认全部。", valueName: "Y")) var year: Int?

  /// The departments as they were said.
  var choice: DepartmentChoice { DepartmentChoice(department: department, year: year, division: place.meant) }
}

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "评判各项指标，更新预警。",
    discussion: "日期早于上次评判的，只给出当天的结论，不改动已保存的预警。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let (request, isJSON) = (AlertsRequest(of: departments.choice, asOf: asOf.day.description), output.json)
    let answer = try await database.desk { desk in
      let bar = ProgressBar("评判", total: 1)
      defer { bar.end() }
      return try await desk.judge(
        request, listing: isJSON, by: .me, at: .now, progress: { bar.show($0, of: $1) })
    }
    for finding in answer.findings { Output.note(finding.message) }
    guard !isJSON else { return try Output.answer(json: answer) }
    let day = asOf.day
    Output.answer(
      "截至\(day.chinese)：评判\(answer.departments)个部门、\(answer.projects)个项目，现有预警\(answer.standing)条；"
        + "新增\(answer.opened)条，变化\(answer.changed)条，解除\(answer.resolved)条")
    if answer.isKeptByDaemon { Output.note("守护进程正在运行，由它按自己的时钟保存预警；本次只作回答，没有改动。") }
    if let later = try answer.judgedThrough.map({ try Day.parse($0) }), later > day {
      Output.note("已有\(later.chinese)的评判结果，本次为历史日期，仅供查看，没有改动保存的预警。")
    }
  }
}

struct AlertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts", abstract: "列出某一天的预警；确认、暂停提醒、预览和查询消息。",
    subcommands: [
      AlertsList.self, AcknowledgeCommand.self, SilenceCommand.self, PreviewCommand.self, DeliveriesCommand.self,
      RedeliverCommand.self,
    ], defaultSubcommand: AlertsList.self)
}

struct AlertsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出某一天的预警。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("只列出这种状态：open、acknowledged、silenced、resolved。", valueName: "STATE"))
  var state: String?

  func validate() throws {
    if let state, AlertState(rawValue: state) == nil {
      throw ValidationError("--state 应为 \(AlertState.allCases.map(\.rawValue).joined(separator: "、")) 之一。")
    }
  }

  func run() async throws {
    let request = AlertsRequest(
      of: departments.choice, asOf: asOf.day.description, state: state.flatMap { AlertState(rawValue: $0) })
    let answer = try await database.desk { desk in
      let bar = ProgressBar("评判", total: 1)
      defer { bar.end() }
      return try await desk.alerts(request, at: .now, progress: { bar.show($0, of: $1) })
    }
    for finding in answer.findings { Output.note(finding.message) }
    output.json ? try Output.answer(json: answer) : Output.answer(answer.text)
  }
}
