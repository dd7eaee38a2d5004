internal import Domain
internal import OpenXML

extension Document {
  /// A .docx as paragraphs and rows.
  static func word(_ bytes: [UInt8], file: String) throws(Refusal) -> Document {
    let word: WordDocument
    do {
      word = try WordDocument(bytes)
    } catch {
      throw Refusal.document(explain(error, file))
    }
    var blocks: [Block] = []
    var (tables, paragraphs) = (0, 0)
    for block in word.blocks {
      switch block {
      case .paragraph(let text):
        paragraphs += 1
        for line in text.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
          blocks.append(
            .paragraph(String(line).withoutRadicals, Place(file: file, position: .paragraph(paragraphs))))
        }
      case .table(let rows):
        tables += 1
        for (index, row) in rows.enumerated() {
          blocks.append(
            .row(Row(row, table: tables, Place(file: file, position: .row(index + 1, table: tables)))))
        }
      }
    }
    return Document(file: file, layout: .word, blocks: blocks, headers: word.headers.map(\.withoutRadicals))
  }

  private static func explain(_ error: OpenXMLError, _ file: String) -> DocumentRefusal {
    switch error {
    case .notAnArchive: .damaged(file)
    case .tooLarge: .unpacksTooLarge(file)
    case .missingPart: .withoutText(file)
    case .badXML: .textDamaged(file)
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
