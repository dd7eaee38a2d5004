import ArgumentParser
import Domain

/// Every refusal there is, made from the list itself: `jixiao errors`, and as its help `jixiao help errors`.
struct ErrorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errors", abstract: "列出全部拒绝的代码、退出码、HTTP 状态和说法。", discussion: ErrorsCommand.list)

  @OptionGroup var output: JSONOption

  private static var list: String {
    RefusalKind.allCases.map { kind in
      "\(kind.rawValue)（\(kind.fault.exitCode)，\(kind.fault.httpStatus)）\(kind.specimen.here)"
    }.joined(separator: "\n")
  }

  func run() {
    guard output.json else { return Output.answer(ErrorsCommand.list) }
    Output.answer(
      .fields([
        "errors": .array(
          RefusalKind.allCases.map { kind in
            .fields([
              "code": .string(kind.rawValue), "exitCode": .number(Int64(kind.fault.exitCode)),
              "httpStatus": .number(Int64(kind.fault.httpStatus)), "example": .string(kind.specimen.here),
            ])
          })
      ]))
  }
}
