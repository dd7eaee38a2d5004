import ArgumentParser
import Contract
import Desk
import Domain

struct RolesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "数据库角色：服务、只读、审计各有什么权限。",
    discussion: """
      数据表归执行 migrate 的角色所有。日常命令和守护进程用另一个角色连接，就改不了、也删不了只增不改的记录，去不掉触发器：
        CREATE ROLE jixiao_service LOGIN;          由数据库管理员执行
        jixiao roles grant jixiao_service --as service
      service 供命令和守护进程使用；reader 只看业务数据，不含人员地址和消息；auditor 看全部，通道的密钥除外。升级后自动重新授予。
      """,
    subcommands: [RolesList.self, RolesGrant.self, RolesRevoke.self], defaultSubcommand: RolesList.self)
}

struct RolesList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出授予过权限的角色。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let answer = try await database.desk { try await $0.roles() }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.roles.isEmpty { Output.answer("没有另外授予权限的角色，见 jixiao help roles。") }
    for entry in answer.roles { Output.answer("\(entry.role)：\(entry.kind.rawValue)（\(entry.kind.chinese)）") }
  }
}

struct RolesGrant: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "grant", abstract: "授予一个已有的数据库角色权限，原有的收回。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("数据库角色。", valueName: "ROLE")) var role: String
  @Option(
    name: .customLong("as"), help: ArgumentHelp("service、reader 或 auditor。", valueName: "KIND"),
    transform: RolesGrant.read)
  var kind: RoleKind

  private static func read(_ text: String) throws -> RoleKind {
    guard let kind = RoleKind(rawValue: text) else {
      throw ValidationError("--as 应为 service、reader、auditor 之一，收到“\(text)”。")
    }
    return kind
  }

  func run() async throws {
    let (role, kind) = (role, kind)
    try output.say(
      try await database.desk {
        try await $0.set(role: role, to: kind, by: .me, at: .now)
      })
  }
}

struct RolesRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "revoke", abstract: "收回一个数据库角色的权限。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("数据库角色。", valueName: "ROLE")) var role: String

  func run() async throws {
    let role = role
    try output.say(try await database.desk { try await $0.set(role: role, to: nil, by: .me, at: .now) })
  }
}
