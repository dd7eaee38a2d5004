internal import CXlsx

/// Which rows of a form stand on which page of an Excel sheet, and how high they are: heights are said to Excel, so that pages
/// can be planned. Points of 1/72 inch.
struct ExcelPages {
  /// The new rows of each page, without those that are repeated.
  let rows: [[Int]]
  /// How high each row is.
  let heights: [Double]
  /// How large the sheet is printed where it takes several pages, in percent: as its columns stand on one. Excel passes over
  /// planned ends of pages where it is to find the size by itself (“Fit to”).
  let scale: Int
  /// A row is as high at most.
  private static let most = 409.0
  /// What a sheet's column is wide for a hundredth of a form's, in digits.
  static let share = 1.4
  /// A4 landscape between margins of 0.4 inch.
  private static let page = (width: 784.0, height: 537.0)
  /// How wide a digit is by which columns are measured, in pixels: of the file's own font (Calibri 11); and of the Chinese ones
  /// that stand in for it where it is missing (宋体 and 等线 8, 思源黑体 8.1). What is planned has to fit by any of them.
  private static let digit = (own: 7.0, widest: 8.2)
  /// How much more than a page is printed on one, smaller: type of 7.5 instead of 9 points.
  private static let least = 9 / 7.5
  /// Title, period and unit.
  private static let head = 56.0

  init(_ grid: FormGrid) {
    let cells = grid.placed
    let needs = cells.map { place in
      let size = ExcelPages.size(of: place, grid.widths)
      return min(ExcelPages.most, max(15.5, ExcelPages.needed(place, grid.widths, size: size)))
    }
    let table = RowHeights(cells, needs: needs, rows: grid.rows.count)
    let scale = ExcelPages.scale(grid.widths, digit: ExcelPages.digit.widest)
    let room = ExcelPages.room(scale)
    let tail = (grid.notes + [grid.signatureLine(width: 80, gap: 8)]).reduce(0.0) {
      $0 + ExcelPages.height(ExcelPages.lines(of: $1, in: grid.widths), size: 9)
    }
    // On one page if it has to be no smaller than a PDF would print it.
    let own = ExcelPages.room(ExcelPages.scale(grid.widths, digit: ExcelPages.digit.own))
    let isOne = ExcelPages.head + table.sum + tail <= own * ExcelPages.least
    let pages =
      isOne
      ? [Array(grid.rows.indices)]
      : PageRoom(first: room - ExcelPages.head, others: room - 2, tail: tail).pages(grid, by: table)
        .filter { !$0.isEmpty }
    var (rows, heights, next) = ([[Int]](), [Double](repeating: 15.5, count: grid.rows.count), 0)
    for page in pages {
      for (row, height) in zip(page, table.heights(of: page)) where row >= next {
        heights[row] = min(ExcelPages.most, height)
      }
      rows.append(page.filter { $0 >= next })
      next = (page.last ?? 0) + 1
    }
    (self.rows, self.heights, self.scale) = (rows, heights, scale)
  }

  /// At what percent columns stand on one page, where a digit is so wide.
  private static func scale(_ widths: [Int], digit: Double) -> Int {
    // A column has up to 6 pixels more, and a pixel is three quarters of a point.
    let width = widths.reduce(0.0) { $0 + ((Double($1) * share * digit).rounded(.up) + 6) * 0.75 }
    return max(10, min(100, Int(page.width / width * 100)))
  }

  /// What stands on a page at so many percent, in height.
  private static func room(_ scale: Int) -> Double { page.height * 100 / Double(scale) }

  /// Tells a sheet where its pages end, and what to print it at. One that stands on a page fits itself to it.
  func set(on sheet: UnsafeMutablePointer<lxw_worksheet>, below top: Int) {
    guard rows.count > 1 else {
      worksheet_fit_to_pages(sheet, 1, 1)
      return
    }
    worksheet_set_print_scale(sheet, UInt16(scale))
    // The file's own font leaves some of the width.
    worksheet_center_horizontally(sheet)
    var breaks = rows.dropFirst().compactMap { $0.first.map { UInt32(top + $0) } } + [0]
    worksheet_set_h_pagebreaks(sheet, &breaks)
  }

  /// The size of a cell's type: a long text in a narrow cell is written smaller, since a row has its most.
  static func size(of place: FormGrid.Placed, _ widths: [Int]) -> Double {
    [9.0, 8, 7, 6].first { needed(place, widths, size: $0) <= most } ?? 5
  }

  private static func needed(_ place: FormGrid.Placed, _ widths: [Int], size: Double) -> Double {
    let across = widths[place.column..<place.column + place.cell.columns]
    return height(lines(of: place.cell.printed, in: Array(across), size: size), size: size)
  }

  static func height(_ lines: Int, size: Double) -> Double { Double(lines) * size * 1.5 + 2 }

  /// Lines a text takes in some columns; a Chinese character is two digits wide.
  static func lines(of text: String, in widths: [Int], size: Double = 9) -> Int {
    let width = max(2, (Double(widths.reduce(0, +)) * share - 1) * 9 / size)
    return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { sum, line in
      sum + max(1, Int((Double(Unbroken.halves(line)) / width).rounded(.up)))
    }
  }
}
