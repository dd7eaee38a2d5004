internal import Domain

/// The beginning of a CSV file: what its text is written in, what separates its fields, and its header; the rows follow.
struct CSVHead: Sendable {
  let separator: UInt8
  /// The header's cells, normalised, in lower case.
  let header: [String]
  /// How many fields the header's row has, blank ones at its end included.
  let width: Int
  private let source: ByteSource
  private let kind: TextKind
  private let name: String
  private let refusal: Refusal
  private let measure: CSVRows.Measure
  /// The header's row.
  private let row: Int

  /// Of a file that is held.
  init(_ file: [UInt8], name: String) throws(Refusal) { try self.init(ByteSource(file), name: name) }

  /// Refused as a whole where the file is no such text, or opens a quote that nothing closes: everything behind it would be
  /// one field.
  init(_ source: ByteSource, name: String, measure: CSVRows.Measure = CSVRows.Measure()) throws(Refusal) {
    let beginning = try source.read(0, 4)
    if beginning.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw Refusal.file(.spreadsheet(name))
    }
    let refusal = Refusal.file(.notText(name))
    guard let kind = try TextKind(of: source, block: measure.block) else { throw refusal }
    let separator = try CSVHead.separator(TextReader(source, kind, refusal: refusal), measure)
    func start() -> CSVRows {
      CSVRows(TextReader(source, kind, refusal: refusal), separator: separator, measure, name: name)
    }
    // Most files are sound UTF-8 without quotes, of which nothing is left to be seen.
    if !kind.isWithoutQuotes { try CSVHead.check(start(), name) }
    var rows = start()
    var header: [String] = []
    while header.allSatisfy(\.isEmpty), try rows.next() {
      header = rows.scanner.fields.map { rows.scanner.string($0).lowercased() }
    }
    width = header.count
    while header.last?.isEmpty == true { header.removeLast() }
    self.header = header
    row = rows.scanner.row
    (self.source, self.kind, self.name, self.refusal) = (source, kind, name, refusal)
    (self.separator, self.measure) = (separator, measure)
  }

  /// What stands most often in the first line.
  private static func separator(_ text: TextReader, _ measure: CSVRows.Measure) throws(Refusal) -> UInt8 {
    var (text, line) = (text, [UInt8]())
    while line.count <= measure.longestRow, let piece = try text.next(measure.block) {
      line += piece
      if piece.contains(where: \.isLineEnd) { break }
    }
    line = Array(line.prefix { !$0.isLineEnd })
    return [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
      .max { a, b in line.count { $0 == a } < line.count { $0 == b } } ?? UInt8(ascii: ",")
  }

  /// Goes through all rows: what is not UTF-8 must be sound to its end before any row is taken.
  private static func check(_ start: CSVRows, _ name: String) throws(Refusal) {
    var rows = start
    while try rows.next() {
      guard rows.scanner.isUnclosed else { continue }
      throw Refusal.sheet(.unclosedQuote(name, row: rows.scanner.row))
    }
  }

  /// The rows behind the header.
  func rows() throws(Refusal) -> CSVRows {
    var rows = CSVRows(TextReader(source, kind, refusal: refusal), separator: separator, measure, name: name)
    while rows.scanner.row < row, try rows.next() {}
    return rows
  }

  /// What stands in the header, for a message.
  var found: [String] { header.prefix(20).map(\.excerpt) }

  /// How large the file is.
  var byteCount: Int { source.byteCount }

  /// Whether the file is still what it was when its header was read.
  var isUnchanged: Bool { source.isUnchanged() }

  /// A header's cell without what stands in brackets: `金额（万元）` is 金额.
  static func title(_ cell: String) -> String {
    let text = cell.withoutBlanks
    return String(text[..<(text.firstIndex { "（(:：".contains($0) } ?? text.endIndex)])
  }

  /// Why the row found last cannot stand under this header; nil where it can. Nothing is taken by its place alone: a comma
  /// in an amount without quotes shifts all that follows.
  func misfit(_ scanner: CSVScanner, amount: Int? = nil) -> SheetRefusal? {
    if scanner.hasStrayQuote {
      return .strayQuote
    }
    let fields = scanner.fields
    let beyond = fields.indices.first { index in
      (index >= header.count || header[index].isEmpty) && !scanner.string(fields[index]).isEmpty
    }
    if let beyond {
      return .beyondHeader(
        fields: fields.count, columns: header.count { !$0.isEmpty }, at: beyond + 1,
        scanner.string(fields[beyond]).excerpt)
    }
    if fields.count > width {
      return .tooManyFields(fields: fields.count, columns: width)
    }
    if let amount, fields.count != header.count, amount + 1 < fields.count,
      isSplit(scanner.text(fields[amount]), scanner.text(fields[amount + 1]))
    {
      return .splitAmount(fields: fields.count, columns: header.count)
    }
    return nil
  }

  /// `7` and `500.00`: what `7,500.00` becomes without quotes.
  private func isSplit(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    let rest = second.dropFirst(3)
    return (1...3).contains(first.count) && first.allSatisfy(isDigit) && second.count >= 3
      && second.prefix(3).allSatisfy(isDigit)
      && (rest.isEmpty || rest.first == UInt8(ascii: ".") && rest.dropFirst().allSatisfy(isDigit))
  }
}

extension UInt8 {
  fileprivate var isLineEnd: Bool { self == 0x0A || self == 0x0D }
}
