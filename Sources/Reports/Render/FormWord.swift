extension FormGrid {
  /// Forms one after another as a Word document (.docx) that can be edited: A4 landscape, each form a section of its own whose
  /// pages bear their number, and after the first whose form it is; where it runs on, its headings and the texts of merged
  /// cells are repeated. The same forms give the same bytes. Nil where no memory is left.
  package static func word(_ forms: [FormGrid], title: String) -> [UInt8]? {
    let sections = WordSections(forms.map { $0.running.isEmpty ? $0.title : $0.running })
    let bodies = forms.enumerated().map { index, form in
      form.word(startsPage: false) + (index < forms.count - 1 ? sections.end(of: index) : "")
    }
    return sections.container(bodies.joined(), title: title)
  }

  func word(startsPage: Bool) -> String {
    var text = FormGrid.paragraph(title, style: "FormTitle", startsPage: startsPage)
    text += FormGrid.paragraph(period, style: "FormPeriod") + FormGrid.paragraph(unit, style: "FormUnit")
    let pages = WordPages(self).pages
    text += pages.count > 1 ? wordTables(pages) : wordTables(on: .landscape, keepsLast: true)
    // The signatures never stand on a page alone.
    text += notes.map { FormGrid.paragraph($0, style: "FormNote", keepsNext: true) }.joined()
    return text + FormGrid.paragraph(signatureLine(width: 70, gap: 8), style: "FormSignatures")
  }

  /// The grid as tables of the same columns as wide as a page's text.
  ///
  /// - Parameter keepsLast: whether no page ends behind the last row.
  func wordTables(on page: WordPage, keepsLast: Bool = false) -> String {
    wordTables(rows, above: heading.lowerBound, on: page, keepsLast: keepsLast)
  }

  /// The grid as tables of its pages. Only tables of its own give a page the texts of merged cells again: a merged cell that
  /// runs on has its text where it begins.
  private func wordTables(_ pages: [[Int]]) -> String {
    var text = ""
    var next = 0
    for (index, page) in pages.enumerated() {
      if index > 0 { text += FormGrid.paragraph("", style: "FormGap", startsPage: true) }
      text += wordTables(
        part(page), above: page.firstIndex(of: heading.lowerBound) ?? page.count,
        again: page.prefix { $0 < next }.count, on: .landscape, keepsLast: index == pages.count - 1)
      next = (page.last ?? 0) + 1
    }
    return text
  }

  /// Rows as tables.
  ///
  /// - Parameters:
  ///   - above: how many stand above the heading that is repeated.
  ///   - again: how many of those at the top stood on a page before.
  private func wordTables(
    _ rows: [[Cell]], above: Int, again: Int = 0, on page: WordPage, keepsLast: Bool
  ) -> String {
    let (grid, columns) = (FormGrid.reaching(rows), widths.map { $0 * page.inner / 100 })
    if above == 0 { return FormGrid.table(grid, columns, heading: heading.count, keepsLast) }
    if above == rows.count { return FormGrid.table(grid, columns, heading: again, keepsLast) }
    // Two tables that touch would become one, and only a table's first rows can be repeated.
    return FormGrid.table(Array(grid[..<above]), columns, heading: again, false)
      + FormGrid.paragraph("", style: "FormGap")
      + FormGrid.table(Array(grid[above...]), columns, heading: heading.count, keepsLast)
  }

  /// A place of the grid: a cell where it begins, or the column and span of one that reaches down from above.
  private struct Place {
    let cell: Cell
    let column: Int
    let isContinued: Bool
  }

  /// Every row with the cells that reach into it from above.
  private static func reaching(_ rows: [[Cell]]) -> [[Place]] {
    var open: [Int: (cell: Cell, left: Int)] = [:]
    return rows.map { row in
      var places: [Place] = []
      var column = 0
      func takeReaching() {
        while let (cell, left) = open[column], left > 0 {
          places.append(Place(cell: cell, column: column, isContinued: true))
          open[column] = (cell, left - 1)
          column += cell.columns
        }
      }
      for cell in row {
        takeReaching()
        places.append(Place(cell: cell, column: column, isContinued: false))
        open[column] = (cell, cell.rows - 1)
        column += cell.columns
      }
      takeReaching()
      return places
    }
  }

  private static func table(_ rows: [[Place]], _ columns: [Int], heading: Int, _ keepsLast: Bool) -> String {
    let lines = rows.enumerated().map { index, row in
      let mark = index < heading ? "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:trPr><w:cantSplit/></w:trPr>"
      return
        "<w:tr>\(mark)\(row.map { cell($0, columns, keepsNext: keepsLast && index == rows.count - 1) }.joined())</w:tr>"
    }
    return "<w:tbl><w:tblPr><w:tblStyle w:val=\"FormTable\"/><w:tblW w:w=\"\(columns.reduce(0, +))\" w:type=\"dxa\"/>"
      + "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
      + columns.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined() + "</w:tblGrid>" + lines.joined() + "</w:tbl>"
  }

  private static func cell(_ place: Place, _ columns: [Int], keepsNext: Bool) -> String {
    let cell = place.cell
    let width = columns[place.column..<place.column + cell.columns].reduce(0, +)
    let span = cell.columns > 1 ? "<w:gridSpan w:val=\"\(cell.columns)\"/>" : ""
    let merge = place.isContinued ? "<w:vMerge/>" : cell.rows > 1 ? "<w:vMerge w:val=\"restart\"/>" : ""
    let shade = cell.background.map { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\($0)\"/>" } ?? ""
    let side = cell.alignment.rawValue == "centre" ? "center" : cell.alignment.rawValue
    // Only the short words of a narrow column: running text is to be edited, and finds its lines by itself.
    let text =
      cell.alignment == .centre
      ? Unbroken.broken(cell.text, room: (width - 2 * WordParts.cellMargin) / WordParts.cellHalf) : cell.text
    var runs =
      place.isContinued
      ? [""] : text.split(separator: "\n", omittingEmptySubsequences: false).map { FormGrid.run(String($0)) }
    if let asked = cell.asked, !place.isContinued {
      runs[runs.count - 1] += FormGrid.run(asked, color: "B00020")
    }
    let paragraphs = runs.map {
      "<w:p><w:pPr><w:pStyle w:val=\"FormCell\"/>\(keepsNext ? "<w:keepNext/>" : "")<w:jc w:val=\"\(side)\"/></w:pPr>\($0)</w:p>"
    }
    return
      "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(span)\(merge)\(shade)<w:vAlign w:val=\"center\"/></w:tcPr>"
      + paragraphs.joined() + "</w:tc>"
  }

  /// - Parameters:
  ///   - keepsNext: that no page ends behind it.
  ///   - freeHalves: halves of a character of 16 points that stay free at its right.
  static func paragraph(
    _ text: String, style: String, startsPage: Bool = false, keepsNext: Bool = false, freeHalves: Int = 0
  ) -> String {
    let page = (keepsNext ? "<w:keepNext/>" : "") + (startsPage ? "<w:pageBreakBefore/>" : "")
    let free = freeHalves > 0 ? "<w:ind w:right=\"\(freeHalves * 160)\"/>" : ""
    return
      "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(page)\(free)</w:pPr>\(run(text, face: WordParts.face(of: style)))</w:p>"
  }

  /// Word takes Chinese in a font of its own only where the run says so.
  static func run(_ text: String, color: String? = nil, face: String = WordParts.usualFace) -> String {
    guard !text.isEmpty else { return "" }
    let tint = color.map { "<w:color w:val=\"\($0)\"/>" } ?? ""
    return "<w:r><w:rPr>\(WordParts.fonts(face))\(tint)</w:rPr><w:t xml:space=\"preserve\">\(escaped(text))</w:t></w:r>"
  }
}
