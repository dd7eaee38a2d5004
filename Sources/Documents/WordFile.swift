internal import Domain
internal import Office

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
          blocks.append(.paragraph(String(line), Place(file: file, position: "第\(paragraphs)段", column: nil)))
        }
      case .table(let rows):
        tables += 1
        for (index, row) in rows.enumerated() {
          let cells = row.map { Cell(text: $0.text, column: $0.column, continuesAbove: $0.continuesAbove) }
          blocks.append(
            .row(Row(cells: cells, place: Place(file: file, position: "表\(tables)第\(index + 1)行", column: nil))))
        }
      }
    }
    return Document(file: file, blocks: blocks)
  }

  private static func explain(_ error: OfficeError, _ file: String) -> String {
    switch error {
    case .notAnArchive: "\(file) 已损坏或不是 .docx 文件，请用 Word 或 WPS 打开后另存为 .docx 再导入。"
    case .tooLarge: "\(file) 解压后超过 200 MB，不像预算公开文件，未予读取。"
    case .missingPart: "\(file) 不是 Word 文档（其中没有正文），请确认选对了文件。"
    case .badXML: "\(file) 的正文已损坏，请用 Word 或 WPS 打开后另存为 .docx 再导入。"
    }
  }
}
