import ArgumentParser
import Domain
import Notify
import Store

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
    let secrets = try await Workplace.open(database) { try await KeyRoom(store: $0.store, path: path).secrets() }
    let ids = KeyFile.exists(path) ? try KeyFile.open(path).ids : []
    let lacking = secrets.filter { sealed in sealed.keyID.map { !ids.contains($0) } ?? ids.isEmpty }
    if output.json {
      Output.answer(KeyShow.json(path, ids, secrets))
    } else {
      Output.answer(KeyShow.text(path, ids, secrets, lacking))
    }
    if !lacking.isEmpty { throw Ending.refused }
  }

  private static func json(_ path: String, _ ids: [String], _ secrets: [SealedSecret]) -> JSONValue {
    .fields([
      "file": .string(path),
      "keys": .array(ids.map { id in .fields(["id": .string(id), "current": .bool(id == ids.first)]) }),
      "channels": .array(
        secrets.map { .fields(["name": .string($0.name), "key": .optional($0.keyID)]) }),
    ])
  }

  private static func text(
    _ path: String, _ ids: [String], _ secrets: [SealedSecret], _ lacking: [SealedSecret]
  ) -> String {
    guard !ids.isEmpty || !secrets.isEmpty else { return "还没有密钥文件，添加第一个通道时建立（\(path)）。" }
    var lines = ["密钥文件：\(path)\(ids.isEmpty ? "（没有）" : "")"]
    for id in ids {
      let names = secrets.filter { $0.keyID == id }.map(\.name)
      let use = names.isEmpty ? "没有通道在用" : "通道：" + names.joined(separator: "、")
      lines.append("  \(id)（\(id == ids.first ? "当前" : "旧")）\(use)")
    }
    for sealed in secrets where sealed.keyID == nil && !ids.isEmpty {
      lines.append("  通道“\(sealed.name)”没有记下密钥编号，守护进程启动时补记")
    }
    for sealed in lacking {
      lines.append("  [缺] 通道“\(sealed.name)”的密钥\(sealed.keyID.map { " \($0) " } ?? "")不在文件里，请换上设置通道时的密钥文件")
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
    // Where there is no file this says so before anything is locked.
    _ = try KeyFile.open(path)
    let count = try await Workplace.open(database) { workplace in
      try await workplace.store.resealSecrets { try KeyChange.reseal($0, at: path) }
      if !keepOld { try await workplace.store.holdingSecrets { try KeyChange.tidy($0, at: path) } }
      return try await KeyRoom(store: workplace.store, path: path).secrets().count
    }
    let ids = try KeyFile.open(path).ids
    let old = ids.count > 1 ? "，旧密钥留在文件里：\(ids.dropFirst().joined(separator: "、"))" : ""
    try output.say("已换上新密钥 \(ids[0])，\(count)个通道已用它重新加密\(old)。请把密钥文件 \(path) 备份好。")
  }
}
