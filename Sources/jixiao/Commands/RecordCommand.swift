import ArgumentParser
import Documents
import Domain
import Store

struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "记录支出、红冲、指标完成值和项目事件。",
    subcommands: [
      RecordSpend.self, RecordReversal.self, RecordObservation.self, RecordEvent.self, RecordSubmission.self,
    ])
}

struct RecordSpend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spend", abstract: "记一笔支出，或用 --from 导入一个支出文件（CSV）。",
    discussion: "支出文件第一行是表头：项目编码、日期、金额、凭证号，可另有 支出类别、摘要（或英文 project、date、amount、voucher、category、memo）。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("支出文件（CSV，UTF-8 或 GBK）。", valueName: "FILE")) var from: String?
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
    let line = try SpendingLine(
      project: project ?? "", date: date ?? "", amount: amount ?? "", voucher: voucher ?? "", category: category,
      memo: memo)
    let (place, actor) = (place, actor)
    let outcome = try await Workplace.open(database) {
      try await $0.store.acting(actor).append(line, in: try await place.code($0))
    }
    let text = "\(line.project) \(line.day) \(line.amount.yuan)元，凭证号 \(line.voucher)"
    RecordAnswer.show(outcome, isJSON: output.json, added: "已记账：\(text)", repeated: "这笔支出已经记过，没有重复记账：\(text)")
  }

  private func ingest(_ path: String) async throws {
    let (place, actor) = (place, actor)
    let sheet = try SpendingSheet(try openFile(path, most: FileLimit.entries), name: fileName(path))
    let report = try await Workplace.open(database) { workplace in
      let bar = ProgressBar("导入支出", total: max(sheet.byteCount / 60, 1))
      defer { bar.end() }
      var rows = try sheet.reader()
      return try await workplace.store.acting(actor).ingest(
        in: try await place.code(workplace), progress: { bar.show($0) }, { try rows.next() })
    }
    if output.json {
      Output.answer(
        .fields([
          "file": .string(fileName(path)), "read": .number(Int64(report.read)), "added": .number(Int64(report.added)),
          "repeated": .number(Int64(report.repeated)), "refused": RecordAnswer.refused(report.refused),
          "warnings": RecordAnswer.notes(report.warnings),
        ]))
    } else {
      Output.answer(
        "\(fileName(path))：共\(report.read)行，新记\(report.added)笔，已有\(report.repeated)笔，退回\(report.refused.count)行，"
          + "提醒\(report.warnings.count)行")
      for note in report.refused { Output.answer("  第\(note.row)行 退回：\(note.refusal.here)") }
      for note in report.warnings { Output.answer("  第\(note.row)行 提醒：\(note.message)") }
    }
    if !report.refused.isEmpty { throw Ending.refused }
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
    let day = try date.map { text throws(Refusal) in try Day.parse(text) } ?? Day.today
    let code = try project.map { text throws(Refusal) in try ProjectCode.parse(text) }
    let (old, new) = (try Voucher(voucher), try Voucher(newVoucher))
    let (place, actor, isDayMeant) = (place, actor, date != nil)
    let result = try await Workplace.open(database) {
      try await $0.store.acting(actor).reverse(
        voucher: old, of: code, in: try await place.code($0), newVoucher: new, on: day, isDayMeant: isDayMeant)
    }
    let text = "凭证号 \(old)，\(result.amount.yuan)元，\(day)，红冲凭证号 \(new)"
    RecordAnswer.show(
      result.outcome, isJSON: output.json, added: "已红冲：\(text)", repeated: "这笔红冲已经记过，没有重复：\(text)")
  }
}

struct RecordEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "event", abstract: "记录项目事件，如资金到位。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String
  @Option(help: ArgumentHelp("事件，如 资金到位。", valueName: "K")) var kind: String
  @Option(help: ArgumentHelp("日期。", valueName: "D")) var date: String
  @Option(parsing: .unconditional, help: ArgumentHelp("金额。", valueName: "A")) var amount: String?
  @Option(help: ArgumentHelp("备注。", valueName: "T")) var memo: String?

  func run() async throws {
    let day = try Day.parse(date)
    let money = try amount.map { text throws(Refusal) in try Money.parse(text) }
    if let money, money <= .zero { throw Refusal.spending(.eventNotPositive) }
    let code = try ProjectCode.parse(project)
    let event = ProjectEvent(kind: kind.tightened, day: day, amount: money)
    guard event.kind == ProjectEvent.fundsArrived else {
      throw Refusal.spending(.eventUnknown(kind, known: ProjectEvent.fundsArrived))
    }
    let (memo, place, actor) = (memo, place, actor)
    let isNew = try await Workplace.open(database) { workplace in
      let accounts = try await workplace.store.accounts(of: code, in: try await place.code(workplace))
      let account = try SpendingAccount.choose(accounts, code: code, day: day)
      return try await workplace.store.acting(actor).append(event, to: account.id, memo: memo)
    }
    let text = "\(code) \(day) \(event.kind)" + (money.map { " \($0.yuan)元" } ?? "")
    RecordAnswer.show(isNew: isNew, isJSON: output.json, added: "已记录：\(text)", repeated: "已经记录过：\(text)")
  }
}

struct RecordSubmission: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submission", abstract: "记录部门已报送绩效监控表或自评表，报送期限的预警随之解除。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("部门编码或名称。", valueName: "CODE")) var department: String
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?
  @Option(help: ArgumentHelp("表格：monitoring（监控表）、self-evaluation（自评表）。", valueName: "FORM")) var form: String
  @Option(help: ArgumentHelp("监控表截至的月份，默认 6。", valueName: "M")) var through = 6
  @Option(help: ArgumentHelp("报送日期，默认今天。", valueName: "D")) var date: DayArgument?

  private var kind: DepartmentForm? {
    DepartmentForm.allCases.first { $0.rawValue == form || $0.chinese.hasSuffix(form) && form.count >= 3 }
  }

  func validate() throws {
    if kind == nil {
      throw ValidationError("--form 应为 monitoring（监控表）或 self-evaluation（自评表），收到“\(form)”。")
    }
    if !(1...12).contains(through) { throw ValidationError("--through 应在 1 到 12 之间，收到 \(through)。") }
  }

  func run() async throws {
    guard let kind else { return }
    let (command, day) = (self, date?.day ?? Day.today)
    let month = kind == .selfEvaluation ? 12 : through
    let (name, isNew) = try await Workplace.open(database) { workplace in
      let entry = try await workplace.department(
        code: command.department, year: command.year, in: try await command.place.code(workplace))
      let submission = FormSubmission(form: kind, month: month, day: day)
      let isNew = try await workplace.store.append(submission, of: entry.id, by: command.actor.name)
      return (entry.identity.name, isNew)
    }
    let text = "\(name) 截至\(month)月的\(kind.chinese)，\(day)报送"
    RecordAnswer.show(isNew: isNew, isJSON: output.json, added: "已记录：\(text)", repeated: "这一期已经记录过报送：\(text)")
  }
}

/// How a recording answers.
enum RecordAnswer {
  static func show(_ outcome: AppendOutcome, isJSON: Bool, added: String, repeated: String) {
    switch outcome {
    case .added(_, let warning):
      show(isNew: true, warning: warning, isJSON: isJSON, added: added, repeated: repeated)
    case .repeated: show(isNew: false, isJSON: isJSON, added: added, repeated: repeated)
    }
  }

  static func show(isNew: Bool, warning: String? = nil, isJSON: Bool, added: String, repeated: String) {
    guard isJSON else {
      Output.answer(isNew ? added : repeated)
      if let warning { Output.note("提醒：\(warning)") }
      return
    }
    Output.answer(
      .fields([
        "outcome": isNew ? "added" : "repeated", "message": .string(isNew ? added : repeated),
        "warning": .optional(warning),
      ]))
  }

  static func refused(_ rows: [RefusedRow]) -> JSONValue {
    .array(
      rows.map {
        .fields([
          "row": .number(Int64($0.row)), "code": .string($0.refusal.code), "message": .string($0.refusal.here),
        ])
      })
  }

  static func notes(_ notes: [IntakeReport.Note]) -> JSONValue {
    .array(
      notes.map { .fields(["row": .number(Int64($0.row)), "code": .string($0.code), "message": .string($0.message)]) })
  }
}
