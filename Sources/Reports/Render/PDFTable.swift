/// A form's cells with their places and the heights of their rows. Points of 1/72 inch.
struct PDFTable {
  /// The usual size of type.
  static let size = 9.0
  private static let aside = 2.0
  private let size: Double
  private let padding: Double
  private let cells: [FormGrid.Placed]
  private let lefts: [Double]
  /// How high each cell's text is, and each row.
  private let texts: [Double]
  private var heights: [Double]
  /// The cells that reach over several rows.
  private let tall: [Int]
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
    tall = cells.indices.filter { cells[$0].cell.rows > 1 }
    heights = [Double](repeating: 0, count: grid.rows.count)
    // Rows first by their own cells, then what merged cells still lack is added to their last row.
    for index in cells.indices.sorted(by: { cells[$0].cell.rows < cells[$1].cell.rows }) {
      let place = cells[index]
      let need = texts[index] + 2 * padding
      let have = heights[place.row..<place.row + place.cell.rows].reduce(0, +)
      if need > have { heights[place.row + place.cell.rows - 1] += need - have }
    }
  }

  private init(_ table: PDFTable, taller points: Double) {
    self = table
    heights = heights.map { $0 + points }
  }

  /// The same with taller rows, as far as the table is not so high and no row grows by more than half a line.
  func spread(to height: Double) -> PDFTable {
    let free = (height - heights.reduce(0, +)) / Double(max(1, heights.count))
    return free <= 0 ? self : PDFTable(self, taller: min(free, 6))
  }

  /// The heights of some rows that stand on one page: what is left of a merged cell there still has room for its text.
  func heights(of rows: [Int]) -> [Double] {
    var result = rows.map { heights[$0] }
    for index in tall {
      let place = cells[index]
      guard let own = PDFTable.part(of: place, on: rows), own.count < place.cell.rows else { continue }
      let lack = texts[index] + 2 * padding - result[own].reduce(0, +)
      if lack > 0 { result[own.upperBound - 1] += lack }
    }
    return result
  }

  /// How high some rows are on one page.
  func height(of rows: [Int]) -> Double { heights(of: rows).reduce(0, +) }

  /// Which of a page's rows a cell covers; nil for none.
  private static func part(of place: FormGrid.Placed, on rows: [Int]) -> Range<Int>? {
    let covered = place.row..<place.row + place.cell.rows
    guard let first = rows.firstIndex(where: covered.contains), let last = rows.lastIndex(where: covered.contains)
    else {
      return nil
    }
    return first..<last + 1
  }

  /// Whether every row fits on a page of some room behind the repeated heading.
  func fits(_ room: Double, below heading: Range<Int>) -> Bool {
    let tallest = heights[heading.upperBound...].max() ?? 0
    return heights[heading].reduce(0, +) + tallest <= room && (heights.max() ?? 0) <= room
  }

  /// The table in the usual size, or in what it takes for no row to be higher than a page.
  static func fitting(_ grid: FormGrid, _ page: PDFPage, room: Double) -> PDFTable {
    for size in stride(from: PDFTable.size, to: 4, by: -1) {
      let table = PDFTable(grid, page, size: size)
      if table.fits(room, below: grid.heading) { return table }
    }
    return PDFTable(grid, page, size: 4)
  }

  /// The end of what may not be parted beginning at a row: the heading with its first row, or what a merged cell before it
  /// holds together, unless that has a heading of its own.
  func unit(from row: Int, in grid: FormGrid) -> Int {
    if row == grid.heading.lowerBound { return min(grid.heading.upperBound + 1, heights.count) }
    guard row < grid.heading.lowerBound else { return row + 1 }
    if let block = grid.block, block.contains(row) {
      return row == block.lowerBound ? min(row + 2, block.upperBound) : row + 1
    }
    return cells.filter { $0.row == row }.map { $0.row + $0.cell.rows }.max() ?? row + 1
  }

  /// Draws the rows of a page. A cell that begins before it or goes on after it is drawn as far as its rows are here, with its
  /// text.
  func draw(_ rows: [Int], at top: Double) {
    let heights = heights(of: rows)
    for (index, place) in cells.enumerated() {
      guard let own = PDFTable.part(of: place, on: rows) else { continue }
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
