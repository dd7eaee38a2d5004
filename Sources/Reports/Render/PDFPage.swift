internal import CPango

/// Why a PDF could not be made.
package enum PDFProblem: Error, Hashable, Sendable {
  /// The file could not be written.
  case notWritten
  /// No font of this machine has the characters.
  case noChineseFont
}

/// A page of paper that is drawn on from the top down. Points of 1/72 inch.
final class PDFPage {
  private(set) var format: PDFFormat
  var width: Double { format.size.width }
  var height: Double { format.size.height }
  /// The left margin.
  var margin: Double { format.edges.left }
  /// Between the margins.
  var inner: Double { width - format.edges.left - format.edges.right }
  /// Between the upper and the lower margin.
  var room: Double { height - format.edges.top - format.edges.bottom }
  let cairo: OpaquePointer?
  let layout: OpaquePointer?
  private(set) var isBegun = false
  private var isUsed = false
  var top: Double
  /// Whether each page bears its number.
  var isNumbered = false
  private(set) var number = 1

  private init(_ surface: OpaquePointer?, _ format: PDFFormat) {
    self.format = format
    top = format.edges.top
    cairo = cairo_create(surface)
    layout = pango_cairo_create_layout(cairo)
    // Sizes are points, of which this surface has 72 an inch; Pango supposes a screen's 96.
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72)
    pango_layout_context_changed(layout)
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    cairo_set_line_width(cairo, 0.5)
  }

  /// Makes a document: `draw` fills its pages. The same drawing gives the same file with the same fonts.
  static func document(
    _ format: PDFFormat, title: String, to path: String, _ draw: (PDFPage) -> Void
  ) throws(PDFProblem) {
    let surface = cairo_pdf_surface_create(path, format.size.width, format.size.height)
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { throw .notWritten }
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    // A fixed date, so that equal documents are equal files.
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2020-01-01T00:00:00Z")
    let page = PDFPage(surface, format)
    // A strange character of a document is a box; without a Chinese font everything would be.
    let isReadable = page.knows("预算绩效指标")
    if isReadable { draw(page) }
    page.end()
    cairo_surface_finish(surface)
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { throw .notWritten }
    guard isReadable else { throw .noChineseFont }
  }

  private func end() {
    if isUsed { show() }
    g_object_unref(UnsafeMutableRawPointer(layout))
    cairo_destroy(cairo)
  }

  /// Begins a form on a new page.
  func start() {
    if isUsed { show() }
    (top, isUsed, isBegun) = (format.edges.top, true, false)
  }

  func next() {
    show()
    top = format.edges.top
  }

  /// Goes on with a page of another format.
  func turn(to format: PDFFormat) {
    if isUsed { show() }
    self.format = format
    cairo_pdf_surface_set_size(cairo_get_target(cairo), width, height)
    (top, isUsed, isBegun) = (format.edges.top, true, false)
  }

  private func show() {
    if isNumbered { drawNumber() }
    cairo_show_page(cairo)
    number += 1
  }

  /// What is left of the page.
  var roomLeft: Double { height - format.edges.bottom - top }

  func hasRoom(for height: Double) -> Bool { top + height <= self.height - format.edges.bottom }

  /// The text without control characters, which have no shape.
  private static func printable(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" }))
  }

  /// Sets a text for measuring and drawing; gives its height.
  ///
  /// - Parameters:
  ///   - asked: what is still asked for, behind it in red.
  ///   - keepsWords: whether no line ends inside a figure or a word of a narrow column that the width has room for.
  func set(
    _ text: String, asked: String? = nil, size: Double, isBold: Bool = false, face: PDFFace = .text, width: Double,
    _ alignment: FormGrid.Alignment, keepsWords: Bool = false
  ) -> Double {
    let font = pango_font_description_from_string("\(face.families) \(isBold ? "Bold " : "")\(size)")
    defer { pango_font_description_free(font) }
    pango_layout_set_font_description(layout, font)
    pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
    pango_layout_set_alignment(
      layout, alignment == .left ? PANGO_ALIGN_LEFT : alignment == .right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER)
    let kept = keepsWords ? PDFPage.kept(text, size: size, width: width) : nil
    if kept != nil || asked != nil {
      let wanted = asked.map { "<span foreground='#B00020'>\(escaped($0))</span>" } ?? ""
      pango_layout_set_markup(layout, (kept ?? escaped(text)) + wanted, -1)
    } else {
      // What was set with marks before would keep them.
      pango_layout_set_attributes(layout, nil)
      pango_layout_set_text(layout, PDFPage.printable(text), -1)
    }
    var (across, down): (Int32, Int32) = (0, 0)
    pango_layout_get_size(layout, &across, &down)
    return Double(down) / Double(PANGO_SCALE)
  }

  /// The text with marks around what no line may end inside; nil where it has nothing such, or no room for it.
  private static func kept(_ text: String, size: Double, width: Double) -> String? {
    let parts = Unbroken.parts(of: text)
    func keeps(_ part: Unbroken.Part) -> Bool {
      part.isWhole && part.text.count > 1 && Double(Unbroken.halves(part.text)) * size / 2 <= width + 0.5
    }
    guard parts.contains(where: keeps) else { return nil }
    return parts.map { part in
      let plain = escaped(String(part.text))
      return keeps(part) ? "<span allow_breaks='false'>\(plain)</span>" : plain
    }.joined()
  }

  /// Whether a font of this machine has all characters of a text.
  private func knows(_ text: String) -> Bool {
    _ = set(text, size: 9, width: inner, .left)
    return pango_layout_get_unknown_glyphs_count(layout) == 0
  }

  func show(at x: Double, _ y: Double) {
    cairo_move_to(cairo, x, y)
    pango_cairo_show_layout(cairo, layout)
  }

  /// A line of text over the whole width, or a paragraph; `room` is wanted below it too, for what it stands above.
  func line(
    _ text: String, size: Double, isBold: Bool = false, face: PDFFace = .text, _ alignment: FormGrid.Alignment,
    indent: Double = 0, spacing: Double = 0, room: Double = 0
  ) {
    pango_layout_set_indent(layout, Int32(indent * Double(PANGO_SCALE)))
    pango_layout_set_spacing(layout, Int32(spacing * Double(PANGO_SCALE)))
    defer {
      pango_layout_set_indent(layout, 0)
      pango_layout_set_spacing(layout, 0)
    }
    let height = set(text, size: size, isBold: isBold, face: face, width: inner, alignment)
    if !hasRoom(for: height + room) { next() }
    // What was measured is what is drawn: the page may have changed, the text has not.
    show(at: margin, top)
    top += height + 2
    isBegun = true
  }

  /// Something stands on the page.
  func begin() { isBegun = true }

  /// A cell's frame, over its background.
  func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, background: String?) {
    if let background {
      setColor(cairo, background)
      cairo_rectangle(cairo, x, y, width, height)
      cairo_fill(cairo)
      setColor(cairo, "000000")
    }
    cairo_rectangle(cairo, x, y, width, height)
    cairo_stroke(cairo)
  }
}

/// Sets the colour of six hexadecimal digits.
func setColor(_ cairo: OpaquePointer?, _ color: String) {
  let value = Int(color, radix: 16) ?? 0
  cairo_set_source_rgb(
    cairo, Double(value >> 16 & 255) / 255, Double(value >> 8 & 255) / 255, Double(value & 255) / 255)
}
