extension SpendingRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .negative(let text): "金额“\(text)”是负数；要冲销已记的支出，请用红冲\(door(.reversal))。"
    case .zero: "金额是0，没有可记的支出。"
    case .categoryMissing(let project, let list, let other):
      "项目“\(project)”的成本上限按支出类别核对，请写明支出类别：\(list.quoted)或其中独有的一部分；都不属于的写“\(other)”。"
    case .categoryUnknown(let text, let project, let list, let other):
      "项目“\(project)”没有支出类别“\(text)”，可填\(list.quoted)或其中独有的一部分；都不属于的请\(other.map { "写“\($0)”" } ?? "留空")。"
    case .categoryAmbiguous(let text, let project, let list, let other):
      "项目“\(project)”里“\(text)”同时符合几个支出类别，可填\(list.quoted)或其中独有的一部分；都不属于的请\(other.map { "写“\($0)”" } ?? "留空")。"
    case .sumTooLarge(let project): "记上这一笔，项目“\(project)”累计支付将超出十万亿元，没有记账，请检查金额是否多写了数字或单位。"
    case .voucherUsed(let voucher, let day, let amount):
      "凭证号 \(voucher) 已于 \(day) 记过 \(amount.yuan) 元，与这一笔不同，没有重复记账；请核对凭证号，需更正的请先红冲。"
    case .newVoucherUsed(let voucher): "凭证号 \(voucher) 在这个项目里已经用过，请换一个红冲凭证号。"
    case .voucherUnknown(let voucher, let withProject, let archived):
      "没有凭证号为 \(voucher) 的支出，无法红冲，请核对凭证号\(withProject ? "和项目编码" : "")\(archived.isEmpty ? "" : "（已归档的年度不在其中：\(archived.map(String.init).listed)年）")。"
    case .voucherInYears(let voucher, let years):
      "凭证号 \(voucher) 在几个年度里都有（\(years.map { "\($0)年" }.listed)），请\(door(.giveDate))写明红冲日期。"
    case .voucherAmbiguous(let voucher, let projects):
      "凭证号 \(voucher) 在几个项目里都有（\(projects.listed)），请\(door(.giveProject))指定项目；编码相同的，再\(door(.giveDivision))指定区划。"
    case .ofReversal(let voucher): "凭证号 \(voucher) 本身就是红冲，不能再红冲；请重新记一笔支出。"
    case .reversedAlready(let voucher, let by): "凭证号 \(voucher) 已由 \(by) 红冲，不能再冲一次。"
    case .reversalDay(let day, let original): "红冲日期 \(day) 应在原支出日期 \(original) 当天或之后、同一预算年度之内，请\(door(.giveDate))指定。"
    case .eventNotPositive: "事件金额应大于零。"
    case .adjustmentZero: "预算调整的金额是0，没有可记的。"
    case .adjustmentWithoutDocument: "没有写明文号；预算调整要以批复文件为据。"
    case .budgetTooSmall(let project, let budget, let by):
      "项目“\(project)”的全年预算数只有\(budget.grouped)元，不够调减\(by.grouped)元，请核对金额。"
    case .adjustmentToItself: "调剂的两个项目是同一个，请核对项目编码。"
    case .fundsUnnamed(let project): "项目“\(project)”既有财政资金又有其他资金，请写明调整的是哪一种\(door(.fundsField))。"
    case .noEvent(let event, let recorded):
      "没有记录过 \(event.text)，没有可撤销的。" + (recorded.isEmpty ? "这个项目没有记录事件。" : "已记录的：\(recorded.map(\.text).listed)。")
    case .eventUnknown(let kind, let known): "不认识的事件“\(kind)”，目前可记录：\(known)。"
    }
  }
}
