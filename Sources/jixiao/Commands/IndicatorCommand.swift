import ArgumentParser
import Contract
import Desk
import Domain

struct IndicatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indicator", abstract: "指标：列出、改变取值方式。", subcommands: [IndicatorList.self, IndicatorBind.self],
    defaultSubcommand: IndicatorList.self)
}

/// The project or department whose indicators are meant.
struct IndicatorScope: ParsableArguments {
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("部门编码或名称：部门整体指标。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("预算年度，默认最近的一年。", valueName: "Y")) var year: Int?

  func validate() throws {
    if (project == nil) == (department == nil) {
      throw ValidationError("请用 --project 指定项目，或用 --department 指定部门（二者选一）。")
    }
  }

  /// The project or department as it was said.
  var choice: IndicatorChoice {
    IndicatorChoice(
      of: department.map { .department($0) } ?? .project(project ?? ""), year: year, division: place.meant)
  }
}

struct IndicatorList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出指标和各自的取值方式。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var scope: IndicatorScope
  @OptionGroup var output: JSONOption

  func run() async throws {
    let choice = scope.choice
    let answer = try await database.desk { try await $0.indicators(choice) }
    guard !output.json else { return try Output.answer(json: answer) }
    for entry in answer.indicators {
      Output.answer("\(entry.position). \(entry.name)　\(entry.target)　\(entry.bound.chinese)")
    }
    if answer.indicators.isEmpty { Output.answer("没有指标。") }
  }
}

struct IndicatorBind: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bind", abstract: "改变一项指标的取值方式。",
    discussion: """
      observation 人工填报；spending-timeliness 支出进度及时率；budget-execution 预算执行率；funds-arrived 资金到位率；
      spending 累计支出（--category 只算一个支出类别）；spending-each 每一笔支出；workday-deadline 到位后的工作日数（--workdays）。
      自 --on 那天起按新的方式；此前的日期仍按原来的。
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var scope: IndicatorScope
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("指标的序号或名称。", valueName: "N|NAME")) var indicator: String
  @Option(help: ArgumentHelp("取值方式。", valueName: "BINDING")) var to: String
  @Option(help: ArgumentHelp("支出类别。", valueName: "NAME")) var category: String?
  @Option(help: ArgumentHelp("多少个工作日。", valueName: "N")) var workdays: Int?

  func run() async throws {
    let request = BindRequest(scope.choice, indicator: indicator, to: try wanted())
    let (actor, moment) = (actor.actor, act.moment)
    try output.say(try await database.desk { try await $0.bind(request, by: actor, at: moment) })
    act.noteWallClock()
  }

  private func wanted() throws -> Binding {
    let category = category.map { $0.withoutBlanks }
    let takesCategory = to == "spending" || to == "spending-each"
    guard category == nil || takesCategory else { throw ValidationError("--category 只用于 spending 和 spending-each。") }
    guard (to == "workday-deadline") == (workdays != nil), workdays.map({ (1...999).contains($0) }) ?? true else {
      throw ValidationError("--workdays 用于 workday-deadline，是1到999的整数。")
    }
    guard let binding = Binding(name: to, category: category, workdays: workdays) else {
      throw ValidationError(
        "没有取值方式“\(to)”，可选：observation、spending-timeliness、budget-execution、funds-arrived、spending、spending-each、workday-deadline。"
      )
    }
    return binding
  }
}
