/// The rows of a CSV text one after another, of which only a block is held.
struct CSVRows {
  /// At the row found last.
  private(set) var scanner: CSVScanner
  private var text: TextReader
  private let separator: UInt8
  private var block: Int
  private var isLast = false

  /// As much as is read at once: a row seldom needs more.
  static let usualBlock = 1 << 20

  init(_ text: TextReader, separator: UInt8, block: Int) {
    (self.text, self.separator, self.block) = (text, separator, block)
    scanner = CSVScanner(bytes: [], separator: separator)
  }

  /// Finds the next row; false at the end. A row that reaches the end of what is held may go on behind it: it is looked at
  /// again with more, twice as much each time, so that a row as long as the file takes no more than its length.
  mutating func next() throws(DocumentError) -> Bool {
    let (start, row) = (scanner.position, scanner.row)
    var more = block
    while true {
      let isFound = scanner.next()
      if scanner.position < scanner.byteCount || isLast { return isFound }
      // The first time from the row on, then from the beginning of what is held.
      try refill(from: more == block ? start : 0, more, row)
      more *= 2
    }
  }

  private mutating func refill(from start: Int, _ count: Int, _ row: Int) throws(DocumentError) {
    let piece = try text.next(count)
    isLast = piece == nil
    scanner = CSVScanner(bytes: scanner.bytes[start...] + (piece ?? []), separator: separator, row: row)
  }
}
