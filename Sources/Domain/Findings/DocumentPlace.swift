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

  /// The same place, one of its columns; `index` counts from 0.
  package func column(_ index: Int) -> DocumentPlace {
    DocumentPlace(file: file, position: position, column: index + 1)
  }
}
