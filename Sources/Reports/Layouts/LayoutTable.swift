internal import Domain

/// The points that cells of a form with points say.
struct LayoutPoints {
  /// Those of some rows together, what they got, empty where a score is missing, and those of a department's projects.
  let rows: ([Int]) -> String, scores: ([Int]) -> String, projects: String
}

/// Draws a form by a layout.
struct LayoutTable<Content: OfficialForm> {
  private let layout: FormLayout
  private let form: Content
  private let pen: FormPen<Content>
  private let edition: FormEdition
  private let points: LayoutPoints?
  /// The rows of indicators, each of one or of those that are listed once.
  private let listed: [[Int]]
  private var rows: [[FormGrid.Cell]] = []
  private var heading = 0..<1
  private var block: Range<Int>?
  /// Where points and scores stand, for totals: of the execution rate, and of the indicators.
  private var areas: [LayoutSource: [FormGrid.Area]] = [:]

  private init(_ layout: FormLayout, _ form: Content, _ edition: FormEdition, _ points: LayoutPoints?) {
    (self.layout, self.form, self.edition, self.points) = (layout, form, edition, points)
    pen = FormPen(form, edition)
    listed = form.listed(edition)
  }

  /// The table.
  ///
  /// - Parameters:
  ///   - layout: nil, and one of other forms, for the national one.
  ///   - points: nil for a form without points.
  ///   - remarks: what the form says below it, with those of a layout.
  static func grid(
    _ form: Content, _ edition: FormEdition, by layout: FormLayout?, points: LayoutPoints? = nil,
    remarks: (FormEdition, [String]) -> [String]
  ) -> FormGrid {
    let fitting = layout.flatMap { $0.isWhole == form.isWhole ? $0 : nil }
    guard let layout = fitting ?? .national(Content.kind, isWhole: form.isWhole) else {
      return FormGrid(title: "", period: "", rows: [], heading: 0..<0, widths: [], notes: [], signatures: [])
    }
    var table = LayoutTable(layout, form, edition, points)
    for section in layout.sections {
      switch section {
      case .rows(let rows): table.rows += rows.map { row in row.map { table.cell($0) } }
      case .funds(let funds): table.add(funds)
      case .projects(let projects): table.add(projects)
      case .indicators(let indicators): table.add(indicators)
      }
    }
    return FormGrid(
      title: table.filled(layout.title), period: table.filled(layout.period), rows: table.rows,
      heading: table.heading, widths: layout.widths, notes: remarks(edition, layout.notes),
      signatures: FormSignatures.line(edition, layout.signatures.map(table.filled)), unit: layout.unit,
      block: table.block, running: form.runningHead)
  }

  /// A caption with the year and the months in it.
  private func filled(_ text: String) -> String {
    var text = text
    for (key, value) in [
      ("{year}", "\(form.head.department.fiscalYear)"), ("{span}", form.span), ("{contact}", form.head.contact ?? ""),
      ("{approved}", form.approvedBeside),
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
    // Room for the pen.
    if drawn.printed.isEmpty, !cell.otherwise.isEmpty {
      return caption(cell, text: cell.otherwise).standing(for: .form(part), behind: cell.otherwise)
    }
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
    let shown = funds.lines.filter { line in line.kind.map { form.fund($0) != nil } ?? true }
    for (index, line) in shown.enumerated() {
      let caption = shown.count == 1 ? line.alone ?? line.caption : line.caption
      lines.append(
        zip(funds.row, starts).map { cell, column in
          let drawn = self.cell(cell, line.kind, isFirst: index == 0, filled(caption))
          guard cell.isSum, index == 0, shown.count > 1 else { return drawn }
          return drawn.totalling(.sum([.init(rows: first + 1..<first + shown.count, column: column)]))
        })
    }
    for (cell, column) in zip(funds.row, starts) {
      if let source = cell.source { areas[source] = [.init(rows: first..<first + 1, column: column)] }
    }
    if let label = funds.label { lines[0].insert(caption(label, rows: lines.count), at: 0) }
    rows += lines
  }

  /// A cell of a money row: what it has not stays blank. Points has the first.
  private func cell(
    _ cell: FormLayout.Cell, _ kind: FundKind?, isFirst: Bool, _ caption: String
  ) -> FormGrid.Cell {
    guard let source = cell.source else { return self.caption(cell) }
    if source == .caption { return self.caption(cell, text: caption) }
    if let figure = source.figure, let kind {
      return pen.cell(.fund(kind, figure), columns: cell.columns, rows: 1, cell.alignment, mark: cell.mark)
    }
    guard isFirst, source.figure == nil else { return self.caption(cell) }
    let part: FormPlace.Part = source == .executionPoints ? .executionPoints : .executionScore
    return pen.cell(.form(part), columns: cell.columns, rows: 1, cell.alignment, mark: cell.mark)
  }

  // MARK: - Projects

  private mutating func add(_ section: FormLayout.Projects) {
    guard !form.projectLines.isEmpty else {
      rows += section.empty.map { row in row.map { cell($0) } }
      return
    }
    let top = rows.count
    var lines = section.heading.map { row in row.map { cell($0) } } + projectRows(section.row)
    if let label = section.label { lines[0].insert(caption(label, rows: lines.count), at: 0) }
    rows += lines
    block = top..<rows.count
  }

  private func projectRows(_ row: [FormLayout.Cell]) -> [[FormGrid.Cell]] {
    let lines = form.projectLines
    return lines.enumerated().map { index, line in
      row.compactMap { cell in
        if let part = cell.source?.projectPart {
          return pen.cell(
            .project(line.code, part), columns: cell.columns, cell.alignment, mark: cell.mark, before: cell.before)
        }
        guard cell.isMerged else { return caption(cell) }
        return index > 0 ? nil : shared(cell, by: lines.count, points?.projects)
      }
    }
  }

  /// A caption that all rows of a kind share, with their points where it says them.
  private func shared(_ cell: FormLayout.Cell, by rows: Int, _ points: String?) -> FormGrid.Cell {
    let share = cell.hasPoints ? points.map { "\n（\($0)分）" } ?? "" : ""
    return caption(cell, rows: rows, text: filled(cell.text ?? "") + share)
  }

  // MARK: - Indicators

  private mutating func add(_ section: FormLayout.Indicators) {
    let top = rows.count
    heading = top..<top + section.heading.count
    var lines = section.heading.map { row in row.map { cell($0) } } + indicatorRows(section.row)
    if let project = section.project { lines += projectRows(project) }
    let count = lines.count - section.heading.count
    for (cell, column) in zip(section.row, FormLayout.starts(section.row, behind: section.label)) {
      guard let source = cell.source, source == .points || source == .score else { continue }
      // Where there is none, a row says so.
      areas[source] = [.init(rows: heading.upperBound..<heading.upperBound + max(1, count), column: column)]
    }
    if let label = section.label { lines[0].insert(caption(label, rows: lines.count), at: 0) }
    rows += lines
    if count == 0 { rows.append([pen.cell(.form(.indicators), columns: layout.widths.count)]) }
  }

  private func indicatorRows(_ row: [FormLayout.Cell]) -> [[FormGrid.Cell]] {
    let kept = listed.map { form.indicators[$0[0]] }
    let first = FormSpans(kept.map(\.level1))
    let second = FormSpans(kept.map { $0.level1 + "/" + $0.level2 })
    return listed.indices.map { line in
      row.compactMap { cell in
        guard cell.isMerged else { return self.cell(cell, of: listed[line]) }
        guard let source = cell.source else {
          return line > 0 ? nil : shared(cell, by: listed.count, points?.rows(listed.flatMap { $0 }))
        }
        guard let span = source == .level1 ? first[line] : second[line] else { return nil }
        let share = cell.hasPoints ? points?.rows(listed[line..<line + span].flatMap { $0 }) : nil
        let name = source == .level1 ? kept[line].level1 : kept[line].level2
        return caption(cell, rows: span, text: name + (share.map { "\n（\($0)分）" } ?? ""))
      }
    }
  }

  /// A cell of an indicator's row, or of those that are listed once: the points of all of them stand there.
  private func cell(_ cell: FormLayout.Cell, of same: [Int]) -> FormGrid.Cell {
    guard let source = cell.source else { return caption(cell) }
    if same.count > 1, let points, source == .points || source == .score {
      return caption(cell, text: source == .points ? points.rows(same) : points.scores(same))
    }
    if let part = source.part { return pen.cell(part, of: same, as: cell) }
    let indicator = form.indicators[same[0]]
    return switch source {
    case .level1: caption(cell, text: indicator.level1)
    case .level2: caption(cell, text: indicator.level2)
    case .sign: caption(cell, text: TargetParts(indicator.target).sign)
    case .value: caption(cell, text: TargetParts(indicator.target).value)
    default: caption(cell, text: TargetParts(indicator.target).unit)
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
