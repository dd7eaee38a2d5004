import ArgumentParser
import Domain

/// Every refusal and every finding there is, made from the lists themselves: `jixiao errors`, and as its help `jixiao help errors`.
struct ErrorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errors", abstract: "列出全部拒绝的代码、退出码、HTTP 状态和说法，以及导入和评判时的全部提示。",
    discussion: ErrorsCommand.list)

  @OptionGroup var output: JSONOption

  private static var list: String {
    let refusals = RefusalKind.allCases.map { kind in
      "\(kind.rawValue)（\(kind.fault.exitCode)，\(kind.fault.httpStatus)）\(kind.specimen.here)"
    }
    let findings = FindingKind.allCases.map { kind in
      "\(kind.code)（\(kind.severity.chinese)）\(kind.specimen.chinese)"
    }
    return (refusals + ["", "文件、工作日历和规则集里发现的问题（错误的不导入，注意和提示的照常）："] + findings).joined(separator: "\n")
  }

  func run() {
    guard output.json else { return Output.answer(ErrorsCommand.list) }
    Output.answer(.fields(["errors": ErrorsCommand.refusals, "findings": ErrorsCommand.findings]))
  }

  private static var refusals: JSONValue {
    .array(
      RefusalKind.allCases.map { kind in
        .fields([
          "code": .string(kind.rawValue), "exitCode": .number(Int64(kind.fault.exitCode)),
          "httpStatus": .number(Int64(kind.fault.httpStatus)), "example": .string(kind.specimen.here),
        ])
      })
  }

  private static var findings: JSONValue {
    .array(
      FindingKind.allCases.map { kind in
        .fields([
          "code": .string(kind.code), "severity": .string(kind.severity.rawValue),
          "example": .string(kind.specimen.chinese),
        ])
      })
  }
}
