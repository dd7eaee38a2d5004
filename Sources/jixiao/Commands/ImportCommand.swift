import ArgumentParser
import Documents
import Domain
import Postgres
import Store

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
    let given = Disclosure.Given(
      division: try division.map { text throws(Refusal) in try DivisionCode.parse(text) },
      usualDivision: try DatabaseOptions.division.map { text throws(Refusal) in try DivisionCode.parse(text) },
      code: department, name: name, year: year)
    let terms = ImportTerms(
      effective: effective?.day, agreesToRemovals: remove, isDepartmentGiven: department != nil && name != nil)
    var readings = files.map { Reading($0, given) }
    if readings.contains(where: { $0.budget != nil }) {
      readings = dryRun ? await previewed(readings, terms) : try await kept(readings, terms)
    }
    if output.json {
      Output.answer(.fields(["documents": .array(readings.map(\.json))]))
    } else {
      for reading in readings { Output.answer(reading.text(isDryRun: dryRun)) }
    }
    for reading in readings { if let refusal = reading.refusal { Output.note(refusal) } }
    // What became of it is not known: that is no refusal.
    if let failure = readings.lazy.compactMap(\.failure).first { throw failure }
    if readings.contains(where: { $0.refusal != nil }) { throw Ending.refused }
  }

  private func kept(_ readings: [Reading], _ terms: ImportTerms) async throws -> [Reading] {
    let actor = actor
    return try await Workplace.open(database) { workplace in
      var kept: [Reading] = []
      for reading in readings { kept.append(await reading.kept(in: workplace.store.acting(actor), terms)) }
      return kept
    }
  }

  /// Against what is in the database, where there is one; a question makes none, and none newer.
  private func previewed(_ readings: [Reading], _ terms: ImportTerms) async -> [Reading] {
    guard Workplace.isThere(database) else { return readings }
    do {
      return try await Workplace.open(database, migrating: false) { workplace in
        guard try await workplace.store.isCurrent() else {
          Output.note("数据库结构与本程序的版本不同，没有与已有内容比较。")
          return readings
        }
        var previewed: [Reading] = []
        for reading in readings { previewed.append(await reading.previewed(in: workplace.store, terms)) }
        return previewed
      }
    } catch {
      Output.note("没有与已有内容比较：\(error.said)")
      return readings
    }
  }
}

/// What became of one file.
private struct Reading: Sendable {
  let path: String
  private let given: Disclosure.Given
  var content: [UInt8] = []
  var budget: DepartmentBudget?
  var findings: [Finding] = []
  var outcome: ImportOutcome?
  var refusal: String?
  /// Why it is not known whether the file was kept, or could not be.
  var failure: PostgresError?

  init(_ path: String, _ given: Disclosure.Given) {
    (self.path, self.given) = (path, given)
    do {
      content = try readFile(path)
      try read(by: RuleSet.nationalDefault.targetReading)
      if budget == nil {
        refusal = "\(fileName(path)) 没有导入：" + Reading.errors(findings)
      }
    } catch {
      refusal = error.said
    }
  }

  private mutating func read(by reading: TargetReading) throws {
    let disclosure = Disclosure.parse(
      try Document.read(content, file: fileName(path)), given: given, reading: reading)
    (budget, findings) = (disclosure.budget, disclosure.findings)
  }

  /// The same document read by the rule set of the department it is of, which is known only now.
  private mutating func reread(in store: Store, _ terms: ImportTerms) async throws {
    guard let department = budget?.department else { return }
    let reading = try await store.targetReading(of: department, terms: terms)
    if reading != RuleSet.nationalDefault.targetReading { try read(by: reading) }
  }

  /// The first few reasons with their places, and how many there are.
  private static func errors(_ findings: [Finding]) -> String {
    let errors = findings.filter { $0.severity == .error }
    let first = errors.prefix(5).map { "\n  \($0.message)（\($0.place)）" }.joined()
    return first + (errors.count > 5 ? "\n  等\(errors.count)处。" : "")
  }

  func kept(in store: Store, _ terms: ImportTerms) async -> Reading {
    guard budget != nil else { return self }
    var reading = self
    do {
      try await reading.reread(in: store, terms)
      guard let budget = reading.budget else { return self }
      reading.outcome = try await store.importBudget(
        budget, findings: reading.findings, file: fileName(path), content: content, terms: terms)
    } catch let failure as PostgresError {
      reading.failure = failure
    } catch {
      reading.refusal = "\(fileName(path)) 没有导入：\(error.said)"
    }
    return reading
  }

  func previewed(in store: Store, _ terms: ImportTerms) async -> Reading {
    guard budget != nil else { return self }
    var reading = self
    do {
      try await reading.reread(in: store, terms)
      guard let budget = reading.budget else { return self }
      reading.outcome = try await store.previewImport(budget, terms: terms)
    } catch let failure as PostgresError {
      reading.failure = failure
    } catch {
      reading.refusal = "\(fileName(path)) 不能导入：\(error.said)"
    }
    return reading
  }

  var json: JSONValue { BudgetJSON.document(file: fileName(path), budget, findings, outcome, refusal: refusal) }

  func text(isDryRun: Bool) -> String {
    guard let budget else { return "\(fileName(path))：未导入" }
    let indicators = budget.projects.flatMap(\.indicators)
    let division = outcome?.division ?? budget.department.division
    let quantitative = indicators.count { $0.target.measure != nil }
    var lines = [
      "\(fileName(path))：\(outcome?.isOnlyDivision == false ? "区划\(division) " : "")\(budget.department.code) \(budget.department.name)，\(budget.department.fiscalYear)年",
      "  \(budget.projects.count)个项目，合计\(budget.projectSum.tenThousands)万元；\(indicators.count)项指标，其中定量\(quantitative)项；"
        + "部门整体指标\(budget.indicators.count)项",
    ]
    if isDryRun { lines.append("  仅检查，未写入") } else if let outcome { lines.append("  " + outcome.text) }
    lines += outcome?.changeLines(isDryRun: isDryRun) ?? []
    for severity in Finding.Severity.allCases { lines += Reading.lines(findings.filter { $0.severity == severity }) }
    return lines.joined(separator: "\n")
  }

  /// Findings of one severity: of each kind the first three, and where the others stand.
  private static func lines(_ findings: [Finding]) -> [String] {
    var (order, ofKind) = ([String](), [String: [Finding]]())
    for finding in findings {
      if ofKind[finding.code] == nil { order.append(finding.code) }
      ofKind[finding.code, default: []].append(finding)
    }
    return order.flatMap { code -> [String] in
      let all = ofKind[code] ?? []
      let shown = all.prefix(all.count > 4 ? 3 : 4)
      var lines = shown.map { "  [\($0.severity.chinese)] \($0.message)（\($0.place)）" }
      if let first = all.first, all.count > shown.count {
        let places = all.dropFirst(shown.count).map { $0.place.split(separator: " ").last.map(String.init) ?? $0.place }
        lines.append(
          "  [\(first.severity.chinese)] 同类的还有\(all.count - shown.count)处：\(places.prefix(20).joined(separator: "、"))\(places.count > 20 ? "等" : "")（全部内容用 --json 查看）"
        )
      }
      return lines
    }
  }
}

extension Finding.Severity {
  var chinese: String { self == .error ? "错误" : self == .warning ? "注意" : "提示" }
}

extension ImportOutcome {
  var text: String {
    if isRepeated { return "与上次导入的文件相同，没有变化" }
    return "项目：新增\(added)、变更\(changed)、未变\(unchanged)、标记删除\(removed)；"
      + "指标：新增\(indicatorsAdded)、变更\(indicatorsChanged)、标记删除\(indicatorsRemoved)"
      + (effectiveOn.map { "；自\($0)起执行" } ?? "")
  }

  /// What changes, a line each; nothing of a first document, of which all is new.
  func changeLines(isDryRun: Bool) -> [String] {
    guard let difference else { return [] }
    let isFirst = difference.changes.allSatisfy { $0.old == nil } && difference.removals.isEmpty
    guard !isFirst || difference.changes.count <= 20 else {
      return isDryRun ? ["  全部是新的内容，\(effectiveOn.map { "将自\($0)起执行" } ?? "")"] : []
    }
    var lines = difference.changes.prefix(60).map { change in
      let (old, new) = (change.old?.excerpt ?? "（没有）", change.new?.excerpt ?? "（删除）")
      return "  [变化] \(change.name)：\(old) → \(new)"
    }
    if difference.changes.count > 60 { lines.append("  [变化] 等\(difference.changes.count)处（全部内容用 --json 查看）") }
    if isDryRun, difference.needsAgreement { lines.append("  [变化] 会删除\(difference.removals.count)个项目，正式导入要加 --remove") }
    return lines
  }
}
