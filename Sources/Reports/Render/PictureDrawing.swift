internal import CPango

extension Picture {
  /// As SVG, for pages.
  var svg: String {
    func n(_ value: Double) -> String {
      let tenths = Int((value * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
    let drawn = shapes.map { shape -> String in
      switch shape {
      case .box(let x, let y, let width, let height, let fill):
        return "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" fill=\"#\(fill)\"/>"
      case .line(let x1, let y1, let x2, let y2, let color, let isDashed):
        let dash = isDashed ? " stroke-dasharray=\"3 3\"" : ""
        return
          "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" stroke=\"#\(color)\" stroke-width=\"0.6\"\(dash)/>"
      case .text(let x, let y, let text, let size, let anchor, let color):
        return
          "<text x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(size))\" text-anchor=\"\(anchor.rawValue)\" fill=\"#\(color)\">\(escaped(text))</text>"
      }
    }
    return "<svg viewBox=\"0 0 \(n(width)) \(n(height))\" role=\"img\" aria-label=\"\(escaped(description))\">"
      + drawn.joined() + "</svg>"
  }

  /// Draws it at the origin of a cairo context, in its units.
  func draw(on cairo: OpaquePointer?) {
    let layout = pango_cairo_create_layout(cairo)
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72)
    pango_layout_context_changed(layout)
    cairo_set_line_width(cairo, 0.6)
    for shape in shapes {
      switch shape {
      case .box(let x, let y, let width, let height, let fill):
        setColor(cairo, fill)
        cairo_rectangle(cairo, x, y, width, height)
        cairo_fill(cairo)
      case .line(let x1, let y1, let x2, let y2, let color, let isDashed):
        setColor(cairo, color)
        cairo_set_dash(cairo, [3, 3], isDashed ? 2 : 0, 0)
        cairo_move_to(cairo, x1, y1)
        cairo_line_to(cairo, x2, y2)
        cairo_stroke(cairo)
      case .text(let x, let y, let text, let size, let anchor, let color):
        setColor(cairo, color)
        Picture.write(text, x, y, size, anchor, layout, cairo)
      }
    }
    cairo_set_dash(cairo, [0], 0, 0)
    setColor(cairo, "000000")
  }

  private static func write(
    _ text: String, _ x: Double, _ y: Double, _ size: Double, _ anchor: Anchor, _ layout: OpaquePointer?,
    _ cairo: OpaquePointer?
  ) {
    let font = pango_font_description_from_string("Noto Sans CJK SC,WenQuanYi Zen Hei,sans-serif \(size)")
    defer { pango_font_description_free(font) }
    pango_layout_set_font_description(layout, font)
    pango_layout_set_text(layout, text, -1)
    var (across, down): (Int32, Int32) = (0, 0)
    pango_layout_get_size(layout, &across, &down)
    let width = Double(across) / Double(PANGO_SCALE)
    let base = Double(pango_layout_get_baseline(layout)) / Double(PANGO_SCALE)
    let left = anchor == .start ? x : anchor == .middle ? x - width / 2 : x - width
    cairo_move_to(cairo, left, y - base)
    pango_cairo_show_layout(cairo, layout)
  }

  /// As PNG, two and a half dots a point, on white; nil where no memory is left.
  var png: [UInt8]? {
    let scale = 2.5
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width * scale), Int32(height * scale))
    defer { cairo_surface_destroy(surface) }
    let cairo = cairo_create(surface)
    defer { cairo_destroy(cairo) }
    setColor(cairo, "FFFFFF")
    cairo_paint(cairo)
    cairo_scale(cairo, scale, scale)
    draw(on: cairo)
    var bytes: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &bytes) { target in
      cairo_surface_write_to_png_stream(
        surface,
        { target, data, count in
          target?.assumingMemoryBound(to: [UInt8].self).pointee.append(
            contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
          return CAIRO_STATUS_SUCCESS
        }, target)
    }
    return status == CAIRO_STATUS_SUCCESS ? bytes : nil
  }
}
