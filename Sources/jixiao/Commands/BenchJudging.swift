import ArgumentParser
import Bench
import Documents
import Domain

struct BenchJudging: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judging", abstract: "一个部门一年中每月第一个工作日的预警数：原来的规则集和现行的，按四种记账人。",
    discussion: "不需要数据库。细心：提前一个月支付、按时报表；踩点：当月20日支付；拖拉：节点后20天支付、报表逾期；不记：什么也不记。")
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("部门预算文件，默认 deploy/samples 中的样例。", valueName: "FILE")) var file =
    "deploy/samples/304-2025.txt"

  func run() async throws {
    let document = try Document.read(try readFile(file), file: fileName(file))
    guard let budget = Disclosure.parse(document).budget else {
      throw Refusal.document(.noBudget(fileName(file)))
    }
    let (standings, delays) = JudgingBench.run(budget)
    guard !output.json else {
      return Output.answer(
        .fields([
          "bench": "judging", "standings": .array(standings.map(\.json)), "delays": .array(delays.map(\.json)),
        ]))
    }
    for clerk in JudgingBench.Clerk.allCases {
      Output.answer("\(clerk.rawValue)　原来（红/黄/蓝）→ 现行")
      for row in standings where row.clerk == clerk {
        func text(_ counts: [Int]) -> String {
          "\(counts.reduce(0, +))（\(counts.map(String.init).joined(separator: "/"))）"
        }
        Output.answer("  \(row.day)　\(text(row.earlier)) → \(text(row.present))")
      }
      if let delay = delays.first(where: { $0.clerk == clerk }), delay.lacks > 0 {
        Output.answer("  少付、超付的项目\(delay.lacks)个：现行的没有发现的\(delay.never)个，最多晚\(delay.workdays)个工作日")
      }
    }
  }
}
