/// How reverse indicators beyond their target are scored.
package enum ReverseFormula: String, Sendable, CaseIterable {
  /// Points × (1 − (value − target) / target): nothing from twice the target on.
  case linear
  /// Points × target / value.
  case ratio
}

/// How 100 points are shared in the self-evaluation of a department as a whole (部门整体).
package struct DepartmentTemplate: Hashable, Sendable {
  /// Points of the budget execution rate.
  package let execution: Points
  /// Points of the department's own indicators.
  package let indicators: Points
  /// Points of its projects' self-evaluations.
  package let projects: Points

  /// A template.
  package init(execution: Points, indicators: Points, projects: Points) {
    self.execution = execution
    self.indicators = indicators
    self.projects = projects
  }
}

/// The choices of a rule set that scoring depends on. The defaults are those of the national default.
package struct ScoringRules: Hashable, Sendable {
  /// The reading of the rules.
  package let practice: Practice
  /// How reverse indicators beyond their target are scored.
  package let reverse: ReverseFormula
  /// A positive indicator above its target by more than this needs an explanation.
  package let overTarget: Ratio
  /// Percent of the points proposed for 达成, 部分达成 and 未达成.
  package let bands: [Band: Int]
  /// How points are shared over the levels, without and with 成本 as a level of its own.
  package let template: ScoreTemplate, templateWithCost: ScoreTemplate
  /// How they are shared for a department as a whole.
  package let department: DepartmentTemplate
  /// The least points of 优, 良 and 中.
  package let grades: [Int]
  /// An execution rate below this needs an explanation.
  package let explainBelow: Ratio
  /// By how much of itself, in percent, the indicators' score rate may exceed the execution's.
  package let highMarksPercent: Int
  /// How much of the budget, in percent, may stay unspent.
  package let unspentPercent: Int

  /// Rules.
  package init(
    practice: Practice = .first, reverse: ReverseFormula = .linear, overTarget: Ratio = .percent(30),
    bands: [Band: Int] = [.reached: 100, .partly: 70, .missed: 30], template: ScoreTemplate = .standard,
    templateWithCost: ScoreTemplate = .withCost,
    department: DepartmentTemplate = .init(execution: .whole(10), indicators: .whole(50), projects: .whole(40)),
    grades: [Int] = [90, 80, 60], explainBelow: Ratio = .percent(90), highMarksPercent: Int = 5,
    unspentPercent: Int = 20
  ) {
    self.practice = practice
    self.reverse = reverse
    self.overTarget = overTarget
    self.bands = bands
    self.template = template
    self.templateWithCost = templateWithCost
    self.department = department
    self.grades = grades
    self.explainBelow = explainBelow
    self.highMarksPercent = highMarksPercent
    self.unspentPercent = unspentPercent
  }

  /// The template of a table: with 成本 where a row's 一级指标 is one.
  package func template(for levels: [ScoreLevel]) -> ScoreTemplate {
    levels.contains(.cost) ? templateWithCost : template
  }
}
