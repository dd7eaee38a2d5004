import ArgumentParser
import Contract
import Desk
import Domain

struct RecipientCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipient", abstract: "接收人：谁负责哪些部门和项目，经哪些通道通知。",
    subcommands: [RecipientAdd.self, RecipientList.self, RecipientTest.self, RecipientRemove.self],
    defaultSubcommand: RecipientList.self)
}

extension Recipient.Role {
  /// A role by its Chinese or its English name.
  static func read(_ text: String) throws -> Recipient.Role {
    guard let role = allCases.first(where: { $0.rawValue == text || $0.chinese == text }) else {
      throw ValidationError("--role 应为 \(allCases.map(\.chinese).joined(separator: "、")) 之一，收到“\(text)”。")
    }
    return role
  }
}

extension AlertSeverity {
  /// A severity by its English name or by its light: red, 红, 红灯.
  static func read(_ text: String) throws -> AlertSeverity {
    guard
      let severity = allCases.first(where: {
        $0.rawValue == text || $0.chinese == text || (!text.isEmpty && $0.chinese.hasPrefix(text))
      })
    else { throw ValidationError("级别应为 blue、yellow、red（蓝、黄、红）之一，收到“\(text)”。") }
    return severity
  }
}

extension Recipient.Rhythm {
  /// A rhythm by its English or its Chinese name.
  static func read(_ text: String) throws -> Recipient.Rhythm {
    guard let rhythm = allCases.first(where: { $0.rawValue == text || $0.chinese == text }) else {
      throw ValidationError("--rhythm 应为 daily（每日）或 weekly（每周），收到“\(text)”。")
    }
    return rhythm
  }
}

struct RecipientAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "添加接收人，或按姓名更新。",
    discussion: """
      例：jixiao recipient add --name 张三 --role 填报人 --department 304 --to 单位邮箱=zhang@example.gov.cn
      层级 0 的先通知；几个工作日无人确认的，再通知下一层级。红灯立即通知，其余汇总在工作日早上的一条消息里，有事要办才发。
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("姓名。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("角色：填报人、负责人、财政绩效股。", valueName: "ROLE"), transform: Recipient.Role.read)
  var role: Recipient.Role = .clerk
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("负责的部门编码或名称，可重复；不写为全部，或 --division 区划的全部。", valueName: "CODE")) var department: [String] =
    []
  @Option(help: ArgumentHelp("负责的项目编码，可重复；不写为全部。", valueName: "CODE")) var project: [String] = []
  @Option(help: ArgumentHelp("层级 0–9，默认按角色：填报人0、负责人1、财政绩效股2。", valueName: "N")) var level: Int?
  @Option(help: ArgumentHelp("只通知这一级及以上：blue、yellow、red（蓝、黄、红）。", valueName: "S"), transform: AlertSeverity.read)
  var least: AlertSeverity = .blue
  @Option(help: ArgumentHelp("这一级及以上立即通知，never 为从不。", valueName: "S")) var immediate = "red"
  @Option(help: ArgumentHelp("免打扰时间，如 22:00-07:30。", valueName: "FROM-TO")) var quiet: String?
  @Flag(help: "免打扰时间内红灯也不通知。") var quietRed = false
  @Option(
    help: ArgumentHelp("非红灯的预警多久通知一次：daily 每日、weekly 每周第一个工作日；默认只负责一个部门的每日，多个部门的每周。", valueName: "R"),
    transform: Recipient.Rhythm.read)
  var rhythm: Recipient.Rhythm?
  @Option(name: .customLong("to"), help: ArgumentHelp("通道名称，邮件写成 通道=地址，可重复。", valueName: "CHANNEL[=ADDRESS]"))
  var addresses: [String] = []

  func validate() throws {
    if let level, !(0...9).contains(level) { throw ValidationError("--level 应在 0 到 9 之间，收到 \(level)。") }
    if immediate != "never", (try? AlertSeverity.read(immediate)) == nil {
      throw ValidationError("--immediate 应为 blue、yellow、red 或 never，收到“\(immediate)”。")
    }
    if quiet != nil, quietTime == nil { throw ValidationError("--quiet 应写成 22:00-07:30，收到“\(quiet ?? "")”。") }
  }

  private var quietTime: QuietTime? { quiet.flatMap { QuietTime(typed: $0, holdsRed: quietRed) } }

  func run() async throws {
    let request = RecipientRequest(
      name: name, role: role, departments: department, division: place.division,
      usualDivision: DatabaseOptions.division, projects: project, level: level, least: least,
      immediateFrom: try? AlertSeverity.read(immediate), quiet: quietTime, rhythm: rhythm,
      addresses: addresses.map { .init(typed: $0) })
    try request.check()
    try output.say(try await database.desk { try await $0.keep(request, by: .me, at: .now) })
  }

}

extension RecipientsAnswer.Address {
  /// A way as typed: the channel, perhaps with an address.
  init(typed text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    self.init(channel: parts.first ?? "", address: parts.count > 1 ? parts[1] : "")
  }
}

struct RecipientList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出接收人。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let answer = try await database.desk { try await $0.recipients() }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.recipients.isEmpty { Output.answer("还没有接收人，请用 jixiao recipient add 添加。") }
    let isOfSeveral = Set(answer.recipients.flatMap(\.departments).map(\.division)).count > 1
    for person in answer.recipients { Output.answer(person.card(withDivision: isOfSeveral).chinese) }
  }
}

struct RecipientTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "给接收人的每个通道各发一条测试消息，由守护进程送出。",
    discussion: "结果见 jixiao alerts deliveries。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("姓名。", valueName: "NAME")) var name: String

  func run() async throws {
    let name = name
    try output.say(try await database.desk { try await $0.test(recipient: name, by: .me, at: .now) })
  }
}

struct RecipientRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "停用接收人，已发的记录保留。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("姓名。", valueName: "NAME")) var name: String

  func run() async throws {
    let name = name
    try output.say(try await database.desk { try await $0.retire(recipient: name, by: .me, at: .now) })
  }
}
