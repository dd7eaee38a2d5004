extension FormGrid {
  /// Writes forms as a PDF: A4 landscape with embedded fonts, each form on pages of its own that bear their number, its headings
  /// and the texts of merged cells repeated. The same forms give the same file with the same fonts.
  package static func pdf(_ forms: [FormGrid], title: String, to path: String) throws(PDFProblem) {
    try PDFPage.document(.landscape, title: title, to: path) { page in
      for form in forms {
        page.start()
        form.drawWhole(on: page, isNumbered: true)
      }
    }
  }

  /// Draws title, table and remarks on the page that was begun, and those after it.
  ///
  /// - Parameter isNumbered: whether each page says which of the form's it is.
  func drawWhole(on page: PDFPage, isNumbered: Bool = false) {
    drawHead(on: page)
    let plan = PDFPlan(self, page, tail: tail(page))
    for (number, rows) in plan.pages.enumerated() {
      if number > 0 {
        page.next()
        page.line(running.isEmpty ? title : running, size: PDFPlan.runningSize, .left)
      }
      plan.table.draw(rows, at: page.top)
      page.top += plan.table.height(of: rows)
      if isNumbered { page.footer("第\(number + 1)页　共\(plan.pages.count)页") }
    }
    page.begin()
    page.top += 3
    for note in notes { page.line(note, size: 9, .left) }
    page.top += 8
    page.spread(signatures, size: 10)
  }

  private func drawHead(on page: PDFPage) {
    page.line(title, size: 16, isBold: true, .centre)
    page.line(period, size: 10, .centre)
    page.line(unit, size: 10, .right)
  }

  /// How high the remarks and the signatures are.
  private func tail(_ page: PDFPage) -> Double {
    notes.reduce(31.0) { $0 + 2 + page.set($1, size: 9, width: page.inner, .left) }
  }

  /// Draws the table below what stands on the page already, over as many pages as it needs.
  func drawRows(on page: PDFPage) {
    let plan = PDFPlan(self, below: page)
    for (number, rows) in plan.pages.enumerated() where !rows.isEmpty {
      if number > 0 { page.next() }
      plan.table.draw(rows, at: page.top)
      page.top += plan.table.height(of: rows)
      page.begin()
    }
  }
}

/// Which rows stand on which page, and how large.
struct PDFPlan {
  /// The size of the line that says whose form it is on pages after the first.
  static let runningSize = 10.0
  let table: PDFTable
  /// The rows of each page from the top, headings that are repeated too.
  private(set) var pages: [[Int]] = []
  /// The room for rows on the first page, and on the others.
  private let first: Double, others: Double

  /// A plan for what begins on a page at its top.
  ///
  /// - Parameter tail: what stands below the table and may not be parted from its last row.
  init(_ grid: FormGrid, _ page: PDFPage, tail: Double) {
    first = page.roomLeft
    others = page.room - page.set("表", size: PDFPlan.runningSize, width: page.inner, .left) - 2
    // On one page if a size lets it; else on as few as sizes do that are easily read, and then as large as they let it.
    let tables = [PDFTable.size, 8.5, 8, 7.5].map { PDFTable(grid, page, size: $0) }
    let whole = Array(grid.rows.indices)
    if let table = tables.first(where: { $0.height(of: whole) + tail <= page.roomLeft }) {
      self.table = table.spread(to: (first - tail) * PDFPlan.fill)
      pages = [whole]
      return
    }
    let paper = PageRoom(first: first, others: others, tail: tail)
    let fitting = tables.dropLast().filter { $0.rows.fits(paper.others, below: grid.heading) }
    let counts = fitting.map { paper.split(grid, by: $0.rows).count }
    let best = counts.min().flatMap { counts.firstIndex(of: $0) }
    let table = best.map { fitting[$0] } ?? PDFTable.fitting(grid, page, room: others)
    self.table = table
    pages = paper.pages(grid, by: table.rows)
    // Only a row nearly as high as a page leaves no room for what stands below it.
    if let last = pages.last, table.height(of: last) + tail > (pages.count == 1 ? first : others) { pages.append([]) }
  }

  /// A plan for a table below something else, as it comes.
  init(_ grid: FormGrid, below page: PDFPage) {
    (first, others) = (page.roomLeft, page.room)
    table = PDFTable.fitting(grid, page, room: others)
    pages = PageRoom(first: first, others: others, tail: 0).split(grid, by: table.rows)
    // On a page of its own it need not go to the next.
    if !page.isBegun { pages = pages.filter { !$0.isEmpty } }
  }

  /// How much of a page a short form fills by wider rows.
  private static let fill = 0.7
}
