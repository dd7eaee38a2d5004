package import Domain

/// A department in a fiscal year.
package struct DepartmentAnswer: Codable, Hashable, Sendable {
  /// Its division, its code in it, and its name.
  package var division: DivisionCode, code: String, name: String
  /// The budget year.
  package var fiscalYear: Int

  /// A department.
  package init(_ department: DepartmentIdentity) {
    (division, code, name) = (department.division, department.code, department.name)
    fiscalYear = department.fiscalYear
  }
}

/// A project as its document has it.
package struct ProjectAnswer: Encodable, Hashable, Sendable {
  /// A cell of the spending plan: the end of which month, and how much of the budget by then.
  package struct PlanCell: Codable, Hashable, Sendable {
    /// The month, 1…12, and the share in percent.
    package var month: Int, percent: String
  }

  /// Code and name.
  package var code: String, name: String
  /// 预算数, and the two funds it comes from.
  package var budget: Money, fiscalFunds: Money, otherFunds: Money
  /// 资金用途.
  package var purpose: String
  /// The cells of the plan that say something, and what they said it in.
  package var plan: [PlanCell], planBasis: String
  /// 绩效目标, one a paragraph.
  package var goals: [String]
  /// The indicators in the order of the table.
  package var indicators: [IndicatorAnswer]

  /// A project of a budget of a fiscal year.
  package init(_ project: ProjectBudget, in fiscalYear: Int) {
    (code, name, purpose, goals) = (project.code.text, project.name, project.purpose, project.goals)
    (budget, fiscalFunds, otherFunds) = (project.budget, project.fiscalFunds, project.otherFunds)
    plan = project.plan.cells.compactMap { cell in
      cell.share.map { PlanCell(month: cell.month, percent: $0.percentText) }
    }
    planBasis = project.plan.basis.rawValue
    indicators = project.indicators.map { IndicatorAnswer($0, in: fiscalYear) }
  }
}

/// An indicator of a project as its document has it.
package struct IndicatorAnswer: Encodable, Hashable, Sendable {
  /// Its place in the table, from 1.
  package var position: Int
  /// 一级、二级、三级指标 and 绩效指标描述.
  package var level1: String, level2: String, level3: String, description: String
  /// 指标值.
  package var target: TargetAnswer
  /// How its value is proposed to be obtained, and of which category where it follows payments of one.
  package var binding: String, bindingCategory: String?
  /// 指标值确定依据.
  package var basis: String

  /// An indicator of a budget of a fiscal year.
  package init(_ indicator: Indicator, in fiscalYear: Int) {
    (position, description, basis) = (indicator.position, indicator.description, indicator.basis)
    (level1, level2, level3) = (indicator.level1, indicator.level2, indicator.level3)
    target = TargetAnswer(indicator.target, in: fiscalYear)
    (binding, bindingCategory) = (indicator.binding.name, indicator.binding.category)
  }
}

/// A number out of the department's own goals.
package struct GoalAnswer: Encodable, Hashable, Sendable {
  /// What is counted, how many, and where in the goals it stands.
  package var name: String, target: TargetAnswer, section: String

  /// A number of the goals of a fiscal year.
  package init(_ indicator: DepartmentIndicator, in fiscalYear: Int) {
    (name, section) = (indicator.name, indicator.section)
    target = TargetAnswer(indicator.target, in: fiscalYear)
  }
}

/// A target as it was read. It has only the keys that say something of its kind.
package enum TargetAnswer: Encodable, Hashable, Sendable {
  /// To be judged by a person; with a day where the words name one.
  case qualitative(String, deadline: Day?)
  /// Held against a number, or against two.
  case quantitative(String, operator: String, value: String, upper: String?, unit: String)

  /// A target in a fiscal year.
  package init(_ target: Target, in fiscalYear: Int) {
    guard let measure = target.measure else {
      self = .qualitative(target.text, deadline: target.deadline?.on(fiscalYear))
      return
    }
    self = .quantitative(
      target.text, operator: measure.comparison.rawValue, value: measure.value.description,
      upper: measure.upper?.description, unit: measure.unit)
  }

  /// Whether it is held against a number.
  package var isQuantitative: Bool { if case .quantitative = self { true } else { false } }

  private enum Key: CodingKey { case text, kind, deadline, `operator`, value, upper, unit }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .qualitative(let text, let deadline):
      try fields.encode(text, forKey: .text)
      try fields.encode("qualitative", forKey: .kind)
      if let deadline { try fields.encode(deadline, forKey: .deadline) }
    case .quantitative(let text, let sign, let value, let upper, let unit):
      try fields.encode(text, forKey: .text)
      try fields.encode("quantitative", forKey: .kind)
      try fields.encode(sign, forKey: .operator)
      try fields.encode(value, forKey: .value)
      if let upper { try fields.encode(upper, forKey: .upper) }
      try fields.encode(unit, forKey: .unit)
    }
  }
}

/// The budget tables of a document; null for a blank cell.
package struct TablesAnswer: Codable, Hashable, Sendable {
  /// A line of 部门预算支出总表.
  package struct Function: Codable, Hashable, Sendable {
    /// The subject.
    package var code: String, name: String
    /// 合计, 基本支出 and 项目支出.
    package var total: Money?, basic: Money?, project: Money?
  }

  /// A line of the 三公 table.
  package struct Line: Codable, Hashable, Sendable {
    /// The item and its amount.
    package var name: String, amount: Money?
  }

  /// A row of another table, as it stands.
  package struct Record: Codable, Hashable, Sendable {
    /// The table's title, and the cells.
    package var table: String, cells: [String]
  }

  /// 收入总计, 支出总计, 上年结转结余, 基本支出 and 项目支出.
  package var incomeTotal: Money?, spendingTotal: Money?, carryOver: Money?, basicSpending: Money?
  package var projectSpending: Money?
  /// Line by line.
  package var functions: [Function], threePublic: [Line], records: [Record]

  /// The tables.
  package init(_ tables: BudgetTables) {
    (incomeTotal, spendingTotal, carryOver) = (tables.incomeTotal, tables.spendingTotal, tables.carryOver)
    (basicSpending, projectSpending) = (tables.basicSpending, tables.projectSpending)
    functions = tables.functions.filter { !$0.code.isEmpty }.map {
      Function(code: $0.code, name: $0.name, total: $0.total, basic: $0.basic, project: $0.project)
    }
    threePublic = tables.threePublic.map { Line(name: $0.name, amount: $0.amount) }
    records = tables.records.map { Record(table: $0.table, cells: $0.cells) }
  }
}
