import ArgumentParser
import Contract
import Desk
import Domain

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
    let answer = try await database.desk { try await $0.divisions() }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.divisions.isEmpty { Output.answer("还没有区划。只有一个县区的不必添加；有几个的，用 jixiao division add 编码 --name 名称 添加。") }
    for line in DivisionList.lines(answer.divisions) { Output.answer(line) }
  }

  /// The tree, each below the one it belongs to.
  private static func lines(_ entries: [DivisionsAnswer.Entry]) -> [String] {
    let below = Dictionary(grouping: entries, by: \.above)
    func branch(_ entry: DivisionsAnswer.Entry, _ depth: Int) -> [String] {
      let unnamed = entry.code.isSpecified && entry.name.isEmpty ? "（还没有名称）" : ""
      let line = String(repeating: "  ", count: depth) + "\(entry.label)\(unnamed)，\(entry.departments)个部门"
      return [line] + (below[entry.code] ?? []).flatMap { branch($0, depth + 1) }
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
    let request = DivisionRequest(code: code, name: name, under: under)
    try request.check()
    try output.say(try await database.desk { try await $0.keep(request, by: .me, at: .now) })
  }
}
