import ArgumentParser
import Contract
import Desk
import Domain

struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "通道地址和口令的加密密钥：查看、更换。", subcommands: [KeyShow.self, KeyRotate.self],
    defaultSubcommand: KeyShow.self)
}

struct KeyShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "列出密钥的编号，和各通道是用哪一把加密的；不显示密钥本身。", discussion: "有通道的密钥不在文件里时以状态 1 结束。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?

  func run() async throws {
    let path = KeyLocation(keyFile, database).path
    let answer = try await database.desk { try await $0.keys(in: path) }
    output.json ? try Output.answer(json: answer) : Output.answer(KeyShow.text(answer))
    if !answer.lacking.isEmpty { throw Ending.refused }
  }

  private static func text(_ answer: KeysAnswer) -> String {
    guard !answer.keys.isEmpty || !answer.channels.isEmpty else { return "还没有密钥文件，添加第一个通道时建立（\(answer.file)）。" }
    var lines = ["密钥文件：\(answer.file)\(answer.keys.isEmpty ? "（没有）" : "")"]
    for key in answer.keys {
      let names = answer.channels.filter { $0.key == key.id }.map(\.name)
      let use = names.isEmpty ? "没有通道在用" : "通道：" + names.joined(separator: "、")
      lines.append("  \(key.id)（\(key.current ? "当前" : "旧")）\(use)")
    }
    for channel in answer.channels where channel.key == nil && !answer.keys.isEmpty {
      lines.append("  通道“\(channel.name)”没有记下密钥编号，守护进程启动时补记")
    }
    for channel in answer.lacking {
      lines.append("  [缺] 通道“\(channel.name)”的密钥\(channel.key.map { " \($0) " } ?? "")不在文件里，请换上设置通道时的密钥文件")
    }
    return lines.joined(separator: "\n")
  }
}

struct KeyRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "换一把新密钥：所有通道的地址和口令用它重新加密。",
    discussion: """
      正在运行的守护进程不用停。中途断电或被终止也不要紧：新旧密钥都在文件里，再执行一次就接着做完。
      在几台机器上运行的，先加 --keep-old 更换，把新的密钥文件复制到各台机器，再去掉 --keep-old 执行一次。
      几个数据库共用一个密钥文件的，也要加 --keep-old，每个数据库都换过之后才能去掉旧的。
      """)
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?
  @Flag(help: "旧密钥留在文件里。") var keepOld = false

  func run() async throws {
    let (path, keepOld) = (KeyLocation(keyFile, database).path, keepOld)
    try Desk.requireKeys(in: path)
    try output.say(
      try await database.desk {
        try await $0.rotateKeys(in: path, keepsOld: keepOld, by: .me, at: .now)
      })
  }
}
