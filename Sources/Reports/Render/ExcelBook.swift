internal import CXlsx
internal import Foundation

/// A workbook (.xlsx) as bytes, as a page or a message hands it out.
enum ExcelBook {
  /// The bytes of a workbook; the same is filled in, the same they are. Nil where no file could be written.
  ///
  /// - Parameters:
  ///   - title: the workbook's own, nil for none.
  ///   - name: what its first sheet is called.
  ///   - fill: fills the sheet in, and adds others.
  static func bytes(
    title: String? = nil, sheet name: String,
    _ fill: (UnsafeMutablePointer<lxw_workbook>, UnsafeMutablePointer<lxw_worksheet>) -> Void
  ) -> [UInt8]? {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard let book = workbook_new(path) else { return nil }
    var properties = lxw_doc_properties()
    // A fixed time, so that equal workbooks are equal files.
    properties.created = 1_577_836_800
    if let title {
      title.withCString { text in
        properties.title = UnsafeMutablePointer(mutating: text)
        workbook_set_properties(book, &properties)
      }
    } else {
      workbook_set_properties(book, &properties)
    }
    guard let sheet = workbook_add_worksheet(book, name) else {
      workbook_close(book)
      return nil
    }
    fill(book, sheet)
    guard workbook_close(book) == LXW_NO_ERROR else { return nil }
    return FileManager.default.contents(atPath: path).map { Array($0) }
  }
}
