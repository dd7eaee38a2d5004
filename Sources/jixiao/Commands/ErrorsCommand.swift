import ArgumentParser
import Contract
import Domain

/// Every refusal and every finding there is, made from the lists themselves: `jixiao errors`, and as its help `jixiao help errors`.
struct ErrorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errors", abstract: "列出全部拒绝的代码、退出码、HTTP 状态和说法，以及导入和评判时的全部提示。",
    discussion: ErrorsCommand.list)

  @OptionGroup var output: JSONOption

  private static let answer = ErrorsAnswer(at: .commandLine)

  private static var list: String {
    let refusals = answer.errors.map { "\($0.code)（\($0.exitCode)，\($0.httpStatus)）\($0.example)" }
    let findings = zip(answer.findings, FindingKind.allCases).map { finding, kind in
      "\(finding.code)（\(kind.severity.chinese)）\(finding.example)"
    }
    return (refusals + ["", "文件、工作日历和规则集里发现的问题（错误的不导入，注意和提示的照常）："] + findings).joined(separator: "\n")
  }

  func run() throws {
    output.json ? try Output.answer(json: ErrorsCommand.answer) : Output.answer(ErrorsCommand.list)
  }
}
