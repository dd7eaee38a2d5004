import ArgumentParser
import Contract
import Desk

struct RecordAdjustment: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjustment", abstract: "记录预算调整：追加、调减或两个项目间的调剂，自生效之日起计入全年预算数。",
    discussion: """
      例：jixiao record adjustment --project CODE --amount 2万元 --document 徐财预〔2025〕12号 --date 2025-05-12
      调剂：--amount 为正是从 --to 的项目调入，为负是调出给它；记错的，按原文号再记一笔相反的金额。
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var place: DivisionOptions
  @OptionGroup var actor: ActorOptions
  @Option(help: ArgumentHelp("项目编码。", valueName: "CODE")) var project: String
  @Option(parsing: .unconditional, help: ArgumentHelp("金额：追加为正，调减为负，如 2万元、-5000元。", valueName: "A")) var amount: String
  @Option(help: ArgumentHelp("批复文件的文号。", valueName: "NO")) var document: String
  @Option(help: ArgumentHelp("生效日期。", valueName: "D")) var date: String
  @Option(name: .customLong("to"), help: ArgumentHelp("调剂的对方项目编码。", valueName: "CODE")) var counterpart: String?
  @Option(help: ArgumentHelp("资金来源：财政资金 或 其他资金；项目只有一种时可不写。", valueName: "F")) var funds: String?
  @Option(help: ArgumentHelp("备注。", valueName: "T")) var memo: String?

  func validate() throws {
    if let funds, !["财政资金", "其他资金"].contains(funds) {
      throw ValidationError("--funds 应为 财政资金 或 其他资金，收到“\(funds)”。")
    }
  }

  func run() async throws {
    let request = AdjustmentRequest(
      project: project, amount: amount, document: document, date: date, counterpart: counterpart, funds: funds,
      memo: memo, division: place.meant)
    let actor = actor.actor
    let answer = try await database.desk { try await $0.record(request, by: actor, at: .now) }
    try RecordAnswer.show(answer, output)
  }
}
