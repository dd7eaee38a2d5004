import ArgumentParser
import Contract
import Desk
import Domain

struct RouteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route", abstract: "分派规则：哪些预警通知哪些人；都不符合的，通知负责该部门、该项目的人。",
    subcommands: [RouteAdd.self, RouteList.self, RouteRemove.self], defaultSubcommand: RouteList.self)
}

struct RouteAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "添加一条分派规则，排在本部门已有规则之后；先符合的先用。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("部门编码或名称；不写为所有部门，或 --division 区划的所有部门。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?
  @Option(help: ArgumentHelp("规则，可重复，如 overspent；不写为全部。", valueName: "RULE")) var rule: [String] = []
  @Option(help: ArgumentHelp("只管这一级及以上。", valueName: "S"), transform: AlertSeverity.read)
  var least: AlertSeverity = .blue
  @Option(help: ArgumentHelp("项目编码，可重复；不写为全部。", valueName: "CODE")) var project: [String] = []
  @Option(name: .customLong("to"), help: ArgumentHelp("接收人姓名，可重复。", valueName: "NAME")) var names: [String]

  func validate() throws {
    for text in rule where Rule(rawValue: text) == nil {
      throw ValidationError(
        "不认识的规则“\(text)”，可用：\(Rule.allCases.map { "\($0.rawValue)（\($0.chinese)）" }.joined(separator: "、"))。")
    }
    if names.isEmpty { throw ValidationError("请用 --to 指定至少一个接收人。") }
  }

  func run() async throws {
    let request = RouteRequest(
      of: DepartmentChoice(department: department, year: year, division: place.meant),
      rules: rule.compactMap { Rule(rawValue: $0) }, projects: project, least: least, to: names)
    try output.say(try await database.desk { try await $0.add(request, by: .me, at: .now) })
  }
}

struct RouteList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出分派规则。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let answer = try await database.desk { try await $0.routes() }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.routes.isEmpty { Output.answer("没有分派规则：每条预警通知负责该部门、该项目的人。") }
    for route in answer.routes {
      let department = route.department.map { "\($0) \(route.departmentName ?? "")" }
      let whose = department ?? route.division.map { "区划\($0)的所有部门" } ?? "所有部门"
      let projects = route.projects == 0 ? "" : "，\(route.projects)个项目"
      let rules = route.rules.isEmpty ? "全部规则" : route.rules.map(\.chinese).sorted().joined(separator: "、")
      Output.answer(
        "#\(route.id) \(whose) 第\(route.position)条：\(rules)\(projects)，"
          + "\(route.least.chinese)及以上 → \(route.recipients.joined(separator: "、"))")
    }
  }
}

struct RouteRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "删除一条分派规则。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("规则编号。", valueName: "ID")) var id: Int64

  func run() async throws {
    let id = id
    try output.say(try await database.desk { try await $0.remove(route: id, by: .me, at: .now) })
  }
}
