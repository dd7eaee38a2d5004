/// A form's cells with their places and the heights of their rows. Points of 1/72 inch.
struct PDFTable {
  /// The usual size of type.
  static let size = 9.0
  private static let aside = 2.0
  private let size: Double
  private let padding: Double
  private let cells: [FormGrid.Placed]
  private let lefts: [Double]
  /// How high each cell's text is.
  private let texts: [Double]
  /// How high the rows are.
  private(set) var rows: RowHeights
  private let page: PDFPage

  init(_ grid: FormGrid, _ page: PDFPage, size: Double, padding: Double = 2.5) {
    self.page = page
    self.size = size
    self.padding = padding
    var left = page.margin
    var lefts = [left]
    for width in grid.widths {
      left += Double(width) / 100 * page.inner
      lefts.append(left)
    }
    self.lefts = lefts
    let cells = grid.placed
    self.cells = cells
    texts = cells.map { place in
      page.set(
        place.cell.text, asked: place.cell.asked, size: size,
        width: lefts[place.column + place.cell.columns] - lefts[place.column] - 2 * PDFTable.aside,
        place.cell.alignment,
        keepsWords: true)
    }
    rows = RowHeights(cells, needs: texts.map { $0 + 2 * padding }, rows: grid.rows.count)
  }

  private init(_ table: PDFTable, taller points: Double) {
    self = table
    rows = rows.taller(points)
  }

  /// The same with taller rows, as far as the table is not so high and no row grows by more than half a line.
  func spread(to height: Double) -> PDFTable {
    let free = (height - rows.sum) / Double(max(1, rows.count))
    return free <= 0 ? self : PDFTable(self, taller: min(free, 6))
  }

  /// How high some rows are on one page.
  func height(of rows: [Int]) -> Double { self.rows.height(of: rows) }

  /// The table in the usual size, or in what it takes for no row to be higher than a page.
  static func fitting(_ grid: FormGrid, _ page: PDFPage, room: Double) -> PDFTable {
    for size in stride(from: PDFTable.size, to: 4, by: -1) {
      let table = PDFTable(grid, page, size: size)
      if table.rows.fits(room, below: grid.heading) { return table }
    }
    return PDFTable(grid, page, size: 4)
  }

  /// Draws the rows of a page. A cell that begins before it or goes on after it is drawn as far as its rows are here, with its
  /// text.
  func draw(_ rows: [Int], at top: Double) {
    let heights = self.rows.heights(of: rows)
    for (index, place) in cells.enumerated() {
      guard let own = place.part(on: rows) else { continue }
      let y = top + heights[..<own.lowerBound].reduce(0, +)
      let (height, left) = (heights[own].reduce(0, +), lefts[place.column])
      let width = lefts[place.column + place.cell.columns] - left
      page.box(left, y, width, height, background: place.cell.background)
      _ = page.set(
        place.cell.text, asked: place.cell.asked, size: size, width: width - 2 * PDFTable.aside, place.cell.alignment,
        keepsWords: true)
      page.show(at: left + PDFTable.aside, y + max(padding, (height - texts[index]) / 2))
    }
  }
}
