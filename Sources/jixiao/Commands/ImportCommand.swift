import ArgumentParser
import Documents
import Domain
import Store

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "导入公开的部门预算文件（.docx 或 .txt）。",
    discussion: "同一文件再次导入不会改变任何内容；修改过的文件会生成新版本，旧版本保留。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  @Flag(help: "只读取并检查，不写入数据库。")
  var dryRun = false

  @Argument(help: ArgumentHelp("要导入的文件。", valueName: "FILE"))
  var files: [String]

  func run() async throws {
    var readings: [Reading] = []
    for path in files { readings.append(Reading(path)) }
    if !dryRun, readings.contains(where: { $0.budget != nil }) {
      let toKeep = readings
      readings = try await Workplace.open(database) { workplace in
        var kept: [Reading] = []
        for reading in toKeep { kept.append(await reading.kept(in: workplace.store)) }
        return kept
      }
    }
    if output.json {
      Output.answer(.fields(["documents": .array(readings.map(\.json))]))
    } else {
      for reading in readings { Output.answer(reading.text(isDryRun: dryRun)) }
    }
    for reading in readings { if let refusal = reading.refusal { Output.note(refusal) } }
    if readings.contains(where: { $0.refusal != nil }) { throw Ending.refused }
  }
}

/// What became of one file.
private struct Reading: Sendable {
  let path: String
  var content: [UInt8] = []
  var budget: DepartmentBudget?
  var findings: [Finding] = []
  var outcome: ImportOutcome?
  var refusal: String?

  init(_ path: String) {
    self.path = path
    do {
      content = try readFile(path)
      let disclosure = Disclosure.parse(try Document.read(content, file: fileName(path)))
      (budget, findings) = (disclosure.budget, disclosure.findings)
      if budget == nil {
        refusal = "\(fileName(path)) 没有导入：" + Reading.errors(findings)
      }
    } catch {
      refusal = "\(error)"
    }
  }

  /// The first few reasons with their places, and how many there are.
  private static func errors(_ findings: [Finding]) -> String {
    let errors = findings.filter { $0.severity == .error }
    let first = errors.prefix(5).map { "\n  \($0.message)（\($0.place)）" }.joined()
    return first + (errors.count > 5 ? "\n  等\(errors.count)处。" : "")
  }

  func kept(in store: Store) async -> Reading {
    guard let budget else { return self }
    var reading = self
    do {
      reading.outcome = try await store.importBudget(
        budget, findings: findings, file: fileName(path), content: content)
    } catch {
      reading.refusal = "\(fileName(path)) 没有导入：\(error)"
    }
    return reading
  }

  var json: JSONValue { BudgetJSON.document(file: fileName(path), budget, findings, outcome, refusal: refusal) }

  func text(isDryRun: Bool) -> String {
    guard let budget else { return "\(fileName(path))：未导入" }
    let indicators = budget.projects.flatMap(\.indicators)
    let quantitative = indicators.count { $0.target.measure != nil }
    var lines = [
      "\(fileName(path))：\(budget.department.code) \(budget.department.name)，\(budget.department.fiscalYear)年",
      "  \(budget.projects.count)个项目，合计\(budget.projectSum.tenThousands)万元；\(indicators.count)项指标，其中定量\(quantitative)项；"
        + "部门整体指标\(budget.indicators.count)项",
    ]
    if let outcome { lines.append("  " + outcome.text) } else if isDryRun { lines.append("  仅检查，未写入") }
    for severity in Finding.Severity.allCases {
      for finding in findings where finding.severity == severity {
        lines.append("  [\(severity.chinese)] \(finding.message)（\(finding.place)）")
      }
    }
    return lines.joined(separator: "\n")
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
  }
}
