import ArgumentParser
import Contract
import Desk
import Domain
import Reports
import Store

struct FormCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "form", abstract: "填写、报送、退回、审核绩效监控表和自评表。",
    discussion: """
      表分三种：项目表（--project）、部门整体表（--whole）；submit、approve 可用 --all 一次办理本期全部。
      草稿 → 报送 → 退回修改或审核通过。审核通过即锁定，以后的记录不再影响它；更正用 revise 另立新版本。
      """,
    subcommands: [
      FormList.self, FormShow.self, FormTemplate.self, FormFill.self, FormSubmit.self, FormWithdraw.self,
      FormReturn.self,
      FormApprove.self, FormRevise.self, FormHistory.self,
    ])
}

/// A form by its name or what people call it.
struct FormArgument: ExpressibleByArgument {
  let form: DepartmentForm

  init(_ form: DepartmentForm) { self.form = form }

  init?(argument: String) {
    switch argument {
    case "monitoring", "监控表", "绩效监控表", "绩效运行监控表": form = .monitoring
    case "self-evaluation", "自评表", "绩效自评表": form = .selfEvaluation
    default: return nil
    }
  }

  var defaultValueDescription: String { form.rawValue }
  static var allValueStrings: [String] { ["monitoring", "self-evaluation"] }
}

/// Which form of which period.
struct PeriodOptions: ParsableArguments {
  @OptionGroup var place: DivisionOptions
  @Option(help: ArgumentHelp("部门编码或名称；给了 --project 可不写。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("预算年度。", valueName: "Y")) var year: Int?
  @Option(help: ArgumentHelp("表格：monitoring（监控表）或 self-evaluation（自评表）。", valueName: "FORM"))
  var form = FormArgument(.monitoring)
  @Option(help: ArgumentHelp("监控表截至的月份，常见的是6至10月。", valueName: "M")) var through = 6

  func validate() throws {
    guard (1...11).contains(through) else { throw ValidationError("--through 应在 1 到 11 之间，收到 \(through)。") }
  }

  var kind: DepartmentForm { form.form }

  /// The last versions of the department's forms of the period.
  ///
  /// - Parameter asOf: the day of the question; what was filled in or done later is not there.
  func papers(_ database: DatabaseOptions, asOf: AsOfOptions) async throws -> DepartmentPapers {
    let (period, today, seen) = (self, asOf.day, asOf.asOf?.day)
    return try await Workplace.open(database) { workplace in
      let entry = try await workplace.desk.department(period.choice)
      let key = FormKey(department: entry.id, project: nil, form: period.kind, month: period.month)
      let day = FormDesk.day(of: key, fiscalYear: entry.identity.fiscalYear, today: today)
      return try await FormDesk(workplace.store).papers(
        of: entry.id, period.kind, through: period.month, asOf: day, seen: seen, .latest)
    }
  }
  var month: Int { kind == .selfEvaluation ? 12 : through }

  /// The department as it was said.
  var choice: DepartmentChoice { DepartmentChoice(department: department, year: year, division: place.meant) }
}

/// Which form: a project's, or the department's own.
struct SubjectOptions: ParsableArguments {
  @OptionGroup var period: PeriodOptions
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String?
  @Flag(help: "部门整体的表。") var whole = false

  func validate() throws {
    if project != nil, whole { throw ValidationError("--project 与 --whole 只能用一个。") }
  }

  /// Looks at the form as of the day its figures are of, and as it was on the day of the question.
  func look<T: Sendable>(
    _ database: DatabaseOptions, asOf: AsOfOptions,
    _ body: @escaping @Sendable (FormDesk, FormKey, _ day: Day, _ seen: Day?) async throws -> T
  ) async throws -> T {
    let (subject, today, seen) = (self, asOf.day, asOf.asOf?.day)
    return try await Workplace.open(database) { workplace in
      let (key, year) = try await subject.key(workplace)
      return try await body(
        FormDesk(workplace.store), key, FormDesk.day(of: key, fiscalYear: year, today: today), seen)
    }
  }

  /// The form's key and its fiscal year.
  func key(_ workplace: Workplace) async throws -> (key: FormKey, fiscalYear: Int) {
    guard project != nil || whole else {
      throw ValidationError("请用 --project 指明项目，或用 --whole 指明部门整体。")
    }
    guard let project else {
      let entry = try await workplace.desk.department(period.choice)
      return (
        FormKey(department: entry.id, project: nil, form: period.kind, month: period.month), entry.identity.fiscalYear
      )
    }
    let code = try ProjectCode.parse(project)
    let division = try await period.place.code(workplace)
    guard let owner = try await workplace.store.owner(of: code, year: period.year, in: division) else {
      throw SpendingAccount.unknown(code)
    }
    guard owner.isOnlyYear else { throw Refusal.project(.yearMissing(code)) }
    return (
      FormKey(department: owner.department, project: owner.project, form: period.kind, month: period.month),
      owner.fiscalYear
    )
  }
}

/// How the commands about one form answer.
enum FormAnswer {
  static func show(_ paper: StandingPaper, _ output: JSONOption, done: String? = nil) {
    if output.json { return Output.answer(paper.json) }
    Output.answer(done.map { paper.answer($0) } ?? paper.text)
  }
}

struct FormList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "本期各表办到哪一步，还缺几处。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let papers = try await period.papers(database, asOf: asOf)
    guard output.json else { return Output.answer(papers.overview) }
    Output.answer(.fields(["forms": .array((papers.projects + [papers.whole]).map(\.json))]))
  }
}

struct FormTemplate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "生成填报表（CSV）：每项指标一行，已算好的值在旁边，填好后用 form fill --from 导入。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var answer: JSONOption
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕。", valueName: "FILE")) var output: String?

  func validate() throws { try answer.checkFile(output) }

  func run() async throws {
    let papers = try await period.papers(database, asOf: asOf)
    try Output.write(papers.fillingTemplate, to: output)
    if let output, output != "-" { try answer.wrote(output, "已写入 \(output)") }
  }
}

struct FormShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "看一张表：内容、还缺什么、办理经过。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var subject: SubjectOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let paper = try await subject.look(database, asOf: asOf) { office, key, day, seen in
      try await office.paper(key, asOf: day, seen: seen, .latest)
    }
    FormAnswer.show(paper, output)
  }
}

struct FormHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "history", abstract: "一张表的各个版本，及后一版改了什么。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var subject: SubjectOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let history = try await subject.look(database, asOf: asOf) { office, key, day, seen in
      try await office.history(of: key, asOf: day, seen: seen)
    }
    if output.json {
      return Output.answer(
        .fields([
          "versions": .array(
            history.map { item in
              .fields([
                "version": item.paper.json,
                "changes": .array(
                  item.changes.map {
                    .fields(["cell": .string($0.name), "old": .string($0.old), "new": .string($0.new)])
                  }),
              ])
            })
        ]))
    }
    if history.isEmpty { Output.answer("还没有人填写过这张表。") }
    for (paper, changes) in history { Output.answer(paper.history(changes)) }
  }
}
