package import Domain

/// A file of spending entries with a Chinese or English header: CSV in UTF-8 (with or without a byte-order mark) or GBK,
/// separated by commas, tabs or semicolons, or an .xlsx.
///
/// CSV is read in blocks: a file of ten million rows takes no more memory than one of a thousand.
package struct SpendingSheet: Sendable {
  private enum Column: Int, CaseIterable {
    case project, date, amount, voucher, category, memo

    var names: [String] {
      switch self {
      case .project: ["项目编码", "项目代码", "项目编号", "project", "projectcode", "project_code", "code"]
      case .date: ["日期", "支付日期", "支出日期", "业务日期", "date", "paidon", "paid_on"]
      case .amount: ["金额", "支出金额", "支付金额", "amount"]
      case .voucher: ["凭证号", "凭证编号", "凭证", "凭证字号", "voucher", "voucherno", "voucher_no"]
      case .category: ["支出类别", "类别", "category"]
      case .memo: ["摘要", "备注", "用途", "memo", "note"]
      }
    }
    var isRequired: Bool { rawValue <= Column.voucher.rawValue }
  }

  /// Size of the file in bytes, for a progress bar.
  package var byteCount: Int { head.byteCount }

  /// Columns of the file that are no part of an entry and were not read, as the header names them.
  package let unread: [String]

  private let head: CSVHead
  private let isWorkbook: Bool
  /// The file's name.
  package let name: String
  private let places: [Int?]
  private let unit: Money.Unit
  /// Whether it may be a template with its projects filled in: of a row that names nothing but one nothing is said.
  package var isTemplate = false

  /// Reads the header of a file; refused where a column is missing or stands twice, or the amounts' unit is not known.
  package init(_ file: [UInt8], name: String) throws(Refusal) { try self.init(ByteSource(file), name: name) }

  /// Goes through a file: first to see that it is text to its end, and where its quotes close, and reads its header.
  package init(_ source: ByteSource, name: String) throws(Refusal) {
    try self.init(source, name: name, measure: CSVRows.Measure())
  }

  init(_ source: ByteSource, name: String, measure: CSVRows.Measure) throws(Refusal) {
    let text = try source.asText(name: name) { titles in
      let columns = titles.map(SpendingSheet.title)
      return [Column.project, .amount].allSatisfy { column in columns.contains(where: column.names.contains) }
    }
    let head = try CSVHead(text, name: name, measure: measure)
    var unit = Money.Unit.yuan
    var places = [Int?](repeating: nil, count: Column.allCases.count)
    var unread: [String] = []
    for (index, cell) in head.header.enumerated() where !cell.isEmpty {
      let title = SpendingSheet.title(cell)
      guard let column = Column.allCases.first(where: { $0.names.contains(title) }) else {
        unread.append(cell)
        continue
      }
      if let other = places[column.rawValue] {
        throw Refusal.sheet(.columnTwice(name, head.header[other], and: cell, column: column.names[0]))
      }
      places[column.rawValue] = index
      if column == .amount {
        guard let printed = SpendingSheet.unit(of: cell) else {
          throw Refusal.sheet(.unitUnknown(name, cell))
        }
        unit = printed
      }
    }
    let missing = Column.allCases.filter { $0.isRequired && places[$0.rawValue] == nil }.map { $0.names[0] }
    guard missing.isEmpty else {
      throw Refusal.sheet(.notPayments(name, missing: missing, found: head.found))
    }
    (self.head, self.name, self.places, self.unit, self.unread) = (head, name, places, unit, unread)
    isWorkbook = WorkbookRows.isOne(try source.read(0, 2))
  }

  /// `金额（万元）`, `金额：万元` and `金额_万元` are the title 金额.
  private static func title(_ cell: String) -> String {
    let title = CSVHead.title(cell)
    guard title.hasPrefix("金额") || title.hasPrefix("支出金额") || title.hasPrefix("支付金额") else { return title }
    return String(title.prefix { !"_-/[【".contains($0) })
  }

  /// The unit a header names, yuan where it names none; nil where it names one that is not known.
  private static func unit(of cell: String) -> Money.Unit? {
    let named = cell.withoutBlanks.drop { !"（(:：_-/[【".contains($0) }
    let word = String(named.filter { !"（()）:：_-/[]【】,，".contains($0) }).replacing("人民币", with: "")
      .replacing("单位", with: "")
    switch word {
    case "", "元", "圆", "yuan", "cny", "rmb": return .yuan
    case "万元", "万": return .tenThousand
    default: return nil
    }
  }

  /// The rows, from the first.
  package func reader() throws(Refusal) -> Reader { Reader(self, try head.rows()) }

  /// All rows of a small file.
  package func rows() throws(Refusal) -> [SpendingRow] {
    var (reader, rows) = (try reader(), [SpendingRow]())
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  /// Goes through the rows, leaving out empty ones.
  package struct Reader {
    private let sheet: SpendingSheet
    private var rows: CSVRows

    fileprivate init(_ sheet: SpendingSheet, _ rows: CSVRows) { (self.sheet, self.rows) = (sheet, rows) }

    /// The next row; nil at the end.
    ///
    /// - Throws: `file-changed` where somebody wrote to the file meanwhile, which is seen at its end.
    package mutating func next() throws(Refusal) -> SpendingRow? {
      while try rows.next() {
        let row = row(rows.scanner)
        if !(sheet.isTemplate ? row.isUnfilled : row.isEmpty) { return row }
      }
      guard sheet.head.isUnchanged else {
        throw Refusal.file(.changed(sheet.name))
      }
      return nil
    }

    private func row(_ scanner: CSVScanner) -> SpendingRow {
      func cell(_ column: Column) -> SpendingRow.Cell? {
        sheet.places[column.rawValue].map { $0 < scanner.fields.count ? scanner.text(scanner.fields[$0]) : [] }
      }
      return SpendingRow(
        number: scanner.row, project: cell(.project) ?? [], date: cell(.date) ?? [], amount: cell(.amount) ?? [],
        voucher: cell(.voucher) ?? [], category: cell(.category), memo: cell(.memo), amountUnit: sheet.unit,
        misfit: (misfit(scanner) ?? sheet.head.misfit(scanner, amount: sheet.places[Column.amount.rawValue])).map(
          Refusal.sheet))
    }

    /// A formula of a workbook that was saved without its value.
    private func misfit(_ scanner: CSVScanner) -> SheetRefusal? {
      guard sheet.isWorkbook else { return nil }
      let broken = Column.allCases.first { column in
        sheet.places[column.rawValue].map {
          $0 < scanner.fields.count && scanner.string(scanner.fields[$0]).contains("\u{FFFD}")
        } ?? false
      }
      return broken.map { .cellUnreadable($0.names[0]) }
    }
  }
}
