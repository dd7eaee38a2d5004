import ArgumentParser
import Contract
import Desk
import Domain
import Reports

struct FormLayoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layout", abstract: "项目表和部门整体表的版式：有哪些，怎么描述；新的版式写成一个 .json 文件，不必改程序。",
    discussion: """
      先用 show 取一个相近的版式存成文件，改好代码、栏目、宽度和各格的来源，用 check 核对，可用 report … --layout 文件 试印；
      再用 add 存入、use 让部门采用。存入的各版不再改动，已报送的表仍按报送时的版式打印。
      """,
    subcommands: [
      FormLayoutList.self, FormLayoutShow.self, FormLayoutCheck.self, FormLayoutAdd.self, FormLayoutUse.self,
    ])
}

extension FormLayout {
  /// The layout for programs.
  fileprivate var answer: LayoutsAnswer.Layout { .init(code: code, name: name, form: form) }

  fileprivate var line: String { "\(code)　\(form.chinese)　\(name)" }
}

struct FormLayoutList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "程序自带的和存入的版式。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let layouts = try await database.desk { try await $0.layouts() }.map(\.layout)
    if output.json { return try Output.answer(json: LayoutsAnswer(layouts.map(\.answer))) }
    Output.answer(layouts.map(\.line).joined(separator: "\n"))
  }
}

struct FormLayoutShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "一个版式的描述（JSON），可存成文件再改。")

  @OptionGroup var database: DatabaseOptions
  @Argument(help: ArgumentHelp("版式代码。", valueName: "CODE")) var code: String
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕。", valueName: "FILE"))
  var output: String?
  @OptionGroup var answer: JSONOption

  func run() async throws {
    let code = code
    // What is shown is JSON already.
    try Output.write(try await database.desk { try await $0.layout(code) }.json, to: output)
    if let output, output != "-" { try answer.wrote(output, "已写入 \(output)") }
  }
}

struct FormLayoutCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "核对一个版式文件：不认识的来源、对不上的栏数、不是100的宽度都指出在哪里。")

  @Argument(help: ArgumentHelp("描述版式的 .json 文件。", valueName: "FILE")) var file: String
  @OptionGroup var output: JSONOption

  func run() async throws {
    let layout = try FormLayout(json: try readFile(file, most: FileLimit.sheet))
    if output.json { return try Output.answer(json: LayoutsAnswer([layout.answer])) }
    Output.answer("可用：\(layout.line)")
  }
}

struct FormLayoutAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "存入一个版式文件；同一代码、内容不同的是它的下一版，相同的没有变化。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("描述版式的 .json 文件。", valueName: "FILE")) var file: String

  func run() async throws {
    let (json, actor) = (try readFile(file, most: FileLimit.sheet), actor.actor)
    try output.say(try await database.desk { try await $0.addLayout(json, by: actor) })
  }
}

struct FormLayoutUse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: "部门的项目表或部门整体表改按一个版式的最新版打印；自带的全国通用表也可以写。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var act: ActDayOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("版式代码。", valueName: "CODE")) var code: String

  func run() async throws {
    let (choice, code, actor, moment) = (departments.choice, code, actor.actor, act.moment)
    try output.say(
      try await database.desk { try await $0.useLayout(code, of: choice, by: actor, at: moment) })
    act.noteWallClock()
  }
}
