internal import CPango

extension PDFPage {
  /// Running text, line by line over as many pages as it needs.
  ///
  /// - Parameters:
  ///   - keeps: room that is wanted below it, for what may not stand on a page alone.
  ///   - free: room that stays free at the right.
  func paragraph(
    _ text: String, size: Double, face: PDFFace = .text, _ alignment: FormGrid.Alignment = .left, indent: Double = 0,
    spacing: Double, keeps: Double = 0, free: Double = 0
  ) {
    pango_layout_set_indent(layout, Int32(indent * Double(PANGO_SCALE)))
    defer { pango_layout_set_indent(layout, 0) }
    _ = set(text, size: size, face: face, width: inner - free, alignment)
    let lines = Double(pango_layout_get_line_count(layout))
    let iterator = pango_layout_get_iter(layout)
    defer { pango_layout_iter_free(iterator) }
    var isFirst = true
    repeat {
      var (ink, logical) = (PangoRectangle(), PangoRectangle())
      pango_layout_iter_get_line_extents(iterator, &ink, &logical)
      let height = Double(logical.height) / Double(PANGO_SCALE) + spacing
      let whole = isFirst && keeps > 0 ? lines * height + keeps : height
      if !hasRoom(for: whole <= room ? whole : height), isBegun { next() }
      let base = Double(pango_layout_iter_get_baseline(iterator) - logical.y) / Double(PANGO_SCALE)
      cairo_move_to(cairo, margin + Double(logical.x) / Double(PANGO_SCALE), top + base)
      pango_cairo_show_layout_line(cairo, pango_layout_iter_get_line_readonly(iterator))
      top += height
      isFirst = false
      begin()
    } while pango_layout_iter_next_line(iterator) != 0
  }

  /// The number of the page below its text, where GB/T 9704 has it in letters: at the right of odd pages, at the left of even
  /// ones.
  func drawNumber() {
    let size = format == .letter ? 14.0 : 9.0
    drawBelow("— \(number) —", size: size) { wide, high in
      let outer = number.isMultiple(of: 2) ? margin + size : margin + inner - wide - size
      return format == .letter ? (outer, 19.8) : (margin + (inner - wide) / 2, (format.edges.bottom - high) / 2)
    }
  }

  /// A line in the middle of the lower margin.
  func footer(_ text: String) {
    drawBelow(text, size: 9) { wide, high in (margin + (inner - wide) / 2, (format.edges.bottom - high) / 2) }
  }

  /// A line below the page's text. A layout of its own: a paragraph may still be on its way.
  ///
  /// - Parameter place: where it begins, and how far below the text, by how wide and high it is.
  private func drawBelow(_ text: String, size: Double, at place: (Double, Double) -> (x: Double, below: Double)) {
    let own = pango_cairo_create_layout(cairo)
    defer { g_object_unref(UnsafeMutableRawPointer(own)) }
    pango_cairo_context_set_resolution(pango_layout_get_context(own), 72)
    let font = pango_font_description_from_string("\(PDFFace.title.families) \(size)")
    defer { pango_font_description_free(font) }
    pango_layout_set_font_description(own, font)
    pango_layout_set_text(own, text, -1)
    var (across, down): (Int32, Int32) = (0, 0)
    pango_layout_get_size(own, &across, &down)
    let (x, below) = place(Double(across) / Double(PANGO_SCALE), Double(down) / Double(PANGO_SCALE))
    cairo_move_to(cairo, x, height - format.edges.bottom + below)
    pango_cairo_show_layout(cairo, own)
  }

  /// Texts on one line with the same room behind each, to be written into by hand; on a page that has it.
  func spread(_ texts: [String], size: Double) {
    let widths = texts.map { text -> Double in
      _ = set(text, size: size, width: inner, .left)
      var ink = PangoRectangle(), logical = PangoRectangle()
      pango_layout_get_extents(layout, &ink, &logical)
      return Double(logical.width) / Double(PANGO_SCALE)
    }
    let free = max(size, (inner - widths.reduce(0, +)) / Double(max(1, texts.count)))
    let high = set(texts.joined(separator: "　"), size: size, width: inner, .left)
    if !hasRoom(for: high) { next() }
    var x = margin
    for (text, wide) in zip(texts, widths) {
      _ = set(text, size: size, width: inner, .left)
      show(at: x, top)
      x += wide + free
    }
    top += high + 2
    begin()
  }
}
