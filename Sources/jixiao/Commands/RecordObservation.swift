import ArgumentParser
import Domain
import Store

struct RecordObservation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observation", abstract: "记录指标完成值。",
    discussion: "指标可写序号或三级指标名称（名称重复时请用序号）。比率可以只写完成数，用 --of 给出应完成数。部门整体指标用 --department 代替 --project。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("部门编码或名称：记部门整体指标。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("指标的序号或名称。", valueName: "N|NAME")) var indicator: String
  @Option(help: ArgumentHelp("完成值所属日期。", valueName: "D")) var date: String?
  @Option(help: ArgumentHelp("代替 --date：完成值算在截至这个月的那一期，即记在月底。", valueName: "YYYY-MM")) var period: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("完成值：95%、36家、达成、部分达成、未达成；指标值是时限的写完成日期，如 2025-06-28。", valueName: "V"))
  var value: String
  @Option(name: .customLong("of"), help: ArgumentHelp("应完成数（分母）。", valueName: "N")) var outOf: String?
  @Flag(help: "完成值确实如此：与指标值相差约一百倍、又没有写百分号时，要这样说明才记录。") var confirmed = false
  @Option(help: ArgumentHelp("佐证材料。", valueName: "T")) var evidence: String?

  func validate() throws {
    if (project == nil) == (department == nil) {
      throw ValidationError("请用 --project 指定项目，或用 --department 指定部门（二者选一）。")
    }
    if (date == nil) == (period == nil) {
      throw ValidationError("请用 --date 写明完成值所属日期，或用 --period 2025-06 写明算在哪一期（二者选一）。")
    }
  }

  func run() async throws {
    let day = try self.day()
    let command = self
    let (name, text, isNew) = try await Workplace.open(database) { workplace in
      let entry = try IndicatorEntry.choose(command.indicator, from: try await command.entries(workplace, day))
      let value = try entry.value(command.value, outOf: command.outOf, on: day, isConfirmed: command.confirmed)
      let isNew = try await workplace.store.acting(command.actor).append(
        Observation(day: day, value: value), to: entry.id, evidence: command.evidence)
      return (entry.name, value.text(unit: entry.target.measure?.unit ?? ""), isNew)
    }
    let what = "“\(name)” \(day) \(text)"
    RecordAnswer.show(isNew: isNew, isJSON: output.json, added: "已记录：\(what)", repeated: "已经记录过：\(what)")
  }

  private func day() throws -> Day {
    guard let period else { return try Day.parse(date ?? "") }
    let parts = period.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let year = parts[0], let month = parts[1], (1...12).contains(month),
      (2000...2100).contains(year)
    else { throw Refusal.value(.notAPeriod(period)) }
    return Day(endOf: month, in: year)
  }

  private func entries(_ workplace: Workplace, _ day: Day) async throws -> [IndicatorEntry] {
    let division = try await place.code(workplace)
    if let department {
      let entry = try await workplace.department(code: department, year: day.year, in: division)
      return try await workplace.store.indicators(department: entry.id)
    }
    let code = try ProjectCode.parse(project ?? "")
    let accounts = try await workplace.store.accounts(of: code, in: division)
    let account = try SpendingAccount.choose(accounts, code: code, day: day)
    return try await workplace.store.indicators(project: account.id)
  }
}
