internal import Domain

/// A header row, and which of its words a cell below belongs to. A row that does not fit is never read by its places alone.
struct ColumnFit {
  let header: Document.Row
  let layout: Document.Layout
  /// Whether the text's lines had the blanks at their ends cut off, so that rows may be short.
  let isStripped: Bool

  private let texts: [String]

  init(header: Document.Row, layout: Document.Layout, isStripped: Bool) {
    (self.header, self.layout, self.isStripped) = (header, layout, isStripped)
    texts = header.cells.map(\.text.tightened)
  }

  /// Why a row cannot stand under this header; nil where it can.
  func misfit(_ row: Document.Row) -> ColumnMisfit? {
    let count = header.cells.count
    switch layout {
    case .word:
      for cell in row.cells where !cell.text.tightened.isEmpty && owner(cell) == nil {
        return .spans(cell.text.excerpt)
      }
    case .cellLines:
      let extra = row.cells.dropFirst(count).first { !$0.text.tightened.isEmpty }
      if row.cells.count < count || extra != nil { return .count(row.cells.count, header: count) }
    case .tabbed:
      let last = texts.lastIndex { !$0.isEmpty } ?? 0
      if let extra = row.cells.dropFirst(count).first(where: { !$0.text.tightened.isEmpty }) {
        return .beyond(extra.text.excerpt)
      }
      if row.cells.count <= last, !isStripped { return .count(row.cells.count, header: last + 1) }
    }
    return nil
  }

  /// The header's cell over a cell, and whether it bears a word itself; under a blank one the word to its left holds.
  func owner(_ cell: Document.Cell) -> (index: Int, isNamed: Bool)? {
    guard let over = header.cells.firstIndex(where: { $0.columns.contains(cell.column) }) else { return nil }
    // A merged cell may cover blank ones of the header beside its own, but no second word.
    let covered = header.cells.indices.dropFirst(over + 1).prefix { header.cells[$0].column < cell.columns.upperBound }
    guard covered.allSatisfy({ texts[$0].isEmpty }) else { return nil }
    if !texts[over].isEmpty { return (over, true) }
    return texts[..<over].lastIndex { !$0.isEmpty }.map { ($0, false) }
  }
}
