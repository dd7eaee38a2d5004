/// Follows the elements of a worksheet and keeps its rows.
struct SheetReader {
  private let strings: [String]
  private let styles: CellStyles
  private let isFrom1904: Bool
  private let most: Int
  /// How many cells there were, and those that were left out before them.
  private(set) var count = 0
  /// How many bytes of text they hold.
  private var bytes = 0

  private var rows: [Workbook.Row] = []
  private var row = 0
  private var cells: [String] = []
  /// The cell being read.
  private var cell = Cell()

  private struct Cell {
    var column = 0
    var type = ""
    var style = 0
    var value = ""
    var text = RichText()
    var isValue = false
    var hasFormula = false
  }

  init(strings: [String], styles: CellStyles, isFrom1904: Bool, most: Int) {
    (self.strings, self.styles, self.isFrom1904, self.most) = (strings, styles, isFrom1904, most)
  }

  mutating func read(_ xml: [UInt8], part: String) throws(OpenXMLError) -> [Workbook.Row] {
    var events = try XMLEvents(xml, part: part)
    while let event = try events.next() {
      switch event {
      case .start("row"):
        // A writer may leave the numbers out.
        row = events.attribute("r").flatMap { Int($0) }.map { max($0, row + 1) } ?? row + 1
        guard row <= Workbook.mostRows else { throw .tooLarge }
        cells = []
      case .end("row"):
        if cells.contains(where: { !$0.isEmpty }) { rows.append(Workbook.Row(number: row, cells: cells)) }
      case .start("c"):
        cell = Cell()
        cell.column = events.attribute("r").flatMap(SheetReader.column) ?? cells.count
        cell.type = events.attribute("t") ?? "n"
        cell.style = events.attribute("s").flatMap { Int($0) } ?? 0
      case .start("v"): cell.isValue = true
      case .end("v"): cell.isValue = false
      case .start("f"): cell.hasFormula = true
      case .text(let text) where cell.isValue: cell.value += text
      case .end("c"): try keepCell()
      default: cell.text.take(event)
      }
    }
    return rows
  }

  private mutating func keepCell() throws(OpenXMLError) {
    count += 1 + max(0, cell.column - cells.count)
    guard count <= most, cell.column < Workbook.mostColumns else { throw .tooLarge }
    let text = shown
    guard !text.isEmpty else { return }
    // A few bytes may name one long text again and again.
    bytes += text.utf8.count
    guard bytes <= Workbook.mostBytes else { throw .tooLarge }
    while cells.count < cell.column { cells.append("") }
    if cell.column < cells.count { cells[cell.column] = text } else { cells.append(text) }
  }

  /// What a reader of the screen sees in the cell.
  private var shown: String {
    switch cell.type {
    case "s": return Int(cell.value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "inlineStr": return cell.text.value
    case "str": return cell.value
    case "b": return cell.value == "1" ? "TRUE" : "FALSE"
    case "e": return String(Workbook.unreadable)
    case "d": return String(cell.value.prefix { $0 != "T" })
    default:
      if cell.value.isEmpty { return cell.hasFormula ? String(Workbook.unreadable) : "" }
      guard let number = StoredNumber(cell.value) else { return cell.value }
      switch styles.kind(cell.style) {
      case .plain: return number.text
      case .percent: return number.timesHundred.text + "%"
      case .day: return number.day(isFrom1904: isFrom1904) ?? number.text
      }
    }
  }

  /// The column of a cell's name, from 0: `C12` is 2.
  private static func column(_ name: String) -> Int? {
    var column = 0
    for byte in name.utf8.prefix(while: { !(48...57).contains($0) }) {
      guard (65...90).contains(byte), column <= Workbook.mostColumns else { return nil }
      column = column * 26 + Int(byte - 64)
    }
    return column == 0 ? nil : column - 1
  }
}
