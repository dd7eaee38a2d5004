/// A money row of an official form.
package enum FundKind: String, Sendable, Codable, CaseIterable {
  /// Of a project: 年度资金总额, and of it 财政拨款, 上年结转资金, 其他资金.
  case total, fiscal, carryOver = "carry-over", other
  /// Of a department: 部门支出合计, and of it 基本支出, 项目支出.
  case all, basic, projects
}

/// What a money row says. An unknown amount is absent, which is not zero.
package struct FundRow: Hashable, Sendable, Codable {
  /// Which row.
  package let kind: FundKind
  /// 年初预算数, 全年预算数, 执行数, 全年预计执行数.
  package let initial: Money?, budget: Money?, paid: Money?, forecast: Money?

  /// 执行率 by a form's ``RateBase``.
  package func rate(by base: RateBase) -> Ratio? {
    guard let paid, let whole = base == .initial ? initial : budget else { return nil }
    return Ratio(paid.fen, whole.fen)
  }
}

/// The budget that a form's 执行率 is of. Source: domain.md, “Words”: 全年预算数 is that after adjustment, not the one at the
/// start of the year; rules.md, §9.1.
package enum RateBase: String, Hashable, Sendable, Codable {
  /// 年初预算数: in monitoring forms that earlier programs kept.
  case initial
  /// 全年预算数.
  case budget
}

extension FundRow {
  /// A project's money rows.
  ///
  /// What was paid is known by project, not by source: it is told for a source only where the project has no other, or where
  /// a person filled it in.
  static func rows(
    of sheet: ProjectSheet, paid: Money, forecast: Money, _ filling: Filling
  ) -> (rows: [FundRow], problems: [FormProblem]) {
    let sources: [(kind: FundKind, budget: Money, field: FormField.Name)] = [
      (.fiscal, sheet.isCarryOver ? .zero : sheet.fiscalFunds, .paidFiscal),
      (.carryOver, sheet.isCarryOver ? sheet.budget : .zero, .paidCarryOver),
      (.other, sheet.isCarryOver ? .zero : sheet.otherFunds, .paidOther),
    ]
    let isOnly = sources.count { $0.budget != .zero } == 1
    let filled = isOnly ? [] : sources.filter { filling.money($0.field) != nil }
    let sum = filled.compactMap { filling.money($0.field) }.reduce(Money.zero, +)
    let total = FundRow(
      kind: .total, initial: sheet.initialBudget, budget: sheet.budget, paid: paid, forecast: forecast)
    let rows = sources.map { source in
      let byHand = isOnly ? nil : filling.money(source.field)
      guard source.budget != .zero || byHand != nil else {
        return FundRow(kind: source.kind, initial: nil, budget: nil, paid: nil, forecast: nil)
      }
      return FundRow(
        kind: source.kind, initial: isOnly ? sheet.initialBudget : nil, budget: source.budget,
        paid: isOnly ? paid : byHand, forecast: isOnly ? forecast : nil)
    }
    let problems =
      !filled.isEmpty && sum != paid
      ? filled.map { FormProblem(.fund($0.kind, .paid), .sourcesDiffer(paid: paid)) } : []
    return ([total] + rows, problems)
  }
}

/// The money of a department as a whole: 基本支出 by the document and what a person reports, 项目支出 by the records.
struct DepartmentFunds {
  /// 合计 where there is basic spending, 基本支出, 项目支出.
  let rows: [FundRow]
  /// What the execution rate is of. While the basic spending is not reported, the projects stand for the whole.
  let initial: Money, budget: Money, paid: Money, forecast: Money
  /// Whether the basic spending is not reported.
  let isBasicMissing: Bool
  /// What the document prints for the whole, where its parts come to another.
  let approved: Money?

  init(_ sheet: DepartmentSheet, _ lines: [ProjectLine], _ filling: Filling) {
    func sum(_ amount: KeyPath<ProjectLine, Money>) -> Money { lines.reduce(.zero) { $0 + $1[keyPath: amount] } }
    let projects = FundRow(
      kind: .projects, initial: sum(\.initial), budget: sum(\.budget), paid: sum(\.paid), forecast: sum(\.forecast))
    guard let basic = sheet.basicBudget, basic > .zero else {
      rows = [projects]
      (initial, budget, paid, forecast) = (sum(\.initial), sum(\.budget), sum(\.paid), sum(\.forecast))
      (isBasicMissing, approved) = (false, nil)
      return
    }
    let basicPaid = filling.money(.paidBasic)
    rows = [
      FundRow(
        kind: .all, initial: basic + sum(\.initial), budget: basic + sum(\.budget),
        paid: basicPaid.map { $0 + sum(\.paid) }, forecast: basic + sum(\.forecast)),
      FundRow(kind: .basic, initial: basic, budget: basic, paid: basicPaid, forecast: basic), projects,
    ]
    let counted = basicPaid == nil ? Money.zero : basic
    (initial, budget) = (counted + sum(\.initial), counted + sum(\.budget))
    (paid, forecast) = ((basicPaid ?? .zero) + sum(\.paid), counted + sum(\.forecast))
    isBasicMissing = basicPaid == nil
    approved = sheet.approvedTotal.flatMap { $0 == basic + sum(\.initial) ? nil : $0 }
  }
}
