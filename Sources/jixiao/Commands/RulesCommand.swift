import ArgumentParser
import Contract
import Desk

struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "规则集：预警、计分、通报和疑点的参数。",
    discussion: """
      每次修改都是新的一版，旧版保留；算出的数字都注明规则集和版本。没有列出的参数采用全国默认值。
      例：jixiao rules set --department 304 score.reverse-formula=ratio score.over-target-percent=15
      """, subcommands: [RulesShow.self, RulesSet.self, RulesUse.self], defaultSubcommand: RulesShow.self)
}

struct RulesShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "部门现在采用的规则集和参数。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let choice = departments.choice
    let answer = try await database.desk { try await $0.rules(of: choice) }
    guard !output.json else { return try Output.answer(json: answer) }
    Output.answer("\(answer.department)：规则集 \(answer.ruleSet) 第\(answer.version)版")
    for row in answer.parameters {
      Output.answer("  \(row.key) = \(row.value)\(row.own ? "" : "（默认）")　\(row.meaning)")
    }
  }
}

struct RulesSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "set", abstract: "修改部门的参数，另立新版。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("规则集的名称，默认“部门编码-年度”。", valueName: "NAME")) var name: String?
  @Argument(help: ArgumentHelp("参数，如 score.reverse-formula=ratio，可写几个。", valueName: "KEY=VALUE"))
  var values: [String]

  func run() async throws {
    let request = SetRulesRequest(of: departments.choice, name: name, values)
    try request.check()
    let (actor, moment) = (actor.actor, act.moment)
    try output.say(try await database.desk { try await $0.set(request, by: actor, at: moment) })
    act.noteWallClock()
  }
}

struct RulesUse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "部门改用另一个规则集的最新版，或写明的一版。",
    discussion: """
      自带：CN-2020-10（全国默认）、HE-2020-10（河北：超出指标值15%即须说明）；CN-2020-10#3 是其第3版。
      新导入的部门采用最新版；已有的部门仍按原来的一版，改用之后才按新的口径评判。
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp("规则集的名称。", valueName: "NAME[#N]")) var name: String

  func run() async throws {
    let request = UseRulesRequest(of: departments.choice, name)
    let (actor, moment) = (actor.actor, act.moment)
    try output.say(try await database.desk { try await $0.use(request, by: actor, at: moment) })
    act.noteWallClock()
  }
}
