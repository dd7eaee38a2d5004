import ArgumentParser
import Contract
import Desk
import Documents
import Domain
import Reports

struct FormFill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill", abstract: "填写一张表：整张表的栏目，或用 --indicator 指明的各项指标；或用 --from 导入填报表。",
    discussion: """
      填报表（.xlsx 或 CSV）由 form template 生成，在电子表格里填好后导入：空格不改动，有错的行退回并说明原因，其余照填。
      人工填报的指标，--actual 就是填报完成值，不用写理由；以前各期填报的值不算本期的，仍然有效的用 --indicator N --confirmed 沿用；更正系统算好的值（--actual、--forecast、--weights、调减 --score）要写 --reason。
      空的内容（如 --remark ""）清除该栏。
      例：jixiao form fill --project CODE --indicator 4 --causes 经费保障 --explanation 资金6月才到位 --likelihood 有可能 --measures 三季度补足 --expected 95%
      """)

  @OptionGroup var options: FormActionOptions
  @Option(help: ArgumentHelp("填报表（.xlsx，或 UTF-8、GBK 的 CSV）。", valueName: "FILE")) var from: String?
  @Option(help: ArgumentHelp("把退回的行连同错误原因写入这个文件（.xlsx 或 .csv），改好后再导入。", valueName: "FILE"))
  var returned: String?
  @Option(help: ArgumentHelp("第几项指标或指标名称；几项写成 1-3,5，全部写 all。", valueName: "N|NAME")) var indicator: String?

  @Option(help: ArgumentHelp("实施单位。", valueName: "T")) var unit: String?
  @Option(help: ArgumentHelp("联系电话。", valueName: "T")) var contact: String?
  @Option(help: ArgumentHelp("整张表的说明。", valueName: "T")) var remark: String?
  @Option(help: ArgumentHelp("年度总体目标实际完成情况（自评表）。", valueName: "T")) var accomplishment: String?
  @Option(help: ArgumentHelp("项目实施内容及过程概述（在用的版式有这一栏的自评表）。", valueName: "T")) var overview: String?
  @Option(help: ArgumentHelp("评价结论（在用的版式有这一栏的自评表）。", valueName: "T")) var conclusion: String?
  @Option(help: ArgumentHelp("存在问题（在用的版式有这一栏的自评表）。", valueName: "T")) var problems: String?
  @Option(help: ArgumentHelp("改进措施（在用的版式有这一栏的自评表）。", valueName: "T")) var improvements: String?
  @Option(help: ArgumentHelp("全年预计执行数（监控表），更正系统建议。", valueName: "A")) var forecast: String?
  @Option(help: ArgumentHelp("当年财政拨款的执行数。", valueName: "A")) var paidFiscal: String?
  @Option(help: ArgumentHelp("上年结转资金的执行数。", valueName: "A")) var paidCarryOver: String?
  @Option(help: ArgumentHelp("其他资金的执行数。", valueName: "A")) var paidOther: String?
  @Option(help: ArgumentHelp("基本支出执行数（部门整体）。", valueName: "A")) var paidBasic: String?
  @Option(help: ArgumentHelp("预算执行率低或预算调整的说明（自评表）。", valueName: "T")) var executionReason: String?
  @Option(help: ArgumentHelp("全年预算数为零时的预算执行率得分（自评表）。", valueName: "P")) var executionScore: String?
  @Option(help: ArgumentHelp("各项指标的分值，依次用逗号分开（自评表），与预算执行率合计100；空为恢复默认。", valueName: "P,P,…"))
  var weights: String?
  @Option(help: ArgumentHelp("设定分值时预算执行率的分值。", valueName: "P")) var executionPoints = "10"

  @Option(parsing: .unconditional, help: ArgumentHelp("完成值；更正系统算好的要写 --reason；监控表里本期还不能测的写 未到期。", valueName: "V"))
  var actual: String?
  @Option(help: ArgumentHelp("全年预计完成情况（监控表）。", valueName: "V")) var expected: String?
  @Option(help: ArgumentHelp("偏差原因（监控表）：经费保障、制度保障、人员保障、硬件条件保障、其他，可写多个。", valueName: "C,C"))
  var causes: String?
  @Option(help: ArgumentHelp("原因说明；自评表为偏差原因分析及改进措施。", valueName: "T")) var explanation: String?
  @Option(help: ArgumentHelp("完成目标可能性（监控表）：确定能、有可能、完全不可能。", valueName: "L")) var likelihood: String?
  @Option(help: ArgumentHelp("备注：不能完成的原因及拟采取的措施（监控表）。", valueName: "T")) var measures: String?
  @Option(help: ArgumentHelp("得分（自评表）：定性指标在该档内选择；其他只能调减，须写理由。", valueName: "P")) var score: String?
  @Option(help: ArgumentHelp("更正的理由。", valueName: "T")) var reason: String?
  @Flag(help: "对一并问到的各处都确认，完成值确实如此：超过100%、与指标值相差百倍等少见的情况，要这样说明才记录；只写 --indicator 和它，表示这几项沿用以前填报的值。")
  var confirmed = false

  private var ofForm: [(FormField.Name, String?)] {
    [
      (.unit, unit), (.contact, contact), (.remark, remark), (.accomplishment, accomplishment),
      (.overview, overview), (.conclusion, conclusion), (.shortcomings, problems), (.improvements, improvements),
      (.forecast, forecast),
      (.paidFiscal, paidFiscal), (.paidCarryOver, paidCarryOver), (.paidOther, paidOther), (.paidBasic, paidBasic),
      (.executionReason, executionReason), (.executionScore, executionScore),
    ]
  }

  private var ofRow: [(FormField.Name, String?)] {
    [
      (.actual, actual), (.expected, expected), (.causes, causes), (.explanation, explanation),
      (.likelihood, likelihood), (.measures, measures), (.score, score),
    ]
  }

  func validate() throws {
    let (form, row) = (ofForm.contains { $0.1 != nil } || weights != nil, ofRow.contains { $0.1 != nil })
    if from != nil {
      if let returned { _ = try FillingFormat(file: returned) }
      guard !form, !row, indicator == nil else { throw ValidationError("--from 不能与其他要填写的内容同时使用。") }
      return
    }
    if returned != nil { throw ValidationError("--returned 只与 --from 一起使用。") }
    let isConfirming = confirmed && indicator != nil
    guard form || row || isConfirming else {
      throw ValidationError("没有要填写的内容，例如 --likelihood 确定能；jixiao help form fill 列出所有栏目。")
    }
    if row, indicator == nil {
      throw ValidationError("请用 --indicator 指明是哪一项指标（几项写成 1-3,5，全部写 all）。")
    }
    if !row, indicator != nil, !isConfirming { throw ValidationError("用了 --indicator，但没有这项指标要填写的内容。") }
  }

  func run() async throws {
    if let from { return try await fill(from: from) }
    let (actor, moment) = (options.actor.actor, options.act.moment)
    let request = FormFillRequest(
      try options.subject.meant, fields: FormFill.given(ofForm), indicator: indicator,
      rowFields: FormFill.given(ofRow), weights: weights.map { .init(points: $0, execution: executionPoints) },
      reason: reason, isConfirmed: confirmed)
    let (paper, replaced) = try await Workplace.open(options.database) {
      try await $0.desk.fill(request, by: actor, at: moment)
    }
    try FormAnswers.show(paper, options.output, done: "已填写")
    for sentence in replaced { Output.note("提醒：\(sentence)") }
    options.act.noteWallClock()
  }

  private static func given(_ fields: [(FormField.Name, String?)]) -> [FormField.Name: String] {
    Dictionary(uniqueKeysWithValues: fields.compactMap { name, text in text.map { (name, $0) } })
  }

  private func fill(from path: String) async throws {
    let sheet = try FillingSheet(try readFile(path, most: FileLimit.sheet), name: fileName(path))
    let (period, actor, moment) = (options.subject.period.meant, options.actor.actor, options.act.moment)
    let (answer, table) = try await Workplace.open(options.database) { workplace in
      let bar = ProgressBar("填写", total: sheet.rows.count)
      defer { bar.end() }
      let answer = try await workplace.desk.fill(by: sheet, of: period, by: actor, at: moment) {
        bar.show($0, of: $1)
      }
      let isAsked = returned != nil && !answer.refused.isEmpty
      return (answer, isAsked ? FillingTable(try await workplace.desk.forms(period, asOf: nil, at: moment)) : nil)
    }
    if options.output.json {
      try Output.answer(json: answer)
    } else {
      show(answer, fileName(path))
    }
    if let returned, let table {
      let reasons = Dictionary(
        answer.refused.map { ($0.row, $0.returned ?? $0.message) }, uniquingKeysWith: { a, _ in a })
      let rows = sheet.rows.compactMap { row in reasons[row.number].map { (row, error: $0) } }
      try FillingTable(returning: rows, of: table).write(to: returned)
      Output.note("退回的行已写入 \(returned)，改好后可再导入。")
    }
    if !answer.refused.isEmpty { throw Ending.refused }
  }

  private func show(_ answer: FillingAnswer, _ name: String) {
    Output.answer(
      "\(name)：填写\(answer.filled)处（其中完成值\(answer.reported)项），未变\(answer.unchanged)处，退回\(answer.refused.count)行")
    for replaced in answer.replaced { Output.answer("  第\(replaced.row)行 提醒：\(replaced.message)") }
    for refused in answer.refused { Output.answer("  第\(refused.row)行 退回：\(refused.message)") }
  }
}
