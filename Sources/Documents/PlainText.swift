internal import Domain

/// Text files of the two layouts in which disclosures come out of a word processor or a PDF.
enum PlainText {
  static func read(_ text: String, file: String) -> Document {
    let lines = text.utf8.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0C }
    let tab = UInt8(ascii: "\t")
    var (cellLines, tabbedLines) = (0, 0)
    for line in lines {
      if line.dropFirst().contains(tab) { tabbedLines += 1 } else if line.first == tab { cellLines += 1 }
    }
    var reader = Reader(file: file)
    for (index, line) in lines.enumerated() {
      let line = line.last == 0x0D ? line.dropLast() : line
      if cellLines > tabbedLines {
        reader.takeCellLine(line, number: index + 1)
      } else {
        reader.takeTabbedLine(line, number: index + 1)
      }
    }
    reader.endRow()
    return Document(file: file, blocks: reader.blocks)
  }

  private struct Reader {
    typealias Line = Substring.UTF8View.SubSequence
    let file: String
    var blocks: [Document.Block] = []
    private var cells: [String] = []
    private var rowLine = 0

    init(file: String) { self.file = file }

    private func place(_ line: Int) -> Document.Place { Document.Place(file: file, position: "第\(line)行", column: nil) }

    mutating func endRow() {
      guard !cells.isEmpty else { return }
      addRow(cells, line: rowLine)
      cells = []
    }

    private mutating func addRow(_ texts: [String], line: Int) {
      let cells = texts.enumerated().map { Document.Cell(text: $1, column: $0, continuesAbove: false) }
      blocks.append(.row(Document.Row(cells: cells, place: place(line))))
    }

    private mutating func addParagraph(_ text: String, line: Int) {
      let text = text.withoutBookmarks
      if !text.tightened.isEmpty { blocks.append(.paragraph(text, place(line))) }
    }

    /// One cell a line: a tab begins a cell, a line without one goes on in it, an empty line ends the row.
    mutating func takeCellLine(_ line: Line, number: Int) {
      if line.first == UInt8(ascii: "\t") {
        if cells.isEmpty { rowLine = number }
        cells.append(String(decoding: line.dropFirst(), as: UTF8.self))
      } else if line.isEmpty {
        endRow()
      } else if line.starts(with: "[bookmark:".utf8) {
        // A converter marks headings with bookmarks; one ends a row even without an empty line.
        endRow()
        addParagraph(String(decoding: line, as: UTF8.self), line: number)
      } else if cells.isEmpty {
        addParagraph(String(decoding: line, as: UTF8.self), line: number)
      } else {
        cells[cells.count - 1] += "\n" + String(decoding: line, as: UTF8.self)
      }
    }

    /// Cells separated by tabs, a row a line.
    mutating func takeTabbedLine(_ line: Line, number: Int) {
      let text = String(decoding: line, as: UTF8.self)
      guard line.contains(UInt8(ascii: "\t")) else { return addParagraph(text, line: number) }
      addRow(text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init), line: number)
    }
  }
}

extension String {
  /// The text without the `[bookmark: …]` marks that converters leave before headings.
  fileprivate var withoutBookmarks: String {
    guard let start = range(of: "[bookmark:"), let end = self[start...].firstIndex(of: "]") else { return self }
    return (String(self[..<start]) + self[index(after: end)...]).withoutBookmarks
  }

  private func range(of needle: String) -> Index? {
    guard contains("[") else { return nil }
    return indices.first { self[$0...].hasPrefix(needle) }
  }
}
