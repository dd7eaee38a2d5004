package import Contract
internal import Domain
internal import Reports

/// The workbooks of 批量录入: to be filled in, and with what came back.
package enum EntryTemplates {
  /// The sheet of payments, a row a project.
  package static func payments(_ projects: EntryProjectsAnswer) -> [UInt8]? {
    EntryWorkbook(
      "支出录入模板（\(projects.asOf.year)年）",
      notes: [
        "一行一笔支出。同一项目有几笔的，在下面的空行里选项目编码（“项目”表里有名称）再填；没有填的行不用删，上传时跳过。",
        "日期写成 2025-06-30；金额写元，也可写明单位，如 0.75万元。凭证号在项目内唯一，同一凭证再次上传不会重复记。",
        "支出类别：有几项成本上限的项目要写明是哪一类；其他项目可以不填。",
        "表头不要改；行的先后可以变，也可以另加自己的栏。填好后在“录入支出”的“批量录入”里上传。",
      ], paymentColumns,
      projects.projects.map { project in
        .init([project.code, project.name, "", "", "", "", ""], choices: [4: project.categories])
      },
      list: (
        ["项目编码", "项目名称", "部门", "预算数（元）", "已支付（元）"],
        projects.projects.map {
          [$0.code, $0.name, $0.department, $0.standing.budget.grouped, $0.standing.paid.grouped]
        }
      ), spare: 50
    ).bytes
  }

  /// The sheet of indicators' values, a row an indicator that is due; all of them where none is.
  package static func values(_ indicators: EntryIndicatorsAnswer) -> [UInt8]? {
    let due = indicators.indicators.filter(\.isDue)
    return EntryWorkbook(
      "指标完成值录入模板（截至\(indicators.asOf.chinese)）",
      notes: [
        "一行一项指标，只填白底的格：完成值、应完成数（分母，比率才要）、佐证材料。没有填完成值的行上传时跳过。",
        "完成值：写数字和单位（36家、95%、7500元），比率也可写 46/50；指标值是文字的选 达成、部分达成、未达成；指标值是时限的写完成日期。",
        "日期是完成值所属的日期，可以改成本期以内的其他日期。",
        "完成值超过100%、或是指标值的一百倍以上等少见的情况，核对无误后在“确认”一栏写 是。",
        "表头、编码、序号不要改；行的先后可以变。填好后在“批量录入”里上传。",
      ], valueColumns,
      (due.isEmpty ? indicators.indicators : due).map { indicator in
        .init(
          [
            indicator.departmentCode, indicator.project ?? FillingRow.whole, indicator.projectName ?? "",
            "\(indicator.position)", indicator.name, indicator.target, indicator.day.description, "", "", "", "",
          ], choices: [7: indicator.words])
      }
    ).bytes
  }

  /// A file's rows, those that were refused with their reasons.
  ///
  /// - Parameter projects: by which codes are named.
  package static func returned(_ file: EntryFileAnswer, _ projects: EntryProjectsAnswer) -> [UInt8]? {
    let names = Dictionary(projects.projects.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    let isOfPayments = file.content == .payments
    let columns = isOfPayments ? paymentColumns : valueColumns
    let rows = file.rows.sorted { ($0.isRefused ? 0 : 1, $0.number) < ($1.isRefused ? 0 : 1, $1.number) }.map { row in
      var cells = row.cells
      let code = isOfPayments ? 0 : 1
      cells.insert(names[cells[code]] ?? "", at: code + 1)
      guard row.isRefused else { return EntryWorkbook.Row(cells) }
      return EntryWorkbook.Row(
        cells, error: "第\(row.number)行：\(row.result.message ?? "")", bad: [isOfPayments ? row.badPayment : row.badValue]
      )
    }
    return EntryWorkbook(
      "\(file.name)：退回\(file.count(.refused))行",
      notes: ["有“错误原因”的行没有记账，排在最前面，有问题的格标红；改好后可以把整个文件再上传一次，已经记账的行不会重复记。"],
      columns, rows
    ).bytes
  }

  private static let paymentColumns: [EntryWorkbook.Column] = [
    .init("项目编码", 24, isKey: true, choosesListed: true), .init("项目名称", 26, isKey: true), .init("日期", 13),
    .init("金额（元）", 15), .init("支出类别", 14), .init("凭证号", 14), .init("摘要", 34),
  ]

  private static let valueColumns: [EntryWorkbook.Column] = [
    .init("部门编码", 9, isKey: true), .init("项目编码", 24, isKey: true), .init("项目名称", 22, isKey: true),
    .init("序号", 6, isKey: true), .init("三级指标", 24, isKey: true), .init("年度指标值", 18, isKey: true),
    .init("日期", 13), .init("完成值", 14), .init("应完成数", 10), .init("佐证材料", 28), .init("确认", 6, choices: ["是"]),
  ]
}

extension EntryFileAnswer.Row {
  /// Whether it was refused.
  var isRefused: Bool { result.outcome == .refused }

  private var kind: RefusalKind? { result.code.flatMap { RefusalKind(rawValue: $0) } }

  /// The column of the workbook that is bad.
  fileprivate var badPayment: Int {
    switch PaymentColumn(of: kind) {
    case .project: 0
    case .date: 2
    case .amount: 3
    case .category: 4
    case .voucher: 5
    case .memo: 6
    }
  }

  fileprivate var badValue: Int {
    switch kind {
    case .projectMissing, .projectUnknown, .projectCodeUnreadable, .projectCodeTooLong, .rowUnstamped: 1
    case .indicatorUnknown, .indicatorNameUnknown, .indicatorAmbiguous, .indicatorVanished, .rowOfAnother: 3
    default: ValueColumn(of: kind) == .date ? 6 : 7
    }
  }
}
