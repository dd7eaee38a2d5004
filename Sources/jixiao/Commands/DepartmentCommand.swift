import ArgumentParser
import Contract
import Desk
import Domain

struct DepartmentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "department", abstract: "部门：列出、改名或改编码后接续、移除误导入的。",
    subcommands: [DepartmentList.self, DepartmentRename.self, DepartmentRemove.self],
    defaultSubcommand: DepartmentList.self)
}

struct DepartmentList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出各年度的部门。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let choice = departments.choice
    let answer = try await database.desk { try await $0.list(choice) }
    guard !output.json else { return try Output.answer(json: answer) }
    let isOfSeveral = Set(answer.departments.map(\.division)).count > 1
    for entry in answer.departments {
      let division = isOfSeveral && entry.division.isSpecified ? "区划\(entry.division) " : ""
      Output.answer("\(entry.fiscalYear)年 \(division)\(entry.code) \(entry.name)，\(entry.projects)个项目")
    }
    if answer.departments.isEmpty { Output.answer("还没有部门，请先用 jixiao import 导入部门预算文件。") }
  }
}

struct DepartmentRename: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "部门改了名称、编码或区划：原有的记录接到新的名称和编码下。", discussion: "此后导入新名称的文件，即作为同一部门的新版本。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @Argument(help: ArgumentHelp("原来的编码或名称。", valueName: "CODE")) var old: String
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?
  @Option(help: ArgumentHelp("新的编码，默认不变。", valueName: "CODE")) var code: String?
  @Option(help: ArgumentHelp("新的名称，默认不变。", valueName: "NAME")) var name: String?
  @Option(help: ArgumentHelp("改属的区划编码，默认不变。", valueName: "CODE")) var moveTo: String?

  func validate() throws {
    if code == nil, name == nil, moveTo == nil { throw ValidationError("请用 --code、--name 或 --move-to 写明新的编码、名称或区划。") }
  }

  func run() async throws {
    let request = RenameRequest(
      DepartmentChoice(department: old, year: year, division: place.meant), code: code, name: name, division: moveTo)
    try output.say(try await database.desk { try await $0.rename(request, by: .me, at: .now) })
  }
}

struct DepartmentRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "移除误导入的部门；已有支出、完成值、表格等记录的不能移除。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @Argument(help: ArgumentHelp("部门的编码或名称。", valueName: "CODE")) var department: String
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?

  func run() async throws {
    let choice = DepartmentChoice(department: department, year: year, division: place.meant)
    try output.say(try await database.desk { try await $0.remove(choice, by: .me, at: .now) })
  }
}
