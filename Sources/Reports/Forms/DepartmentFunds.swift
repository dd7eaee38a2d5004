internal import Domain

/// The money of a department as a whole: 基本支出 by the document and what a person reports, 项目支出 by the records.
struct DepartmentFunds: Hashable {
  /// 合计 where there is basic spending, 基本支出, 项目支出.
  let rows: [FundRow]
  /// What the execution rate is of.
  let initial: Money, budget: Money, paid: Money
  /// Asked for where the basic spending is not reported.
  let missing: String?

  init(_ sheet: DepartmentSheet, _ lines: [ProjectLine], _ filling: Filling) {
    func sum(_ amount: KeyPath<ProjectLine, Money>) -> Money { lines.reduce(.zero) { $0 + $1[keyPath: amount] } }
    let projects = FundRow(
      name: "项目支出", initial: sum(\.initial), budget: sum(\.budget), paid: sum(\.paid), forecast: sum(\.forecast))
    guard let basic = sheet.basicBudget, basic > .zero else {
      rows = [projects]
      (initial, budget, paid, missing) = (sum(\.initial), sum(\.budget), sum(\.paid), nil)
      return
    }
    let basicPaid = filling.money(.paidBasic)
    let all = basicPaid.map { $0 + sum(\.paid) }
    rows = [
      FundRow(
        name: "部门支出合计", initial: basic + sum(\.initial), budget: basic + sum(\.budget), paid: all,
        forecast: basic + sum(\.forecast)),
      FundRow(name: "其中：基本支出", initial: basic, budget: basic, paid: basicPaid, forecast: basic),
      FundRow(
        name: "　　　项目支出", initial: sum(\.initial), budget: sum(\.budget), paid: sum(\.paid), forecast: sum(\.forecast)),
    ]
    // While the basic spending is not reported, the projects stand for the whole.
    initial = basicPaid == nil ? sum(\.initial) : basic + sum(\.initial)
    budget = basicPaid == nil ? sum(\.budget) : basic + sum(\.budget)
    paid = all ?? sum(\.paid)
    missing = basicPaid == nil ? "请填写基本支出执行数" : nil
  }

  /// Whether a row waits for the basic spending.
  func missing(at index: Int) -> String? { index == 1 ? missing : nil }
}
