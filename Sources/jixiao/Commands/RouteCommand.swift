import ArgumentParser
import Contract
import Desk
import Domain
import Store

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
    let command = self
    try await Workplace.open(database) { workplace in
      let known = try await workplace.store.recipients().map(\.recipient)
      let chosen = try command.names.map { name in
        guard let recipient = known.first(where: { $0.name == name }) else {
          throw Refusal.people(.recipientUnknown(name, known: known.map(\.name), count: known.count))
        }
        return recipient.id
      }
      let division = try await command.place.code(workplace)
      var department: Int64?
      if let code = command.department {
        let choice = DepartmentChoice(department: code, year: command.year, division: command.place.meant)
        department = try await workplace.desk.department(choice).id
      }
      let projects = try await workplace.desk.projects(command.project, in: division)
      try await workplace.store.add(
        Route(
          department: department, division: department == nil ? division : nil,
          rules: Set(command.rule.compactMap { Rule(rawValue: $0) }), projects: projects,
          least: command.least,
          recipients: Set(chosen)))
    }
    try output.say("已添加分派规则。")
  }
}

struct RouteList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出分派规则。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let (routes, names, departments) = try await Workplace.open(database) { workplace in
      (
        try await workplace.store.routes(), try await workplace.store.recipients().map(\.recipient),
        try await workplace.store.departments()
      )
    }
    guard !output.json else {
      return try Output.answer(
        json: RoutesAnswer(
          routes.map { id, position, route in
            .init(
              id: id, position: position,
              department: route.department.flatMap { id in departments.first { $0.id == id } }?.identity.code,
              division: route.division?.text, rules: route.rules.map(\.rawValue).sorted(),
              projects: route.projects.count, least: route.least.rawValue,
              recipients: names.filter { route.recipients.contains($0.id) }.map(\.name))
          }))
    }
    if routes.isEmpty { Output.answer("没有分派规则：每条预警通知负责该部门、该项目的人。") }
    for (id, position, route) in routes {
      let department = route.department.flatMap { id in departments.first { $0.id == id } }
      let projects = route.projects.isEmpty ? "" : "，\(route.projects.count)个项目"
      let rules = route.rules.isEmpty ? "全部规则" : route.rules.map(\.chinese).sorted().joined(separator: "、")
      let people = names.filter { route.recipients.contains($0.id) }.map(\.name).joined(separator: "、")
      Output.answer(
        "#\(id) \(department.map { "\($0.identity.code) \($0.identity.name)" } ?? route.division.map { "区划\($0)的所有部门" } ?? "所有部门") 第\(position)条：\(rules)\(projects)，"
          + "\(route.least.chinese)及以上 → \(people)")
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
    guard try await Workplace.open(database, { try await $0.store.removeRoute(id) }) else {
      throw Refusal.people(.routeUnknown(id))
    }
    try output.say("已删除分派规则 #\(id)。")
  }
}
