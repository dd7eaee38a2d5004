package import Domain

/// A form to be filled in where it stands: the working copy of the table, what it takes, and what is asked of whom.
package struct FormSheet: Sendable {
  /// What a person fills in: a field of the whole form, or of an indicator's row.
  package struct Cell: Hashable, Sendable {
    /// The field.
    package let name: FormField.Name
    /// The row, from 0; nil for the whole form.
    package let row: Int?

    /// A cell.
    package init(_ name: FormField.Name, row: Int? = nil) { (self.name, self.row) = (name, row) }
  }

  /// How a cell is filled in.
  package enum Kind: Hashable, Sendable {
    /// A few words, running text, an amount, points.
    case line, area, amount
    /// One of several causes, one of the likelihoods.
    case cause(DeviationCause), likelihood(Likelihood)
    /// In the place of what is computed, with a reason.
    case correction
  }

  /// Whose, which form, through which month.
  package let department: DepartmentIdentity, form: DepartmentForm, month: Int
  /// The form with where it stands.
  package let paper: StandingPaper
  /// The working copy as it is laid out for the department.
  package let grid: FormGrid
  /// What it says otherwise than when it was handed in last; of one that is in, than the time before.
  package let changes: [FormDifference]
  private let texts: FormTexts
  /// Which indicator each row of the working copy is of.
  package let rows: [IndicatorID]
  /// The rows whose values follow from payments and events.
  private let computed: Set<Int>

  /// A form to be filled in.
  ///
  /// - Parameters:
  ///   - layout: how it is laid out; nil for the national table.
  ///   - texts: the texts that the layout has room for.
  ///   - rows: which indicator each row is of.
  ///   - computed: the rows, from 0, whose values nobody reports.
  ///   - before: how it was handed in before, where it was.
  package init(
    _ paper: StandingPaper, of department: DepartmentIdentity, _ form: DepartmentForm, through month: Int,
    by layout: FormLayout?, texts: FormTexts, rows: [IndicatorID], computed: Set<Int>, before: FormPaper?
  ) {
    (self.department, self.form, self.month, self.paper) = (department, form, month, paper)
    (self.texts, self.rows, self.computed) = (texts, rows, computed)
    grid = paper.grid(.draft, by: layout)
    changes = before.map { paper.paper.difference(from: $0) } ?? []
  }

  /// The form's values; nil for one that an earlier program kept as it was drawn.
  package var content: (any OfficialForm)? {
    if case .form(let form) = paper.paper.content { form.content } else { nil }
  }

  /// Whether it can be filled in as it stands.
  package var isOpen: Bool { content != nil && !paper.progress.state.isIn }

  /// What keeps it from being handed in.
  package var problems: [FormProblem] { content?.problems ?? [] }

  /// The cell by which a place is filled in, and how; nil for one that nobody fills in.
  package func control(at place: FormPlace) -> (cell: Cell, kind: Kind)? {
    guard let field = place.field else { return nil }
    switch place {
    case .form(.unit), .form(.contact): return (Cell(field), .line)
    case .form(.accomplishment), .form(.remark), .form(.executionReason): return (Cell(field), .area)
    case .form(.overview), .form(.conclusion), .form(.shortcomings), .form(.improvements):
      return texts.known.contains(field) ? (Cell(field), .area) : nil
    case .form(.executionScore): return isUndecided ? (Cell(field), .line) : nil
    case .fund(.total, .forecast): return paper.paper.amounts.contains(field) ? (Cell(field), .correction) : nil
    case .fund(_, .paid): return paper.paper.amounts.contains(field) ? (Cell(field), .amount) : nil
    case .row(let row, let part): return kind(part, in: row).map { (Cell(field, row: row), $0) }
    case .form, .fund, .project: return nil
    }
  }

  private func kind(_ part: FormPlace.RowPart, in row: Int) -> Kind? {
    switch part {
    case .actual: computed.contains(row) && !value(Cell(.actual, row: row)).isEmpty ? .correction : .line
    case .expected: .line
    case .cause(let cause): .cause(cause)
    case .likelihood(let likelihood): .likelihood(likelihood)
    case .explanation, .measures: .area
    case .score:
      choice(row) != nil ? .line : value(Cell(.score, row: row)).isEmpty ? nil : .correction
    case .name, .target, .computed, .actualReason, .points: nil
    }
  }

  /// Fields of the whole form that have no cell in the table: they are filled in below it.
  package var below: [FormField.Name] {
    guard let content else { return [] }
    let drawn = Set(grid.rows.joined().compactMap { $0.place.flatMap(control(at:))?.cell.name })
    let texts: [FormField.Name] = type(of: content).kind == .selfEvaluation ? [.executionReason] : []
    return (texts + self.texts.known + [.remark, .contact]).filter { !drawn.contains($0) }
  }

  /// What stands in a cell, as a person would type it; empty for nothing.
  package func value(_ cell: Cell) -> String { paper.paper.typed(cell) }

  /// The points among which a person judges a row; nil where they follow by a formula.
  package func choice(_ row: Int) -> ClosedRange<Points>? {
    guard case .form(.selfEvaluation(let form)) = paper.paper.content, form.rows.indices.contains(row) else {
      return nil
    }
    return form.rows[row].score.choice
  }

  /// What was reported last of a row, before the form's period, for somebody to confirm.
  package func earlier(_ row: Int) -> EarlierValue? {
    switch paper.paper.content {
    case .form(.monitoring(let form)): form.rows.indices.contains(row) ? form.rows[row].earlier : nil
    case .form(.selfEvaluation(let form)): form.rows.indices.contains(row) ? form.rows[row].earlier : nil
    case .drawn: nil
    }
  }

  /// The points of a project's self-evaluation: of the execution rate, and of the rows; nil for another form.
  package var points: (execution: String, rows: [String])? { paper.paper.points }

  private var isUndecided: Bool {
    if case .form(.selfEvaluation(let form)) = paper.paper.content { form.execution.budget <= .zero } else { false }
  }
}
