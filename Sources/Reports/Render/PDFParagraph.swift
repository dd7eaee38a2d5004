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
  /// ones. A layout of its own: a paragraph may still be on its way.
  func drawNumber() {
    let own = pango_cairo_create_layout(cairo)
    defer { g_object_unref(UnsafeMutableRawPointer(own)) }
    pango_cairo_context_set_resolution(pango_layout_get_context(own), 72)
    let size = format == .letter ? 14.0 : 9.0
    let font = pango_font_description_from_string("\(PDFFace.title.families) \(size)")
    defer { pango_font_description_free(font) }
    pango_layout_set_font_description(own, font)
    pango_layout_set_text(own, "— \(number) —", -1)
    var (across, down): (Int32, Int32) = (0, 0)
    pango_layout_get_size(own, &across, &down)
    let wide = Double(across) / Double(PANGO_SCALE), high = Double(down) / Double(PANGO_SCALE)
    let outer = number.isMultiple(of: 2) ? margin + size : margin + inner - wide - size
    let x = format == .letter ? outer : margin + (inner - wide) / 2
    let below = format == .letter ? 19.8 : (format.edges.bottom - high) / 2
    cairo_move_to(cairo, x, height - format.edges.bottom + below)
    pango_cairo_show_layout(cairo, own)
  }
}
