import ArgumentParser
import Contract
import Desk
import Domain

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "导入公开的部门预算文件（.docx 或 .txt）。",
    discussion: """
      同一文件再次导入不会改变任何内容；修改过的文件会生成新版本，旧版本保留，并列出改了什么。
      文件里读不出来的内容会指明在哪里，整个文件不导入。会删除已支付的项目，或几个以上项目的，要加 --remove 才导入。
      每年第一份文件自1月1日起执行，以后的自导入之日起执行；更正错误的文件可用 --effective 指定从哪天起。
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  @OptionGroup var actor: ActorOptions
  @Flag(help: "只读取并检查，说明会改变什么，不写入数据库。")
  var dryRun = false
  @Flag(help: "同意删除文件里已经没有的项目（支出等记录保留）。")
  var remove = false
  @Option(help: ArgumentHelp("从哪一天起执行，应在预算年度之内、不晚于今天。", valueName: "D"))
  var effective: DayArgument?
  @Option(help: ArgumentHelp("区划编码，如 130625；项目编码里看不出来、库里又有几个区划时指定。也可用环境变量 JIXIAO_DIVISION。", valueName: "CODE"))
  var division: String?
  @Option(help: ArgumentHelp("部门编码，文件里没有写明时指定。", valueName: "CODE"))
  var department: String?
  @Option(help: ArgumentHelp("部门名称，文件里没有写明时指定。", valueName: "NAME"))
  var name: String?
  @Option(help: ArgumentHelp("预算年度，文件里没有写明时指定。", valueName: "Y"))
  var year: Int?

  @Argument(help: ArgumentHelp("要导入的文件。", valueName: "FILE"))
  var files: [String]

  func validate() throws {
    if files.count > 1, department != nil || name != nil {
      throw ValidationError("--department、--name 一次只能用于一个文件。")
    }
  }

  func run() async throws {
    let request = ImportRequest(
      division: try division.map { text throws(Refusal) in try DivisionCode.parse(text) },
      usualDivision: try DatabaseOptions.division.map { text throws(Refusal) in try DivisionCode.parse(text) },
      department: department, name: name, year: year, effective: effective?.day, agreesToRemovals: remove)
    var documents = files.map { ImportedDocument($0, request) }
    if documents.contains(where: { $0.proposal?.isReadable == true }) {
      documents = dryRun ? await previewed(documents) : try await confirmed(documents)
    }
    if output.json {
      try Output.answer(json: DocumentsAnswer(documents.map(\.answer)))
    } else {
      for document in documents { Output.answer(document.answer.text(isDryRun: dryRun)) }
    }
    for document in documents { if let refusal = document.answer.refused { Output.note(refusal) } }
    // What became of it is not known: that is no refusal.
    if let failure = documents.lazy.compactMap(\.failure).first { throw failure }
    if documents.contains(where: { $0.answer.refused != nil }) { throw Ending.refused }
  }

  private func confirmed(_ documents: [ImportedDocument]) async throws -> [ImportedDocument] {
    let actor = actor.actor
    return try await database.desk { desk in
      await ImportedDocument.each(documents) { try await desk.confirm($0, by: actor, at: .now) }
    }
  }

  /// Against what is in the database, where there is one; a question makes none, and none newer.
  private func previewed(_ documents: [ImportedDocument]) async -> [ImportedDocument] {
    guard Workplace.isThere(database) else { return documents }
    do {
      return try await Workplace.open(database, migrating: false) { workplace in
        guard try await workplace.groundDesk.isCurrent() else {
          Output.note("数据库结构与本程序的版本不同，没有与已有内容比较。")
          return documents
        }
        return await ImportedDocument.each(documents) { try await workplace.desk.preview($0, at: .now) }
      }
    } catch {
      Output.note("没有与已有内容比较：\(error.said)")
      return documents
    }
  }
}

/// One of the files of a command.
private struct ImportedDocument: Sendable {
  var proposal: Proposal?
  var answer: DocumentAnswer
  /// Why it is not known whether the file was kept, or could not be.
  var failure: (any Error)?

  init(_ path: String, _ request: ImportRequest) {
    let file = fileName(path)
    do {
      let read = try Proposal(try readFile(path), named: file, request, at: .commandLine)
      (proposal, answer) = (read, read.answer)
    } catch {
      answer = DocumentAnswer(file: file, refused: error.said, at: .commandLine)
    }
  }

  /// Does something with each, whatever becomes of the others.
  static func each(
    _ documents: [ImportedDocument], _ act: (Proposal) async throws -> DocumentAnswer
  ) async -> [ImportedDocument] {
    var done: [ImportedDocument] = []
    for var document in documents {
      do {
        if let proposal = document.proposal { document.answer = try await act(proposal) }
      } catch {
        document.failure = error
      }
      done.append(document)
    }
    return done
  }
}
