import ArgumentParser
import Contract
import Desk
import Domain
import Scheduler
import Store

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
    let (options, day, isJSON) = (departments, asOf.day, output.json)
    let judged = try await Judgement.make(database, options, day, keepingParts: isJSON, keeping: true)
    let outcome = judged.outcome
    guard !isJSON else {
      return Output.answer(
        .fields([
          "asOf": .string(day.description), "departments": .number(Int64(judged.departments.count)),
          "projects": .number(Int64(outcome.projects)), "standing": .number(Int64(outcome.standing)),
          "opened": .number(Int64(outcome.opened)), "changed": .number(Int64(outcome.changed)),
          "resolved": .number(Int64(outcome.resolved)), "alerts": .array(judged.listed.map(\.json)),
          "findings": .array(judged.findings.map(BudgetJSON.finding)),
        ]))
    }
    Output.answer(
      "截至\(day.chinese)：评判\(judged.departments.count)个部门、\(outcome.projects)个项目，现有预警\(outcome.standing)条；"
        + "新增\(outcome.opened)条，变化\(outcome.changed)条，解除\(outcome.resolved)条")
    if judged.isKeptByDaemon { Output.note("守护进程正在运行，由它按自己的时钟保存预警；本次只作回答，没有改动。") }
    if let later = judged.departments.compactMap(\.evaluatedThrough).max(), later > day {
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
    let (options, day) = (departments, asOf.day)
    let judged = try await Judgement.make(database, options, day, keepingParts: true, keeping: false)
    let wanted = state.flatMap { AlertState(rawValue: $0) }
    let alerts = judged.listed.filter { alert in wanted.map { alert.state == $0 } ?? (alert.state != .resolved) }
    if output.json {
      Output.answer(
        .fields([
          "asOf": .string(day.description), "alerts": .array(alerts.map(\.json)),
          "findings": .array(judged.findings.map(BudgetJSON.finding)),
        ]))
    } else {
      Output.answer(ListedAlert.text(alerts, on: day))
    }
  }
}
