import ArgumentParser
import Desk
import Domain
import Reports
import Store

/// What the commands that do something with forms have in common.
struct FormActionOptions: ParsableArguments {
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var subject: SubjectOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var output: JSONOption

  /// Does it with one form, and answers.
  func perform(_ action: FormAction, done: String) async throws {
    let (subject, today, actor) = (subject, act.day, actor.name)
    let paper = try await Workplace.open(database) { workplace in
      let (key, year) = try await subject.key(workplace)
      return try await FormDesk(workplace.store).act(action, on: key, by: actor, on: today, fiscalYear: year)
    }
    FormAnswer.show(paper, output, done: done)
    act.noteWallClock()
  }

  /// Does it with every form of the period that is in the state for it; what is refused is told and stops no other.
  func actOnAll(_ action: FormAction, from states: Set<FormState>, done: String) async throws {
    let (period, today, actor) = (subject.period, act.day, actor.name)
    let outcome = try await Workplace.open(database) { workplace in
      let entry = try await workplace.desk.department(period.choice)
      return try await FormDesk(workplace.store).actOnAll(
        action, of: entry.id, period.kind, through: period.month, from: states, by: actor, on: today,
        fiscalYear: entry.identity.fiscalYear)
    }
    if output.json {
      Output.answer(
        .fields([
          "done": .array(outcome.done.map { .string($0) }),
          "refused": .array(
            outcome.refused.map { .fields(["name": .string($0.name), "message": .string($0.refusal.here)]) }),
        ]))
    } else {
      Output.answer("\(done)\(outcome.done.count)张，未能办理\(outcome.refused.count)张。")
      for refused in outcome.refused { Output.answer("  \(refused.name)：\(refused.refusal.here)") }
    }
    act.noteWallClock()
    if !outcome.refused.isEmpty { throw Ending.refused }
  }
}

struct FormSubmit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "报送。缺必填内容的不能报送，会指出缺在哪里。",
    discussion: "本期的项目表和部门整体表都报送后，报送期限的预警随之解除。")

  @OptionGroup var options: FormActionOptions
  @Flag(help: "本期全部的表。") var all = false

  func run() async throws {
    if all { return try await options.actOnAll(.submit, from: [.draft, .returned], done: "已报送") }
    try await options.perform(.submit, done: "已报送")
  }
}

struct FormWithdraw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "撤回尚未审核的表，以便修改。")

  @OptionGroup var options: FormActionOptions

  func run() async throws { try await options.perform(.withdraw, done: "已撤回") }
}

struct FormReturn: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "return", abstract: "退回修改，写明意见。")

  @OptionGroup var options: FormActionOptions
  @Option(help: ArgumentHelp("退回意见。", valueName: "T")) var note: String

  func run() async throws { try await options.perform(.giveBack(remarks: note), done: "已退回") }
}

struct FormApprove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "审核通过并锁定。审核人不能是填写或报送的人。")

  @OptionGroup var options: FormActionOptions
  @Flag(help: "本期全部已报送的表。") var all = false

  func run() async throws {
    if all { return try await options.actOnAll(.approve, from: [.submitted], done: "已审核通过") }
    try await options.perform(.approve, done: "已审核通过并锁定")
  }
}

struct FormRevise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revise", abstract: "为审核通过的表建立更正版本；原版本不变，form history 显示差异。")

  @OptionGroup var options: FormActionOptions

  func run() async throws {
    let (subject, today, actor) = (options.subject, options.act.day, options.actor.name)
    let paper = try await Workplace.open(options.database) { workplace in
      let (key, year) = try await subject.key(workplace)
      return try await FormDesk(workplace.store).revise(key, by: actor, on: today, fiscalYear: year)
    }
    FormAnswer.show(paper, options.output, done: "已建立更正版本")
  }
}
