import ArgumentParser
import Contract
import Desk
import Domain

struct SignOnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-on", abstract: "统一认证（OpenID Connect）：设置提供方，把它的用户对应到账户。",
    discussion: """
      只支持 OpenID Connect 授权码流程（PKCE，RS256 或 ES256）；CAS、LDAP、企业微信和钉钉扫码没有。
      登录用的页面由后续版本提供。绑定了动态口令的账户，统一认证之后仍要填动态口令。
      """,
    subcommands: [SignOnSet.self, SignOnRemove.self, SignOnLink.self, SignOnUnlink.self])
}

struct SignOnSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "set", abstract: "设置提供方，代替原来的。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("提供方的 issuer，一个 https 地址。", valueName: "ISSUER")) var issuer: String
  @Option(help: ArgumentHelp("本系统在那里登记的 client_id。", valueName: "ID")) var client: String
  @Option(help: ArgumentHelp("登录后送回的地址，与那里登记的相同。", valueName: "URL")) var back: String
  @Flag(help: "有 client_secret，从终端输入或标准输入的第一行读取；用密钥文件加密保存。") var secret = false
  @Flag(help: "试用：允许 http 地址。") var allowHTTP = false
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?

  func run() async throws {
    let request = ProviderRequest(
      issuer: issuer, client: client, secret: secret ? try Prompt.secret("client_secret：") : nil, back: back,
      allowsClear: allowHTTP)
    let key = KeyLocation(keyFile, database).path
    try output.say(try await database.desk { try await $0.setSignOn(request, keyFile: key, by: .me, at: .now) })
  }
}

struct SignOnRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "取消统一认证。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    try output.say(try await database.desk { try await $0.removeSignOn(by: .me, at: .now) })
  }
}

struct SignOnLink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "把提供方的用户对应到账户。", discussion: "用户写它的 sub，没有对应的人登录时会显示；从不按姓名或邮箱猜。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("账户。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("提供方给这个用户的 sub。", valueName: "SUB")) var subject: String

  func run() async throws {
    let (name, subject) = (name, subject)
    try output.say(try await database.desk { try await $0.linkSubject(subject, to: name, by: .me, at: .now) })
  }
}

struct SignOnUnlink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "unlink", abstract: "提供方的用户不再对应账户。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("提供方给这个用户的 sub。", valueName: "SUB")) var subject: String

  func run() async throws {
    let subject = subject
    try output.say(try await database.desk { try await $0.linkSubject(subject, to: nil, by: .me, at: .now) })
  }
}
