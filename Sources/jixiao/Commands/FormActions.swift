import ArgumentParser
import Contract
import Desk
import Domain

/// What the commands that do something with forms have in common.
struct FormActionOptions: ParsableArguments {
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var subject: SubjectOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var output: JSONOption

  /// Does it with one form, and answers.
  func perform(_ action: FormAction, isConfirmed: Bool = false, done: String) async throws {
    let (subject, actor, moment) = (try subject.meant, actor.actor, act.moment)
    let paper = try await Workplace.open(database) {
      try await $0.desk.act(
        action, on: subject, consent: FormConsent(isConfirmed: isConfirmed), by: actor, at: moment)
    }
    try FormAnswers.show(paper, output, done: done)
    act.noteWallClock()
  }

  /// Does it with every form of the period that is in the state for it; what is refused is told and stops no other.
  func actOnAll(
    _ action: FormAction, from states: Set<FormState>, isConfirmed: Bool = false, done: String
  ) async throws {
    let (period, actor, moment) = (subject.period.meant, actor.actor, act.moment)
    let answer = try await Workplace.open(database) {
      try await $0.desk.act(action, onAll: period, from: states, isConfirmed: isConfirmed, by: actor, at: moment)
    }
    if output.json {
      try Output.answer(json: answer)
    } else {
      Output.answer("\(done)\(answer.done.count)张，未能办理\(answer.refused.count)张。")
      for refused in answer.refused { Output.answer("  \(refused.name)：\(refused.message)") }
      for open in answer.unchecked { Output.answer("  \(open.name) 注意：\(open.message)。") }
    }
    act.noteWallClock()
    if !answer.refused.isEmpty { throw Ending.refused }
  }
}

struct FormSubmit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "报送。缺必填内容的不能报送，会指出缺在哪里。",
    discussion: "本期的项目表和部门整体表都报送后，报送期限的预警随之解除。")

  @OptionGroup var options: FormActionOptions
  @Flag(help: "本期全部的表。") var all = false
  @Flag(help: "对报送时一并问到的各处都确认：退回以后没有改动，确需原样再报；成本各项合计与全年预计执行数不一致，确属如此。确认的内容记入办理经过。")
  var confirmed = false

  func run() async throws {
    if all {
      return try await options.actOnAll(
        .submit, from: [.draft, .returned], isConfirmed: confirmed, done: "已报送")
    }
    try await options.perform(.submit, isConfirmed: confirmed, done: "已报送")
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

struct FormComment: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment", abstract: "财政绩效股对表格提出意见，不退回。",
    discussion: "什么状态的表都可以提；form show 里看得到，填报人随下一次消息收到。")

  @OptionGroup var options: FormActionOptions
  @Option(help: ArgumentHelp("意见。", valueName: "T")) var note: String

  func run() async throws {
    let (request, actor, moment) = (
      FormRemarkRequest(try options.subject.meant, note), options.actor.actor, options.act.moment
    )
    let paper = try await Workplace.open(options.database) {
      try await $0.desk.remark(request, by: actor, at: moment)
    }
    try FormAnswers.show(paper, options.output, done: "已提出意见")
    options.act.noteWallClock()
  }
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
    let (subject, actor, moment) = (try options.subject.meant, options.actor.actor, options.act.moment)
    let paper = try await Workplace.open(options.database) {
      try await $0.desk.revise(subject, by: actor, at: moment)
    }
    try FormAnswers.show(paper, options.output, done: "已建立更正版本")
  }
}
