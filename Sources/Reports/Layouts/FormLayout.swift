package import Domain

/// How a project's form, or a department's own, is laid out, as data: a province adds its form by a description, without code.
///
/// A form is a table of columns. Its sections follow each other from the top: rows as they stand, the money rows, a department's
/// projects, and the indicators with the heading that is repeated on each page. A cell is a caption, or says where its text comes from.
package struct FormLayout: Hashable, Sendable {
  /// By what it is asked for, such as `SC-2020`, and what people call it.
  package let code: String, name: String
  /// Which form it is of.
  package let form: DepartmentForm
  /// Whether it is of the department as a whole.
  package let isWhole: Bool
  /// The title, the line below it, and what stands above the table at the right; `{year}` and `{span}` are filled in.
  let title: String, period: String, unit: String
  /// The columns' shares of the width, in percent.
  let widths: [Int]
  let sections: [Section]
  /// Remarks of the form itself below the table, and who signs; `{contact}` is filled in.
  let notes: [String], signatures: [String]

  /// A part of the table.
  enum Section: Hashable, Sendable {
    /// Rows as they stand.
    case rows([[Cell]])
    /// The money rows.
    case funds(Funds)
    /// A department's projects.
    case projects(Projects)
    /// The indicators' rows.
    case indicators(Indicators)
  }

  /// Money rows: the label stands beside heading and lines.
  struct Funds: Hashable, Sendable {
    /// A money row; one that the records do not know has no kind, and stays blank. One that a form has not is left out.
    struct Line: Hashable, Sendable {
      let caption: String, kind: FundKind?
      /// Its caption where no other stands there; nil for the same.
      let alone: String?
    }

    let label: Cell?
    let heading: [[Cell]], row: [Cell]
    let lines: [Line]
  }

  /// A department's projects: the label stands beside heading and rows.
  struct Projects: Hashable, Sendable {
    let label: Cell?
    let heading: [[Cell]], row: [Cell]
    /// What stands there instead where it has none.
    let empty: [[Cell]]
  }

  /// The indicators' rows: the label stands beside heading and rows.
  struct Indicators: Hashable, Sendable {
    let label: Cell?
    let heading: [[Cell]], row: [Cell]
    /// The rows of a department's projects below them, under the same heading; nil for none.
    let project: [Cell]?
  }

  /// A cell of the description.
  struct Cell: Hashable, Sendable {
    /// Its caption, or where its text comes from; neither for one to be written into.
    let text: String?, source: LayoutSource?
    let columns: Int, rows: Int
    let alignment: FormGrid.Alignment
    /// Whether rows of the same name share it, a caption all rows of its kind, and whether it says their points.
    let isMerged: Bool, hasPoints: Bool
    /// What stands before the text; in its place in lines that have none; and for what is asked for, in a narrow cell.
    let before: String, otherwise: String, mark: String?
    /// Whether a spreadsheet adds it up, and whether a form is not handed in without it.
    let isSum: Bool, isRequired: Bool
  }
}

extension FormLayout {
  /// The texts beyond the national table that it has room for, and those it asks for.
  package var texts: FormTexts {
    let cells = sections.flatMap { section -> [Cell] in
      if case .rows(let rows) = section { rows.flatMap { $0 } } else { [] }
    }
    let named = cells.compactMap { cell in cell.source?.text.map { (name: $0, isRequired: cell.isRequired) } }
    return FormTexts(Set(named.map(\.name)), required: Set(named.filter(\.isRequired).map(\.name)))
  }
}

extension LayoutSource {
  /// The field of a text that only some layouts have; nil for any other.
  var text: FormField.Name? {
    formPart.flatMap { FormPlace.form($0).field }.flatMap { $0.isOfLayout ? $0 : nil }
  }
}

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
