/// A file of rows, or a row, that does not fit.
package enum SheetRefusal: Hashable, Sendable {
  /// A quote that does not end.
  case unclosedQuote(_ file: String, row: Int)
  /// A row that does not end.
  case endless(_ file: String, row: Int, mebibytes: Int)
  /// Quotes that stand wrong in their row.
  case strayQuote
  /// A cell without a header.
  case beyondHeader(fields: Int, columns: Int, at: Int, _ text: String)
  /// More cells than the header, all of them with one.
  case tooManyFields(fields: Int, columns: Int)
  /// An amount cut in two at its comma.
  case splitAmount(fields: Int, columns: Int)
  /// Two columns for one thing.
  case columnTwice(_ file: String, _ first: String, and: String, column: String)
  /// A unit of money in a header that is none.
  case unitUnknown(_ file: String, _ cell: String)
  /// No file of payments: columns are missing.
  case notPayments(_ file: String, missing: [String], found: [String])
  /// No file of indicators' values: columns are missing.
  case notValues(_ file: String, missing: [String], found: [String])
  /// No sheet to fill forms from.
  case notFilling(_ file: String, found: [String])
  /// No file of holidays.
  case notCalendar(_ file: String, found: [String])
  /// A sheet to fill in that was made for another department, year, form or period.
  case otherStamp(_ file: String, row: Int, wanted: String, found: String)
  /// A row of the department as a whole that does not say of which department.
  case stampMissing
  /// Rows that are about the same.
  case rowTwice(_ rows: [Int])
  /// A row whose number is that of another indicator than it names.
  case rowOther(_ number: Int, wanted: String, found: String)
  /// A cell whose formula has no value, or an error.
  case cellUnreadable(_ column: String)
  /// A workbook with several sheets that could be meant.
  case severalSheets(_ file: String, _ sheets: [String])
  /// What calls itself a workbook and is none, or a damaged one.
  case notWorkbook(_ file: String)
  /// What was not saved yet, a file or a draft, is not what was seen any more: another window put a file of the name
  /// there (empty for a draft), or took or gave up what there was (nil).
  case draftReplaced(by: String?)
}

extension SheetRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .unclosedQuote: .unclosedQuote
    case .endless: .rowEndless
    case .strayQuote: .rowQuotes
    case .beyondHeader: .rowTooLong
    case .tooManyFields: .rowTooWide
    case .splitAmount: .rowSplitAmount
    case .columnTwice: .columnTwice
    case .unitUnknown: .unitUnknown
    case .notPayments: .wrongTemplate
    case .notValues: .wrongTemplateValues
    case .notFilling: .wrongTemplateForm
    case .notCalendar: .wrongTemplateCalendar
    case .otherStamp: .sheetOfAnother
    case .stampMissing: .rowUnstamped
    case .rowTwice: .rowTwice
    case .rowOther: .rowOfAnother
    case .cellUnreadable: .cellUnreadable
    case .severalSheets: .sheetsSeveral
    case .notWorkbook: .notWorkbook
    case .draftReplaced: .draftReplaced
    }
  }
}
