/// What a project's forms print of it: names and texts where the rules only need numbers.
package struct ProjectSheet: Hashable, Sendable {
  /// An indicator as printed.
  package struct Indicator: Hashable, Sendable {
    /// Its row.
    package let id: IndicatorID
    /// 一级指标, 二级指标 and 三级指标.
    package let level1: String, level2: String, level3: String
    /// 年度指标值.
    package let target: Target

    /// An indicator.
    package init(id: IndicatorID, level1: String, level2: String, level3: String, target: Target) {
      self.id = id
      self.level1 = level1
      self.level2 = level2
      self.level3 = level3
      self.target = target
    }
  }

  /// Its row.
  package let id: ProjectID
  /// 项目编码.
  package let code: ProjectCode
  /// 项目名称.
  package let name: String
  /// 年初预算数: that of the first document.
  package let initialBudget: Money
  /// 全年预算数: that of the last document.
  package let budget: Money
  /// 财政资金 and 其他资金 of the last document.
  package let fiscalFunds: Money, otherFunds: Money
  /// Whether the money was carried over from another year.
  package let isCarryOver: Bool
  /// 绩效目标.
  package let goals: [String]
  /// Its indicators in the table's order.
  package let indicators: [Indicator]

  /// A sheet.
  package init(
    id: ProjectID, code: ProjectCode, name: String, initialBudget: Money, budget: Money, fiscalFunds: Money,
    otherFunds: Money, isCarryOver: Bool, goals: [String], indicators: [Indicator]
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.initialBudget = initialBudget
    self.budget = budget
    self.fiscalFunds = fiscalFunds
    self.otherFunds = otherFunds
    self.isCarryOver = isCarryOver
    self.goals = goals
    self.indicators = indicators
  }
}
