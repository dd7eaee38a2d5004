import ArgumentParser
import Contract
import Domain
import Reports

struct FormLayoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layout", abstract: "项目表的版式：有哪些，怎么描述；新的版式写成一个 .json 文件，不必改程序。",
    discussion: """
      先用 show 取一个相近的版式存成文件，改好栏目、宽度和各格的来源，用 check 核对，再用 report … --layout 文件 打印。
      """, subcommands: [FormLayoutList.self, FormLayoutShow.self, FormLayoutCheck.self])
}

extension FormLayout {
  /// The layout for programs.
  fileprivate var answer: LayoutsAnswer.Layout { .init(code: code, name: name, form: form) }

  fileprivate var line: String { "\(code)　\(form.chinese)　\(name)" }
}

struct FormLayoutList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "程序自带的版式。")

  @OptionGroup var output: JSONOption

  func run() async throws {
    let layouts = FormLayout.known.map(\.layout)
    if output.json { return try Output.answer(json: LayoutsAnswer(layouts.map(\.answer))) }
    Output.answer(layouts.map(\.line).joined(separator: "\n"))
  }
}

struct FormLayoutShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "一个版式的描述（JSON），可存成文件再改。")

  @Argument(help: ArgumentHelp("版式代码。", valueName: "CODE")) var code: String
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写入的文件，默认屏幕。", valueName: "FILE"))
  var output: String?

  func run() async throws {
    let layout = try FormLayout.named(code, for: nil)
    guard let known = FormLayout.known.first(where: { $0.layout == layout }) else { return }
    try Output.write(known.json, to: output)
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
