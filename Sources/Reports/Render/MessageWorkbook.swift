internal import CXlsx
package import Domain
internal import Foundation

extension Message.List {
  /// The list as an Excel workbook (.xlsx) of one sheet: a row an alert, the headings fixed, with filters. The same list gives the
  /// same bytes; nil where no file could be written.
  package func workbook(title: String) -> [UInt8]? {
    ExcelBook.bytes(title: title, sheet: "预警清单") { book, sheet in
      let formats = ExcelFormats(book)
      for (column, width) in Message.List.widths.enumerated() {
        worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
      }
      for (column, text) in Message.List.headings.enumerated() {
        worksheet_write_string(sheet, 0, UInt16(column), text, formats.of(.centre, tone: .heading))
      }
      for (index, row) in rows.enumerated() {
        for (column, text) in row.cells.enumerated() {
          worksheet_write_string(
            sheet, UInt32(index + 1), UInt16(column), text,
            formats.of(.left, tone: column == 2 ? .init(row.severity) : .plain))
        }
      }
      worksheet_freeze_panes(sheet, 1, 0)
      worksheet_autofilter(sheet, 0, 0, UInt32(rows.count), UInt16(Message.List.headings.count - 1))
    }
  }

  /// How wide the columns are, in characters.
  private static let widths = [8.0, 14, 7, 26, 24, 36, 24, 18, 90]
}

extension ExcelFormats.Tone {
  fileprivate init(_ severity: AlertSeverity) {
    switch severity {
    case .red: self = .red
    case .yellow: self = .yellow
    case .blue: self = .computed
    }
  }
}
