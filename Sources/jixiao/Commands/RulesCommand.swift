import ArgumentParser
import Desk
import Domain
import Store

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
    let options = departments
    let (name, set) = try await Workplace.open(database) { workplace in
      let entry = try await workplace.desk.department(options.choice)
      return (entry.identity.name, try await workplace.store.ruleSet(of: entry.id))
    }
    let own = Dictionary(set.rows.map { ($0.key, $0.value) }, uniquingKeysWith: { a, _ in a })
    let rows = RuleSet.nationalDefault.rows
    if output.json {
      return Output.answer(
        .fields([
          "ruleSet": .string(set.name), "version": .number(Int64(set.version)),
          "parameters": .array(
            rows.map {
              .fields([
                "key": .string($0.key), "value": .string(own[$0.key] ?? RuleSet.standIn(for: $0.key)),
                "own": .bool(own[$0.key] != nil),
                "meaning": .string($0.meaning),
              ])
            }),
        ]))
    }
    Output.answer("\(name)：规则集 \(set.name) 第\(set.version)版")
    for row in rows {
      Output.answer(
        "  \(row.key) = \(own[row.key] ?? RuleSet.standIn(for: row.key))\(own[row.key] == nil ? "（默认）" : "")　\(row.meaning)"
      )
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
    var parsed: [String: String] = [:]
    for text in values {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw Refusal.rules(.parameterShape(text))
      }
      guard RuleSet.meaning(of: parts[0]) != nil else {
        throw Refusal.rules(.parameterUnknown(parts[0]))
      }
      parsed[parts[0]] = parts[1]
    }
    let (options, wanted, changes, day, actor) = (departments, name, parsed, act.day, actor)
    let set = try await Workplace.open(database) { workplace in
      let entry = try await workplace.desk.department(options.choice)
      let name = wanted ?? "\(entry.identity.code)-\(entry.identity.fiscalYear)"
      try await workplace.store.acting(as: actor.name).setParameters(changes, of: entry.id, named: name, on: day)
      return try await workplace.store.ruleSet(of: entry.id)
    }
    try output.say("自\(day)起采用规则集 \(set.name) 第\(set.version)版，此前的日期仍按原来的参数。")
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
    let (options, name, day, actor) = (departments, name, act.day, actor)
    let set = try await Workplace.open(database) { workplace in
      let entry = try await workplace.desk.department(options.choice)
      try await workplace.store.acting(as: actor.name).useRuleSet(name, of: entry.id, on: day)
      return try await workplace.store.ruleSet(of: entry.id)
    }
    try output.say("自\(day)起采用规则集 \(set.name) 第\(set.version)版，此前的日期仍按原来的参数。")
    act.noteWallClock()
  }
}
