internal import Domain
internal import OpenXML

/// The rows of a file of entries under their header, held whole: CSV, or the one sheet of a workbook (.xlsx) that has such a
/// header. Columns are found by their titles, wherever they stand.
struct EntryTable {
  /// A row with something in it.
  struct Row {
    /// Its number as a spreadsheet shows it.
    let number: Int
    /// Its cells as they read.
    fileprivate let cells: [String]
    /// Why the cells cannot be those of the header; nil where they can.
    fileprivate let misfit: SheetRefusal?

    /// What stands in a column; empty for a column that is not there.
    func text(_ column: Int?) -> String { column.flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? "" }
  }

  /// The file's name.
  let name: String
  /// The header's titles, in lower case and without what stands in brackets.
  let titles: [String]
  /// What stands in the header, for a message.
  let found: [String]
  /// The rows below it.
  let rows: [Row]

  /// Reads a file.
  ///
  /// - Parameter isHeader: whether some titles are those of the header. A file without such a one has its first row there, so
  ///   that whoever asked can say what it found.
  init(_ file: [UInt8], name: String, isHeader: ([String]) -> Bool) throws(Refusal) {
    if WorkbookRows.isOne(file[...]) {
      try self.init(workbook: file, name: name, isHeader: isHeader)
    } else {
      try self.init(text: file, name: name)
    }
  }

  /// Why a row cannot be read: its cells are not those of the header, or a formula in one of the columns that count has no
  /// value. What stands in columns of somebody's own does not matter.
  func misfit(_ row: Row, in columns: [Int?]) -> SheetRefusal? {
    if let misfit = row.misfit { return misfit }
    let broken = columns.compactMap { $0 }.sorted().first { row.text($0).contains(Workbook.unreadable) }
    return broken.map { .cellUnreadable(titles[$0]) }
  }

  /// The column with one of some titles; nil where there is none.
  ///
  /// - Throws: `column-twice` where there are several: nobody knows which of them counts.
  func column(_ names: [String]) throws(Refusal) -> Int? {
    let found = titles.indices.filter { names.contains(titles[$0]) }
    guard found.count <= 1 else {
      throw .sheet(.columnTwice(name, titles[found[0]], and: titles[found[1]], column: names[0]))
    }
    return found.first
  }

  private init(text file: [UInt8], name: String) throws(Refusal) {
    let head = try CSVHead(file, name: name)
    var csv = try head.rows()
    var rows: [Row] = []
    while try csv.next() {
      let scanner = csv.scanner
      let cells = scanner.fields.map { scanner.string($0) }
      let misfit = head.misfit(scanner)
      if misfit != nil || cells.contains(where: { !$0.isEmpty }) {
        rows.append(Row(number: scanner.row, cells: cells, misfit: misfit))
      }
    }
    self.init(name: name, titles: head.header.map(CSVHead.title), found: head.found, rows: rows)
  }

  private init(workbook file: [UInt8], name: String, isHeader: ([String]) -> Bool) throws(Refusal) {
    let sheet = try WorkbookRows(file, name: name, isHeader: isHeader)
    self.init(
      name: name, titles: sheet.titles, found: sheet.header.prefix(20).map(\.excerpt),
      rows: sheet.rows.map { Row($0, under: sheet.titles) })
  }

  private init(name: String, titles: [String], found: [String], rows: [Row]) {
    (self.name, self.titles, self.found, self.rows) = (name, titles, found, rows)
  }
}

extension EntryTable.Row {
  /// A row of a workbook. What stands beyond the header is a note of somebody's, and no part of it.
  fileprivate init(_ row: Workbook.Row, under titles: [String]) {
    self.init(number: row.number, cells: row.cells.prefix(titles.count).map(\.normalised), misfit: nil)
  }
}
