package import Domain

/// A text of a document that a person writes otherwise: what stood there, what is to stand there, and whose word it is.
package struct Mend: Hashable, Sendable {
  /// Where, and both texts.
  package let place: DocumentPlace, old: String, new: String
  /// Who.
  package let actor: String

  /// A mend.
  package init(at place: DocumentPlace, _ old: String, to new: String, by actor: String) {
    (self.place, self.old, self.new, self.actor) = (place, old, new, actor)
  }
}

extension Document {
  /// The same with some texts written otherwise, and what that is. A text that is not as the mend says stays as it is.
  package func mended(_ mends: [Mend]) -> (document: Document, findings: [Finding]) {
    let wanted = Dictionary(mends.map { ($0.place, $0) }, uniquingKeysWith: { $1 })
    guard !wanted.isEmpty else { return (self, []) }
    var findings: [Finding] = []
    func text(_ text: String, at place: Place) -> String {
      guard let mend = wanted[place], mend.old == text, mend.new != text else { return text }
      findings.append(Finding(.document(.mended(text, to: mend.new, by: mend.actor)), at: .document(place)))
      return mend.new
    }
    let blocks = blocks.map { block -> Block in
      switch block {
      case .paragraph(let words, let place): return .paragraph(text(words, at: place), place)
      case .row(let row):
        let cells = row.cells.map { cell in
          Cell(
            text: text(cell.text, at: cell.place), column: cell.column, span: cell.span,
            continuesAbove: cell.continuesAbove, place: cell.place)
        }
        return .row(Row(cells: cells, place: row.place, table: row.table))
      }
    }
    return (Document(file: file, layout: layout, blocks: blocks, headers: headers), findings)
  }

  /// The texts of the document by their places, as far as a place has only one.
  package var texts: [Place: String] {
    var (texts, twice) = ([Place: String](), Set<Place>())
    func add(_ text: String, _ place: Place) {
      if texts.updateValue(text, forKey: place) != nil { twice.insert(place) }
    }
    for block in blocks {
      switch block {
      case .paragraph(let text, let place): add(text, place)
      case .row(let row): for cell in row.cells { add(cell.text, cell.place) }
      }
    }
    for place in twice { texts[place] = nil }
    return texts
  }
}
