import ArgumentParser
import Contract
import Desk
import Documents
import Domain

struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "记录支出、红冲、指标完成值和项目事件，或撤销记错的。",
    subcommands: [
      RecordSpend.self, RecordReversal.self, RecordObservation.self, RecordEvent.self, RecordSubmission.self,
      RecordAdjustment.self, RecordWithdraw.self,
    ])
}

struct RecordSpend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spend", abstract: "记一笔支出，或用 --from 导入一个支出文件（.xlsx 或 CSV）。",
    discussion: "支出文件第一行是表头：项目编码、日期、金额、凭证号，可另有 支出类别、摘要（或英文 project、date、amount、voucher、category、memo）。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("支出文件（.xlsx，或 UTF-8、GBK 的 CSV）。", valueName: "FILE")) var from: String?
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("支付日期。", valueName: "D")) var date: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("金额，如 7500元 或 0.75万元。", valueName: "A")) var amount: String?
  @Option(help: ArgumentHelp("凭证号，在项目内唯一。", valueName: "NO")) var voucher: String?
  @Option(help: ArgumentHelp("支出类别或其中独有的一部分。", valueName: "C")) var category: String?
  @Option(help: ArgumentHelp("摘要。", valueName: "T")) var memo: String?

  func validate() throws {
    let single = [project, date, amount, voucher]
    if from != nil, single.contains(where: { $0 != nil }) {
      throw ValidationError("--from 与 --project、--date、--amount、--voucher 不能同时使用。")
    }
    if from == nil, single.contains(where: { $0 == nil }) {
      throw ValidationError("记一笔支出需要 --project、--date、--amount 和 --voucher；导入文件请用 --from。")
    }
  }

  func run() async throws {
    if let from { try await ingest(from) } else { try await append() }
  }

  private func append() async throws {
    let request = SpendRequest(
      project: project ?? "", date: date ?? "", amount: amount ?? "", voucher: voucher ?? "", category: category,
      memo: memo, division: place.meant)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.record(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }

  private func ingest(_ path: String) async throws {
    let (place, actor) = (place, actor)
    let sheet = try SpendingSheet(try openFile(path, most: FileLimit.entries), name: fileName(path))
    let answer = try await database.desk { desk in
      let bar = ProgressBar("导入支出", total: max(sheet.byteCount / 60, 1))
      defer { bar.end() }
      return try await desk.record(
        sheet, in: place.meant, by: actor.actor, at: .now, progress: { bar.show($0) })
    }
    try RecordAnswer.show(answer, "笔", output)
  }
}

struct RecordReversal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reversal", abstract: "红冲一笔已记的支出。", discussion: "红冲不删除原支出，而是另记一笔等额负数。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("项目编码；凭证号在几个项目里都有时才需要。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("要红冲的凭证号。", valueName: "NO")) var voucher: String
  @Option(help: ArgumentHelp("红冲凭证自己的凭证号。", valueName: "NO")) var newVoucher: String
  @Option(help: ArgumentHelp("红冲日期，默认今天。", valueName: "D")) var date: String?

  func run() async throws {
    let request = ReversalRequest(
      project: project, voucher: voucher, newVoucher: newVoucher, date: date, division: place.meant)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.record(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }
}

struct RecordEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "event", abstract: "记录项目事件，如资金到位。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var event: EventOptions
  @Option(help: ArgumentHelp("备注。", valueName: "T")) var memo: String?

  func run() async throws {
    let (request, actor) = (event.request(in: place, memo: memo), actor.actor)
    let answer = try await database.desk { try await $0.record(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }
}

/// Which event of which project.
struct EventOptions: ParsableArguments {
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String
  @Option(help: ArgumentHelp("事件，如 资金到位。", valueName: "K")) var kind: String
  @Option(help: ArgumentHelp("日期。", valueName: "D")) var date: String
  @Option(parsing: .unconditional, help: ArgumentHelp("金额。", valueName: "A")) var amount: String?

  func request(in place: DivisionOptions, memo: String?) -> EventRequest {
    EventRequest(project: project, kind: kind, date: date, amount: amount, memo: memo, division: place.meant)
  }
}

struct RecordSubmission: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submission", abstract: "记录部门已报送绩效监控表或自评表，报送期限的预警随之解除。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: DivisionOptions
  @OptionGroup var subject: SubmissionOptions
  @Option(help: ArgumentHelp("报送日期，默认今天。", valueName: "D")) var date: DayArgument?

  func run() async throws {
    let request = try subject.request(in: place, date: date)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.record(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }
}

/// Which form of which department and period was handed in.
struct SubmissionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("部门编码或名称。", valueName: "CODE")) var department: String
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?
  @Option(help: ArgumentHelp("表格：monitoring（监控表）、self-evaluation（自评表）。", valueName: "FORM")) var form: FormArgument
  @Option(help: ArgumentHelp("监控表截至的月份，默认 6。", valueName: "M")) var through = 6

  func validate() throws {
    if !(1...12).contains(through) { throw ValidationError("--through 应在 1 到 12 之间，收到 \(through)。") }
  }

  func request(in place: DivisionOptions, date: DayArgument?) throws -> SubmissionRequest {
    SubmissionRequest(
      department: DepartmentChoice(department: department, year: year, division: place.meant), form: form.form,
      through: through, date: date?.day.description)
  }
}

/// How a recording answers.
enum RecordAnswer {
  static func show(_ answer: RecordedAnswer, _ output: JSONOption) throws {
    guard !output.json else { return try Output.answer(json: answer) }
    Output.answer(answer.message)
    if let warning = answer.warning { Output.note("提醒：\(warning)") }
  }

  /// What became of a value and its files; of one that came with none as ever.
  static func show(_ answer: ValueRecordedAnswer, _ output: JSONOption) throws {
    guard !answer.files.isEmpty else {
      return try show(RecordedAnswer(answer.outcome, answer.message, warning: answer.warning), output)
    }
    guard !output.json else { return try Output.answer(json: answer) }
    Output.answer(answer.message)
    for file in answer.files { Output.answer(file.message) }
    if let warning = answer.warning { Output.note("提醒：\(warning)") }
  }

  /// What became of a file, by the word with which its rows are counted.
  static func show(_ answer: IntakeAnswer, _ unit: String, _ output: JSONOption) throws {
    if output.json {
      try Output.answer(json: answer)
    } else {
      Output.answer(
        "\(answer.file)：共\(answer.read)行，新记\(answer.added)\(unit)，已有\(answer.repeated)\(unit)，"
          + "退回\(answer.refused.count)行，提醒\(answer.warnings.count)行")
      for note in answer.refused { Output.answer("  第\(note.row)行 退回：\(note.message)") }
      for note in answer.warnings { Output.answer("  第\(note.row)行 提醒：\(note.message)") }
    }
    if !answer.refused.isEmpty { throw Ending.refused }
  }
}
