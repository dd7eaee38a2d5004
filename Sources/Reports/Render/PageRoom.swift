/// The room there is for a table's rows on paper. Points of 1/72 inch.
struct PageRoom {
  /// On the first page, and on each other.
  let first: Double, others: Double
  /// What stands below the last row and may not be parted from it.
  let tail: Double

  /// The rows of each page from the top, headings that are repeated too: as few pages as there can be, evenly filled.
  func pages(_ grid: FormGrid, by rows: RowHeights) -> [[Int]] {
    let fewest = split(grid, by: rows)
    let even = stride(from: 0.5, to: 1, by: 0.04).lazy.map { split(grid, by: rows, share: $0) }
    return even.first { $0.count == fewest.count } ?? fewest
  }

  /// Parts the rows: what has to stand together goes to the next page where it does not fit, with its heading before it.
  ///
  /// - Parameter share: how much of a page is filled at most, as long as something stands on it.
  func split(_ grid: FormGrid, by rows: RowHeights, share: Double = 1) -> [[Int]] {
    var pages: [[Int]] = [[]]
    var row = 0
    while row < grid.rows.count {
      let unit = Array(row..<rows.unit(from: row, in: grid))
      let last = unit.last == grid.rows.count - 1
      let room = pages.count == 1 ? first : others
      let page = pages[pages.count - 1]
      let height = rows.height(of: page + unit) + (last ? tail : 0)
      // The first page has its title: the others' share of paper is the same.
      let most = page.isEmpty ? room : room - others * (1 - share)
      if height <= most || page.isEmpty && pages.count > 1 {
        pages[pages.count - 1] += unit
      } else if page.isEmpty {
        pages.append(unit)
      } else {
        pages.append(grid.repeated(before: row) + unit)
      }
      row += unit.count
    }
    return pages
  }
}

extension FormGrid {
  /// The headings that stand again above a row that begins a page.
  fileprivate func repeated(before row: Int) -> [Int] {
    if row >= heading.upperBound { return Array(heading) }
    guard let block, block.dropFirst().contains(row) else { return [] }
    return [block.lowerBound]
  }

  /// Some rows as a grid's rows of their own: what reaches in from above begins there again, with its text.
  func part(_ page: [Int]) -> [[Cell]] {
    var part = page.map { _ in [Cell]() }
    for place in placed {
      guard let own = place.part(on: page) else { continue }
      part[own.lowerBound].append(place.cell.covering(rows: own.count))
    }
    return part
  }
}
