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
  public var byteCount: Int { bytes.count }

  private let bytes: [UInt8]
  private let separator: UInt8
  private let start: Int
  private let firstRow: Int
  private let places: [Int?]
  private let unit: Money.Unit

  /// Reads the header of a file.
  public init(_ file: [UInt8], name: String) throws(DocumentError) {
    let head = try CSVHead(file, name: name)
    let header = head.header
    var unit = Money.Unit.yuan
    var places = [Int?](repeating: nil, count: Column.allCases.count)
    for (index, cell) in header.enumerated() {
      let (title, titleUnit) = SpendingSheet.title(cell)
      guard let column = Column.allCases.first(where: { $0.names.contains(title) }), places[column.rawValue] == nil
      else { continue }
      places[column.rawValue] = index
      if column == .amount { unit = titleUnit }
    }
    let missing = Column.allCases.filter { $0.isRequired && places[$0.rawValue] == nil }.map { $0.names[0] }
    guard missing.isEmpty else {
      let found = header.isEmpty ? "空文件" : header.joined(separator: "、")
      throw DocumentError(
        code: "wrong-template",
        message: "\(name) 的表头缺少：\(missing.joined(separator: "、"))。第一行应有 项目编码、日期、金额、凭证号（可另有 支出类别、摘要），实际是：\(found)。")
    }
    (bytes, separator, self.places, self.unit) = (head.bytes, head.separator, places, unit)
    (start, firstRow) = (head.scanner.position, head.scanner.row)
  }

  /// `金额（万元）` is the title 金额 in 万元.
  private static func title(_ cell: String) -> (String, Money.Unit) {
    (CSVHead.title(cell), cell.contains("万元") ? .tenThousand : .yuan)
  }

  public func makeIterator() -> Iterator {
    Iterator(
      scanner: CSVScanner(bytes: bytes, separator: separator, position: start, row: firstRow), places: places,
      unit: unit)
  }

  /// Goes through the rows, leaving out empty ones.
  public struct Iterator: IteratorProtocol {
    fileprivate var scanner: CSVScanner
    fileprivate let places: [Int?]
    fileprivate let unit: Money.Unit

    public mutating func next() -> SpendingRow? {
      while scanner.next() {
        func cell(_ column: Column) -> SpendingRow.Cell? {
          places[column.rawValue].map { $0 < scanner.fields.count ? scanner.text(scanner.fields[$0]) : [] }
        }
        let row = SpendingRow(
          number: scanner.row, project: cell(.project) ?? [], date: cell(.date) ?? [], amount: cell(.amount) ?? [],
          voucher: cell(.voucher) ?? [], category: cell(.category), memo: cell(.memo), amountUnit: unit)
        if !row.isEmpty { return row }
      }
      return nil
    }
  }
}
