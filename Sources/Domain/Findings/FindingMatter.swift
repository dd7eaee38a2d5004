/// What is wrong or notable, by the part of the input it is in.
package enum FindingMatter: Hashable, Sendable {
  /// The document as a whole.
  case document(DocumentFinding)
  /// Whose budget it is, and of which year.
  case department(DepartmentFinding)
  /// A budget table (预算表).
  case table(TableFinding)
  /// The form of a project (绩效目标表).
  case form(FormFinding)
  /// The amounts of a project.
  case amount(AmountFinding)
  /// A spending plan (资金支出计划).
  case plan(PlanFinding)
  /// A table of indicators (绩效指标).
  case indicator(IndicatorFinding)
  /// The target (指标值) of the indicator of that name.
  case target(TargetFinding, of: String)
  /// A project held against itself.
  case project(ProjectFinding)
  /// Sums held against each other.
  case sum(SumFinding)
  /// The goals of the department (部门整体绩效目标).
  case goal(GoalFinding)
  /// The calendar of workdays.
  case calendar(CalendarFinding)
  /// The rows of a rule set.
  case rules(RulesFinding)
}

extension FindingMatter {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .document(let finding): finding.kind
    case .department(let finding): finding.kind
    case .table(let finding): finding.kind
    case .form(let finding): finding.kind
    case .amount(let finding): finding.kind
    case .plan(let finding): finding.kind
    case .indicator(let finding): finding.kind
    case .target(let finding, _): finding.kind
    case .project(let finding): finding.kind
    case .sum(let finding): finding.kind
    case .goal(let finding): finding.kind
    case .calendar(let finding): finding.kind
    case .rules(let finding): finding.kind
    }
  }

  /// What is said of it at a door.
  package func sentence(at door: Door) -> String {
    switch self {
    case .document(let finding): finding.chinese
    case .department(let finding): finding.chinese(at: door)
    case .table(let finding): finding.chinese
    case .form(let finding): finding.chinese
    case .amount(let finding): finding.chinese
    case .plan(let finding): finding.chinese
    case .indicator(let finding): finding.chinese
    case .target(let finding, let indicator): "指标“\(indicator)”的指标值\(finding.chinese)"
    case .project(let finding): finding.chinese
    case .sum(let finding): finding.chinese
    case .goal(let finding): finding.chinese
    case .calendar(let finding): finding.chinese
    case .rules(let finding): finding.chinese
    }
  }
}
