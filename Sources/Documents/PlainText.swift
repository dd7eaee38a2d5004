internal import Domain

/// Text files of the two layouts in which disclosures come out of a word processor or a PDF.
enum PlainText {
  /// Most bytes of a file, lines of it, and bytes of a line: a hundred times what any disclosure has.
  static let mostBytes = 16 << 20, mostLines = 200_000, mostLine = 1 << 18

  static func read(_ text: String, file: String) throws(Refusal) -> Document {
    let lines = lines(of: text.withoutRadicals)
    guard lines.count <= mostLines, lines.allSatisfy({ $0.count <= mostLine }) else {
      throw Refusal.document(.tooManyLines(file, lines: lines.count, longest: lines.map(\.count).max() ?? 0))
    }
    let tab = UInt8(ascii: "\t")
    var (cellLines, tabbedLines) = (0, 0)
    for line in lines {
      if line.dropFirst().contains(tab) { tabbedLines += 1 } else if line.first == tab { cellLines += 1 }
    }
    let layout: Document.Layout = cellLines > tabbedLines ? .cellLines : .tabbed
    var reader = Reader(file: file)
    if layout == .cellLines {
      for (index, line) in lines.enumerated() { reader.takeCellLine(line, number: index + 1) }
    } else {
      for (line, number) in unquoted(lines) { reader.takeTabbedLine(line, number: number) }
    }
    reader.endRow()
    return Document(file: file, layout: layout, blocks: reader.blocks, headers: [])
  }

  typealias Line = Substring.UTF8View.SubSequence

  /// Lines end with LF, CR, both, or a page's end.
  private static func lines(of text: String) -> [Line] {
    let bytes = Substring(text).utf8
    guard bytes.contains(0x0D) else {
      return bytes.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0C }
    }
    var lines: [Line] = []
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      var next = bytes.index(after: index)
      if byte == 0x0D || byte == 0x0A || byte == 0x0C {
        lines.append(bytes[start..<index])
        if byte == 0x0D, next < bytes.endIndex, bytes[next] == 0x0A { next = bytes.index(after: next) }
        start = next
      }
      index = next
    }
    return lines + [bytes[start...]]
  }

  /// Lines whose cells a spreadsheet put into quotes: a cell with line breaks inside goes over several lines.
  private static func unquoted(_ lines: [Line]) -> [(line: String, number: Int)] {
    let (quote, tab) = (UInt8(ascii: "\""), UInt8(ascii: "\t"))
    /// Whether the last cell begins with a quote that does not end.
    func isOpen(_ text: String) -> Bool {
      guard let cell = text.utf8.split(separator: tab, omittingEmptySubsequences: false).last, cell.first == quote
      else {
        return false
      }
      return cell.count { $0 == quote } % 2 == 1
    }
    /// Whether a line goes on with a quoted cell and ends it.
    func closes(_ line: Line) -> Bool {
      guard let end = line.firstIndex(of: quote) else { return false }
      let next = line.index(after: end)
      return next == line.endIndex || line[next] == tab
    }
    var found: [(line: String, number: Int)] = []
    var index = 0
    while index < lines.count {
      let number = index + 1
      var text = String(decoding: lines[index], as: UTF8.self)
      index += 1
      if isOpen(text), let end = lines[index..<min(index + 50, lines.count)].firstIndex(where: closes),
        !lines[index..<end].contains(where: { $0.contains(tab) })
      {
        for line in lines[index...end] { text += "\n" + String(decoding: line, as: UTF8.self) }
        index = end + 1
      }
      found.append((text, number))
    }
    return found
  }

  private struct Reader {
    let file: String
    var blocks: [Document.Block] = []
    private var cells: [(text: String, line: Int)] = []
    private var table = 0
    private var isInTable = false

    init(file: String) { self.file = file }

    private func place(_ line: Int) -> Document.Place { Document.Place(file: file, position: .line(line)) }

    mutating func endRow() {
      guard let first = cells.first else { return }
      addRow(cells, line: first.line)
      cells = []
    }

    private mutating func addRow(_ texts: [(text: String, line: Int)], line: Int) {
      if !isInTable { table += 1 }
      isInTable = true
      let cells = texts.enumerated().map { column, cell in
        Document.Cell(
          text: cell.text, column: column, span: 1, continuesAbove: false, place: place(cell.line).column(column))
      }
      blocks.append(.row(Document.Row(cells: cells, place: place(line), table: table)))
    }

    private mutating func addParagraph(_ text: String, line: Int) {
      let text = text.withoutBookmarks
      guard !text.tightened.isEmpty else { return }
      isInTable = false
      blocks.append(.paragraph(text, place(line)))
    }

    /// One cell a line: a tab begins a cell, a line without one goes on in it, an empty line ends the row.
    mutating func takeCellLine(_ line: Line, number: Int) {
      if line.first == UInt8(ascii: "\t") {
        cells.append((String(decoding: line.dropFirst(), as: UTF8.self), number))
      } else if line.isEmpty {
        endRow()
      } else if line.starts(with: "[bookmark:".utf8) {
        // A converter marks headings with bookmarks; one ends a row even without an empty line.
        endRow()
        addParagraph(String(decoding: line, as: UTF8.self), line: number)
      } else if cells.isEmpty {
        addParagraph(String(decoding: line, as: UTF8.self), line: number)
      } else {
        cells[cells.count - 1].text += "\n" + String(decoding: line, as: UTF8.self)
      }
    }

    /// Cells separated by tabs, a row a line; an empty line ends a table.
    mutating func takeTabbedLine(_ text: String, number: Int) {
      guard text.utf8.contains(UInt8(ascii: "\t")) else {
        if text.isEmpty { isInTable = false }
        return addParagraph(text, line: number)
      }
      addRow(
        text.split(separator: "\t", omittingEmptySubsequences: false).map { (String($0).withoutQuotes, number) },
        line: number)
    }
  }
}

extension String {
  /// A cell as it is without the quotes a spreadsheet puts around it.
  fileprivate var withoutQuotes: String {
    guard utf8.count >= 2, hasPrefix("\""), hasSuffix("\"") else { return self }
    let inner = String(dropFirst().dropLast())
    // Quotes inside are doubled; a single one means that the outer ones are part of the text.
    guard inner.replacing("\"\"", with: "").contains("\"") else { return inner.replacing("\"\"", with: "\"") }
    return self
  }

  /// The text without the `[bookmark: …]` marks that converters leave before headings.
  fileprivate var withoutBookmarks: String {
    guard utf8.contains(UInt8(ascii: "[")) else { return self }
    let mark = Array("[bookmark:".utf8)
    let bytes = Array(utf8)
    var kept: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == mark[0], bytes[index...].starts(with: mark),
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "]"))
      {
        index = end + 1
      } else {
        kept.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
