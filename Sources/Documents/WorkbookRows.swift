internal import Domain
internal import OpenXML

/// The one sheet of a workbook (.xlsx) that has a header of some kind, with its rows.
struct WorkbookRows {
  /// The header's row number, and its titles: in lower case and without what stands in brackets.
  let headerRow: Int, titles: [String]
  /// The header as it stands, and the rows below it, as they read.
  let header: [String]
  let rows: [Workbook.Row]

  /// Above a workbook's header may stand its title and such.
  private static let mostAbove = 10

  /// Whether bytes begin as those of an .xlsx do.
  static func isOne(_ beginning: ArraySlice<UInt8>) -> Bool { beginning.starts(with: [0x50, 0x4B]) }

  /// Reads a workbook. One without such a header has its first row there; an empty one has none.
  init(_ file: [UInt8], name: String, isHeader: ([String]) -> Bool) throws(Refusal) {
    guard let book = try? Workbook(file) else { throw .sheet(.notWorkbook(name)) }
    let sheets = book.sheets.filter { !$0.isHidden && !$0.rows.isEmpty }
    let found = sheets.compactMap { sheet in
      sheet.rows.prefix(WorkbookRows.mostAbove).firstIndex { isHeader($0.titles) }.map { (sheet: sheet, row: $0) }
    }
    guard found.count <= 1 else { throw .sheet(.severalSheets(name, found.map(\.sheet.name))) }
    guard let (sheet, row) = found.first ?? sheets.first.map({ ($0, 0) }) else {
      (headerRow, titles, header, rows) = (1, [], [], [])
      return
    }
    (headerRow, titles, header) = (sheet.rows[row].number, sheet.rows[row].titles, sheet.rows[row].cells)
    rows = Array(sheet.rows[(row + 1)...])
  }

  /// The same as comma-separated text, each row on the line of its number. What stands beside the table is left out.
  var text: [UInt8] {
    var lines = [String](repeating: "", count: headerRow - 1) + [WorkbookRows.line(header)]
    for row in rows {
      while lines.count < row.number - 1 { lines.append("") }
      lines.append(WorkbookRows.line(Array(row.cells.prefix(header.count))))
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func line(_ cells: [String]) -> String {
    cells.map { cell in
      let flat = String(cell.map { $0.isNewline ? " " : $0 })
      return "\"" + flat.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }.joined(separator: ",")
  }
}

extension Workbook.Row {
  /// The titles, were it the header.
  fileprivate var titles: [String] { cells.map { CSVHead.title($0.normalised.lowercased()) } }
}

extension ByteSource {
  /// A workbook as comma-separated text; text as it is.
  func asText(name: String, isHeader: ([String]) -> Bool) throws(Refusal) -> ByteSource {
    guard WorkbookRows.isOne(try read(0, 2)) else { return self }
    return ByteSource(try WorkbookRows(Array(try read(0, byteCount)), name: name, isHeader: isHeader).text)
  }
}
