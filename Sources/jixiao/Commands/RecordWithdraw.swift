import ArgumentParser
import Contract
import Desk
import Domain

struct RecordWithdraw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "撤销记错的指标完成值、项目事件或纸质报送（支出请用 reversal 红冲）。",
    discussion: "撤销后不再计入；原来的记录和谁在何时撤销都留存。",
    subcommands: [WithdrawObservation.self, WithdrawEvent.self, WithdrawSubmission.self])
}

struct WithdrawObservation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "observation", abstract: "撤销某项指标某一天的完成值。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String?
  @Option(help: ArgumentHelp("部门编码或名称：部门整体指标。", valueName: "CODE")) var department: String?
  @Option(help: ArgumentHelp("指标的序号或名称。", valueName: "N|NAME")) var indicator: String
  @Option(help: ArgumentHelp("完成值所属日期。", valueName: "D")) var date: String?
  @Option(help: ArgumentHelp("代替 --date：截至这个月的那一期，即月底的完成值。", valueName: "YYYY-MM")) var period: String?
  @Option(help: ArgumentHelp("原因。", valueName: "T")) var reason: String?

  func validate() throws {
    if (project == nil) == (department == nil) {
      throw ValidationError("请用 --project 指定项目，或用 --department 指定部门（二者选一）。")
    }
    if (date == nil) == (period == nil) {
      throw ValidationError("请用 --date 写明完成值所属日期，或用 --period 2025-06 写明是哪一期（二者选一）。")
    }
  }

  func run() async throws {
    let request = ObservationWithdrawal(
      of: project.map { .project($0) } ?? .department(department ?? ""), indicator: indicator,
      at: period.map { .period($0) } ?? .date(date ?? ""), reason: reason, division: place.meant)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.withdraw(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }
}

struct WithdrawEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "event", abstract: "撤销一个项目事件，日期和金额与记录时一致。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var event: EventOptions
  @Option(help: ArgumentHelp("原因。", valueName: "T")) var reason: String?

  func run() async throws {
    let request = event.request(in: place, memo: reason)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.withdraw(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }
}

struct WithdrawSubmission: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submission", abstract: "撤销记录的纸质报送，报送期限的预警随之恢复。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var subject: SubmissionOptions
  @Option(help: ArgumentHelp("撤销日期，默认今天。", valueName: "D")) var date: DayArgument?

  func run() async throws {
    let request = try subject.request(in: place, date: date)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.withdraw(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }
}
