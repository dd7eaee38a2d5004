import ArgumentParser
import Contract
import Desk
import Domain
import Notify
import Store

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

  /// Clerks are told first, then heads, then the finance bureau.
  fileprivate var usualLevel: Int { self == .clerk ? 0 : self == .head ? 1 : 2 }
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

struct RecipientAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "添加接收人，或按姓名更新。",
    discussion: """
      例：jixiao recipient add --name 张三 --role 填报人 --department 304 --to 单位邮箱=zhang@example.gov.cn
      层级 0 的先通知；几个工作日无人确认的，再通知下一层级。红灯立即通知，其余汇总在每个工作日早上的一条消息里。
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
  @Option(name: .customLong("to"), help: ArgumentHelp("通道名称，邮件写成 通道=地址，可重复。", valueName: "CHANNEL[=ADDRESS]"))
  var addresses: [String] = []

  func validate() throws {
    if let level, !(0...9).contains(level) { throw ValidationError("--level 应在 0 到 9 之间，收到 \(level)。") }
    if immediate != "never", (try? AlertSeverity.read(immediate)) == nil {
      throw ValidationError("--immediate 应为 blue、yellow、red 或 never，收到“\(immediate)”。")
    }
    if quiet != nil, quietTime == nil { throw ValidationError("--quiet 应写成 22:00-07:30，收到“\(quiet ?? "")”。") }
  }

  private var quietTime: QuietTime? {
    let times = (quiet ?? "").split(separator: "-").map { text -> Int in
      let parts = text.split(separator: ":").map { Int($0) ?? -1 }
      return parts.count == 2 && (0..<24).contains(parts[0]) && (0..<60).contains(parts[1])
        ? parts[0] * 60 + parts[1] : -1
    }
    return times.count == 2 ? QuietTime(from: times[0], to: times[1], holdsRed: quietRed) : nil
  }

  func run() async throws {
    let command = self
    let name = name.normalised
    guard !name.isEmpty else { throw Refusal.people(.nameMissing) }
    let summary = try await Workplace.open(database) { workplace in
      let division = try await command.place.code(workplace)
      var departments: [DepartmentEntry] = []
      for code in command.department {
        let found = try await workplace.store.departments(code: code, in: division)
        // Of several years it is the same department; of several divisions it is not.
        if Set(found.map(\.identity.division)).count != 1 {
          _ = try await workplace.desk.department(
            DepartmentChoice(department: code, division: command.place.meant))
        }
        departments += found
      }
      let projects = try await workplace.desk.projects(command.project, in: division)
      let recipient = Recipient(
        id: 0, name: name, role: command.role, level: command.level ?? command.role.usualLevel,
        departments: Set(departments.map(\.id)), projects: projects, least: command.least,
        immediateFrom: try? AlertSeverity.read(command.immediate), quiet: command.quietTime)
      let addresses = command.addresses.map { text -> (channel: String, address: String) in
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
      }
      try RecipientAdd.check(addresses, by: try await workplace.store.channels())
      try await workplace.store.keep(
        recipient, departments: departments.map(\.identity), in: division, addresses: addresses)
      return try await workplace.store.recipients().first { $0.recipient.name == name }
    }
    try output.say(
      "已保存：" + (summary.map { RecipientList.line($0, withDivision: command.place.division != nil) } ?? name))
  }
}

extension RecipientAdd {
  /// Addresses are kept as they are written, for whoever looks up who was told where: only what is a mail address may be one.
  /// A robot has one place, which is kept sealed; its address, with the key in it, must not stand here.
  static func check(_ addresses: [(channel: String, address: String)], by channels: [Channel]) throws {
    for (name, address) in addresses {
      guard let channel = channels.first(where: { $0.isActive && $0.name == name }) else { continue }
      if channel.kind == .smtp, !address.isMailAddress {
        throw Refusal.people(.addressNotMail(channel: name, address))
      }
      if channel.kind != .smtp, !address.isEmpty {
        throw Refusal.people(.addressNotWanted(channel: name, kind: channel.kind.chinese))
      }
    }
  }
}

struct RecipientList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出接收人。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let entries = try await Workplace.open(database) { try await $0.store.recipients() }
    guard !output.json else { return try Output.answer(json: RecipientsAnswer(entries.map(\.answer))) }
    if entries.isEmpty { Output.answer("还没有接收人，请用 jixiao recipient add 添加。") }
    let isOfSeveral = Set(entries.flatMap(\.departments).map(\.division)).count > 1
    for entry in entries { Output.answer(RecipientList.line(entry, withDivision: isOfSeveral)) }
  }

  static func line(_ entry: RecipientEntry, withDivision: Bool) -> String {
    let recipient = entry.recipient
    let departments =
      entry.departments.isEmpty
      ? entry.division.map { "区划\($0)的全部部门" } ?? "全部部门"
      : entry.departments.map {
        "\(withDivision && $0.division.isSpecified ? "\($0.division) " : "")\($0.code) \($0.name)"
      }
      .joined(separator: "、")
    let projects = recipient.projects.isEmpty ? "" : "，\(recipient.projects.count)个项目"
    let ways = entry.addresses.map { $0.address.isEmpty ? $0.channelName : "\($0.channelName) \($0.address)" }
    let at = recipient.immediateFrom.map { "\($0.chinese)起立即通知" } ?? "只发每日汇总"
    return "\(recipient.name)（\(recipient.role.chinese)，层级\(recipient.level)）：\(departments)\(projects)；"
      + "\(recipient.least.chinese)及以上，\(at)；\(ways.joined(separator: "、"))"
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
    let count = try await Workplace.open(database) { workplace in
      let now = Instant.wallClock
      let voice = Voice(now: now, links: Links(base: nil), calendar: try await workplace.store.calendar())
      return try await workplace.store.sendTest(to: name, voice: voice, nonce: "\(now.milliseconds)")
    }
    try output.say("已写入\(count)条测试消息，守护进程会马上送出；结果见 jixiao alerts deliveries。")
  }
}

struct RecipientRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "停用接收人，已发的记录保留。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("姓名。", valueName: "NAME")) var name: String

  func run() async throws {
    let name = name
    guard try await Workplace.open(database, { try await $0.store.retireRecipient(name) }) else {
      throw Refusal.people(.recipientUnknown(name, known: [], count: 0))
    }
    try output.say("已停用：\(name)")
  }
}

extension RecipientEntry {
  fileprivate var answer: RecipientsAnswer.Recipient {
    .init(
      name: recipient.name, role: recipient.role.rawValue, level: recipient.level, least: recipient.least.rawValue,
      immediateFrom: recipient.immediateFrom?.rawValue,
      departments: departments.map {
        .init(division: $0.division.isSpecified ? $0.division.text : nil, code: $0.code, name: $0.name)
      },
      division: division?.text, projects: recipient.projects.count,
      addresses: addresses.map { .init(channel: $0.channelName, address: $0.address) })
  }
}
