internal import Domain
internal import OpenXML

extension Document {
  /// A .docx as paragraphs and rows.
  static func word(_ bytes: [UInt8], file: String) throws(DocumentError) -> Document {
    let word: WordDocument
    do {
      word = try WordDocument(bytes)
    } catch {
      throw DocumentError(code: "unreadable-docx", message: explain(error, file))
    }
    var blocks: [Block] = []
    var (tables, paragraphs) = (0, 0)
    for block in word.blocks {
      switch block {
      case .paragraph(let text):
        paragraphs += 1
        for line in text.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
          blocks.append(
            .paragraph(String(line).withoutRadicals, Place(file: file, position: "第\(paragraphs)段", column: nil)))
        }
      case .table(let rows):
        tables += 1
        for (index, row) in rows.enumerated() {
          blocks.append(
            .row(Row(row, table: tables, Place(file: file, position: "表\(tables)第\(index + 1)行", column: nil))))
        }
      }
    }
    return Document(file: file, layout: .word, blocks: blocks, headers: word.headers.map(\.withoutRadicals))
  }

  private static func explain(_ error: OpenXMLError, _ file: String) -> String {
    switch error {
    case .notAnArchive: "\(file) 已损坏或不是 .docx 文件，请用 Word 或 WPS 打开后另存为 .docx 再导入。"
    case .tooLarge: "\(file) 解压后超过 200 MB 或有一百万个以上的单元格，不像预算公开文件，未予读取。"
    case .missingPart: "\(file) 不是 Word 文档（其中没有正文），请确认选对了文件。"
    case .badXML: "\(file) 的正文已损坏，请用 Word 或 WPS 打开后另存为 .docx 再导入。"
    }
  }
}

extension Document.Row {
  fileprivate init(_ cells: [WordDocument.Cell], table: Int, _ place: Document.Place) {
    self.init(
      cells: cells.enumerated().map { index, cell in
        Document.Cell(
          text: cell.text.withoutRadicals, column: cell.column, span: cell.span, continuesAbove: cell.continuesAbove,
          place: place.column(index))
      }, place: place, table: table)
  }
}
