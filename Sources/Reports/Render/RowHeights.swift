/// How high the rows of a table are: by their own cells, and by what is merged over several, also where only some of its rows
/// stand on a page. Points of 1/72 inch.
struct RowHeights {
  /// The cells that reach over several rows, each with how high it has to be at least.
  private let tall: [(place: FormGrid.Placed, need: Double)]
  private let cells: [FormGrid.Placed]
  private var heights: [Double]

  /// - Parameters:
  ///   - cells: a grid's.
  ///   - needs: how high each has to be at least.
  ///   - count: how many rows there are.
  init(_ cells: [FormGrid.Placed], needs: [Double], rows count: Int) {
    self.cells = cells
    tall = zip(cells, needs).filter { $0.0.cell.rows > 1 }.map { ($0, $1) }
    heights = [Double](repeating: 0, count: count)
    // Rows first by their own cells, then what merged cells still lack is added to their last row.
    for index in cells.indices.sorted(by: { cells[$0].cell.rows < cells[$1].cell.rows }) {
      let place = cells[index]
      let have = heights[place.row..<place.row + place.cell.rows].reduce(0, +)
      if needs[index] > have { heights[place.row + place.cell.rows - 1] += needs[index] - have }
    }
  }

  /// How many rows there are.
  var count: Int { heights.count }

  /// The whole height.
  var sum: Double { heights.reduce(0, +) }

  /// The same with every row so much higher.
  func taller(_ points: Double) -> RowHeights {
    var taller = self
    taller.heights = heights.map { $0 + points }
    return taller
  }

  /// The heights of some rows that stand on one page: what is left of a merged cell there still has room for its text.
  func heights(of rows: [Int]) -> [Double] {
    var result = rows.map { heights[$0] }
    for (place, need) in tall {
      guard let own = place.part(on: rows), own.count < place.cell.rows else { continue }
      let lack = need - result[own].reduce(0, +)
      if lack > 0 { result[own.upperBound - 1] += lack }
    }
    return result
  }

  /// How high some rows are on one page.
  func height(of rows: [Int]) -> Double { heights(of: rows).reduce(0, +) }

  /// Whether every row fits on a page of some room behind the repeated heading.
  func fits(_ room: Double, below heading: Range<Int>) -> Bool {
    let tallest = heights[heading.upperBound...].max() ?? 0
    return heights[heading].reduce(0, +) + tallest <= room && (heights.max() ?? 0) <= room
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
}

extension FormGrid.Placed {
  /// Which of a page's rows it covers; nil for none.
  func part(on rows: [Int]) -> Range<Int>? {
    let covered = row..<row + cell.rows
    guard let first = rows.firstIndex(where: covered.contains), let last = rows.lastIndex(where: covered.contains)
    else {
      return nil
    }
    return first..<last + 1
  }
}
