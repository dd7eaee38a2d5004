import ArgumentParser
import Contract
import Desk
import Domain
import Store

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

  func entries(_ workplace: Workplace) async throws -> [IndicatorEntry] {
    let division = try await place.code(workplace)
    if let department {
      let choice = DepartmentChoice(department: department, year: year, division: place.meant)
      let entry = try await workplace.desk.department(choice)
      return try await workplace.store.indicators(department: entry.id)
    }
    let code = try ProjectCode.parse(project ?? "")
    let accounts = try await workplace.store.accounts(of: code, in: division).filter {
      year == nil || $0.fiscalYear == year
    }
    guard let latest = accounts.map(\.fiscalYear).max() else { throw SpendingAccount.unknown(code) }
    let alike = accounts.filter { $0.fiscalYear == latest }
    guard alike.count == 1 else { throw SpendingAccount.severalDivisions(alike, code: code) }
    return try await workplace.store.indicators(project: alike[0].id)
  }
}

struct IndicatorList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出指标和各自的取值方式。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var scope: IndicatorScope
  @OptionGroup var output: JSONOption

  func run() async throws {
    let scope = scope
    let entries = try await Workplace.open(database) { try await scope.entries($0) }
    guard !output.json else {
      return Output.answer(
        .fields([
          "indicators": .array(
            entries.map { entry in
              .fields([
                "position": .number(Int64(entry.position)), "name": .string(entry.name),
                "target": .string(entry.target.text), "binding": .string(entry.bound.name),
                "category": .optional(entry.bound.category),
                "workdays": entry.bound.workdays.map { .number(Int64($0)) } ?? .null,
              ])
            })
        ]))
    }
    for entry in entries {
      Output.answer("\(entry.position). \(entry.name)　\(entry.target.text)　\(entry.bound.chinese)")
    }
    if entries.isEmpty { Output.answer("没有指标。") }
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
    let binding = try wanted()
    let (command, day) = (self, act.day)
    let (name, isNew) = try await Workplace.open(database) { workplace in
      let entry = try IndicatorEntry.choose(command.indicator, from: try await command.scope.entries(workplace))
      try entry.checkBinding(binding)
      let store = workplace.store.acting(as: command.actor.name)
      return (entry.name, try await store.bind(entry.id, to: binding, from: day))
    }
    try output.say(
      isNew ? "自\(day)起，“\(name)”的取值方式改为：\(binding.chinese)。" : "“\(name)”的取值方式已经是：\(binding.chinese)。",
      isChanged: isNew)
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
