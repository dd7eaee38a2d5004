internal import Domain

/// Where a cell's text comes from.
enum LayoutSource: String, Hashable, Sendable, CaseIterable {
  // Of the form.
  case name, department, unit, goals, accomplishment, remark, grade, total, overview, conclusion, problems, improvements
  case executionReason = "execution-reason"
  case pointsSum = "points-sum"
  // Of a money row.
  case caption, initial, budget, paid, rate, forecast
  case executionPoints = "execution-points"
  case executionScore = "execution-score"
  // Of an indicator.
  case level1, level2, level3, target, sign, value, actual, expected, explanation, measures, points, score
  case measureUnit = "measure-unit"
  case causeFunds = "cause-funds"
  case causeSystem = "cause-system"
  case causePeople = "cause-people"
  case causeHardware = "cause-hardware"
  case causeOther = "cause-other"
  case certain = "likelihood-certain"
  case possible = "likelihood-possible"
  case impossible = "likelihood-impossible"

  // Of a department's project.
  case projectName = "project-name"
  case projectInitial = "project-initial"
  case projectBudget = "project-budget"
  case projectPaid = "project-paid"
  case projectRate = "project-rate"
  case projectTimeliness = "project-timeliness"
  case projectLight = "project-light"
  case projectResult = "project-result"
  case projectPoints = "project-points"
  case projectScore = "project-score"
  case projectReasons = "project-reasons"

  /// Where in a form it may stand.
  enum Home: Hashable, Sendable { case form, fund, project, indicator }

  var home: Home {
    switch self {
    case .name, .department, .unit, .goals, .accomplishment, .remark, .grade, .total, .executionReason, .pointsSum,
      .overview, .conclusion, .problems, .improvements:
      .form
    case .caption, .initial, .budget, .paid, .rate, .forecast, .executionPoints, .executionScore: .fund
    case _ where projectPart != nil: .project
    default: .indicator
    }
  }

  /// The forms that know it.
  var forms: Set<DepartmentForm> {
    switch self {
    case .accomplishment, .grade, .total, .executionReason, .pointsSum, .executionPoints, .executionScore, .points,
      .score, .overview, .conclusion, .problems, .improvements, .projectResult, .projectPoints, .projectScore,
      .projectReasons:
      [.selfEvaluation]
    case .forecast, .expected, .measures, .causeFunds, .causeSystem, .causePeople, .causeHardware, .causeOther,
      .certain,
      .possible, .impossible, .projectTimeliness, .projectLight:
      [.monitoring]
    default: [.monitoring, .selfEvaluation]
    }
  }

  /// The column of an indicator's row that the form itself has.
  var part: FormPlace.RowPart? {
    switch self {
    case .level3: .name
    case .target: .target
    case .actual: .actual
    case .expected: .expected
    case .explanation: .explanation
    case .measures: .measures
    case .points: .points
    case .score: .score
    case .causeFunds: .cause(.funds)
    case .causeSystem: .cause(.system)
    case .causePeople: .cause(.people)
    case .causeHardware: .cause(.hardware)
    case .causeOther: .cause(.other)
    case .certain: .likelihood(.certain)
    case .possible: .likelihood(.possible)
    case .impossible: .likelihood(.impossible)
    default: nil
    }
  }

  /// The column of a project's row.
  var projectPart: FormPlace.ProjectPart? {
    switch self {
    case .projectName: .name
    case .projectInitial: .initial
    case .projectBudget: .budget
    case .projectPaid: .paid
    case .projectRate: .rate
    case .projectTimeliness: .timeliness
    case .projectLight: .light
    case .projectResult: .result
    case .projectPoints: .points
    case .projectScore: .score
    case .projectReasons: .reasons
    default: nil
    }
  }

  /// The part of the whole form.
  var formPart: FormPlace.Part? {
    switch self {
    case .name: .name
    case .unit: .unit
    case .goals: .goals
    case .accomplishment: .accomplishment
    case .remark: .remark
    case .grade: .grade
    case .total: .total
    case .overview: .overview
    case .conclusion: .conclusion
    case .problems: .shortcomings
    case .improvements: .improvements
    case .executionReason: .executionReason
    case .pointsSum: .pointsSum
    default: nil
    }
  }

  /// The column of a money row.
  var figure: FormPlace.FundFigure? {
    switch self {
    case .initial: .initial
    case .budget: .budget
    case .paid: .paid
    case .rate: .rate
    case .forecast: .forecast
    default: nil
    }
  }
}

extension LayoutSource {
  /// The field of a text that only some layouts have; nil for any other.
  var text: FormField.Name? {
    formPart.flatMap { FormPlace.form($0).field }.flatMap { $0.isOfLayout ? $0 : nil }
  }
}
