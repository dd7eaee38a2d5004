import ArgumentParser
import Contract
import Desk
import Domain

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "账户：谁可以办理什么。",
    discussion: """
      有了第一个授权的账户，办理和查看就都要有账户：系统用户以关联的账户办理（user link），--by 只能写自己的账户。
      填报人、负责人、财政绩效股是业务角色；系统管理员、安全管理员、审计员各用单独的账户，看不到金额和表格。
      例：jixiao user add 王芳 --role 填报人 --department 304 --os-user wangfang
      """,
    subcommands: [
      UserAdd.self, UserAdopt.self, UserList.self, UserGrant.self, UserRevoke.self, UserDisable.self, UserEnable.self,
      UserLink.self, UserUnlink.self, UserReset.self, UserSessions.self, UserPassword.self, UserFactor.self,
      UserAddress.self,
    ], defaultSubcommand: UserList.self)
}

extension AccountRole {
  /// A role by its Chinese or its English name.
  static func read(_ text: String) throws -> AccountRole {
    guard let role = allCases.first(where: { $0.rawValue == text || $0.chinese == text }) else {
      throw ValidationError("--role 应为 \(allCases.map(\.chinese).joined(separator: "、")) 之一，收到“\(text)”。")
    }
    return role
  }
}

/// Whose role, and for which departments.
struct GrantOptions: ParsableArguments {
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("部门编码或名称，可重复；不写为全部，或 --division 区划的全部。", valueName: "CODE"))
  var department: [String] = []
  @Option(help: ArgumentHelp("从哪天起，默认今天。", valueName: "YYYY-MM-DD")) var from: DayArgument?
  @Option(help: ArgumentHelp("到哪天止（含），不写为长期。", valueName: "YYYY-MM-DD")) var until: DayArgument?
  @Option(help: ArgumentHelp("代理谁的工作。", valueName: "NAME")) var standsInFor: String?

  func request(_ name: String, _ role: AccountRole) -> GrantRequest {
    GrantRequest(
      account: name, role: role, departments: department, division: place.division,
      usualDivision: DatabaseOptions.division, from: from?.day, until: until?.day, standsInFor: standsInFor)
  }
}

struct UserAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "建立账户，可以同时授予第一个角色。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp("姓名。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("角色；不写的待授权。", valueName: "ROLE"), transform: AccountRole.read) var role: AccountRole?
  @Flag(help: "建立系统管理员账户，待授权。") var system = false
  @Flag(help: "建立安全管理员账户，待授权。") var security = false
  @Flag(help: "建立审计员账户，待授权。") var auditor = false
  @OptionGroup var grant: GrantOptions
  @Option(help: ArgumentHelp("以这个账户办理的操作系统用户。", valueName: "USER")) var osUser: String?

  func validate() throws {
    let kinds = [system, security, auditor].count { $0 }
    guard kinds + (role == nil ? 0 : 1) <= 1 else {
      throw ValidationError("--role、--system、--security、--auditor 只能写一个。")
    }
    if role == nil, !grant.department.isEmpty { throw ValidationError("写了部门，请用 --role 写明角色。") }
  }

  private var kind: AccountKind { system ? .system : security ? .security : auditor ? .auditor : .business }

  func run() async throws {
    let request = AccountRequest(
      name: name, kind: kind, grant: role.map { grant.request(name, $0) }, osUser: osUser)
    let actor = actor.actor
    try output.say(try await database.desk { try await $0.add(request, by: actor, at: .now) })
  }
}

struct UserAdopt: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt", abstract: "给登记的每个接收人建立账户，角色和范围照登记的；列出没有登记的经办人姓名。",
    discussion: """
      先用 --dry-run 看一遍。建立后账户即生效，请随即关联系统用户（user link），并另设系统管理员、安全管理员。
      没有登记的姓名（如以前的系统用户）所记的内容仍然在册，属于谁由人判断。
      """)
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Flag(help: "只看，不建立。") var dryRun = false

  func run() async throws {
    let (isMeant, actor) = (!dryRun, actor.actor)
    let answer = try await database.desk { try await $0.adopt(isMeant: isMeant, by: actor, at: .now) }
    guard !output.json else { return try Output.answer(json: answer) }
    for account in answer.accounts { Output.answer("\(answer.done ? "已建立" : "将建立")：\(account.card.chinese)") }
    for name in answer.unmatched {
      Output.answer("没有登记的经办人：\(name.name)，\(name.count)处\(name.last.map { "，最近 \($0)" } ?? "")")
    }
    Output.answer(
      "\(answer.done ? "建立" : "将建立")\(answer.accounts.count)个账户；已有账户的姓名\(answer.known)个，没有登记的\(answer.unmatched.count)个。"
    )
  }
}

struct UserList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出账户及其角色。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let answer = try await database.desk { try await $0.userAccounts() }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.accounts.isEmpty { Output.answer("还没有账户：能连上数据库的都可以办理。请用 jixiao user add 建立。") }
    for account in answer.accounts { Output.answer(account.card.chinese) }
    for warning in answer.warnings { Output.answer("[注意] \(warning)") }
  }
}

struct UserGrant: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "grant", abstract: "授予角色；已有的按新的日期重新授予。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp("账户。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("角色。", valueName: "ROLE"), transform: AccountRole.read) var role: AccountRole
  @OptionGroup var grant: GrantOptions

  func run() async throws {
    let (request, actor) = (grant.request(name, role), actor.actor)
    try output.say(try await database.desk { try await $0.grant(request, by: actor, at: .now) })
  }
}

struct UserRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "revoke", abstract: "收回角色；不写部门和区划的全部收回。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp("账户。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("角色。", valueName: "ROLE"), transform: AccountRole.read) var role: AccountRole
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("部门编码或名称，可重复。", valueName: "CODE")) var department: [String] = []

  func run() async throws {
    let request = GrantRequest(
      account: name, role: role, departments: department, division: place.division,
      usualDivision: DatabaseOptions.division)
    let actor = actor.actor
    try output.say(try await database.desk { try await $0.revoke(request, by: actor, at: .now) })
  }
}

/// Which account, by whom, where.
struct AccountOptions: ParsableArguments {
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp("账户。", valueName: "NAME")) var name: String

  /// Puts the account out of use, or back into it.
  func set(disabled: Bool) async throws {
    let (name, actor) = (name, actor.actor)
    try output.say(try await database.desk { try await $0.setAccount(name, disabled: disabled, by: actor, at: .now) })
  }

  /// Has a user of the operating system act by the account, or no more.
  func link(_ user: String, linked: Bool) async throws {
    let (name, actor) = (name, actor.actor)
    try output.say(
      try await database.desk { try await $0.link(osUser: user, to: name, linked: linked, by: actor, at: .now) })
  }
}

struct UserDisable: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "disable", abstract: "停用账户；做过的事仍然在册。")
  @OptionGroup var account: AccountOptions

  func run() async throws { try await account.set(disabled: true) }
}

struct UserEnable: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "enable", abstract: "重新启用账户。")
  @OptionGroup var account: AccountOptions

  func run() async throws { try await account.set(disabled: false) }
}

struct UserLink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "让操作系统用户以账户办理。",
    discussion: "私有数据库写用户名；多台机器共用的数据库写 用户名@机器名。")
  @OptionGroup var account: AccountOptions
  @Option(help: ArgumentHelp("操作系统用户。", valueName: "USER")) var osUser: String

  func run() async throws { try await account.link(osUser, linked: true) }
}

struct UserUnlink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "unlink", abstract: "操作系统用户不再以账户办理。")
  @OptionGroup var account: AccountOptions
  @Option(help: ArgumentHelp("操作系统用户。", valueName: "USER")) var osUser: String

  func run() async throws { try await account.link(osUser, linked: false) }
}

struct UserAddress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "address", abstract: "审计员经哪些通道收到审计链末端：查看、设定。",
    discussion: """
      每天夜里有变化时由守护进程写好，工作时间发出，邮件附有 audit verify --against 能读的文件。
      例：jixiao user address 孙审 --to 单位邮箱=sun@example.gov.cn
      """)
  @OptionGroup var account: AccountOptions
  @Option(name: .customLong("to"), help: ArgumentHelp("通道名称，邮件写成 通道=地址，可重复。", valueName: "CHANNEL[=ADDRESS]"))
  var addresses: [String] = []
  @Flag(help: "不再发给他。") var none = false

  func validate() throws {
    if none, !addresses.isEmpty { throw ValidationError("--to 和 --none 只能写一种。") }
  }

  func run() async throws {
    let (name, actor) = (account.name, account.actor.actor)
    guard none || !addresses.isEmpty else {
      let answer = try await account.database.desk { try await $0.addresses(of: name) }
      guard !account.output.json else { return try Output.answer(json: answer) }
      let ways = answer.addresses.map(\.chinese)
      return Output.answer("\(answer.account)：\(ways.isEmpty ? "没有通道" : ways.joined(separator: "、"))")
    }
    let addresses = addresses.map { RecipientsAnswer.Address(typed: $0) }
    try account.output.say(
      try await account.database.desk { try await $0.address(name, by: addresses, by: actor) })
  }
}
