import ArgumentParser
import Contract
import Desk
import Documents
import Domain

struct RecordObservation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observation", abstract: "记录指标完成值。",
    discussion: """
      指标可写序号或三级指标名称（名称重复时请用序号）。比率可以只写完成数，用 --of 给出应完成数。部门整体指标用 --department 代替 --project。
      用 --from 一次导入许多：.xlsx 或 CSV，表头为 项目编码、序号 或 三级指标、日期 或 月份（2025-06）、完成值，可另有 应完成数、佐证材料、确认；部门整体的行项目编码写 部门整体，另写 部门编码。
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("完成值文件（.xlsx，或 UTF-8、GBK 的 CSV）。", valueName: "FILE")) var from: String?
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("部门编码或名称：记部门整体指标。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("指标的序号或名称。", valueName: "N|NAME")) var indicator: String?
  @Option(help: ArgumentHelp("完成值所属日期。", valueName: "D")) var date: String?
  @Option(help: ArgumentHelp("代替 --date：完成值算在截至这个月的那一期，即记在月底。", valueName: "YYYY-MM")) var period: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("完成值：95%、36家、达成、部分达成、未达成；指标值是时限的写完成日期，如 2025-06-28。", valueName: "V"))
  var value: String?
  @Option(name: .customLong("of"), help: ArgumentHelp("应完成数（分母）。", valueName: "N")) var outOf: String?
  @Flag(help: "完成值确实如此：与指标值相差约一百倍、又没有写百分号时，要这样说明才记录。") var confirmed = false
  @Option(help: ArgumentHelp("佐证材料。", valueName: "T")) var evidence: String?
  @Option(
    help: ArgumentHelp("佐证材料的文件（PDF、PNG、JPEG、.docx、.xlsx，每个不超过10MB），可以写几次。", valueName: "FILE"))
  var evidenceFile: [String] = []

  func validate() throws {
    if from != nil {
      let others = [project, department, indicator, date, period, value, outOf, evidence]
      if confirmed || !evidenceFile.isEmpty || others.contains(where: { $0 != nil }) {
        throw ValidationError("--from 不能与要记录的其他内容同时使用；文件里各有自己的栏。")
      }
      return
    }
    if (project == nil) == (department == nil) {
      throw ValidationError("请用 --project 指定项目，或用 --department 指定部门（二者选一）；一次导入许多请用 --from。")
    }
    if indicator == nil { throw ValidationError("请用 --indicator 指明是哪一项指标，写序号或名称。") }
    if value == nil { throw ValidationError("请用 --value 写明完成值。") }
    if (date == nil) == (period == nil) {
      throw ValidationError("请用 --date 写明完成值所属日期，或用 --period 2025-06 写明算在哪一期（二者选一）。")
    }
  }

  func run() async throws {
    if let from { return try await record(from: from) }
    let request = ObservationRequest(
      of: project.map { .project($0) } ?? .department(department ?? ""), indicator: indicator ?? "",
      at: period.map { .period($0) } ?? .date(date ?? ""), value: value ?? "", outOf: outOf, isConfirmed: confirmed,
      evidence: evidence, division: place.meant)
    let actor = actor.actor
    // What is not taken is told before anything is recorded.
    let files = try evidenceFile.map { path in
      Desk.SentEvidence(name: fileName(path), content: try readFile(path, most: EvidenceLimit.bytes))
    }
    try Desk.check(files)
    let answer = try await database.desk { desk in
      let value = try await desk.record(request, by: actor, at: .now)
      var kept: [RecordedFile] = []
      for file in files {
        let place = EvidenceRequest(
          of: request.subject, indicator: request.indicator, at: request.time, division: request.division,
          value: value.value, file: "")
        do {
          kept.append(try await desk.attach(file, to: place, by: actor, at: .now))
        } catch {
          // What is kept by now is told all the same.
          for message in [value.message] + kept.map(\.message) { Output.note(message) }
          throw error
        }
      }
      return ValueRecordedAnswer(value, kept)
    }
    try RecordAnswer.show(answer, output)
  }

  private func record(from path: String) async throws {
    let (place, actor) = (place, actor)
    let sheet = try ObservationSheet(try readFile(path, most: FileLimit.sheet), name: fileName(path))
    let answer = try await database.desk { desk in
      let bar = ProgressBar("记录", total: sheet.rows.count)
      defer { bar.end() }
      return try await desk.record(sheet, in: place.meant, by: actor.actor, at: .now) { bar.show($0, of: $1) }
    }
    try RecordAnswer.show(answer, "项", output)
  }
}
