internal import Domain

/// Draws a project's form by a layout.
struct LayoutTable<Content: OfficialForm> {
  private let layout: FormLayout
  private let form: Content
  private let pen: FormPen<Content>
  private let edition: FormEdition
  private var rows: [[FormGrid.Cell]] = []
  private var heading = 0..<1
  /// Where points and scores stand, for totals: of the execution rate, and of the indicators.
  private var areas: [LayoutSource: [FormGrid.Area]] = [:]

  /// - Parameter points: the points of some rows together, of a form that has points.
  init(_ layout: FormLayout, _ form: Content, _ edition: FormEdition) {
    (self.layout, self.form, self.edition) = (layout, form, edition)
    pen = FormPen(form, edition)
  }

  /// The table.
  ///
  /// - Parameters:
  ///   - notes: what the form says below it.
  ///   - points: the points of some rows together; nil for a form without points.
  func grid(notes: [String], points: (Range<Int>) -> String?) -> FormGrid {
    var table = self
    for section in layout.sections {
      switch section {
      case .rows(let rows): table.rows += rows.map { row in row.map { table.cell($0) } }
      case .funds(let funds): table.add(funds)
      case .indicators(let indicators): table.add(indicators, points: points)
      }
    }
    return FormGrid(
      title: filled(layout.title), period: filled(layout.period), rows: table.rows, heading: table.heading,
      widths: layout.widths, notes: notes, signatures: FormSignatures.line(edition, layout.signatures.map(filled)),
      unit: layout.unit, running: form.runningHead)
  }

  /// A caption with the year and the months in it.
  private func filled(_ text: String) -> String {
    var text = text
    for (key, value) in [
      ("{year}", "\(form.head.department.fiscalYear)"), ("{span}", form.span), ("{contact}", form.head.contact ?? ""),
    ] {
      while let place = text.firstRange(of: key) { text.replaceSubrange(place, with: value) }
    }
    return text
  }

  private func caption(_ cell: FormLayout.Cell, rows: Int? = nil, text: String? = nil) -> FormGrid.Cell {
    .init(
      text ?? filled(cell.text ?? cell.otherwise), columns: cell.columns, rows: rows ?? cell.rows, cell.alignment)
  }

  /// A cell of rows that stand once.
  private func cell(_ cell: FormLayout.Cell) -> FormGrid.Cell {
    guard let source = cell.source else { return caption(cell) }
    guard let part = source.formPart else {
      let department = form.head.department
      return caption(cell, text: cell.before + "\(department.code) \(department.name)")
    }
    let drawn = pen.cell(
      .form(part), columns: cell.columns, rows: cell.rows, cell.alignment, mark: cell.mark, before: cell.before)
    let parts: [LayoutSource] = source == .pointsSum ? [.executionPoints, .points] : [.executionScore, .score]
    let summed = parts.flatMap { areas[$0] ?? [] }
    return cell.isSum && summed.count == 2 ? drawn.totalling(.sum(summed)) : drawn
  }

  // MARK: - Money

  private mutating func add(_ funds: FormLayout.Funds) {
    let top = rows.count
    var lines = funds.heading.map { row in row.map { cell($0) } }
    let first = top + lines.count
    let starts = FormLayout.starts(funds.row, behind: funds.label)
    for (index, line) in funds.lines.enumerated() {
      lines.append(
        zip(funds.row, starts).map { cell, column in
          let drawn = self.cell(cell, line)
          guard cell.isSum, index == 0, funds.lines.count > 1 else { return drawn }
          return drawn.totalling(.sum([.init(rows: first + 1..<first + funds.lines.count, column: column)]))
        })
    }
    for (cell, column) in zip(funds.row, starts) {
      if let source = cell.source { areas[source] = [.init(rows: first..<first + 1, column: column)] }
    }
    if let label = funds.label { lines[0].insert(caption(label, rows: lines.count), at: 0) }
    rows += lines
  }

  /// A cell of a money row: what it has not stays blank.
  private func cell(_ cell: FormLayout.Cell, _ line: FormLayout.Funds.Line) -> FormGrid.Cell {
    guard let source = cell.source else { return caption(cell) }
    if source == .caption { return caption(cell, text: line.caption) }
    if let figure = source.figure, let kind = line.kind {
      return pen.cell(.fund(kind, figure), columns: cell.columns, rows: 1, cell.alignment, mark: cell.mark)
    }
    guard line.kind == .total, source.figure == nil else { return caption(cell) }
    let part: FormPlace.Part = source == .executionPoints ? .executionPoints : .executionScore
    return pen.cell(.form(part), columns: cell.columns, rows: 1, cell.alignment, mark: cell.mark)
  }

  // MARK: - Indicators

  private mutating func add(_ section: FormLayout.Indicators, points: (Range<Int>) -> String?) {
    let indicators = form.indicators
    let top = rows.count
    heading = top..<top + section.heading.count
    var lines = section.heading.map { row in row.map { cell($0) } }
    let first = FormSpans(indicators.map(\.level1))
    let second = FormSpans(indicators.map { $0.level1 + "/" + $0.level2 })
    for index in indicators.indices {
      lines.append(
        section.row.compactMap { cell in
          let span = cell.source == .level1 ? first[index] : second[index]
          if cell.isMerged, span == nil { return nil }
          return self.cell(cell, indicator: index, rows: cell.isMerged ? span ?? 1 : 1, points)
        })
    }
    for (cell, column) in zip(section.row, FormLayout.starts(section.row, behind: section.label)) {
      guard let source = cell.source, source == .points || source == .score else { continue }
      // Where there is none, a row says so.
      let count = max(1, indicators.count)
      areas[source] = [.init(rows: heading.upperBound..<heading.upperBound + count, column: column)]
    }
    if let label = section.label { lines[0].insert(caption(label, rows: lines.count), at: 0) }
    rows += lines
    if indicators.isEmpty { rows.append([pen.cell(.form(.indicators), columns: layout.widths.count)]) }
  }

  private func cell(
    _ cell: FormLayout.Cell, indicator index: Int, rows: Int, _ points: (Range<Int>) -> String?
  ) -> FormGrid.Cell {
    guard let source = cell.source else { return caption(cell) }
    let indicator = form.indicators[index]
    if let part = source.part {
      return pen.cell(
        .row(index, part), columns: cell.columns, rows: 1, cell.alignment, mark: cell.mark, before: cell.before)
    }
    let share = cell.hasPoints ? points(index..<index + rows).map { "\n（\($0)分）" } ?? "" : ""
    switch source {
    case .level1: return caption(cell, rows: rows, text: indicator.level1 + share)
    case .level2: return caption(cell, rows: rows, text: indicator.level2 + share)
    case .sign: return caption(cell, text: TargetParts(indicator.target).sign)
    case .value: return caption(cell, text: TargetParts(indicator.target).value)
    default: return caption(cell, text: TargetParts(indicator.target).unit)
    }
  }
}

extension FormLayout {
  /// The columns at which the cells of a row begin.
  static func starts(_ row: [Cell], behind label: Cell?) -> [Int] {
    var column = label?.columns ?? 0
    return row.map { cell in
      defer { column += cell.columns }
      return column
    }
  }
}
