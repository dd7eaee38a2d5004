public import Domain

/// A file of spending entries: CSV with a Chinese or English header, in UTF-8 (with or without a byte-order mark) or GBK,
/// separated by commas, tabs or semicolons.
///
/// A sequence of rows: nothing is copied, so that a file of a million rows takes little more memory than itself.
public struct SpendingSheet: Sequence, Sendable {
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
  public var byteCount: Int { head.bytes.count }

  /// Columns of the file that are no part of an entry and were not read, as the header names them.
  public let unread: [String]

  private let head: CSVHead
  private let places: [Int?]
  private let unit: Money.Unit

  /// Reads the header of a file; refused where a column is missing or stands twice, or the amounts' unit is not known.
  public init(_ file: [UInt8], name: String) throws(DocumentError) {
    let head = try CSVHead(file, name: name)
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
        throw DocumentError(
          code: "column-twice",
          message: "\(name) 的表头里“\(head.header[other])”和“\(cell)”都是\(column.names[0])，不知道以哪一栏为准，请删去一栏。")
      }
      places[column.rawValue] = index
      if column == .amount {
        guard let printed = SpendingSheet.unit(of: cell) else {
          throw DocumentError(
            code: "unit-unknown", message: "\(name) 的表头“\(cell)”里的金额单位认不出来，请写成 金额（元） 或 金额（万元）。")
        }
        unit = printed
      }
    }
    let missing = Column.allCases.filter { $0.isRequired && places[$0.rawValue] == nil }.map { $0.names[0] }
    guard missing.isEmpty else {
      let found = head.header.isEmpty ? "空文件" : head.header.map(\.excerpt).prefix(20).joined(separator: "、")
      throw DocumentError(
        code: "wrong-template",
        message: "\(name) 的表头缺少：\(missing.joined(separator: "、"))。第一行应有 项目编码、日期、金额、凭证号（可另有 支出类别、摘要），实际是：\(found)。")
    }
    (self.head, self.places, self.unit, self.unread) = (head, places, unit, unread)
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

  public func makeIterator() -> Iterator { Iterator(head: head, scanner: head.scanner, places: places, unit: unit) }

  /// Goes through the rows, leaving out empty ones.
  public struct Iterator: IteratorProtocol {
    fileprivate let head: CSVHead
    fileprivate var scanner: CSVScanner
    fileprivate let places: [Int?]
    fileprivate let unit: Money.Unit

    fileprivate init(head: CSVHead, scanner: CSVScanner, places: [Int?], unit: Money.Unit) {
      (self.head, self.scanner, self.places, self.unit) = (head, scanner, places, unit)
    }

    public mutating func next() -> SpendingRow? {
      while scanner.next() {
        func cell(_ column: Column) -> SpendingRow.Cell? {
          places[column.rawValue].map { $0 < scanner.fields.count ? scanner.text(scanner.fields[$0]) : [] }
        }
        let row = SpendingRow(
          number: scanner.row, project: cell(.project) ?? [], date: cell(.date) ?? [], amount: cell(.amount) ?? [],
          voucher: cell(.voucher) ?? [], category: cell(.category), memo: cell(.memo), amountUnit: unit,
          misfit: head.misfit(scanner, amount: places[Column.amount.rawValue]))
        if !row.isEmpty { return row }
      }
      return nil
    }
  }
}
