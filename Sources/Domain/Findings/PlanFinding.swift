/// What is the matter with a spending plan (资金支出计划). Texts are excerpts, months count from 1.
package enum PlanFinding: Hashable, Sendable {
  /// A header that is no month.
  case headerUnknown(String)
  /// A header with one month twice.
  case headerTwice(String)
  /// A row that does not fit its header.
  case rowMisfit(ColumnMisfit)
  /// A number under no month.
  case numberWithoutMonth(String)
  /// Two numbers under one month.
  case monthTwice(Int)
  /// A cell that is no reasonable percentage.
  case cellUnreadable(String, month: Int)
  /// No plan.
  case missing(project: String)
  /// Fractions, of which nobody knows whether 1 means 1% or 100%.
  case fractions(project: String, most: Quantity)
  /// Amounts under the header that says %, which were taken as such; the last of them.
  case amounts(project: String, last: Quantity, budget: Money)
  /// Cells that may be percentages or amounts, as printed.
  case percentOrAmount(project: String, cells: [String], budget: Money)
  /// Cells that fit neither as percentages nor as amounts, as printed.
  case unclear(project: String, cells: [String], budget: Money)
  /// A cumulative plan that falls.
  case falling(month: Int, Share, before: Int, Share)
  /// A plan that does not end with 100%.
  case notComplete(Share)
}

extension PlanFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .headerUnknown: .planHeaderUnknown
    case .headerTwice: .planHeaderTwice
    case .rowMisfit: .planRowMisfit
    case .numberWithoutMonth: .planNumberWithoutMonth
    case .monthTwice: .planMonthTwice
    case .cellUnreadable: .planCellUnreadable
    case .missing: .planMissing
    case .fractions: .planFractions
    case .amounts: .planAmounts
    case .percentOrAmount: .planPercentOrAmount
    case .unclear: .planUnclear
    case .falling: .planFalling
    case .notComplete: .planNotComplete
    }
  }
}
