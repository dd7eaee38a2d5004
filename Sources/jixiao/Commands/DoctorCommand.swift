import ArgumentParser
import Contract
import Desk

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "检查服务是否正常，逐项说明问题和办法。", discussion: "有问题时以状态 1 结束。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?

  func run() async throws {
    let key = KeyLocation(keyFile, database).path
    let answer = try await database.desk {
      try await $0.checks(keyFile: key, hearsPastPooler: DatabaseOptions.listenURL != nil, at: .now)
    }
    if output.json {
      try Output.answer(json: answer)
    } else {
      for check in answer.checks { Output.answer("\(check.ok ? "[正常]" : "[问题]") \(check.name)：\(check.message)") }
    }
    if !answer.isWell { throw Ending.refused }
  }
}
