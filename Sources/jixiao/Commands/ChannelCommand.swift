import ArgumentParser
package import Contract
import Desk
package import Domain
import Foundation

struct ChannelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "channel", abstract: "通知通道：站内消息、邮件、接口推送、钉钉、飞书、企业微信。",
    subcommands: [ChannelAdd.self, ChannelList.self, ChannelTest.self, ChannelRemove.self],
    defaultSubcommand: ChannelList.self)
}

extension ChannelKind: ExpressibleByArgument {}

struct ChannelAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "添加通道，或按名称重新设置。",
    discussion: """
      例：jixiao channel add 单位邮箱 --kind smtp --host mail.example.gov.cn --tls starttls --from jixiao@example.gov.cn \\
            --user jixiao --password-file mail.txt
          jixiao channel add 科室群 --kind dingtalk --url-file url.txt --secret-file secret.txt
      地址和口令用服务的密钥文件加密后保存。写在文件里比写在命令行里安全：命令行别人也看得到。
      默认不往内网和本机地址发送；单位内部的网关要加 --allow-private。
      --tls none 时不发送登录口令，除非加 --insecure-password 表示知道口令会以明文传送。
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("通道名称。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("种类：smtp、webhook、dingtalk、feishu、wecom。", valueName: "KIND")) var kind: ChannelKind
  @Option(help: ArgumentHelp("机器人或接口的地址。", valueName: "URL")) var url: String?
  @Option(help: ArgumentHelp("地址所在的文件。", valueName: "FILE")) var urlFile: String?
  @Option(help: ArgumentHelp("签名密钥所在的文件。", valueName: "FILE")) var secretFile: String?
  @Option(help: ArgumentHelp("邮件服务器。", valueName: "HOST")) var host: String?
  @Option(help: ArgumentHelp("端口，默认 starttls 587、tls 465、none 25。", valueName: "N")) var port: Int?
  @Option(help: ArgumentHelp("加密：starttls、tls、none。", valueName: "MODE")) var tls: ChannelRequest.Protection?
  @Option(help: ArgumentHelp("发件地址。", valueName: "ADDRESS")) var from: String?
  @Option(help: ArgumentHelp("邮件用户名。", valueName: "USER")) var user: String?
  @Option(help: ArgumentHelp("邮件口令所在的文件。", valueName: "FILE")) var passwordFile: String?
  @Flag(help: "不加密也允许发送邮件口令，口令在网络上会被人看到。") var insecurePassword = false
  @Option(help: ArgumentHelp("代理，如 http://10.0.0.1:3128。", valueName: "URL")) var proxy: String?
  @Option(help: ArgumentHelp("自有证书颁发机构的证书文件。", valueName: "FILE")) var caFile: String?
  @Flag(help: "允许发往内网和本机地址。") var allowPrivate = false
  @Option(help: ArgumentHelp("每分钟最多发送几条；钉钉和企业微信默认 20。", valueName: "N")) var perMinute: Int?
  @Option(help: ArgumentHelp("失败后第一次重试的间隔（毫秒），其后加倍。", valueName: "N")) var retryFirst: Int64 = 15_000
  @Option(help: ArgumentHelp("重试间隔的上限（毫秒）。", valueName: "N")) var retryLongest: Int64 = 3_600_000
  @Option(help: ArgumentHelp("最多尝试几次，之后搁置。", valueName: "N")) var attempts = 80
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?

  func validate() throws {
    if kind == .inbox { throw ValidationError("站内消息已经内置，不用添加。") }
    if retryFirst < 1 || retryLongest < retryFirst || attempts < 1 {
      throw ValidationError("--retry-first、--retry-longest、--attempts 应为正数，且上限不小于第一次的间隔。")
    }
    if retryLongest > RetryPolicy.mostMilliseconds {
      throw ValidationError("--retry-longest 最多 \(RetryPolicy.mostMilliseconds) 毫秒（7天），收到 \(retryLongest)。")
    }
    if attempts > RetryPolicy.mostAttempts {
      throw ValidationError("--attempts 最多 \(RetryPolicy.mostAttempts) 次，收到 \(attempts)。")
    }
    if let perMinute, !(1...100_000).contains(perMinute) {
      throw ValidationError("--per-minute 应在 1 到 100000 之间，收到 \(perMinute)。")
    }
  }

  func run() async throws {
    let request = ChannelRequest(
      name: name, kind: kind, url: try url ?? urlFile.map(line), secret: try secretFile.map(line), host: host,
      port: port, protection: tls, from: from, user: user, password: try passwordFile.map(line),
      agreesToClearPassword: insecurePassword, proxy: proxy, caFile: caFile.map { URL(fileURLWithPath: $0).path },
      allowsPrivate: allowPrivate, perMinute: perMinute, retryFirst: retryFirst, retryLongest: retryLongest,
      attempts: attempts)
    try request.check()
    let path = KeyLocation(keyFile, database).path
    try output.say(
      try await database.desk {
        try await $0.keep(request, keyFile: path, by: .me, at: .now)
      })
  }

  /// The first line of a file, without blanks around it.
  private func line(_ path: String) throws -> String {
    let text = String(decoding: try readFile(path, most: FileLimit.line), as: UTF8.self)
    return (text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "").trimmingCharacters(in: .whitespaces)
  }
}

extension ChannelRequest.Protection: ExpressibleByArgument {}

struct ChannelList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出通道。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let answer = try await database.desk { try await $0.channels() }
    guard !output.json else { return try Output.answer(json: answer) }
    for channel in answer.channels {
      let place = channel.host.map { " \($0)" } ?? ""
      let limit = channel.perMinute.map { "，每分钟至多\($0)条" } ?? ""
      Output.answer("\(channel.name)（\(channel.kind.chinese)\(place)\(limit)\(channel.allowsPrivate ? "，可发往内网" : "")）")
    }
  }
}

struct ChannelTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "test", abstract: "马上经一个通道发一条测试消息，并显示对方的回答。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("通道名称。", valueName: "NAME")) var name: String
  @Option(help: ArgumentHelp("邮件地址；其他通道不用。", valueName: "ADDRESS")) var address = ""
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?

  func run() async throws {
    let (name, address, path) = (name, address, KeyLocation(keyFile, database).path)
    let trial = try await database.desk {
      try await $0.test(channel: name, to: address, keyFile: path, by: .me, at: .now)
    }
    switch trial {
    case .taken(let answer): try output.say(answer)
    case .failed(let reason):
      Output.note(reason)
      throw Ending.refused
    }
  }
}

struct ChannelRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "停用通道，清除它的地址和口令；已发的记录保留。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("通道名称。", valueName: "NAME")) var name: String

  func run() async throws {
    let name = name
    try output.say(try await database.desk { try await $0.retire(channel: name, by: .me, at: .now) })
  }
}
