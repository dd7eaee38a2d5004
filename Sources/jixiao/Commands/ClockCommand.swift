import ArgumentParser
import Contract
import Desk
import Domain

struct ClockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock", abstract: "服务时钟：查看、确认跳变、把误走到将来的日程复位。",
    subcommands: [ClockShow.self, ClockAccept.self, ClockReset.self], defaultSubcommand: ClockShow.self)
}

struct ClockShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "数据按哪个时钟运行，走到了哪里。有问题时以状态 1 结束。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let clock = try await database.desk { try await $0.clock() }
    if output.json {
      try Output.answer(json: clock)
    } else {
      Output.answer("时钟：\(clock.kind?.chinese ?? "未定，第一次运行 jixiao serve 时定下")")
      Output.answer("数据库时间：\(clock.now.chinese)")
      Output.answer("已走到：\(clock.seen?.chinese ?? "还没有运行过")")
      Output.answer("已评判到：\(clock.judgedThrough?.chinese ?? "还没有评判过")")
      if let problem = clock.problem { Output.answer(problem) }
    }
    if clock.problem != nil { throw Ending.refused }
  }
}

struct ClockAccept: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "确认数据库的时间正确：停机几天之后，从现在接着运行。",
    discussion: "停机期间应评判的日子照样逐日补做。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let clock = try await database.desk { try await $0.acceptClock(by: .me, at: .now) }
    if let problem = clock.problem { Output.note(problem) }
    if output.json { try Output.answer(json: clock) }
    guard clock.problem == nil else { throw Ending.refused }
    guard !output.json else { return }
    Output.answer(clock.isAccepted ? "已确认现在是\(clock.now.chinese)，守护进程接着运行。" : "时钟没有需要确认的。")
  }
}

struct ClockReset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "把误走到将来的日程和评判进度复位到现在，此后按真实时间运行。",
    discussion: "先停止守护进程，并确认数据库服务器的时间正确。不加 --yes 只列出会改变什么。已经作出的评判和已经发出的消息留在记录里。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Flag(help: "确认复位。") var yes = false

  func run() async throws {
    let isMeant = yes
    let reset = try await database.desk {
      try await $0.resetClock(isMeant: isMeant, by: .me, at: .now)
    }
    if output.json {
      try Output.answer(json: reset)
      if !isMeant { throw Ending.refused }
      return
    }
    let parts = [
      (reset.schedules, "项日程"), (reset.departments, "个部门的评判进度"), (reset.recipients, "名接收人的告知进度"),
      (reset.jobs, "个未到期的任务"),
      (reset.messages, "条未发出的消息"),
    ].filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }
    let list = parts.isEmpty ? "没有走到将来的内容" : parts.joined(separator: "、")
    guard isMeant else {
      Output.answer("数据库时间是\(reset.now.chinese)。将复位：\(list)；时钟将定为真实时间。确认无误后加 --yes 再执行一次。")
      throw Ending.refused
    }
    Output.answer("已复位到\(reset.now.chinese)：\(list)。时钟是真实时间，各部门将在守护进程运行后按今天重新评判。")
  }
}
