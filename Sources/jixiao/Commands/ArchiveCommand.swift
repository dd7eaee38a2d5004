import ArgumentParser
import Contract
import Desk

struct ArchiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "年度归档：保留期满的年度整年移到一边，需要时再恢复。",
    discussion: """
      支出、完成值、事件和预警变化按预算年度分区存放。归档把一个年度的分区移入另一个模式（名称以 _archive 结尾），不删除任何记录；
      归档后该年度不能再查询、记录，直到恢复。预算文件、项目、指标和已提交的表格留在原处。归档表转存（pg_dump）之后是否删除，
      由数据库管理员按《会计档案管理办法》的保管期限决定。保留年数用 jixiao set retention-years 调整。
      """,
    subcommands: [ArchiveList.self, ArchiveYear.self, ArchiveRestore.self], defaultSubcommand: ArchiveList.self)
}

struct ArchiveList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出各年度的行数、大小，是否归档，何时可以归档。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let answer = try await database.desk { try await $0.years() }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.years.isEmpty { Output.answer("还没有导入过预算文件。") }
    for span in answer.years { Output.answer("\(span.chinese)：\(span.standing)") }
  }
}

struct ArchiveYear: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "year", abstract: "归档一个年度。不加 --yes 只说明会移走什么。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("预算年度。", valueName: "YEAR")) var year: Int
  @Flag(help: "确认归档。") var yes = false

  func run() async throws {
    let (year, isMeant) = (year, yes)
    let answer = try await database.desk {
      try await $0.archive(year: year, isMeant: isMeant, by: .me, at: .now)
    }
    let span = answer.year
    if output.json {
      try Output.answer(json: answer)
    } else if isMeant {
      Output.answer("已归档\(span.chinese)，需要时用 jixiao archive restore \(year) 恢复。")
    } else {
      Output.answer("将归档\(span.chinese)（\(span.extent)），此后不能查询、记录，直到恢复。确认无误后加 --yes 再执行一次。")
    }
    if !isMeant { throw Ending.refused }
  }
}

struct ArchiveRestore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "restore", abstract: "恢复一个已归档的年度，先核对行数和校验值。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("预算年度。", valueName: "YEAR")) var year: Int

  func run() async throws {
    let year = year
    let answer = try await database.desk {
      try await $0.restore(year: year, by: .me, at: .now)
    }
    guard !output.json else { return try Output.answer(json: answer) }
    Output.answer("已恢复\(answer.year.chinese)（\(answer.year.extent)），与归档时一致。")
  }
}

extension YearAnswer {
  fileprivate var extent: String {
    let size = bytes.map { "，\(($0 + 1_048_575) / 1_048_576) MiB" } ?? ""
    return "\(archived ? "" : "约")\(rows)行\(size)"
  }

  fileprivate var standing: String {
    guard archived else { return "\(extent)，\(archivableFrom) 起可以归档" }
    return bytes == nil ? "已归档，\(rows)行，归档表已不在数据库里" : "已归档，\(extent)"
  }
}
