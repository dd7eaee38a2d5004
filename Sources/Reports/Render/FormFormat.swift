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
  package func write(_ forms: [(name: String, grid: FormGrid)], title: String, to path: String) throws(InputProblem) {
    switch self {
    case .md: try FormFormat.put(Data(FormGrid.markdown(forms.map(\.grid)).utf8), to: path)
    case .html: try FormFormat.put(Data(FormGrid.html(forms.map(\.grid), title: title).utf8), to: path)
    case .docx:
      guard let bytes = FormGrid.word(forms.map(\.grid), title: title) else {
        throw InputProblem("file-not-made", "Word 文件没有生成，请检查内存。")
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
  static func problem(_ problem: PDFProblem, _ path: String) -> InputProblem {
    switch problem {
    case .notWritten: return notWritten(path)
    case .noChineseFont:
      try? FileManager.default.removeItem(atPath: path)
      return InputProblem("font-missing", "本机没有中文字体，PDF 里的字会缺失。请安装中文字体，如 apt-get install fonts-noto-cjk，再执行一次。")
    }
  }

  static func put(_ data: Data, to path: String) throws(InputProblem) {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw notWritten(path)
    }
  }

  private static func notWritten(_ path: String) -> InputProblem {
    InputProblem("file-not-written", "无法写入 \(path)，请检查路径和权限。")
  }
}
