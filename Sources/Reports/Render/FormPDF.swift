internal import CPango

/// Why a PDF could not be made.
public enum PDFProblem: Error, Hashable, Sendable {
  /// The file could not be written.
  case notWritten
  /// No font of this machine has the characters.
  case noChineseFont
}

extension FormGrid {
  /// Writes forms as a PDF: A4 landscape with embedded fonts, each form on pages of its own, the indicators' heading repeated.
  /// The same forms give the same file with the same fonts.
  public static func pdf(_ forms: [FormGrid], title: String, to path: String) throws(PDFProblem) {
    let surface = cairo_pdf_surface_create(path, PDFPage.width, PDFPage.height)
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { throw .notWritten }
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    // A fixed date, so that equal forms are equal files.
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2020-01-01T00:00:00Z")
    let page = PDFPage(surface)
    for form in forms { form.draw(on: page) }
    let isReadable = page.unknownGlyphs == 0
    page.end()
    cairo_surface_finish(surface)
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { throw .notWritten }
    guard isReadable else { throw .noChineseFont }
  }

  private func draw(on page: PDFPage) {
    page.start()
    page.line(title, size: 16, isBold: true, .centre)
    page.line(period, size: 10, .centre)
    page.line("金额单位：万元", size: 10, .right)
    let table = PDFTable(self, page)
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
    for note in notes { page.line(note, size: 9, .left) }
    page.top += 8
    page.line(signatures.joined(separator: "　　　　　　　　　"), size: 10, .left)
  }
}

/// A page of paper that is drawn on from the top down. Points of 1/72 inch.
private final class PDFPage {
  static let width = 841.89, height = 595.28, margin = 28.35
  static let inner = width - 2 * margin
  let cairo: OpaquePointer?
  private let layout: OpaquePointer?
  private(set) var unknownGlyphs: Int32 = 0
  private(set) var isBegun = false
  private var isUsed = false
  var top = PDFPage.margin

  init(_ surface: OpaquePointer?) {
    cairo = cairo_create(surface)
    layout = pango_cairo_create_layout(cairo)
    // Sizes are points, of which this surface has 72 an inch; Pango supposes a screen's 96.
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72)
    pango_layout_context_changed(layout)
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    cairo_set_line_width(cairo, 0.5)
  }

  func end() {
    if isUsed { cairo_show_page(cairo) }
    g_object_unref(UnsafeMutableRawPointer(layout))
    cairo_destroy(cairo)
  }

  /// Begins a form on a new page.
  func start() {
    if isUsed { cairo_show_page(cairo) }
    (top, isUsed, isBegun) = (PDFPage.margin, true, false)
  }

  func next() {
    cairo_show_page(cairo)
    top = PDFPage.margin
  }

  func hasRoom(for height: Double) -> Bool { top + height <= PDFPage.height - PDFPage.margin }

  /// Sets a text for measuring and drawing; gives its height.
  ///
  /// - Parameter asked: what is still asked for, behind it in red.
  func set(
    _ text: String, asked: String? = nil, size: Double, isBold: Bool = false, width: Double,
    _ alignment: FormGrid.Alignment
  ) -> Double {
    let font = pango_font_description_from_string(
      "FangSong_GB2312,FangSong,FandolFang R,Noto Serif CJK SC,Noto Sans CJK SC,serif \(isBold ? "Bold " : "")\(size)")
    defer { pango_font_description_free(font) }
    pango_layout_set_font_description(layout, font)
    pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
    pango_layout_set_alignment(
      layout, alignment == .left ? PANGO_ALIGN_LEFT : alignment == .right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER)
    if let asked {
      pango_layout_set_markup(layout, "\(escaped(text))<span foreground='#B00020'>〔\(escaped(asked))〕</span>", -1)
    } else {
      // What was set with marks before would keep them.
      pango_layout_set_attributes(layout, nil)
      pango_layout_set_text(layout, text, -1)
    }
    unknownGlyphs += pango_layout_get_unknown_glyphs_count(layout)
    var (across, down): (Int32, Int32) = (0, 0)
    pango_layout_get_size(layout, &across, &down)
    return Double(down) / Double(PANGO_SCALE)
  }

  func show(at x: Double, _ y: Double) {
    cairo_move_to(cairo, x, y)
    pango_cairo_show_layout(cairo, layout)
  }

  /// A line of text over the whole width.
  func line(_ text: String, size: Double, isBold: Bool = false, _ alignment: FormGrid.Alignment) {
    let height = set(text, size: size, isBold: isBold, width: PDFPage.inner, alignment)
    if !hasRoom(for: height) { next() }
    // What was measured is what is drawn: the page may have changed, the text has not.
    show(at: PDFPage.margin, top)
    top += height + 2
    isBegun = true
  }

  func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, isTinted: Bool) {
    if isTinted {
      cairo_set_source_rgb(cairo, 0.933, 0.953, 0.98)
      cairo_rectangle(cairo, x, y, width, height)
      cairo_fill(cairo)
      cairo_set_source_rgb(cairo, 0, 0, 0)
    }
    cairo_rectangle(cairo, x, y, width, height)
    cairo_stroke(cairo)
  }
}

/// A form's cells with their places and the heights of their rows.
private struct PDFTable {
  private struct Placed {
    let cell: FormGrid.Cell
    let row: Int, column: Int
  }

  private static let size = 9.0, padding = 2.5
  private let cells: [Placed]
  private let lefts: [Double]
  private var heights: [Double]
  private let page: PDFPage

  init(_ grid: FormGrid, _ page: PDFPage) {
    self.page = page
    var left = PDFPage.margin
    var lefts = [left]
    for width in grid.widths {
      left += Double(width) / 100 * PDFPage.inner
      lefts.append(left)
    }
    self.lefts = lefts
    var placed: [Placed] = []
    var taken = grid.rows.map { _ in [Bool](repeating: false, count: grid.columns) }
    for (row, line) in grid.rows.enumerated() {
      var column = 0
      for cell in line {
        while taken[row][column] { column += 1 }
        for down in row..<row + cell.rows {
          for across in column..<column + cell.columns { taken[down][across] = true }
        }
        placed.append(Placed(cell: cell, row: row, column: column))
      }
    }
    cells = placed
    heights = [Double](repeating: 0, count: grid.rows.count)
    // Rows first by their own cells, then what merged cells still lack is added to their last row.
    for place in cells.sorted(by: { $0.cell.rows < $1.cell.rows }) {
      let need = measure(place) + 2 * PDFTable.padding
      let have = heights[place.row..<place.row + place.cell.rows].reduce(0, +)
      if need > have { heights[place.row + place.cell.rows - 1] += need - have }
    }
  }

  private func width(_ place: Placed) -> Double { lefts[place.column + place.cell.columns] - lefts[place.column] }

  private func measure(_ place: Placed) -> Double {
    page.set(
      place.cell.text, asked: place.cell.missing, size: PDFTable.size, width: width(place) - 2 * PDFTable.padding,
      place.cell.alignment)
  }

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
      page.box(lefts[place.column], y, width(place), height, isTinted: place.cell.source != nil)
      guard place.row >= rows.lowerBound || !isCut else { continue }
      let text = measure(place)
      page.show(at: lefts[place.column] + PDFTable.padding, y + max(PDFTable.padding, (height - text) / 2))
    }
  }
}
