import ArgumentParser
import Contract
import Credentials
import Desk
import Domain

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "接口令牌：让程序以自己的账户查看或办理。",
    discussion: "令牌不超过账户现在的权限，账户停用即失效。程序用环境变量 JIXIAO_TOKEN 给出。",
    subcommands: [TokenAdd.self, TokenList.self, TokenRevoke.self], defaultSubcommand: TokenList.self)
}

struct TokenAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "建立自己的令牌，只显示一次。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp("名称，如给哪个程序用。", valueName: "NAME")) var name: String
  @Flag(help: "也可以办理；不写的只查看。") var write = false
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("只限这个部门，编码或名称。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("多少天后失效，最多\(AccessLimits.tokenDays)。", valueName: "N"))
  var days = AccessLimits.usualTokenDays

  func run() async throws {
    let request = TokenRequest(
      name: name, readsOnly: !write, department: department, division: place.division, days: days)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.add(request, from: .ofSystem, by: actor, at: .now) }
    guard !output.json else { return try Output.answer(json: answer) }
    Output.answer(answer.secret)
    Output.note(answer.message)
  }
}

struct TokenList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出在用的令牌。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Flag(help: "所有账户的。") var everybody = false

  func run() async throws {
    let (everybody, actor) = (everybody, actor.actor)
    let answer = try await database.desk { try await $0.tokens(everybody: everybody, by: actor) }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.tokens.isEmpty { Output.answer("没有在用的令牌。") }
    for token in answer.tokens {
      Output.answer(
        "\(token.account) \(token.name)：\(token.scope)，\(token.until) 到期"
          + (token.used.map { "，最近用于 \($0)" } ?? "，还没有用过"))
    }
  }
}

struct TokenRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "收回令牌：自己的；安全管理员也可以收回别人的。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp("令牌的名称。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("谁的，不写是自己的。", valueName: "ACCOUNT")) var account: String?

  func run() async throws {
    let (name, account, actor) = (name, account, actor.actor)
    try output.say(
      try await database.desk { try await $0.revokeToken(name, of: account, by: actor, at: .now) })
  }
}
