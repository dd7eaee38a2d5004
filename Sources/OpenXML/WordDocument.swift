/// The body of a .docx: paragraphs and tables in their order, with the merges of cells.
package struct WordDocument: Sendable {
  /// A cell of a table.
  package struct Cell: Sendable {
    /// The cell's paragraphs, joined by line breaks.
    package var text = ""
    /// The grid column it begins at, from 0.
    package var column = 0
    /// How many grid columns it covers.
    package var span = 1
    /// Whether it continues the cell above (a vertical merge).
    package var continuesAbove = false
  }

  /// A part of the body.
  package enum Block: Sendable {
    /// A paragraph outside tables.
    case paragraph(String)
    /// A table, row by row. A table that only lays others out is not one: what stands in it stands in its place.
    case table([[Cell]])
  }

  /// Stands for a picture or an embedded object in a cell: something that a reader sees and this program cannot read.
  package static let picture: Character = "\u{FFFC}"
  /// Stands for a character or a formula that cannot be read.
  package static let unreadable: Character = "\u{FFFD}"

  /// The body in its order.
  package let blocks: [Block]
  /// The paragraphs of the page headers.
  package let headers: [String]

  /// Reads the bytes of a .docx.
  package init(_ bytes: [UInt8]) throws(OpenXMLError) {
    let parts = try ZipArchive.read(bytes) { name in
      name.hasPrefix("word/") && name.hasSuffix(".xml") && !name.dropFirst(5).contains("/")
        && (name.hasPrefix("word/document") || name.hasPrefix("word/header"))
    }
    let body = "word/document.xml"
    let name = parts[body] == nil ? parts.keys.filter { $0.hasPrefix("word/document") }.min() : body
    guard let name, let xml = parts[name] else { throw .missingPart(body) }
    blocks = try WordDocument.blocks(of: xml, part: name)
    var headers: [String] = []
    for part in parts.keys.filter({ $0.hasPrefix("word/header") }).sorted() {
      // A damaged page header is no reason not to read the document.
      guard let xml = parts[part], let found = try? WordDocument.blocks(of: xml, part: part) else { continue }
      for case .paragraph(let text) in found { headers.append(text) }
    }
    self.headers = headers
  }

  private static func blocks(of xml: [UInt8], part: String) throws(OpenXMLError) -> [Block] {
    var events = try XMLEvents(xml, part: part)
    var reader = WordBody()
    while let event = try events.next() {
      switch event {
      case .start(let name): reader.start(name) { events.attribute($0) }
      case .end(let name): reader.end(name)
      case .text(let text): reader.take(text)
      }
      guard reader.count <= WordBody.most else { throw .tooLarge }
    }
    return reader.blocks
  }
}
