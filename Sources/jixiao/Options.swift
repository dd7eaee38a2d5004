import ArgumentParser
import Cluster
import Contract
import Desk
import Domain
import Foundation

/// Where the data is.
struct DatabaseOptions: ParsableArguments {
  @Option(help: ArgumentHelp("PostgreSQL 数据库地址（也可用环境变量 JIXIAO_DATABASE_URL）。", valueName: "URL"))
  var database: String?

  @Option(help: ArgumentHelp("私有数据库的数据目录（也可用环境变量 JIXIAO_DATA，默认 ~/.local/share/jixiao）。", valueName: "DIR"))
  var data: String?

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The URL, if one was given. `--data` on the command line goes before a URL in the environment.
  var url: String? { database ?? (data == nil ? DatabaseOptions.environment("JIXIAO_DATABASE_URL") : nil) }

  /// How long a COMMIT may take before it is given up as uncertain; `JIXIAO_COMMIT_TIMEOUT` in seconds.
  static var commitMilliseconds: Int {
    environment("JIXIAO_COMMIT_TIMEOUT").flatMap { Int($0) }.map { max(1, $0) * 1000 } ?? 10_000
  }

  /// Where to hear of what others commit, past a pooler; `JIXIAO_LISTEN_URL`.
  static var listenURL: String? { environment("JIXIAO_LISTEN_URL") }

  /// The division whose books are meant where a command says none; `JIXIAO_DIVISION`.
  static var division: String? { environment("JIXIAO_DIVISION") }

  /// The folder of the private cluster.
  var folder: String {
    if let folder = data ?? DatabaseOptions.environment("JIXIAO_DATA") { return folder }
    return PrivateCluster.usualFolder(home: DatabaseOptions.environment("HOME") ?? NSHomeDirectory())
  }
}

/// A date on the command line.
struct DayArgument: ExpressibleByArgument {
  let day: Day

  init?(argument: String) {
    guard let day = try? Day.parse(argument) else { return nil }
    self.day = day
  }
}

/// As of which day.
struct AsOfOptions: ParsableArguments {
  @Option(help: ArgumentHelp("按这一天结束时的情况回答，默认今天（北京时间）。", valueName: "YYYY-MM-DD"))
  var asOf: DayArgument?

  /// The day asked for, else today in Asia/Shanghai.
  var day: Day { asOf?.day ?? Day.today }
}

/// Of which day an act is said to be. `--as-of`, by which acts took their day before, is still understood.
struct ActDayOptions: ParsableArguments {
  @Option(
    name: [.customLong("on"), .customLong("as-of")],
    help: ArgumentHelp("这一操作算在哪一天，默认今天（北京时间）；实际记录的时间另外保存。", valueName: "YYYY-MM-DD"))
  var on: DayArgument?

  /// The day said, else today in Asia/Shanghai.
  var day: Day { on?.day ?? Day.today }

  /// Now, with the day the act is said to be of.
  var moment: Moment { Moment(wall: .wallClock, day: on?.day) }

  /// Says beside an act of another day when it was really recorded.
  func noteWallClock() {
    guard let day = on?.day, day != Day.today else { return }
    Output.note("注明日期 \(day)，实际记录于 \(Instant.wallClock.chinese)。")
  }
}

/// One JSON document on standard output and nothing else.
struct JSONOption: ParsableArguments {
  @Flag(help: "只输出一个 JSON 文档。")
  var json = false

  /// Says what was done.
  func say(_ answer: DoneAnswer) throws {
    json ? try Output.answer(json: answer) : Output.answer(answer.message)
  }

  /// Refuses to mix an answer with a file's text on standard output.
  func checkFile(_ output: String?) throws {
    if json, (output ?? "-") == "-" { throw ValidationError("--json 请用 -o 写明文件：屏幕上只能有一个 JSON 文档。") }
  }

  /// Says that a file was written.
  func wrote(_ file: String, _ message: String) throws {
    guard json else { return Output.note(message) }
    try Output.answer(json: FileAnswer(file, message))
  }
}

extension Moment {
  /// Now, and today.
  static var now: Moment { Moment(wall: .wallClock) }
}

extension Day {
  /// Today in Asia/Shanghai.
  static var today: Day { Day(secondsSince1970: Int64(Date().timeIntervalSince1970)) }
}
