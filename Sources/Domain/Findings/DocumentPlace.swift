/// A place in a document.
package struct DocumentPlace: Hashable, Sendable {
  /// Where in a file.
  package enum Position: Hashable, Sendable {
    /// A line of a text, from 1.
    case line(Int)
    /// A paragraph outside tables, from 1.
    case paragraph(Int)
    /// A row of a table, both from 1.
    case row(Int, table: Int)
  }

  /// The file's name.
  package let file: String
  /// Where in it.
  package let position: Position
  /// The column, from 1, where one is meant.
  package let column: Int?

  /// A place.
  package init(file: String, position: Position, column: Int? = nil) {
    (self.file, self.position, self.column) = (file, position, column)
  }

  /// The place as a word, such as `line-1259-4`, by which a page names it.
  package var key: String {
    let column = column.map(String.init) ?? ""
    return switch position {
    case .line(let line): "line-\(line)-\(column)"
    case .paragraph(let paragraph): "paragraph-\(paragraph)-\(column)"
    case .row(let row, let table): "row-\(row)-\(table)-\(column)"
    }
  }

  /// The place in a file that such a word names; nil for any other word.
  package init?(key: String, file: String) {
    let parts = key.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, let number = Int(parts[1]), let last = parts.last, last.isEmpty || Int(last) != nil else {
      return nil
    }
    let position: Position
    switch (parts[0], parts.count) {
    case ("line", 3): position = .line(number)
    case ("paragraph", 3): position = .paragraph(number)
    case ("row", 4):
      guard let table = Int(parts[2]) else { return nil }
      position = .row(number, table: table)
    default: return nil
    }
    self.init(file: file, position: position, column: Int(last))
  }

  /// The same place, one of its columns; `index` counts from 0.
  package func column(_ index: Int) -> DocumentPlace {
    DocumentPlace(file: file, position: position, column: index + 1)
  }
}
