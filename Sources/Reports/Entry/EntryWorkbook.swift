internal import CXlsx
internal import Foundation

/// A workbook in which people type rows with a spreadsheet: how it is done on top, a header, rows, drop-down lists. Rows that come
/// back have their reason in the first column, and their bad cells in red.
package struct EntryWorkbook: Sendable {
  /// A column.
  package struct Column: Sendable {
    /// What stands above it.
    let caption: String
    /// Its width in characters.
    let width: Double
    /// Whether it says what the row is about, and is not typed in.
    let isKey: Bool
    /// What may be chosen in it; other words may be typed as well.
    let choices: [String]
    /// Whether the choices are those of the second sheet.
    let choosesListed: Bool

    /// A column.
    package init(
      _ caption: String, _ width: Double, isKey: Bool = false, choices: [String] = [], choosesListed: Bool = false
    ) {
      (self.caption, self.width, self.isKey) = (caption, width, isKey)
      (self.choices, self.choosesListed) = (choices, choosesListed)
    }
  }

  /// A row.
  package struct Row: Sendable {
    /// Its cells, one a column.
    let cells: [String]
    /// What may be chosen in some of its cells, by their columns.
    let choices: [Int: [String]]
    /// Why it comes back; nil for one that does not.
    let error: String?
    /// The cells that are bad.
    let bad: Set<Int>

    /// A row.
    package init(_ cells: [String], choices: [Int: [String]] = [:], error: String? = nil, bad: Set<Int> = []) {
      (self.cells, self.choices, self.error, self.bad) = (cells, choices, error, bad)
    }
  }

  let title: String, notes: [String], columns: [Column], rows: [Row]
  /// The second sheet: its header, and what may be chosen with what it means.
  let list: (header: [String], rows: [[String]])?
  /// How many empty rows may be typed in below the rows.
  let spare: Int

  /// A workbook.
  ///
  /// - Parameter notes: at most eight, for a header is looked for in the first ten rows.
  package init(
    _ title: String, notes: [String], _ columns: [Column], _ rows: [Row],
    list: (header: [String], rows: [[String]])? = nil, spare: Int = 0
  ) {
    (self.title, self.notes) = (title, Array(notes.prefix(8)))
    (self.columns, self.rows, self.list, self.spare) = (columns, rows, list, spare)
  }

  /// Over why a row comes back.
  package static let errorCaption = "错误原因"

  private var isReturned: Bool { rows.contains { $0.error != nil } }
  private var headRow: UInt32 { UInt32(notes.count + 1) }
  private var firstColumn: Int { isReturned ? 1 : 0 }

  /// The bytes of the .xlsx; the same rows give the same. Nil where no file could be written.
  package var bytes: [UInt8]? {
    ExcelBook.bytes(sheet: "填写") { book, sheet in
      let formats = EntryFormats(book)
      writeNotes(to: sheet, formats)
      writeRows(to: sheet, formats)
      if let list, let second = workbook_add_worksheet(book, "项目") { write(list, to: second, formats) }
      addChoices(to: sheet)
      worksheet_freeze_panes(sheet, headRow + 1, 0)
      worksheet_set_landscape(sheet)
      worksheet_set_paper(sheet, 9)
      worksheet_fit_to_pages(sheet, 1, 0)
      worksheet_repeat_rows(sheet, headRow, headRow)
    }
  }

  private func writeNotes(to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: EntryFormats) {
    worksheet_write_string(sheet, 0, 0, title, formats.title)
    for (index, note) in notes.enumerated() { worksheet_write_string(sheet, UInt32(index + 1), 0, note, formats.note) }
  }

  private func writeRows(to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: EntryFormats) {
    if isReturned {
      worksheet_set_column(sheet, 0, 0, 40, nil)
      worksheet_write_string(sheet, headRow, 0, EntryWorkbook.errorCaption, formats.keyHead)
    }
    for (index, column) in columns.enumerated() {
      let place = UInt16(firstColumn + index)
      worksheet_set_column(sheet, place, place, column.width, nil)
      worksheet_write_string(sheet, headRow, place, column.caption, column.isKey ? formats.keyHead : formats.head)
    }
    let empty = Row(Array(repeating: "", count: columns.count))
    for (index, row) in (rows + Array(repeating: empty, count: spare)).enumerated() {
      let line = headRow + 1 + UInt32(index)
      if isReturned { put(row.error ?? "", line, 0, row.error == nil ? formats.key : formats.error, sheet) }
      for (place, text) in row.cells.prefix(columns.count).enumerated() {
        let isKey = columns[place].isKey && (index < rows.count || !columns[place].choosesListed)
        let format = row.bad.contains(place) ? formats.bad : isKey ? formats.key : formats.field
        put(text, line, UInt16(firstColumn + place), format, sheet)
      }
    }
  }

  /// A text as a text, whatever it begins with: no cell of ours is ever a formula.
  private func put(
    _ text: String, _ line: UInt32, _ column: UInt16, _ format: UnsafeMutablePointer<lxw_format>?,
    _ sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    if text.isEmpty {
      worksheet_write_blank(sheet, line, column, format)
    } else {
      worksheet_write_string(sheet, line, column, text, format)
    }
  }

  private func write(
    _ list: (header: [String], rows: [[String]]), to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: EntryFormats
  ) {
    for (line, cells) in ([list.header] + list.rows).enumerated() {
      for (column, text) in cells.enumerated() {
        put(text, UInt32(line), UInt16(column), line == 0 ? formats.keyHead : formats.key, sheet)
      }
    }
    worksheet_set_column(sheet, 0, 0, 24, nil)
    worksheet_set_column(sheet, 1, 5, 30, nil)
    worksheet_freeze_panes(sheet, 1, 0)
  }

  private func addChoices(to sheet: UnsafeMutablePointer<lxw_worksheet>) {
    let (first, last) = (headRow + 1, headRow + UInt32(rows.count + spare))
    guard last >= first else { return }
    for (index, column) in columns.enumerated() {
      let place = UInt16(firstColumn + index)
      if column.choosesListed, let list, !list.rows.isEmpty {
        addFormula("=项目!$A$2:$A$\(list.rows.count + 1)", first, last, place, to: sheet)
      } else if !column.choices.isEmpty {
        addList(column.choices, first, last, place, to: sheet)
      }
    }
    for (index, row) in rows.enumerated() {
      for (place, words) in row.choices where !words.isEmpty {
        let line = headRow + 1 + UInt32(index)
        addList(words, line, line, UInt16(firstColumn + place), to: sheet)
      }
    }
  }

  private func addFormula(
    _ formula: String, _ first: UInt32, _ last: UInt32, _ column: UInt16, to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    let text = strdup(formula)
    defer { free(text) }
    var rule = lxw_data_validation()
    rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
    rule.value_formula = text
    rule.show_error = UInt8(LXW_VALIDATION_OFF.rawValue)
    worksheet_data_validation_range(sheet, first, column, last, column, &rule)
  }

  private func addList(
    _ words: [String], _ first: UInt32, _ last: UInt32, _ column: UInt16, to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    // A list in a cell takes 255 characters, and no comma in a word.
    guard words.joined(separator: ",").count <= 255, !words.contains(where: { $0.contains(",") }) else { return }
    var list: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for word in list { free(word) } }
    list.withUnsafeMutableBufferPointer { buffer in
      var rule = lxw_data_validation()
      rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      rule.value_list = buffer.baseAddress
      rule.show_error = UInt8(LXW_VALIDATION_OFF.rawValue)
      worksheet_data_validation_range(sheet, first, column, last, column, &rule)
    }
  }
}

/// The formats of such a workbook.
private struct EntryFormats {
  let title: UnsafeMutablePointer<lxw_format>?, note: UnsafeMutablePointer<lxw_format>?
  let keyHead: UnsafeMutablePointer<lxw_format>?, head: UnsafeMutablePointer<lxw_format>?
  let key: UnsafeMutablePointer<lxw_format>?, field: UnsafeMutablePointer<lxw_format>?
  let bad: UnsafeMutablePointer<lxw_format>?, error: UnsafeMutablePointer<lxw_format>?

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    func format(_ color: UInt32?, isBold: Bool = false, isCell: Bool = true) -> UnsafeMutablePointer<lxw_format>? {
      guard let format = workbook_add_format(book) else { return nil }
      format_set_font_name(format, "宋体")
      format_set_font_size(format, 10)
      if isCell {
        format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_text_wrap(format)
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        // As text: a date stays as typed, 46/50 becomes no date, and what begins with = no formula.
        format_set_num_format(format, "@")
      }
      if let color { format_set_bg_color(format, color) }
      if isBold { format_set_bold(format) }
      return format
    }
    title = format(nil, isBold: true, isCell: false)
    note = format(nil, isCell: false)
    keyHead = format(0xD9D9D9, isBold: true)
    head = format(0xDDEBF7, isBold: true)
    key = format(0xF2F2F2)
    field = format(nil)
    bad = format(0xFFC7CE)
    error = format(0xFBE3E4)
    if let error { format_set_font_color(error, 0xC00000) }
    if let bad { format_set_font_color(bad, 0xC00000) }
  }
}
