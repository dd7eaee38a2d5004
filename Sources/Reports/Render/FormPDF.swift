internal import CPango

extension FormGrid {
  /// Writes forms as a PDF: A4 landscape with embedded fonts, each form on pages of its own, the indicators' heading repeated.
  /// The same forms give the same file with the same fonts.
  package static func pdf(_ forms: [FormGrid], title: String, to path: String) throws(PDFProblem) {
    try PDFPage.document(.landscape, title: title, to: path) { page in
      for form in forms { form.draw(on: page) }
    }
  }

  private func draw(on page: PDFPage) {
    page.start()
    drawWhole(on: page)
  }

  /// Draws title, table and remarks on the page that was begun, and those after it.
  func drawWhole(on page: PDFPage) {
    page.line(title, size: 16, isBold: true, .centre)
    page.line(period, size: 10, .centre)
    page.line(unit, size: 10, .right)
    drawRows(PDFTable(self, page, size: fitting(page)), on: page)
    for note in notes { page.line(note, size: 9, .left) }
    page.top += 8
    page.line(signatures.joined(separator: "　　　　　　　　　"), size: 10, .left)
  }

  /// The size of type by which the whole form fits on the page, remarks and signatures too. Where none does, the usual one,
  /// or what it takes for no row to be higher than a page.
  private func fitting(_ page: PDFPage) -> Double {
    let below = notes.reduce(28.0) { $0 + 2 + page.set($1, size: 9, width: page.inner, .left) }
    let whole = [PDFTable.size, 8.5, 8, 7.5].first { size in
      page.hasRoom(for: PDFTable(self, page, size: size).height(0..<rows.count) + below)
    }
    return whole ?? rowFitting(page)
  }

  /// The size by which every row fits on a page behind the repeated heading.
  private func rowFitting(_ page: PDFPage) -> Double {
    let most = page.room
    return stride(from: PDFTable.size, to: 4, by: -1).first { size in
      let table = PDFTable(self, page, size: size)
      return table.height(heading) + table.tallest(from: heading.upperBound) <= most
        && table.tallest(from: 0) <= most
    } ?? 4
  }

  /// Draws the table, over as many pages as it needs.
  func drawRows(on page: PDFPage) { drawRows(PDFTable(self, page, size: rowFitting(page)), on: page) }

  private func drawRows(_ table: PDFTable, on page: PDFPage) {
    var row = 0
    while row < rows.count {
      let end = table.unit(from: row, heading: heading)
      let height = table.height(row..<end)
      if !page.hasRoom(for: height), page.isBegun {
        page.next()
        if row >= heading.upperBound {
          table.draw(heading, at: page.top, isCut: false)
          page.top += table.height(heading)
        }
      }
      // As many rows as fit are drawn together, so that merged cells reach over them; a page's end cuts them.
      var last = end
      while last < rows.count, page.hasRoom(for: table.height(row..<table.unit(from: last, heading: heading))) {
        last = table.unit(from: last, heading: heading)
      }
      table.draw(row..<last, at: page.top, isCut: true)
      page.top += table.height(row..<last)
      row = last
    }
  }
}

/// A form's cells with their places and the heights of their rows.
struct PDFTable {
  /// The usual size of type.
  static let size = 9.0
  private static let padding = 2.5
  private let size: Double
  private let cells: [FormGrid.Placed]
  private let lefts: [Double]
  private var heights: [Double]
  private let page: PDFPage

  init(_ grid: FormGrid, _ page: PDFPage, size: Double) {
    self.page = page
    self.size = size
    var left = page.margin
    var lefts = [left]
    for width in grid.widths {
      left += Double(width) / 100 * page.inner
      lefts.append(left)
    }
    self.lefts = lefts
    cells = grid.placed
    heights = [Double](repeating: 0, count: grid.rows.count)
    // Rows first by their own cells, then what merged cells still lack is added to their last row.
    for place in cells.sorted(by: { $0.cell.rows < $1.cell.rows }) {
      let need = measure(place) + 2 * PDFTable.padding
      let have = heights[place.row..<place.row + place.cell.rows].reduce(0, +)
      if need > have { heights[place.row + place.cell.rows - 1] += need - have }
    }
  }

  private func width(_ place: FormGrid.Placed) -> Double {
    lefts[place.column + place.cell.columns] - lefts[place.column]
  }

  private func measure(_ place: FormGrid.Placed) -> Double {
    page.set(
      place.cell.text, asked: place.cell.asked, size: size, width: width(place) - 2 * PDFTable.padding,
      place.cell.alignment)
  }

  /// The height of the highest row from one on.
  func tallest(from row: Int) -> Double { heights[row...].max() ?? 0 }

  func height(_ rows: Range<Int>) -> Double { heights[rows].reduce(0, +) }

  /// The end of what may not be parted beginning at a row: the heading, or what a merged cell before it holds together.
  func unit(from row: Int, heading: Range<Int>) -> Int {
    if row == heading.lowerBound { return min(heading.upperBound + 1, heights.count) }
    guard row < heading.lowerBound else { return row + 1 }
    return cells.filter { $0.row == row }.map { $0.row + $0.cell.rows }.max() ?? row + 1
  }

  /// Draws some rows. A cell that begins before them or reaches beyond is drawn as far as they go, with its text where it
  /// begins here.
  func draw(_ rows: Range<Int>, at top: Double, isCut: Bool) {
    for place in cells where place.row < rows.upperBound && place.row + place.cell.rows > rows.lowerBound {
      let first = max(place.row, rows.lowerBound), last = min(place.row + place.cell.rows, rows.upperBound)
      let y = top + heights[rows.lowerBound..<first].reduce(0, +)
      let height = heights[first..<last].reduce(0, +)
      page.box(lefts[place.column], y, width(place), height, background: place.cell.background)
      guard place.row >= rows.lowerBound || !isCut else { continue }
      let text = measure(place)
      page.show(at: lefts[place.column] + PDFTable.padding, y + max(PDFTable.padding, (height - text) / 2))
    }
  }
}
