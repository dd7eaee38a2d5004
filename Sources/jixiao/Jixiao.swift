import ArgumentParser
import Domain
import Embedded
import Pages
import Store

@main
struct Jixiao: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jixiao",
    abstract: "绩效：让部门的预算项目按绩效目标执行。",
    discussion: """
      导入公开的部门预算，记录实际支出和指标完成值，按任意日期查看预警和中期小结。
      不指定数据库时使用本机私有的 PostgreSQL（数据目录默认 ~/.local/share/jixiao）。
      使用说明按主题：jixiao help topics 列出全部主题，jixiao help first-hour 是第一个小时。
      """,
    version: version,
    subcommands: [
      ImportCommand.self, RecordCommand.self, EvaluateCommand.self, AlertsCommand.self, StatusCommand.self,
      ReportCommand.self, FormCommand.self, RectifyCommand.self, RulesCommand.self, DepartmentCommand.self,
      DivisionCommand.self, IndicatorCommand.self, UserCommand.self, TokenCommand.self, SignInCommand.self,
      SignOutCommand.self, SignOnCommand.self, AuditCommand.self, RolesCommand.self,
      ArchiveCommand.self,
      CalendarCommand.self, ClockCommand.self, ServeCommand.self,
      RecipientCommand.self, ChannelCommand.self, KeyCommand.self, RouteCommand.self,
      SettingCommand.self, DoctorCommand.self, MigrateCommand.self, ErrorsCommand.self, BenchCommand.self,
      IsolatedJob.self,
    ])

  /// What tells one program from another where several work on one database: the tables and the rules it knows.
  private static var version: String {
    let tables = Migration.all.map(\.number).max() ?? 0
    return "jixiao：数据库结构第\(tables)版，规则集\(Parameters.nationalDefault.ruleSet)"
  }

  /// The manual, the same that the pages show.
  static let manual = Manual(String(cString: embedded_manual()))

  /// What `help NAME` shows of the manual; nil where the name is a command's, or nobody's.
  static func help(on arguments: [String]) -> String? {
    guard arguments.count == 2, arguments[0] == "help" else { return nil }
    let isCommand = configuration.subcommands.contains { $0._commandName == arguments[1] }
    guard !isCommand else { return nil }
    return arguments[1] == "topics" || arguments[1] == "主题" ? manual.list : manual[arguments[1]]?.text
  }

  static func main() async {
    if let text = help(on: Array(CommandLine.arguments.dropFirst())) { return print(text, terminator: "") }
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      leave(after: error)
    }
  }
}
