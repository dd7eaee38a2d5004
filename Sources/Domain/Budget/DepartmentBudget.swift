/// A department's published budget (部门预算信息公开), as read from one document.
package struct DepartmentBudget: Hashable, Sendable {
  /// Who.
  package var department: DepartmentIdentity
  /// The budget tables.
  package var tables: BudgetTables
  /// 总体绩效目标, as text.
  package var overallGoal: String
  /// The department's own indicators: the numbers in the overall and itemised goals.
  package var indicators: [DepartmentIndicator]
  /// The projects in the document's order.
  package var projects: [ProjectBudget]

  /// A budget from its parts.
  package init(
    department: DepartmentIdentity, tables: BudgetTables = BudgetTables(), overallGoal: String = "",
    indicators: [DepartmentIndicator] = [], projects: [ProjectBudget] = []
  ) {
    self.department = department
    self.tables = tables
    self.overallGoal = overallGoal
    self.indicators = indicators
    self.projects = projects
  }

  /// The sum of the projects' budgets.
  package var projectSum: Money { projects.reduce(.zero) { $0 + $1.budget } }
}

/// A department (部门 / 预算单位) in a fiscal year.
package struct DepartmentIdentity: Hashable, Sendable, Codable {
  /// Its division; two divisions may have departments of one code and name.
  package var division: DivisionCode
  /// Its code, such as `304`; unique only within a division.
  package let code: String
  /// Its name.
  package let name: String
  /// The budget year.
  package let fiscalYear: Int

  /// A department in a fiscal year.
  package init(division: DivisionCode = .unspecified, code: String, name: String, fiscalYear: Int) {
    self.division = division
    self.code = code
    self.name = name
    self.fiscalYear = fiscalYear
  }
}

/// A number out of the department's goals in running text (新增规上工业企业4家).
package struct DepartmentIndicator: Hashable, Sendable {
  /// What is counted.
  package let name: String
  /// The number.
  package let target: Target
  /// Where it stands: `总体` or the itemised goal's heading after `分项`.
  package let section: String

  /// A number of the goals.
  package init(name: String, target: Target, section: String) {
    self.name = name
    self.target = target
    self.section = section
  }
}

extension DepartmentBudget {
  /// The same document with its targets read in another way, and the bindings proposed that follow from them.
  package func read(by reading: TargetReading) -> DepartmentBudget {
    var budget = self
    for index in projects.indices where projects[index].indicators.contains(where: { $0.target.reading != reading }) {
      budget.projects[index].indicators = Indicator.proposingBindings(
        projects[index].indicators.map { $0.read(by: reading) })
    }
    budget.indicators = indicators.map {
      DepartmentIndicator(name: $0.name, target: Target(promised: $0.target.text, by: reading), section: $0.section)
    }
    return budget
  }
}

/// A project (项目) of a budget.
package struct ProjectBudget: Hashable, Sendable {
  /// 项目编码.
  package var code: ProjectCode
  /// 项目名称.
  package var name: String
  /// 预算数.
  package var budget: Money
  /// 其中：财政资金.
  package var fiscalFunds: Money
  /// 其他资金.
  package var otherFunds: Money
  /// 资金用途.
  package var purpose: String
  /// 资金支出计划.
  package var plan: SpendingPlan
  /// 绩效目标, one a paragraph.
  package var goals: [String]
  /// The indicators in the order of the table.
  package var indicators: [Indicator]

  /// A project from its parts.
  package init(
    code: ProjectCode, name: String, budget: Money, fiscalFunds: Money, otherFunds: Money = .zero, purpose: String = "",
    plan: SpendingPlan = .absent, goals: [String] = [], indicators: [Indicator] = []
  ) {
    self.code = code
    self.name = name
    self.budget = budget
    self.fiscalFunds = fiscalFunds
    self.otherFunds = otherFunds
    self.purpose = purpose
    self.plan = plan
    self.goals = goals
    self.indicators = indicators
  }

  /// Whether a budget of `fiscalYear` carries the project over from an earlier year (结转).
  package func isCarryOver(in fiscalYear: Int) -> Bool { code.year.map { $0 < fiscalYear } ?? false }
}

/// The budget tables of a document, row by row. Amounts are nil where a cell is blank.
package struct BudgetTables: Hashable, Sendable {
  /// A name with an amount: a line of income or spending, or of the 三公 table.
  package struct Line: Hashable, Sendable {
    /// The item as printed.
    package let name: String
    /// Its amount.
    package let amount: Money?

    /// A line.
    package init(name: String, amount: Money?) {
      self.name = name
      self.amount = amount
    }
  }

  /// A line by function (功能分类科目) or economic class.
  package struct FunctionLine: Hashable, Sendable {
    /// 3, 5 or 7 digits; empty for the total.
    package let code: String
    /// The subject.
    package let name: String
    /// 合计.
    package let total: Money?
    /// 基本支出.
    package let basic: Money?
    /// 项目支出.
    package let project: Money?

    /// A line.
    package init(code: String, name: String, total: Money?, basic: Money?, project: Money?) {
      self.code = code
      self.name = name
      self.total = total
      self.basic = basic
      self.project = project
    }
  }

  /// A row of a table that is kept as it stands (procurement, assets, economic classes).
  package struct Record: Hashable, Sendable {
    /// The table's title.
    package let table: String
    /// The row's cells.
    package let cells: [String]

    /// A row of a table.
    package init(table: String, cells: [String]) {
      self.table = table
      self.cells = cells
    }
  }

  /// 部门预算收支总表, income side.
  package var income: [Line] = []
  /// 部门预算收支总表, spending side.
  package var spending: [Line] = []
  /// 部门预算支出总表.
  package var functions: [FunctionLine] = []
  /// 财政拨款“三公”经费支出表.
  package var threePublic: [Line] = []
  /// Everything else, as plain records.
  package var records: [Record] = []

  /// Empty tables.
  package init() {}

  private static func amount(_ lines: [Line], _ name: String) -> Money? {
    lines.first { $0.name.hasPrefix(name) }?.amount
  }

  /// 本年收入合计.
  package var incomeOfYear: Money? { BudgetTables.amount(income, "本年收入合计") }
  /// 上年结转结余.
  package var carryOver: Money? { BudgetTables.amount(income, "上年结转结余") }
  /// 收入总计.
  package var incomeTotal: Money? { BudgetTables.amount(income, "收入总计") }
  /// 本年支出合计.
  package var spendingOfYear: Money? { BudgetTables.amount(spending, "本年支出合计") }
  /// 支出总计.
  package var spendingTotal: Money? { BudgetTables.amount(spending, "支出总计") }
  /// The 合计 line of 部门预算支出总表.
  package var functionTotal: FunctionLine? { functions.first { $0.code.isEmpty } }
  /// 基本支出.
  package var basicSpending: Money? { functionTotal?.basic }
  /// 项目支出.
  package var projectSpending: Money? { functionTotal?.project }
}

extension DepartmentIdentity {
  /// Of some departments those whose fiscal year is shown on a day: that of the day, else the last before it, else the first to
  /// come.
  package static func shown<T>(_ all: [T], on day: Day, _ identity: (T) -> DepartmentIdentity) -> [T] {
    let years = Set(all.map { identity($0).fiscalYear })
    let year = years.filter { $0 <= day.year }.max() ?? years.min()
    return all.filter { identity($0).fiscalYear == year }
  }
}
