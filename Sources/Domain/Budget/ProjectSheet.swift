/// What a project's forms print of it: names and texts where the rules only need numbers.
public struct ProjectSheet: Hashable, Sendable {
  /// An indicator as printed.
  public struct Indicator: Hashable, Sendable {
    /// Its row.
    public let id: Int64
    /// 一级指标, 二级指标 and 三级指标.
    public let level1: String, level2: String, level3: String
    /// 年度指标值.
    public let target: Target

    /// An indicator.
    public init(id: Int64, level1: String, level2: String, level3: String, target: Target) {
      self.id = id
      self.level1 = level1
      self.level2 = level2
      self.level3 = level3
      self.target = target
    }
  }

  /// Its row.
  public let id: Int64
  /// 项目编码.
  public let code: ProjectCode
  /// 项目名称.
  public let name: String
  /// 年初预算数: that of the first document.
  public let initialBudget: Money
  /// 全年预算数: that of the last document.
  public let budget: Money
  /// 财政资金 and 其他资金 of the last document.
  public let fiscalFunds: Money, otherFunds: Money
  /// Whether the money was carried over from another year.
  public let isCarryOver: Bool
  /// 绩效目标.
  public let goals: [String]
  /// Its indicators in the table's order.
  public let indicators: [Indicator]

  /// A sheet.
  public init(
    id: Int64, code: ProjectCode, name: String, initialBudget: Money, budget: Money, fiscalFunds: Money,
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
