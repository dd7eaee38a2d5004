import Foundation
import TestSupport
import Testing

/// What a person who mistypes a command is told, in Chinese, by real command lines.
@Suite("The words of the command line")
struct ParserWordsTests {
  private func run(_ line: String) throws -> (code: Int32, output: String, error: String) {
    let process = Process()
    process.executableURL = Samples.root.appendingPathComponent(".build/debug/jixiao")
    process.arguments = line.split(separator: " ").map(String.init)
    process.environment = Samples.environment(home: FileManager.default.temporaryDirectory.path)
    let (output, error) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (FileHandle.nullDevice, output, error)
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let noted = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said, noted)
  }

  @Test(
    "each mistake is said in Chinese",
    arguments: [
      ("doctor --nonsense", "没有选项“--nonsense”。"), ("alerts --departmant 304", "没有选项“--departmant”，是不是“--department”？"),
      ("doctor -x", "没有选项“-x”。"), ("doctor --database", "“--database <URL>”缺少值。"),
      ("report summary -ox", "没有选项“-ox”。或者“-ox”里的“-o <FILE>”缺少值。"), ("doctor --json=1", "选项“--json”不带值，收到“1”。"),
      ("doctor 多余", "多了参数“多余”。"), ("doctor 甲 乙", "多了2个参数：“甲”、“乙”。"), ("set", "缺少“<KEY>”。"),
      ("rectify issue --demand 快 --due 2025-08-01", "缺少“--problem <T>”。"),
      ("alerts --as-of 2025-13-01", "“--as-of <YYYY-MM-DD>”不能是“2025-13-01”。"),
      ("rectify print x", "“<ID>”不能是“x”。"), ("report bulletin --by x", "“--by <ORDER>”不能是“x”，可用：progress、timeliness。"),
      ("rectify print 1 --format x", "“--format <F>”不能是“x”，可用：md、html、docx、pdf。"),
      ("report doubts --format x", "“--format <F>”不能是“x”，可用：html、md、docx、xlsx、pdf、json。"),
      ("doctor ---", "“---”不是选项的写法。"),
      ("--generate-completion-script=dos", "不能为“dos”生成补全脚本。请用 --generate-completion-script=名称，可用：zsh、bash、fish。"),
    ])
  func mistakes(line: String, sentence: String) throws {
    let answer = try run(line)
    #expect(answer.code == 2 && answer.output.isEmpty, "\(line)")
    #expect(answer.error.hasPrefix("命令写法有误。\n\(sentence)\n"), "\(line)：\(answer.error)")
    #expect(english(answer.error) == [], "\(line)：\(answer.error)")
  }

  /// English words that are the parser's own.
  private func english(_ text: String) -> [String] {
    [
      "Error", "Usage", "USAGE", "OVERVIEW", "OPTIONS", "ARGUMENTS", "SUBCOMMANDS", "See ", "default", "values", "Help",
      "Show",
      "Missing", "Unknown", "Unexpected", "invalid", "provide", "<subcommand>", "<options>",
    ].filter { text.contains($0) }
  }

  @Test("a mistake tells how the command is used, what the option is for, and where more stands")
  func usage() throws {
    let error = try run("rectify close x --note 好").error
    let lines = error.split(separator: "\n").map(String.init)
    #expect(lines[0] == "命令写法有误。" && lines[1] == "“<ID>”不能是“x”。" && lines[2] == "说明：<ID>  整改编号。")
    #expect(lines[3].hasPrefix("用法：jixiao rectify close ") && lines[4] == "  详见 jixiao rectify close --help")
  }

  @Test(
    "pages of help have Chinese headings and remarks",
    arguments: [
      "--help", "help rectify", "report bulletin --help", "help report", "alerts --help", "serve --help", "help",
    ])
  func help(line: String) throws {
    let answer = try run(line)
    #expect(answer.code == 0 && answer.error.isEmpty && answer.output.contains("用法：jixiao"))
    #expect(english(answer.output) == [], "\(answer.output)")
  }

  @Test("what a default is, and what there is to choose, is said in Chinese in its column")
  func remarks() throws {
    let bulletin = try run("report bulletin --help").output
    #expect(bulletin.contains("（可用：html、md、docx、xlsx、pdf、json；默认：html）") && bulletin.contains("（默认：6）"))
    #expect(
      bulletin.contains("\n  -h, --help              显示帮助。") && bulletin.contains("\n  --version               显示版本。"))
    #expect(try run("help rectify").output.contains("\n  list（默认）            整改清单。"))
  }

  @Test("the version tells the tables and the rules that the program knows, to whoever asks")
  func version() throws {
    let answer = try run("--version")
    #expect(answer.code == 0 && answer.error.isEmpty)
    #expect(answer.output.wholeMatch(of: /jixiao：数据库结构第[0-9]+版，规则集CN-2020-10#[0-9]+\n/) != nil, "\(answer.output)")
  }
}
