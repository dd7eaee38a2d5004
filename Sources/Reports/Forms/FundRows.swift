internal import Domain

/// The money rows both forms share: 年度资金总额 and of it 财政拨款, 上年结转资金, 其他资金.
///
/// What was paid is known by project, not by source: it is printed for a source only where the project has no other. An
/// unknown amount is left blank, which is not zero.
struct FundRow: Hashable {
  let name: String
  let initial: Money?, budget: Money?, paid: Money?, forecast: Money?

  static func rows(_ sheet: ProjectSheet, paid: Money, forecast: Money, fiscalName: String) -> [FundRow] {
    let sources: [(String, Money)] = [
      ("其中：\(fiscalName)", sheet.isCarryOver ? .zero : sheet.fiscalFunds),
      ("　　　上年结转资金", sheet.isCarryOver ? sheet.budget : .zero),
      ("　　　其他资金", sheet.isCarryOver ? .zero : sheet.otherFunds),
    ]
    let isOnly = sources.count { $0.1 != .zero } == 1
    let total = FundRow(
      name: "年度资金总额", initial: sheet.initialBudget, budget: sheet.budget, paid: paid, forecast: forecast)
    return [total]
      + sources.map { name, amount in
        guard amount != .zero else { return FundRow(name: name, initial: nil, budget: nil, paid: nil, forecast: nil) }
        return FundRow(
          name: name, initial: isOnly ? sheet.initialBudget : nil, budget: amount, paid: isOnly ? paid : nil,
          forecast: isOnly ? forecast : nil)
      }
  }

  func rate(of base: Money?) -> String {
    guard let paid, let base, let rate = Ratio(paid.fen, base.fen) else { return "" }
    return rate.percentText + "%"
  }
}

extension Money? {
  /// 万元 with two decimals, blank for what is not known.
  var inForm: String { self?.tenThousands ?? "" }
}
