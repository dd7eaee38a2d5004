internal import Foundation
internal import FoundationXML

/// The body of a .docx: paragraphs and tables in their order, with the merges of cells.
public struct WordDocument: Sendable {
  /// A cell of a table.
  public struct Cell: Sendable {
    /// The cell's paragraphs, joined by line breaks.
    public var text = ""
    /// The grid column it begins at, from 0.
    public var column = 0
    /// How many grid columns it covers.
    public var span = 1
    /// Whether it continues the cell above (a vertical merge).
    public var continuesAbove = false
  }

  /// A part of the body.
  public enum Block: Sendable {
    /// A paragraph outside tables.
    case paragraph(String)
    /// A table, row by row.
    case table([[Cell]])
  }

  /// The body in its order.
  public let blocks: [Block]

  /// Reads the bytes of a .docx.
  public init(_ bytes: [UInt8]) throws(OfficeError) {
    let part = "word/document.xml"
    guard let xml = try ZipArchive.read(bytes, where: { $0 == part })[part] else { throw .missingPart(part) }
    guard !xml.prefix(4096).containsDoctype else { throw .badXML(part: part, detail: "document type declared") }
    let reader = BodyReader()
    let parser = XMLParser(data: Data(xml))
    parser.delegate = reader
    parser.shouldResolveExternalEntities = false
    guard parser.parse(), !reader.isTooDeep else {
      throw .badXML(part: part, detail: "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }
    blocks = reader.blocks
  }
}

extension ArraySlice<UInt8> {
  fileprivate var containsDoctype: Bool { String(decoding: self, as: UTF8.self).contains("<!DOCTYPE") }
}

/// Follows the elements of WordprocessingML. Tables inside cells give their text to the cell.
private final class BodyReader: NSObject, XMLParserDelegate {
  var blocks: [WordDocument.Block] = []
  var isTooDeep = false
  private var depth = 0, tableDepth = 0, ignored = 0
  private var takesText = false
  private var paragraph = ""
  private var rows: [[WordDocument.Cell]] = []
  private var row: [WordDocument.Cell] = []
  private var cell = WordDocument.Cell()
  private var cellHasText = false
  private var column = 0

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    depth += 1
    if depth > 256 {
      isTooDeep = true
      parser.abortParsing()
    }
    switch name {
    // Text boxes stand twice in a file, and deleted text is still in it: take each once and the deleted not at all.
    case "mc:Fallback", "w:del", "w:moveFrom": ignored += 1
    case "w:tbl":
      tableDepth += 1
      if tableDepth == 1 { rows = [] }
    case "w:tr" where tableDepth == 1: (row, column) = ([], 0)
    case "w:gridBefore" where tableDepth == 1: column += BodyReader.count(attributes, atLeast: 0)
    case "w:tc" where tableDepth == 1:
      cell = WordDocument.Cell(column: column)
      cellHasText = false
    case "w:gridSpan" where tableDepth == 1: cell.span = BodyReader.count(attributes, atLeast: 1)
    case "w:vMerge" where tableDepth == 1: cell.continuesAbove = attributes["w:val"] != "restart"
    case "w:p": paragraph = ""
    case "w:t": takesText = ignored == 0
    case "w:tab", "w:br", "w:cr": if ignored == 0, !paragraph.isEmpty { paragraph += name == "w:tab" ? "\t" : "\n" }
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { if takesText { paragraph += string } }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    depth -= 1
    switch name {
    case "mc:Fallback", "w:del", "w:moveFrom": ignored -= 1
    case "w:t": takesText = false
    case "w:p": endParagraph()
    case "w:tc" where tableDepth == 1:
      row.append(cell)
      column += cell.span
    case "w:tr" where tableDepth == 1: rows.append(row)
    case "w:tbl":
      tableDepth -= 1
      if tableDepth == 0 { blocks.append(.table(rows)) }
    default: break
    }
  }

  /// A count of columns; what a damaged file says beyond reason is cut.
  private static func count(_ attributes: [String: String], atLeast least: Int) -> Int {
    min(max(least, Int(attributes["w:val"] ?? "") ?? least), 1_000)
  }

  private func endParagraph() {
    guard ignored == 0 else { return }
    if tableDepth == 0 {
      blocks.append(.paragraph(paragraph))
    } else {
      cell.text += (cellHasText ? "\n" : "") + paragraph
      cellHasText = true
    }
    paragraph = ""
  }
}
