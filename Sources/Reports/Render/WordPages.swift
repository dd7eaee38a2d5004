/// Which rows of a form stand on which page of a Word document. No program says how high rows will be in another with other
/// fonts: lines are counted, each as high as the highest Chinese fonts have them, so that what is planned for a page fits on it.
struct WordPages {
  /// How high a line of a size of type is at most: Noto and Source Han take 1.45 of their size, 仿宋 1.3.
  private static let line = 1.46
  private static let size = Double(WordParts.cellHalf) / 10
  /// A twip is a twentieth of a point.
  private static let page = (
    width: Double(WordPage.landscape.inner) / 20,
    height: Double(
      WordPage.landscape.height - WordPage.landscape.margins.top - WordPage.landscape.margins.bottom) / 20
  )

  /// The rows of each page; a page without rows is none.
  let pages: [[Int]]

  init(_ grid: FormGrid) {
    let cells = grid.placed
    let needs = cells.map { place in
      let width = Double(grid.widths[place.column..<place.column + place.cell.columns].reduce(0, +)) / 100
      let inner = width * WordPages.page.width - Double(2 * WordParts.cellMargin) / 20
      return Double(WordPages.lines(of: place.cell, halves: Int(inner / (WordPages.size / 2))))
        * WordPages.size * WordPages.line + 0.5
    }
    // Title, period and unit, and what stands between two tables.
    let head = (16.0 + 10 + 10) * WordPages.line + 1
    let notes = grid.notes.reduce(0.0) { $0 + WordPages.height(of: $1, size: 9) }
    let tail = notes + 6 + WordPages.height(of: grid.signatureLine(width: 70, gap: 8), size: 10)
    let room = PageRoom(first: WordPages.page.height - head, others: WordPages.page.height - 2, tail: tail)
    pages = room.pages(grid, by: RowHeights(cells, needs: needs, rows: grid.rows.count)).filter { !$0.isEmpty }
  }

  /// How many lines a cell's text takes where so many halves of a Chinese character stand on one.
  private static func lines(of cell: FormGrid.Cell, halves room: Int) -> Int {
    let text = cell.alignment == .centre ? Unbroken.broken(cell.text, room: room) : cell.text
    // A sign that may not begin a line takes the character before it along.
    return count(text + (cell.asked ?? ""), room: cell.alignment == .centre ? room : room - 2)
  }

  private static func count(_ text: String, room: Int) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { sum, line in
      sum + max(1, (Unbroken.halves(line) + max(2, room) - 1) / max(2, room))
    }
  }

  private static func height(of text: String, size: Double) -> Double {
    Double(count(text, room: Int(page.width / (size / 2)) - 2)) * size * line
  }
}
