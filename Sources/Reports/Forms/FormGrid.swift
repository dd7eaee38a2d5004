package import Domain

/// A form as a grid of cells, as official tables are drawn: the one shape that every format is made from.
package struct FormGrid: Hashable, Sendable, Codable {
  /// How a cell's text stands.
  package enum Alignment: String, Sendable, Codable, CaseIterable {
    /// Headings, ticks, short words.
    case centre
    /// Running text.
    case left
    /// Numbers.
    case right
  }

  /// A light's colour behind its word.
  package enum Tint: String, Sendable, Codable {
    /// 绿灯, 黄灯, 红灯.
    case green, yellow, red

    /// Six hexadecimal digits: light enough for black text.
    package var color: String { self == .green ? "D9F2DF" : self == .yellow ? "FFEFB3" : "FBD9D9" }
  }

  /// What a cell's text says exactly, where it is rounded to be printed.
  package enum Figure: Hashable, Sendable {
    /// An amount, printed in 万元.
    case amount(Money)
    /// A rate, printed in percent.
    case rate(Ratio)
  }

  /// What a cell is worked out of, so that a spreadsheet can do it again.
  package enum Total: Hashable, Sendable {
    /// The sum of what stands in some rows of a column, perhaps of several.
    case sum([Area])
    /// What stands in one column of the same row, divided by what stands in another.
    case quotient(Int, by: Int)
  }

  /// Some rows of a column.
  package struct Area: Hashable, Sendable {
    let rows: Range<Int>, column: Int
  }

  /// A cell with what it covers.
  package struct Cell: Hashable, Sendable, Codable {
    /// Its text; line breaks stay.
    package let text: String
    /// How many columns and rows it covers.
    package let columns: Int, rows: Int
    /// How its text stands.
    package let alignment: Alignment
    /// What is still asked for in it, in Chinese; nil for nothing.
    package let missing: String?
    /// What is printed of it, where its sentence is too long for a narrow cell.
    package let mark: String?
    /// Which figure or text of the form it is, in a form that an earlier program kept as it was drawn; else nil.
    package let name: String?
    /// Where the text comes from; nil for captions and what people wrote.
    package let source: FormSource?
    /// A light's colour.
    package let tint: Tint?
    /// What its text says exactly; nil where that is all there is.
    package private(set) var figure: Figure?
    /// What it is worked out of by other cells; nil where it is not.
    package private(set) var total: Total?
    /// The place of the form that stands here; nil for captions, and in a form that was kept as it was drawn.
    package private(set) var place: FormPlace?
    /// What stands before the place's text.
    package private(set) var caption = ""

    // What earlier programs kept.
    private enum CodingKeys: String, CodingKey {
      case text, columns, rows, alignment, missing, mark, name, source, tint
    }

    /// A cell.
    package init(
      _ text: String, columns: Int = 1, rows: Int = 1, _ alignment: Alignment = .centre, missing: String? = nil,
      mark: String? = nil, source: FormSource? = nil, tint: Tint? = nil, figure: Figure? = nil, total: Total? = nil
    ) {
      self.figure = figure
      self.total = total
      self.text = text
      self.columns = columns
      self.rows = rows
      self.alignment = alignment
      self.missing = missing
      self.mark = mark
      name = nil
      self.source = source
      self.tint = tint
    }

    /// An amount, to be printed in 万元 at the right.
    static func amount(_ money: Money, total: Total? = nil) -> Cell {
      Cell(money.tenThousands, .right, figure: .amount(money), total: total)
    }

    /// The same cell as one that other cells give.
    func totalling(_ total: Total) -> Cell {
      var cell = self
      cell.total = total
      return cell
    }

    /// The same cell as that of a place.
    func standing(for place: FormPlace, behind caption: String) -> Cell {
      var cell = self
      (cell.place, cell.caption) = (place, caption)
      return cell
    }

    /// The same cell over another number of rows.
    func covering(rows: Int) -> Cell {
      Cell(
        text, columns: columns, rows: rows, alignment, missing: missing, mark: mark, source: source, tint: tint,
        figure: figure, total: total)
    }

    /// What lies behind it: a light's colour, or that it was worked out.
    var background: String? { tint?.color ?? (source == nil ? nil : "EEF3FA") }

    /// What every format prints: the text, and what is still asked for in brackets.
    package var printed: String { text + (asked ?? "") }

    /// What is still asked for as it is printed: in red, in brackets.
    var asked: String? { missing.map { "〔\(mark ?? $0)〕" } }
  }

  /// 表名.
  package let title: String
  /// The year and the months, below the title.
  package let period: String
  /// The rows; a cell is named in the first row it covers.
  package let rows: [[Cell]]
  /// The rows of the indicators' heading: repeated on each page. Only a cell that goes down to the table's end reaches out of
  /// them, and its text is repeated too.
  package let heading: Range<Int>
  /// Rows before that heading with a heading of their own, their first: it is repeated where they go over a page's end.
  package private(set) var block: Range<Int>?
  /// What stands at the top of each page but the first: whose form it is. Empty for the title.
  package private(set) var running = ""
  /// The columns' shares of the width, in percent.
  package let widths: [Int]
  /// Remarks below the table.
  package let notes: [String]
  /// The signatures' line.
  package let signatures: [String]
  /// What stands above the table at the right, such as 金额单位：万元; empty for nothing.
  package let unit: String

  // What earlier programs kept.
  private enum CodingKeys: String, CodingKey {
    case title, period, rows, heading, widths, notes, signatures, unit
  }

  /// A form.
  package init(
    title: String, period: String, rows: [[Cell]], heading: Range<Int>, widths: [Int], notes: [String],
    signatures: [String], unit: String = "金额单位：万元", block: Range<Int>? = nil, running: String = ""
  ) {
    self.block = block
    self.running = running
    self.unit = unit
    self.widths = widths
    self.title = title
    self.period = period
    self.rows = rows
    self.heading = heading
    self.notes = notes
    self.signatures = signatures
  }

  /// The same with other remarks and signatures.
  package func with(period: String? = nil, notes: [String]? = nil, signatures: [String]? = nil) -> FormGrid {
    FormGrid(
      title: title, period: period ?? self.period, rows: rows, heading: heading, widths: widths,
      notes: notes ?? self.notes, signatures: signatures ?? self.signatures, unit: unit, block: block,
      running: running)
  }

  /// How many columns the grid has.
  package var columns: Int { widths.count }

  /// A cell with the row and column it begins at.
  package struct Placed: Sendable {
    /// The cell, and where it begins.
    package let cell: Cell
    package let row: Int, column: Int
  }

  /// Every cell with its place, row by row.
  package var placed: [Placed] {
    var taken = rows.map { _ in [Bool](repeating: false, count: columns) }
    var placed: [Placed] = []
    for (row, cells) in rows.enumerated() {
      var column = 0
      for cell in cells {
        while taken[row][column] { column += 1 }
        for down in row..<row + cell.rows {
          for across in column..<column + cell.columns { taken[down][across] = true }
        }
        placed.append(Placed(cell: cell, row: row, column: column))
      }
    }
    return placed
  }

  /// Rows whose cells, with those that reach down from above, do not fill the grid exactly; none in a sound one.
  package var uneven: [Int] {
    var reach: [Int] = Array(repeating: 0, count: columns)
    var found: [Int] = []
    for (number, row) in rows.enumerated() {
      var column = 0
      for cell in row {
        while column < columns, reach[column] > 0 { column += 1 }
        for place in column..<min(column + cell.columns, columns) { reach[place] = cell.rows }
        if column + cell.columns > columns { found.append(number) }
        column += cell.columns
      }
      if reach.contains(0) { found.append(number) }
      reach = reach.map { max(0, $0 - 1) }
    }
    if reach.contains(where: { $0 > 0 }) { found.append(rows.count) }
    return found
  }
}
