internal import OpenXML

/// Workbooks (.xlsx) put together part by part, as programs of several kinds write them.
package enum Workbooks {
  /// What a workbook has beside its sheets.
  package struct Kind: Sendable {
    /// `xl/sharedStrings.xml` and `xl/styles.xml`; nil for none.
    package var strings: String?, styles: String?
    /// Attributes of its `workbookPr`, and of each `sheet`.
    package var properties = "", sheetAttributes = ""
    /// Whether parts are named from the container's root, as some programs do.
    package var isRooted = false
    /// The namespace of its elements.
    package var space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    /// An ordinary one.
    package init() {}
  }

  /// The bytes of a workbook with some sheets.
  package static func file(_ sheets: [(name: String, rows: String)], _ kind: Kind = Kind()) -> [UInt8] {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    var (book, links) = ("", "")
    var parts: [ZipWriter.Part] = []
    for (index, sheet) in sheets.enumerated() {
      let path = "worksheets/sheet\(index + 1).xml"
      book +=
        "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" \(kind.sheetAttributes) r:id=\"rId\(index + 1)\"/>"
      links += "<Relationship Id=\"rId\(index + 1)\" Type=\"t\" Target=\"\(kind.isRooted ? "/xl/" : "")\(path)\"/>"
      parts.append(
        .init("xl/" + path, "<worksheet xmlns=\"\(kind.space)\"><sheetData>\(sheet.rows)</sheetData></worksheet>"))
    }
    parts.append(
      .init(
        "xl/workbook.xml",
        "<workbook xmlns=\"\(kind.space)\" xmlns:r=\"\(relations)\"><workbookPr \(kind.properties)/><sheets>\(book)</sheets></workbook>"
      ))
    parts.append(.init("xl/_rels/workbook.xml.rels", "<Relationships>\(links)</Relationships>"))
    if let strings = kind.strings { parts.append(.init("xl/sharedStrings.xml", "<sst>\(strings)</sst>")) }
    if let styles = kind.styles { parts.append(.init("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>")) }
    return ZipWriter.container(of: parts) ?? []
  }

  /// Rows of texts from the first cell on, as they stand; `=…` is a formula without a value.
  package static func sheet(_ rows: [[String]]) -> String {
    rows.enumerated().map { index, cells in
      let inner = cells.enumerated().map { column, text in
        let place = "r=\"\(letter(column))\(index + 1)\""
        return text.hasPrefix("=")
          ? "<c \(place)><f>\(text.dropFirst())</f></c>"
          : "<c \(place) t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>"
      }
      return "<row r=\"\(index + 1)\">\(inner.joined())</row>"
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  private static func letter(_ column: Int) -> String { String(UnicodeScalar(UInt8(65 + column % 26))) }
}
