import ArgumentParser
import Domain
import Store

struct DivisionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "division", abstract: "区划：一个库里有几个县区时，各部门属于哪一个。",
    discussion: """
      导入时按项目编码的前6位归属，看不出来的用 import --division 指定；只有一个县区的不必理会。
      上下级按编码推定（130625 属 130600，130600 属 130000），与编码不同的用 --under 写明。
      """,
    subcommands: [DivisionList.self, DivisionAdd.self], defaultSubcommand: DivisionList.self)
}

struct DivisionList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出区划，各有多少个部门。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let entries = try await Workplace.open(database) { try await $0.store.divisions() }
    guard !output.json else {
      return Output.answer(
        .fields([
          "divisions": .array(
            entries.map { entry in
              .fields([
                "code": .division(entry.division.code), "name": .string(entry.division.name),
                "above": .optional(entry.above?.text), "departments": .number(Int64(entry.departments)),
              ])
            })
        ]))
    }
    if entries.isEmpty { Output.answer("还没有区划。只有一个县区的不必添加；有几个的，用 jixiao division add 编码 --name 名称 添加。") }
    for line in DivisionList.lines(entries) { Output.answer(line) }
  }

  /// The tree, each below the one it belongs to.
  private static func lines(_ entries: [DivisionEntry]) -> [String] {
    let below = Dictionary(grouping: entries, by: \.above)
    func branch(_ entry: DivisionEntry, _ depth: Int) -> [String] {
      let unnamed = entry.division.code.isSpecified && entry.division.name.isEmpty ? "（还没有名称）" : ""
      let line = String(repeating: "  ", count: depth) + "\(entry.division.label)\(unnamed)，\(entry.departments)个部门"
      return [line] + (below[entry.division.code] ?? []).flatMap { branch($0, depth + 1) }
    }
    return (below[nil] ?? []).flatMap { branch($0, 0) }
  }
}

struct DivisionAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "添加区划，或按编码改名、改上级。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("区划编码，6位（乡镇9位、村12位）。", valueName: "CODE")) var code: String
  @Option(help: ArgumentHelp("名称，如 徐水区。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("上级的区划编码，与编码推出的不同时才写，不写则不变。", valueName: "CODE")) var under: String?

  func run() async throws {
    let name = name.tightened
    guard !name.isEmpty else { throw Refusal.division(.nameMissing) }
    let division = Division(
      code: try DivisionCode.parse(code), name: name,
      parent: try under.map { text throws(Refusal) in try DivisionCode.parse(text) })
    let all = try await Workplace.open(database) { workplace in
      try await workplace.store.keep(division)
      return try await workplace.store.divisions()
    }
    let above = all.first { $0.division.code == division.code }?.above
    let upper = all.first { $0.division.code == above }?.division.label
    try output.say("已保存区划：\(division.label)\(upper.map { "，上级 \($0)" } ?? "")。")
  }
}

extension JSONValue {
  /// The code of a division; null where none is named.
  static func division(_ code: DivisionCode) -> JSONValue { .optional(code.isSpecified ? code.text : nil) }
}
