package import Domain

/// A file as the recognisers see it: paragraphs and grids of cells in their order, each with its place.
package struct Document: Sendable {
  /// Where something stands, in words a person can follow.
  package typealias Place = DocumentPlace

  /// A cell of a grid.
  package struct Cell: Hashable, Sendable {
    /// Its text; paragraphs are joined by line breaks.
    package let text: String
    /// The grid column it begins at, from 0.
    package let column: Int
    /// How many grid columns it covers.
    package let span: Int
    /// Whether the cell above goes on in it.
    package let continuesAbove: Bool
    /// Where it stands.
    package let place: Place

    /// The grid columns it covers.
    package var columns: Range<Int> { column..<(column + span) }
  }

  /// A row of a grid.
  package struct Row: Hashable, Sendable {
    /// Its cells, left to right.
    package let cells: [Cell]
    /// Where it stands.
    package let place: Place
    /// Which table of the document it belongs to, counted from 1.
    package let table: Int
  }

  /// A paragraph or a row of a table.
  package enum Block: Hashable, Sendable {
    /// A paragraph outside tables.
    case paragraph(String, Place)
    /// A row of a table.
    case row(Row)
  }

  /// How the rows of a file came to have the cells they have; it decides what a row that is too short can mean.
  package enum Layout: Hashable, Sendable {
    /// Real tables: every cell knows its columns.
    case word
    /// Text, cells separated by tabs, a row a line: blanks at the end of a row may have been cut off.
    case tabbed
    /// Text, one cell a line: a row has all its cells or is damaged.
    case cellLines
  }

  /// The file's name, without folders.
  package let file: String
  /// How its rows were made out.
  package let layout: Layout
  /// The contents in their order.
  package let blocks: [Block]
  /// The paragraphs of page headers, which belong to every page.
  package let headers: [String]
}

extension Document {
  /// Reads a file by what its bytes are, whatever its name says.
  ///
  /// Known are .docx and plain text in UTF-8, UTF-16 or GB18030, in two layouts: one table cell a line, or cells separated by
  /// tabs.
  package static func read(_ bytes: [UInt8], file: String) throws(Refusal) -> Document {
    if bytes.starts(with: [0x50, 0x4B]) { return try word(bytes, file: file) }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw Refusal.document(.old(file))
    }
    if bytes.starts(with: Array("%PDF".utf8)) {
      throw Refusal.document(.pdf(file))
    }
    guard bytes.count <= PlainText.mostBytes else {
      throw Refusal.document(
        .tooLarge(file, mebibytes: (bytes.count + (1 << 20) - 1) >> 20, most: PlainText.mostBytes >> 20))
    }
    guard let text = TextEncoding.decode(bytes), !text.utf8.contains(0) else {
      throw Refusal.document(.unknown(file))
    }
    return try PlainText.read(text, file: file)
  }
}
