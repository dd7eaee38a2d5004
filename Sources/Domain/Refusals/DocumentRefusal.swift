/// A budget document that cannot be read at all.
package enum DocumentRefusal: Hashable, Sendable {
  /// A .doc or .xls.
  case old(_ file: String)
  /// A PDF.
  case pdf(_ file: String)
  /// Neither Word nor text.
  case unknown(_ file: String)
  /// More text than any budget document has.
  case tooLarge(_ file: String, mebibytes: Int, most: Int)
  /// More or longer lines than any has.
  case tooManyLines(_ file: String, lines: Int, longest: Int)
  /// Begins like a .docx and is none.
  case damaged(_ file: String)
  /// A .docx that unpacks beyond measure.
  case unpacksTooLarge(_ file: String)
  /// A zip without a document's text.
  case withoutText(_ file: String)
  /// A .docx whose text is no XML.
  case textDamaged(_ file: String)
  /// Readable, and without a department's budget.
  case noBudget(_ file: String)
  /// More documents in one file than are looked at together.
  case tooMany(_ file: String, count: Int, most: Int)
  /// Two documents in one file under one path: nobody could say which was meant.
  case twice(_ file: String, path: String)
  /// As many files wait to be confirmed as may.
  case waiting(_ files: [String], most: Int)
}

extension DocumentRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .old: .oldOfficeFile
    case .pdf: .pdfNotRead
    case .unknown: .notADocument
    case .tooLarge: .textTooLarge
    case .tooManyLines: .textTooManyLines
    case .damaged: .unreadableDocx
    case .unpacksTooLarge: .docxTooLarge
    case .withoutText: .docxWithoutText
    case .textDamaged: .docxTextDamaged
    case .noBudget: .notABudget
    case .tooMany: .documentsTooMany
    case .twice: .documentTwice
    case .waiting: .uploadsWaiting
    }
  }
}
