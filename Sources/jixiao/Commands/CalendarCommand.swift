import ArgumentParser
import Contract
import Desk
import Documents

struct CalendarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar", abstract: "工作日历：国务院办公厅的放假和调休安排。",
    subcommands: [CalendarLoad.self, CalendarShow.self], defaultSubcommand: CalendarShow.self)
}

struct CalendarLoad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "载入一年的放假安排（CSV）。",
    discussion: "第一行是表头 date,kind,name（日期、类型、名称）；类型写 off（放假）或 work（调休上班）。同一文件再次载入不会改变任何内容。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Flag(help: "替换已载入的、与文件不同的安排。") var replace = false
  @Argument(help: ArgumentHelp("放假安排文件。", valueName: "FILE")) var file: String

  func run() async throws {
    let sheet = try CalendarSheet(try readFile(file, most: FileLimit.sheet), name: fileName(file))
    let replacing = replace
    let answer = try await database.desk {
      try await $0.load(sheet, isReplacing: replacing, by: .me, at: .now)
    }
    guard !output.json else { return try Output.answer(json: answer) }
    Output.answer(answer.changed == 0 ? "与已载入的安排相同，没有变化。" : "已载入，\(answer.changed ?? 0)天有变化。")
    for year in answer.years { Output.answer(year.line) }
  }
}

struct CalendarShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "列出载入了哪些年的安排，各有多少个工作日。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let answer = try await database.desk { try await $0.calendar(at: .now) }
    guard !output.json else { return try Output.answer(json: answer) }
    for year in answer.years {
      Output.answer(year.isLoaded ? year.line : "\(year.year)年：还没有载入放假通知，暂按周末推算")
    }
  }
}

extension CalendarAnswer.Year {
  fileprivate var line: String { "\(year)年：\(workdays)个工作日" }
}
