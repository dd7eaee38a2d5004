package import Domain
internal import Foundation

/// The files forms are made as; all A4 landscape.
package enum FormFormat: String, Sendable, CaseIterable {
  /// Plain text with tables; a merged cell's text stands in the first of its places.
  case md
  /// A page without outside parts.
  case html
  /// Word, to be edited.
  case docx
  /// Excel, a sheet each.
  case xlsx
  /// To be printed, with its fonts.
  case pdf

  /// Writes forms as one file; refused with a sentence that says what to do.
  package func write(_ forms: [(name: String, grid: FormGrid)], title: String, to path: String) throws(Refusal) {
    switch self {
    case .md: try FormFormat.put(Data(FormGrid.markdown(forms.map(\.grid)).utf8), to: path)
    case .html: try FormFormat.put(Data(FormGrid.html(forms.map(\.grid), title: title).utf8), to: path)
    case .docx:
      guard let bytes = FormGrid.word(forms.map(\.grid), title: title) else {
        throw Refusal.file(.notMade(path))
      }
      try FormFormat.put(Data(bytes), to: path)
    case .xlsx:
      guard FormGrid.excel(forms, title: title, to: path) else { throw FormFormat.notWritten(path) }
    case .pdf:
      do throws(PDFProblem) {
        try FormGrid.pdf(forms.map(\.grid), title: title, to: path)
      } catch {
        throw FormFormat.problem(error, path)
      }
    }
  }

  /// What to tell of a PDF that was not made; nothing of it is left behind.
  static func problem(_ problem: PDFProblem, _ path: String) -> Refusal {
    switch problem {
    case .notWritten: return notWritten(path)
    case .noChineseFont:
      try? FileManager.default.removeItem(atPath: path)
      return Refusal.file(.fontMissing)
    }
  }

  static func put(_ data: Data, to path: String) throws(Refusal) {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw notWritten(path)
    }
  }

  private static func notWritten(_ path: String) -> Refusal {
    Refusal.file(.notWritten(path))
  }
}
