import ArgumentParser
import Domain
import Store

struct RecordObservation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observation", abstract: "记录指标完成值。",
    discussion: "指标可写序号或三级指标名称（名称重复时请用序号）。比率可以只写完成数，用 --of 给出应完成数。部门整体指标用 --department 代替 --project。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("部门编码或名称：记部门整体指标。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("指标的序号或名称。", valueName: "N|NAME")) var indicator: String
  @Option(help: ArgumentHelp("完成值所属日期。", valueName: "D")) var date: String
  @Option(parsing: .unconditional, help: ArgumentHelp("完成值：95%、36家、达成、部分达成、未达成。", valueName: "V")) var value: String
  @Option(name: .customLong("of"), help: ArgumentHelp("应完成数（分母）。", valueName: "N")) var outOf: String?
  @Option(help: ArgumentHelp("佐证材料。", valueName: "T")) var evidence: String?

  func validate() throws {
    if (project == nil) == (department == nil) {
      throw ValidationError("请用 --project 指定项目，或用 --department 指定部门（二者选一）。")
    }
  }

  func run() async throws {
    let day = try Day.parse(date)
    let command = self
    let (name, text, isNew) = try await Workplace.open(database) { workplace in
      let entry = try command.choose(try await command.entries(workplace, day))
      guard entry.fiscalYear == day.year else {
        throw InputProblem("outside-fiscal-year", "日期 \(day) 不在预算年度\(entry.fiscalYear)年内。")
      }
      guard ["observation", "workday-deadline"].contains(entry.binding) else {
        throw InputProblem("indicator-computed", "指标“\(entry.name)”由支出记录自动计算，不需要填报。")
      }
      let value = try ObservedValue.parse(
        command.value, outOf: command.outOf,
        for: entry.binding == "workday-deadline" ? entry.target.asWords : entry.target)
      let isNew = try await workplace.store.append(
        Observation(day: day, value: value), to: entry.id, evidence: command.evidence)
      return (entry.name, value.text(unit: entry.target.measure?.unit ?? ""), isNew)
    }
    let what = "“\(name)” \(day) \(text)"
    RecordAnswer.show(isNew: isNew, isJSON: output.json, added: "已记录：\(what)", repeated: "已经记录过：\(what)")
  }

  private func entries(_ workplace: Workplace, _ day: Day) async throws -> [IndicatorEntry] {
    if let department {
      let entry = try await workplace.department(code: department, year: day.year)
      return try await workplace.store.indicators(department: entry.id)
    }
    guard let code = ProjectCode(project ?? "") else { throw InputProblem("project-missing", "没有填写项目编码。") }
    let account = try SpendingAccount.choose(try await workplace.store.accounts(of: code), code: code, day: day)
    return try await workplace.store.indicators(project: code, year: account.fiscalYear)
  }

  /// The indicator of a number or a name.
  private func choose(_ entries: [IndicatorEntry]) throws -> IndicatorEntry {
    let list = entries.map { "\($0.position).\($0.name)" }.joined(separator: "、")
    if let position = Int(indicator.normalised) {
      guard let entry = entries.first(where: { $0.position == position }) else {
        throw InputProblem("indicator-unknown", "没有第\(position)项指标。\(entries.isEmpty ? "没有指标。" : "可选：\(list)。")")
      }
      return entry
    }
    let name = indicator.withoutBlanks
    let exact = entries.filter { $0.name == name }
    let found = exact.isEmpty ? entries.filter { $0.name.contains(name) } : exact
    if found.count == 1 { return found[0] }
    throw InputProblem(
      found.isEmpty ? "indicator-unknown" : "indicator-ambiguous",
      found.isEmpty
        ? "没有名为“\(indicator)”的指标。\(entries.isEmpty ? "没有指标。" : "可选：\(list)。")"
        : "“\(indicator)”符合几项指标，请用序号：\(found.map { "\($0.position).\($0.name)（\($0.target.text)）" }.joined(separator: "、"))。"
    )
  }
}

extension Target {
  /// A deadline in workdays is judged in words, however it is written.
  fileprivate var asWords: Target { Target(text: text, measure: nil) }
}
