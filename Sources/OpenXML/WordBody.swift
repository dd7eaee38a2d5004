/// Follows the elements of WordprocessingML and keeps what a reader of the printed page would see.
struct WordBody {
  /// Most paragraphs and cells of a document.
  static let most = 1_000_000

  private(set) var blocks: [WordDocument.Block] = []
  /// How many paragraphs and cells there were.
  private(set) var count = 0

  /// A table that is being read. Tables may stand in cells of others.
  private struct Table {
    var rows: [[WordDocument.Cell]] = []
    var row: [WordDocument.Cell] = []
    var cell = WordDocument.Cell()
    var column = 0
    var isFirstParagraph = true
    var isDeletedRow = false
    /// What stands in it, in order, should it turn out to lay out other tables.
    var flow: [WordDocument.Block] = []
    var isLayout = false
  }

  private var tables: [Table] = []
  /// Paragraphs stand in others where a text box is anchored in one.
  private var paragraphs: [String] = []
  /// Whether each run being read is hidden.
  private var runs: [Bool] = []
  private var ignored = 0
  private var isText = false
  private var isRowProperty = false
  /// Whether each drawing being read is a box with text.
  private var drawings: [Bool] = []

  // MARK: - What stands

  mutating func start(_ name: String, _ attribute: (String) -> String?) {
    switch name {
    // Text boxes stand twice in a file, deleted text is still in it, and small type above a character says how to speak it:
    // take each text once, and the others not at all.
    case "mc:Fallback", "w:moveFrom", "w:rt": ignored += 1
    case "w:del":
      if isRowProperty, !tables.isEmpty { tables[tables.count - 1].isDeletedRow = true }
      ignored += 1
    case "w:p": paragraphs.append("")
    case "w:r": runs.append(false)
    case "w:vanish", "w:webHidden":
      if let last = runs.indices.last, !["0", "false", "off"].contains(attribute("val") ?? "") { runs[last] = true }
    case "w:t", "m:t": isText = ignored == 0 && runs.last != true
    case "w:tab", "w:ptab": if !(paragraphs.last ?? "").isEmpty { add("\t") }
    case "w:br", "w:cr": if !(paragraphs.last ?? "").isEmpty { add("\n") }
    case "w:noBreakHyphen": add("-")
    case "w:sym": add(WordBody.symbol(attribute("font") ?? "", attribute("char") ?? ""))
    case "m:den": add("/")
    case "m:sSup", "m:sSub", "m:sSubSup", "m:rad", "m:nary", "m:m", "m:eqArr":
      add(String(WordDocument.unreadable))
    case "w:drawing", "w:pict", "w:object": drawings.append(false)
    case "w:txbxContent": if let last = drawings.indices.last { drawings[last] = true }
    default: startTablePart(name, attribute)
    }
  }

  private mutating func startTablePart(_ name: String, _ attribute: (String) -> String?) {
    if name == "w:tbl" { return tables.append(Table()) }
    guard let last = tables.indices.last else { return }
    func count(atLeast least: Int) -> Int {
      // What a damaged file says beyond reason is cut.
      min(max(least, attribute("val").flatMap { Int($0) } ?? least), 1_000)
    }
    switch name {
    case "w:tr": (tables[last].row, tables[last].column, tables[last].isDeletedRow) = ([], 0, false)
    case "w:trPr": isRowProperty = true
    case "w:gridBefore": tables[last].column += count(atLeast: 0)
    case "w:tc":
      tables[last].cell = WordDocument.Cell(column: tables[last].column)
      tables[last].isFirstParagraph = true
    case "w:gridSpan": tables[last].cell.span = count(atLeast: 1)
    case "w:vMerge": tables[last].cell.continuesAbove = attribute("val") != "restart"
    default: break
    }
  }

  mutating func take(_ text: String) { if isText { paragraphs.indices.last.map { paragraphs[$0] += text } } }

  private mutating func add(_ text: String) {
    if ignored == 0, runs.last != true, let last = paragraphs.indices.last { paragraphs[last] += text }
  }

  // MARK: - What ends

  mutating func end(_ name: String) {
    switch name {
    case "mc:Fallback", "w:moveFrom", "w:rt", "w:del": ignored -= 1
    case "w:t", "m:t": isText = false
    case "w:r": _ = runs.popLast()
    case "w:p": endParagraph()
    case "w:trPr": isRowProperty = false
    case "w:drawing", "w:pict", "w:object":
      if drawings.popLast() == false, !tables.isEmpty { add(String(WordDocument.picture)) }
    case "w:tc":
      guard let last = tables.indices.last else { return }
      count += 1
      tables[last].row.append(tables[last].cell)
      tables[last].column += tables[last].cell.span
    case "w:tr":
      guard let last = tables.indices.last, !tables[last].isDeletedRow else { return }
      tables[last].rows.append(tables[last].row)
    case "w:tbl": endTable()
    default: break
    }
  }

  private mutating func endParagraph() {
    guard let text = paragraphs.popLast(), ignored == 0 else { return }
    count += 1
    guard let last = tables.indices.last else { return blocks.append(.paragraph(text)) }
    tables[last].cell.text += (tables[last].isFirstParagraph ? "" : "\n") + text
    tables[last].isFirstParagraph = false
    tables[last].flow.append(.paragraph(text))
  }

  private mutating func endTable() {
    guard let table = tables.popLast() else { return }
    let found = table.isLayout ? table.flow : [.table(table.rows)]
    if let last = tables.indices.last {
      tables[last].isLayout = true
      tables[last].flow += found
    } else {
      blocks += found
    }
  }

  // MARK: - Symbols

  /// A character of a symbol font, which stands in the file by its number in that font.
  private static func symbol(_ font: String, _ number: String) -> String {
    guard let code = UInt32(number, radix: 16) else { return String(WordDocument.unreadable) }
    let place = code & 0xFF
    guard font.lowercased() == "symbol" else {
      // Outside the private area it is an ordinary character.
      let isPrivate = (0xF000...0xF0FF).contains(code)
      return isPrivate
        ? String(WordDocument.unreadable)
        : Unicode.Scalar(code).map { String(Character($0)) } ?? String(WordDocument.unreadable)
    }
    switch place {
    case 0xB3: return "≥"
    case 0xA3: return "≤"
    case 0xB9: return "≠"
    case 0xB1: return "±"
    case 0xB4: return "×"
    case 0xB8: return "÷"
    case 0xB0: return "°"
    case 0xBB: return "≈"
    case 0x20, 0x25, 0x28...0x3E: return String(Character(Unicode.Scalar(UInt8(place))))
    default: return String(WordDocument.unreadable)
    }
  }
}
