import ArgumentParser
import Contract
import Desk

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
    let request = ObservationRequest(
      of: project.map { .project($0) } ?? .department(department ?? ""), indicator: indicator,
      at: period.map { .period($0) } ?? .date(date ?? ""), value: value, outOf: outOf, isConfirmed: confirmed,
      evidence: evidence, division: place.meant)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.record(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }
}
