internal import Domain

/// The money rows both forms share: 年度资金总额 and of it 财政拨款, 上年结转资金, 其他资金.
///
/// What was paid is known by project, not by source: it is printed for a source only where the project has no other, or
/// where a person filled it in. An unknown amount is left blank, which is not zero.
struct FundRow: Hashable {
  let name: String
  let initial: Money?, budget: Money?, paid: Money?, forecast: Money?
  /// What is wrong with what a person filled in.
  var missing: String?

  static func rows(
    _ sheet: ProjectSheet, paid: Money, forecast: Money, fiscalName: String, _ filling: Filling
  ) -> [FundRow] {
    let sources: [(String, Money, FormField.Name)] = [
      ("其中：\(fiscalName)", sheet.isCarryOver ? .zero : sheet.fiscalFunds, .paidFiscal),
      ("　　　上年结转资金", sheet.isCarryOver ? sheet.budget : .zero, .paidCarryOver),
      ("　　　其他资金", sheet.isCarryOver ? .zero : sheet.otherFunds, .paidOther),
    ]
    let isOnly = sources.count { $0.1 != .zero } == 1
    let total = FundRow(
      name: "年度资金总额", initial: sheet.initialBudget, budget: sheet.budget, paid: paid, forecast: forecast)
    let filled = sources.compactMap { filling.money($0.2) }
    let differs = !filled.isEmpty && !isOnly && filled.reduce(.zero, +) != paid
    return [total]
      + sources.map { name, amount, field in
        let byHand = isOnly ? nil : filling.money(field)
        guard amount != .zero || byHand != nil else {
          return FundRow(name: name, initial: nil, budget: nil, paid: nil, forecast: nil)
        }
        return FundRow(
          name: name, initial: isOnly ? sheet.initialBudget : nil, budget: amount, paid: isOnly ? paid : byHand,
          forecast: isOnly ? forecast : nil,
          missing: differs && byHand != nil ? "各来源执行数之和应为\(paid.tenThousands)" : nil)
      }
  }

  func rate(of base: Money?) -> String {
    guard let paid, let base, let rate = Ratio(paid.fen, base.fen) else { return "" }
    return rate.percentText + "%"
  }

  /// The name without what makes it stand in: for naming cells.
  var plainName: String { String(name.drop { "　其中：".contains($0) }) }
}

extension Money? {
  /// 万元 with two decimals, blank for what is not known.
  var inForm: String { self?.tenThousands ?? "" }
}

extension FormGrid.Cell {
  /// A cell worked out from what is recorded; a blank one is nobody's.
  static func computed(
    _ text: String, columns: Int = 1, rows: Int = 1, _ alignment: FormGrid.Alignment = .centre, missing: String? = nil,
    name: String
  ) -> FormGrid.Cell {
    FormGrid.Cell(
      text, columns: columns, rows: rows, alignment, missing: missing, name: name,
      source: text.isEmpty ? nil : .computed)
  }
}
