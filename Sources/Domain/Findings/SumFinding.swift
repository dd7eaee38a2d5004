/// Two sums of the budget tables that should be one.
package struct SumComparison: Hashable, Sendable {
  /// What was summed, or is printed as a sum.
  package enum Side: Hashable, Sendable {
    /// 收入总计, 支出总计.
    case incomeTotal, spendingTotal
    /// The items of the income, and 本年收入合计.
    case incomeItems, incomeOfYear
    /// The items of the spending, and 本年支出合计.
    case spendingItems, spendingOfYear
    /// Basic and project spending, and their 支出合计.
    case basicAndProject, functionTotal
    /// 本年收入 and 上年结转.
    case incomeAndCarryOver
  }

  /// The one and the other.
  package let left: Side, right: Side
  /// How much the one is, and the other.
  package let leftAmount: Money, rightAmount: Money

  /// Two sums.
  package init(_ left: Side, _ leftAmount: Money, _ right: Side, _ rightAmount: Money) {
    (self.left, self.leftAmount, self.right, self.rightAmount) = (left, leftAmount, right, rightAmount)
  }
}

/// What is the matter with sums held against each other.
package enum SumFinding: Hashable, Sendable {
  /// Totals that differ by no more than rounding makes.
  case totalsRounded(SumComparison)
  /// Totals that differ.
  case totalsDiffer(SumComparison)
  /// The projects' sum and the declared project spending, which differ by no more than rounding makes.
  case projectsRounded(projects: Int, sum: Money, declared: Money)
  /// The same, and they differ.
  case projectsDiffer(projects: Int, sum: Money, declared: Money)
  /// The projects carried over, and the declared 上年结转结余.
  case carryOverDiffers(sum: Money, declared: Money)
}

extension SumFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .totalsRounded: .totalsRounded
    case .totalsDiffer: .totalsDiffer
    case .projectsRounded: .projectSumRounded
    case .projectsDiffer: .projectSumDiffers
    case .carryOverDiffers: .carryOverDiffers
    }
  }
}
