import ArgumentParser
import Contract
import Desk
import Domain
import Foundation

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "审计记录：何人何时办理了什么，办成还是被拒。",
    discussion: """
      每次办理在同一事务里留下一条，按区划连成链，每条含前一条的摘要；只增不改，超过保留天数的才能从最早的起清理。
      守护进程每天留存一次链尾，并发给审计员（user address）；数据库里连同留存的链尾也被改写的，只有与收到的或另存的链尾核对才查得出：核验时用 --against 给出。
      """,
    subcommands: [AuditList.self, AuditVerify.self, AuditExport.self, AuditHeads.self, AuditPrune.self],
    defaultSubcommand: AuditList.self)
}

/// Which rows are meant.
struct AuditScopeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("从哪天起。", valueName: "YYYY-MM-DD")) var from: DayArgument?
  @Option(help: ArgumentHelp("到哪天止（含）。", valueName: "YYYY-MM-DD")) var until: DayArgument?
  @Option(help: ArgumentHelp("只看这个人的。", valueName: "NAME")) var actor: String?
  @Option(help: ArgumentHelp("只看这一项，如 record-payment。", valueName: "ACTION"), transform: AuditScopeOptions.read)
  var action: Action?
  @Flag(help: "只看被拒的。") var refused = false

  private static func read(_ text: String) throws -> Action {
    guard let action = Action.allCases.first(where: { $0.rawValue == text || $0.chinese == text }) else {
      throw ValidationError("--action 应为 \(Action.allCases.map(\.rawValue).joined(separator: "、")) 之一，收到“\(text)”。")
    }
    return action
  }

  func request(limit: Int = 50) -> AuditRequest {
    AuditRequest(
      from: from?.day, until: until?.day, actor: actor, action: action, isRefused: refused ? true : nil, limit: limit)
  }
}

struct AuditList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出审计记录，最近的在前。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var scope: AuditScopeOptions
  @Option(help: ArgumentHelp("最多多少条。", valueName: "N")) var limit = 50

  func validate() throws {
    guard (1...10_000).contains(limit) else { throw ValidationError("--limit 应在 1 到 10000 之间，收到 \(limit)。") }
  }

  func run() async throws {
    let request = scope.request(limit: limit)
    let answer = try await database.desk { try await $0.audit(request) }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.entries.isEmpty { Output.answer("没有符合的审计记录。") }
    for entry in answer.entries { Output.answer(entry.chinese) }
  }
}

struct AuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "verify", abstract: "逐条核验审计记录的摘要和链尾。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("与另外留存的链尾（audit heads 的结果）核对。", valueName: "FILE")) var against: String?

  func run() async throws {
    let kept = try against.map { path in
      do {
        return try JSONDecoder().decode(AuditHeadsAnswer.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
      } catch { throw ValidationError("--against 应是 jixiao audit heads -o 写出的文件，\(path) 读不出来。") }
    }
    let answer = try await database.desk { desk in
      try await desk.verifyAudit(against: kept)
    }
    if output.json {
      try Output.answer(json: answer)
    } else {
      for fault in answer.faults { Output.answer("[问题] \(fault)") }
      Output.answer(
        "核验\(answer.chains)条链、\(answer.rows)条审计记录：\(answer.faults.isEmpty ? "没有发现改动" : "发现\(answer.faults.count)处问题")。")
    }
    if answer.removedHeads > 0, !output.json {
      Output.answer("留存的链尾中有\(answer.removedHeads)个所在的记录已经清理，不能再与它们核对。")
    }
    if !answer.faults.isEmpty { throw Ending.refused }
  }
}

struct AuditHeads: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heads", abstract: "各条链的末端，请每天存到别处。", discussion: "例：jixiao audit heads -o /mnt/审计/2025-06-30.json")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var json: JSONOption
  @Option(name: .shortAndLong, help: ArgumentHelp("写到这个文件，不写则显示。", valueName: "FILE")) var output: String?

  func run() async throws {
    let answer = try await database.desk { try await $0.auditHeads() }
    guard let output else { return try Output.answer(json: answer) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do {
      try encoder.encode(answer).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch { throw Refusal.file(.notWritten(output)) }
    try json.wrote(output, "已写到 \(output)：\(answer.heads.count)条链。")
  }
}

struct AuditExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "export", abstract: "导出审计记录，每行一个 JSON 对象；导出本身也记录。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var scope: AuditScopeOptions
  @Option(name: .shortAndLong, help: ArgumentHelp("写到这个文件。", valueName: "FILE")) var output: String

  func run() async throws {
    let (request, path) = (scope.request(), output)
    let draft = path + ".part"
    guard FileManager.default.createFile(atPath: draft, contents: nil), let file = FileHandle(forWritingAtPath: draft)
    else { throw Refusal.file(.notWritten(path)) }
    defer { try? FileManager.default.removeItem(atPath: draft) }
    let count = try await database.desk { desk in
      try await desk.exportAudit(request) { entries in
        for entry in entries { try file.write(contentsOf: Data((try AnswerEncoder.json(entry).compact + "\n").utf8)) }
      }
    }
    try file.close()
    guard rename(draft, path) == 0 else { throw Refusal.file(.notWritten(path)) }
    try json.wrote(path, "已导出\(count)条审计记录到 \(path)。")
  }
}

struct AuditPrune: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "清理超过保留天数的审计记录：每条链从最早的起，清理到哪一条另有记号，其余照常核验。",
    discussion: "保留天数由 jixiao set audit-retention-days 设定，没有设定的不能清理；先核验，有问题的不清理。清理本身也记录。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let answer = try await database.desk { try await $0.pruneAudit(by: .me) }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.cuts.isEmpty { Output.answer("没有超过\(answer.days)天的审计记录。") }
    for cut in answer.cuts {
      Output.answer(
        "\(cut.chain.isEmpty ? "总链" : "区划 \(cut.chain) 的链")：清理\(cut.removed)条，到第\(cut.number)条为止，摘要 \(cut.digest)")
    }
  }
}
