import ArgumentParser
import Contract
import Desk
import Domain
import Foundation

/// Who does something, and on which day.
struct ActorOptions: ParsableArguments {
  @Option(help: ArgumentHelp("由谁经办，默认当前系统用户。", valueName: "NAME")) var by: String?

  var name: String { by.map(\.tightened) ?? Actor.me.name }

  /// Who does it.
  var actor: Actor { by == nil ? .me : Actor(name: name) }

  /// The user of the operating system by its own word, whatever the environment says: whose account it is hangs on it.
  static var osUser: String {
    getpwuid(getuid()).flatMap { String(validatingCString: $0.pointee.pw_name) } ?? "用户\(getuid())"
  }

  /// The user of the operating system, as the person calls it.
  static var user: String {
    let names = [ProcessInfo.processInfo.environment["USER"], NSUserName()]
    return names.lazy.compactMap { $0 }.first { !$0.isEmpty } ?? "用户\(getuid())"
  }

  func validate() throws {
    if let by, by.tightened.isEmpty { throw ValidationError("--by 应写明姓名，收到的是空白。") }
  }
}

extension Actor {
  /// Who runs the program, where a command has no `--by`.
  static var me: Actor {
    let account = ProcessInfo.processInfo.environment["JIXIAO_ACCOUNT"]?.tightened ?? ""
    return account.isEmpty ? Actor(name: ActorOptions.user, isSaid: false) : Actor(name: account)
  }
}

struct AcknowledgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge", abstract: "确认一条预警：说明准备怎么办、何时办好。",
    discussion: "确认后不再提醒，直到加重，或过了 --until 的日期仍未解除。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("预警编号。", valueName: "ID")) var id: Int64
  @Option(help: ArgumentHelp("准备采取的措施。", valueName: "T")) var note: String
  @Option(help: ArgumentHelp("何时办好。", valueName: "D")) var until: DayArgument?

  func run() async throws {
    let request = AlertActRequest(AlertID(id), .acknowledge(note: note, until: until?.day.description))
    try await AlertActs.act(request, database, by: actor.actor, at: act.moment, output)
    act.noteWallClock()
  }
}

struct SilenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "silence", abstract: "一条预警在某日之前不再提醒，加重时除外。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("预警编号。", valueName: "ID")) var id: Int64
  @Option(help: ArgumentHelp("到哪一天为止（含）。", valueName: "D")) var until: DayArgument
  @Option(help: ArgumentHelp("原因。", valueName: "T")) var note: String?

  func run() async throws {
    let request = AlertActRequest(AlertID(id), .silence(until: until.day.description, note: note))
    try await AlertActs.act(request, database, by: actor.actor, at: act.moment, output)
    act.noteWallClock()
  }
}

private enum AlertActs {
  static func act(
    _ request: AlertActRequest, _ database: DatabaseOptions, by actor: Actor, at moment: Moment, _ output: JSONOption
  ) async throws {
    let answer = try await database.desk { try await $0.act(request, by: actor, at: moment) }
    output.json ? try Output.answer(json: answer) : Output.answer(answer.message)
  }
}

struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "预览此刻会发给各接收人的汇总消息，不发送、不记录。")

  enum Form: String, ExpressibleByArgument, CaseIterable { case plain, markdown, html, json }

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var asOf: AsOfOptions
  @Option(help: ArgumentHelp("只看这个接收人。", valueName: "NAME")) var recipient: String?
  @Option(help: ArgumentHelp("格式：plain、markdown、html、json。", valueName: "F")) var format: Form = .plain
  @OptionGroup var output: JSONOption

  func run() async throws {
    let request = PreviewsRequest(asOf: asOf.day, recipient: recipient)
    let answer = try await database.desk { try await $0.previews(request, at: .now) }
    guard !output.json else { return try Output.answer(json: answer) }
    for preview in answer.previews {
      Output.note("—— \(preview.recipient)（\(preview.role.chinese)）")
      if let remark = preview.remark { Output.note(remark) }
      guard let message = preview.message else {
        if preview.remark == nil { Output.note("没有需要通知的。") }
        continue
      }
      switch format {
      case .plain: Output.answer("\(message.title)\n\(message.plain(preview.links))")
      case .markdown: Output.answer(message.markdown(preview.links))
      case .html: Output.answer(message.html(preview.links))
      case .json: Output.answer(message.json(preview.links))
      }
    }
  }
}

struct RedeliverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redeliver", abstract: "重新发送没有送达而搁置的消息，以及搁置的任务。", discussion: "不给编号则全部重发。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("消息编号，见 jixiao alerts deliveries --state dead。", valueName: "ID")) var id: Int64?

  func run() async throws {
    let id = id
    try output.say(try await database.desk { try await $0.redeliver(id, by: .me, at: .now) })
  }
}
