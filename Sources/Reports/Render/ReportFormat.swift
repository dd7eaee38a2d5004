package import Domain
internal import Foundation

/// The files a report is made as; A4 portrait.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// Plain text with tables; without pictures.
  case md
  /// A page without outside parts.
  case html
  /// Word, to be edited.
  case docx
  /// Its tables, a sheet each.
  case xlsx
  /// To be printed, with its fonts.
  case pdf

  /// Whether it is text that can go to a screen.
  package var isText: Bool { self == .md || self == .html }

  /// Writes a report to a file; refused with a sentence that says what to do.
  package func write(_ report: Report, to path: String) throws(Refusal) {
    switch self {
    case .md: try FormFormat.put(Data(report.markdown.utf8), to: path)
    case .html: try FormFormat.put(Data(report.html.utf8), to: path)
    case .docx:
      guard let bytes = report.word else { throw Refusal.file(.notMade(path)) }
      try FormFormat.put(Data(bytes), to: path)
    case .xlsx: try FormFormat.xlsx.write(report.sheets, title: report.title, to: path)
    case .pdf:
      do throws(PDFProblem) {
        try report.pdf(to: path)
      } catch {
        throw FormFormat.problem(error, path)
      }
    }
  }
}
