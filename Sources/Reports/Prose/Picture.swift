/// A drawing made of a few kinds of shapes, in points; y grows downwards. It looks the same on a page, on paper and in Word.
package struct Picture: Hashable, Sendable {
  /// Where a text stands to its place.
  package enum Anchor: String, Sendable {
    /// It begins there.
    case start
    /// Its middle is there.
    case middle
    /// It ends there.
    case end
  }

  /// One shape. Colours are six hexadecimal digits.
  package enum Shape: Hashable, Sendable {
    /// A filled box.
    case box(x: Double, y: Double, width: Double, height: Double, fill: String)
    /// A line.
    case line(x1: Double, y1: Double, x2: Double, y2: Double, color: String, isDashed: Bool)
    /// A text on its base line.
    case text(x: Double, y: Double, String, size: Double, Anchor, color: String)
  }

  /// Its size.
  package let width: Double, height: Double
  /// The shapes, drawn one over another.
  package let shapes: [Shape]
  /// What it says, in words, for those who cannot see it.
  package let description: String
}

/// One bar, or row of bars, of a chart.
struct ChartRow: Hashable {
  let label: String
  /// The bars' lengths, as fractions of the scale; bars beyond it are cut.
  let values: [Double]
  /// What is written behind them.
  let text: String
}

extension Picture {
  private static let side = 170.0, right = 96.0, head = 22.0
  /// The width of all charts: that of a page's text.
  static let pageWidth = 520.0

  /// Bars beside one another in each row, from 0 to 1, with lines at some places of the scale.
  static func bars(
    _ rows: [ChartRow], names: [(String, color: String)], marks: [(Double, String)], description: String
  ) -> Picture {
    let plot = pageWidth - side - right
    let thick = names.count > 1 ? 8.0 : 11.0
    let pitch = thick * Double(names.count) + 9
    let height = head + pitch * Double(rows.count) + 20
    var shapes = legend(names)
    for (place, text) in marks {
      let x = side + plot * place
      shapes.append(.line(x1: x, y1: head, x2: x, y2: height - 16, color: "999999", isDashed: place > 0))
      shapes.append(.text(x: x, y: height - 5, text, size: 8, .middle, color: "555555"))
    }
    for (index, row) in rows.enumerated() {
      let top = head + pitch * Double(index) + 4
      let middle = top + thick * Double(names.count) / 2
      shapes.append(.text(x: side - 6, y: middle + 3, shortened(row.label), size: 9, .end, color: "111111"))
      for (bar, value) in row.values.enumerated() {
        let length = plot * min(max(value, 0), 1)
        shapes.append(
          .box(x: side, y: top + thick * Double(bar), width: length, height: thick - 1, fill: names[bar].color))
      }
      shapes.append(.text(x: pageWidth - right + 6, y: middle + 3, row.text, size: 8, .start, color: "111111"))
    }
    return Picture(width: pageWidth, height: height, shapes: shapes, description: description)
  }

  /// Counts stacked in each row, each row as long as its sum.
  static func stacks(
    _ rows: [(label: String, counts: [Int])], names: [(String, color: String)], description: String
  ) -> Picture {
    let plot = pageWidth - side - 40
    let most = Double(max(1, rows.map { $0.counts.reduce(0, +) }.max() ?? 1))
    let pitch = 22.0
    let height = head + pitch * Double(rows.count) + 6
    var shapes = legend(names)
    for (index, row) in rows.enumerated() {
      let top = head + pitch * Double(index) + 4
      shapes.append(.text(x: side - 6, y: top + 11, shortened(row.label), size: 9, .end, color: "111111"))
      var left = side
      for (part, count) in row.counts.enumerated() where count > 0 {
        let length = plot * Double(count) / most
        shapes.append(.box(x: left, y: top, width: max(0.5, length - 1), height: 14, fill: names[part].color))
        if length >= 12 {
          shapes.append(.text(x: left + length / 2, y: top + 10.5, "\(count)", size: 8, .middle, color: "111111"))
        }
        left += length
      }
      let sum = row.counts.reduce(0, +)
      shapes.append(.text(x: left + 4, y: top + 10.5, "\(sum)项", size: 8, .start, color: "111111"))
    }
    return Picture(width: pageWidth, height: height, shapes: shapes, description: description)
  }

  private static func legend(_ names: [(String, color: String)]) -> [Shape] {
    var shapes: [Shape] = []
    var x = side
    for (name, color) in names {
      shapes.append(.box(x: x, y: 5, width: 9, height: 9, fill: color))
      shapes.append(.text(x: x + 12, y: 13, name, size: 9, .start, color: "111111"))
      x += 24 + 9 * Double(name.count)
    }
    return shapes
  }

  /// As much of a name as fits before the bars: its head and its end, by which names that begin alike differ.
  private static func shortened(_ name: String) -> String {
    name.count <= 18 ? name : String(name.prefix(9)) + "…" + String(name.suffix(8))
  }
}
