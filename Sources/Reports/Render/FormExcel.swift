internal import CXlsx
internal import Domain

extension FormGrid {
  /// Writes forms as an Excel workbook (.xlsx), a sheet each: A4 landscape, one page wide; on several pages, which end
  /// where they were planned to, the indicators' heading and the texts of merged cells repeated, numbers as numbers. False where the file could not be written.
  package static func excel(_ forms: [(name: String, grid: FormGrid)], title: String, to path: String) -> Bool {
    guard let book = workbook_new(path) else { return false }
    let formats = ExcelFormats(book)
    // A fixed time, so that equal forms are equal files.
    var properties = lxw_doc_properties()
    properties.created = 1_577_836_800
    title.withCString { text in
      let copy = UnsafeMutablePointer(mutating: text)
      properties.title = copy
      workbook_set_properties(book, &properties)
    }
    var isWhole = true
    for (index, form) in forms.enumerated() {
      guard let sheet = workbook_add_worksheet(book, sheetName(index + 1, form.name)) else {
        isWhole = false
        break
      }
      form.grid.write(to: sheet, formats)
    }
    return workbook_close(book) == LXW_NO_ERROR && isWhole
  }

  /// A sheet's name: a number and as much of the project's as a sheet may have, without the signs a sheet's may not hold.
  private static func sheetName(_ number: Int, _ name: String) -> String {
    let clean = name.filter { !"[]:*?/\\'".contains($0) }
    return "\(number) \(String(clean.prefix(20)))"
  }

  /// The first row of the table: title, period and unit stand above.
  private static let top = 3

  private func write(to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: ExcelFormats) {
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_set_margins(sheet, 0.4, 0.4, 0.4, 0.4)
    // A sign of the footer's own is doubled.
    let whose = running.prefix(80).split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
    worksheet_set_footer(sheet, "&L&8\(whose)&C&8第&P页　共&N页")
    for (column, width) in widths.enumerated() {
      worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width) * ExcelPages.share, nil)
    }
    let last = UInt16(columns - 1)
    worksheet_merge_range(sheet, 0, 0, 0, last, title, formats.title)
    worksheet_merge_range(sheet, 1, 0, 1, last, period, formats.centre)
    worksheet_merge_range(sheet, 2, 0, 2, last, unit, formats.right)
    worksheet_set_row(sheet, 0, 26, nil)
    let pages = ExcelPages(self)
    pages.set(on: sheet, below: FormGrid.top)
    writeCells(pages, to: sheet, formats)
    worksheet_repeat_rows(
      sheet, UInt32(FormGrid.top + heading.lowerBound), UInt32(FormGrid.top + heading.upperBound - 1))
    var row = UInt32(FormGrid.top + rows.count)
    for line in notes + [signatureLine(width: 80, gap: 8)] {
      worksheet_merge_range(sheet, row, 0, row, last, line, formats.note)
      worksheet_set_row(sheet, row, ExcelPages.height(ExcelPages.lines(of: line, in: widths), size: 9), nil)
      row += 1
    }
  }

  private func writeCells(
    _ pages: ExcelPages, to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: ExcelFormats
  ) {
    let placed = placed
    for rows in pages.rows {
      for place in placed {
        // What reaches in from the page before begins here again, with its text.
        guard let own = place.part(on: rows) else { continue }
        let size = place.cell.rows == 1 ? ExcelPages.size(of: place, widths) : 9
        write(
          place.cell.covering(rows: own.count), UInt32(FormGrid.top + rows[own.lowerBound]), UInt16(place.column),
          to: sheet, formats, size: size)
      }
    }
    // Excel fits a row's height to no merged cell by itself.
    for (row, height) in pages.heights.enumerated() {
      worksheet_set_row(sheet, UInt32(FormGrid.top + row), height, nil)
    }
  }

  private func write(
    _ cell: Cell, _ row: UInt32, _ column: UInt16, to sheet: UnsafeMutablePointer<lxw_worksheet>,
    _ formats: ExcelFormats, size: Double
  ) {
    let tone = ExcelFormats.Tone(cell)
    let format = formats.of(cell.alignment, tone: tone, size: size)
    if cell.columns > 1 || cell.rows > 1 {
      worksheet_merge_range(
        sheet, row, column, row + UInt32(cell.rows - 1), column + UInt16(cell.columns - 1), "", format)
    }
    // A merged range's text is that of its first cell.
    if let number = ExcelNumber(cell) {
      let format = formats.of(cell.alignment, tone: tone, number: number.format)
      if let formula = formula(of: cell, number, in: Int(row) - FormGrid.top) {
        worksheet_write_formula_num(sheet, row, column, formula, format, number.value)
      } else {
        worksheet_write_number(sheet, row, column, number.value, format)
      }
    } else if cell.printed.isEmpty {
      worksheet_write_blank(sheet, row, column, format)
    } else {
      worksheet_write_string(sheet, row, column, cell.printed, format)
    }
  }

  /// The formula of a cell that others give; nil where the cells it would read give another number, as amounts of which one
  /// is not known.
  private func formula(of cell: Cell, _ number: ExcelNumber, in row: Int) -> String? {
    switch cell.total {
    case nil: return nil
    case .quotient(let part, let whole)?:
      return "=\(FormGrid.name(part, row))/\(FormGrid.name(whole, row))"
    case .sum(let areas)?:
      let parts = placed.filter { place in areas.contains { $0.column == place.column && $0.rows.contains(place.row) } }
      let numbers = parts.map { $0.cell.printed.isEmpty ? ExcelNumber.zero : ExcelNumber($0.cell)?.exact }
      let sum = numbers.reduce(Int128?.some(0)) { sum, part in sum.flatMap { sum in part.map { sum + $0 } } }
      guard let exact = number.exact, sum == exact else { return nil }
      let ranges = areas.map { area in
        let (first, last) = (
          FormGrid.name(area.column, area.rows.lowerBound), FormGrid.name(area.column, area.rows.upperBound - 1)
        )
        return first == last ? first : "\(first):\(last)"
      }
      return "=SUM(\(ranges.joined(separator: ",")))"
    }
  }

  /// A cell's name in the sheet: forms have less than 26 columns.
  private static func name(_ column: Int, _ row: Int) -> String {
    let letter = Unicode.Scalar(UInt8(65 + min(column, 25)))
    return "\(letter)\(top + row + 1)"
  }
}

/// The formats of a form's cells, each made when it is first asked for.
final class ExcelFormats {
  /// What a cell's colour says.
  enum Tone: UInt32 {
    case plain = 0
    case computed = 0xEEF3FA
    case asked = 0xFBE3E4
    case heading = 0xEEEEEE
    case green = 0xD9F2DF
    case yellow = 0xFFEFB3
    case red = 0xFBD9D9

    init(_ cell: FormGrid.Cell) {
      switch cell.tint {
      case .green: self = .green
      case .yellow: self = .yellow
      case .red: self = .red
      case nil: self = cell.missing != nil ? .asked : cell.source != nil ? .computed : .plain
      }
    }
  }

  private struct Key: Hashable {
    let side: FormGrid.Alignment, tone: Tone, number: String?, size: Double, hasBorder: Bool, isBold: Bool
  }

  private let book: UnsafeMutablePointer<lxw_workbook>
  private var made: [Key: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ book: UnsafeMutablePointer<lxw_workbook>) { self.book = book }

  var title: UnsafeMutablePointer<lxw_format>? {
    format(Key(side: .centre, tone: .plain, number: nil, size: 16, hasBorder: false, isBold: true))
  }
  var centre: UnsafeMutablePointer<lxw_format>? { line(.centre) }
  var right: UnsafeMutablePointer<lxw_format>? { line(.right) }
  var note: UnsafeMutablePointer<lxw_format>? { line(.left) }

  private func line(_ side: FormGrid.Alignment) -> UnsafeMutablePointer<lxw_format>? {
    format(Key(side: side, tone: .plain, number: nil, size: 9, hasBorder: false, isBold: false))
  }

  /// The format of a cell of the table.
  func of(
    _ side: FormGrid.Alignment, tone: Tone, number: String? = nil, size: Double = 9
  ) -> UnsafeMutablePointer<lxw_format>? {
    format(Key(side: side, tone: tone, number: number, size: size, hasBorder: true, isBold: tone == .heading))
  }

  private func format(_ key: Key) -> UnsafeMutablePointer<lxw_format>? {
    if let known = made[key] { return known }
    guard let format = workbook_add_format(book) else { return nil }
    format_set_font_name(format, "仿宋_GB2312")
    format_set_font_size(format, key.size)
    let align = key.side == .centre ? LXW_ALIGN_CENTER : key.side == .left ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT
    format_set_align(format, UInt8(align.rawValue))
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    format_set_text_wrap(format)
    if key.hasBorder { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
    if let number = key.number { format_set_num_format(format, number) }
    if key.tone != .plain { format_set_bg_color(format, key.tone.rawValue) }
    if key.isBold { format_set_bold(format) }
    made[key] = format
    return format
  }
}
