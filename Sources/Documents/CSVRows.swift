internal import Domain

/// The rows of a CSV text one after another, of which only a block is held.
struct CSVRows {
  /// At the row found last.
  private(set) var scanner: CSVScanner
  private var text: TextReader
  private let separator: UInt8
  private let measure: Measure
  private let name: String
  private var isLast = false

  /// In bytes, how much is read at once, and how long a row may be.
  struct Measure: Sendable {
    /// A row seldom needs more.
    var block = 1 << 20
    /// A longer one is none: a quote that nothing closes would else take in all that follows.
    var longestRow = 64 << 20
  }

  init(_ text: TextReader, separator: UInt8, _ measure: Measure, name: String) {
    (self.text, self.separator, self.measure, self.name) = (text, separator, measure, name)
    scanner = CSVScanner(bytes: [], separator: separator)
  }

  /// Finds the next row; false at the end. A row that reaches the end of what is held may go on behind it: it is looked at
  /// again with more, twice as much each time, so that a row as long as the file takes no more than its length.
  mutating func next() throws(Refusal) -> Bool {
    var (start, row, more) = (scanner.position, scanner.row, measure.block)
    while true {
      let isFound = scanner.next()
      if scanner.position < scanner.byteCount || isLast { return isFound }
      if !isFound {
        // Nothing but empty lines, which are done with; a last CR may be half of a line's end.
        let half = scanner.bytes.last == 0x0D ? 1 : 0
        (start, row, more) = (scanner.position - half, scanner.row - half, measure.block)
      }
      guard scanner.byteCount - start <= measure.longestRow else {
        throw Refusal.sheet(.endless(name, row: row + 1, mebibytes: measure.longestRow >> 20))
      }
      try refill(from: start, more, row)
      (start, more) = (0, more * 2)
    }
  }

  private mutating func refill(from start: Int, _ count: Int, _ row: Int) throws(Refusal) {
    let piece = try text.next(count)
    isLast = piece == nil
    scanner = CSVScanner(bytes: scanner.bytes[start...] + (piece ?? []), separator: separator, row: row)
  }
}
