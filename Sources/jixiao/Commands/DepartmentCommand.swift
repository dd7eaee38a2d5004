import ArgumentParser
import Contract
import Desk
import Domain
import Store

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
    let options = departments
    let entries = try await Workplace.open(database) { workplace in
      try await workplace.store.departments(
        code: options.department, year: options.year, in: try await options.place.code(workplace))
    }
    guard !output.json else {
      return Output.answer(
        .fields([
          "departments": .array(
            entries.map { entry in
              .fields([
                "division": .division(entry.identity.division), "code": .string(entry.identity.code),
                "name": .string(entry.identity.name), "fiscalYear": .number(Int64(entry.identity.fiscalYear)),
                "projects": .number(Int64(entry.projects)),
              ])
            })
        ]))
    }
    let isOfSeveral = entries.map(\.identity).hasSeveralDivisions
    for entry in entries {
      let division = isOfSeveral && entry.identity.division.isSpecified ? "区划\(entry.identity.division) " : ""
      Output.answer(
        "\(entry.identity.fiscalYear)年 \(division)\(entry.identity.code) \(entry.identity.name)，\(entry.projects)个项目")
    }
    if entries.isEmpty { Output.answer("还没有部门，请先用 jixiao import 导入部门预算文件。") }
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
    let command = self
    let (before, after) = try await Workplace.open(database) { workplace in
      let entry = try await workplace.desk.department(
        DepartmentChoice(department: command.old, year: command.year, division: command.place.meant))
      let new = DepartmentIdentity(
        division: try command.moveTo.map { try DivisionCode.parse($0) } ?? entry.identity.division,
        code: command.code?.normalised ?? entry.identity.code, name: command.name?.tightened ?? entry.identity.name,
        fiscalYear: entry.identity.fiscalYear)
      guard !new.code.isEmpty, !new.name.isEmpty else { throw Refusal.department(.empty) }
      try await workplace.store.renameDepartment(entry.id, to: new)
      return (entry.identity, new)
    }
    let division = before.division == after.division ? "" : "，属区划\(after.division)"
    try output.say(
      "\(before.fiscalYear)年的“\(before.code) \(before.name)”已改为“\(after.code) \(after.name)”\(division)，原有记录不变。")
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
    let command = self
    let identity = try await Workplace.open(database) { workplace in
      let entry = try await workplace.desk.department(
        DepartmentChoice(department: command.department, year: command.year, division: command.place.meant))
      try await workplace.store.removeDepartment(entry.id)
      return entry.identity
    }
    try output.say("已移除\(identity.fiscalYear)年误导入的部门“\(identity.code) \(identity.name)”。")
  }
}
