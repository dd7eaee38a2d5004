/// One row of a spending file as it stands: the bytes of its cells in UTF-8, with its number.
public struct SpendingRow: Sendable {
  /// A cell.
  public typealias Cell = ArraySlice<UInt8>

  /// The row's number as a spreadsheet shows it: the header is in row 1, empty rows count.
  public let number: Int
  /// 项目编码, 日期, 金额, 凭证号.
  public let project: Cell, date: Cell, amount: Cell, voucher: Cell
  /// 支出类别 and 摘要, where the file has such columns.
  public let category: Cell?, memo: Cell?
  /// The unit of an amount without one: the header may say 万元.
  public let amountUnit: Money.Unit

  /// A row.
  public init(
    number: Int, project: Cell, date: Cell, amount: Cell, voucher: Cell, category: Cell?, memo: Cell?,
    amountUnit: Money.Unit
  ) {
    self.number = number
    self.project = project
    self.date = date
    self.amount = amount
    self.voucher = voucher
    self.category = category
    self.memo = memo
    self.amountUnit = amountUnit
  }

  /// Whether all cells are blank.
  public var isEmpty: Bool { [project, date, amount, voucher].allSatisfy { $0.allSatisfy { $0 <= 0x20 } } }

  /// The row read: plain dates and amounts by a byte scanner, anything else by the readers for typed text.
  public func line() throws(InputProblem) -> SpendingLine {
    if amountUnit == .yuan, let day = Day(plain: date), let money = Money(plain: amount), money > .zero,
      let voucher = SpendingRow.plain(voucher), let code = SpendingRow.plain(project).flatMap(ProjectCode.init(plain:))
    {
      return SpendingLine(
        project: code, day: day, amount: money, voucher: voucher, category: SpendingRow.text(category),
        memo: SpendingRow.text(memo))
    }
    func text(_ cell: Cell) -> String { String(decoding: cell, as: UTF8.self) }
    return try SpendingLine(
      project: text(project), date: text(date), amount: text(amount), voucher: text(voucher),
      category: category.map(text), memo: memo.map(text), amountUnit: amountUnit)
  }

  private static func text(_ cell: Cell?) -> String? {
    guard let cell, !cell.isEmpty else { return nil }
    let text = plain(cell) ?? String(decoding: cell, as: UTF8.self).normalised
    return text.isEmpty ? nil : text
  }

  /// ASCII without blanks at the ends, or nil: what needs no normalising.
  private static func plain(_ cell: Cell) -> String? {
    guard let first = cell.first, let last = cell.last, first > 0x20, last > 0x20,
      cell.allSatisfy({ $0 > 0x1F && $0 < 0x80 })
    else { return nil }
    return String(decoding: cell, as: UTF8.self)
  }
}

extension ProjectCode {
  /// A code that is in its plain form already: digits and capitals.
  init?(plain text: String) {
    guard text.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) else { return nil }
    self.text = text
  }
}

extension Day {
  /// Exactly `2025-03-20`.
  init?(plain cell: ArraySlice<UInt8>) {
    guard cell.count == 10 else { return nil }
    let start = cell.startIndex
    guard cell[start + 4] == UInt8(ascii: "-"), cell[start + 7] == UInt8(ascii: "-") else { return nil }
    var numbers = (0, 0, 0)
    for offset in 0..<10 where offset != 4 && offset != 7 {
      let digit = Int(cell[start + offset]) - 48
      guard (0...9).contains(digit) else { return nil }
      if offset < 4 {
        numbers.0 = numbers.0 * 10 + digit
      } else if offset < 7 {
        numbers.1 = numbers.1 * 10 + digit
      } else {
        numbers.2 = numbers.2 * 10 + digit
      }
    }
    self.init(numbers.0, numbers.1, numbers.2)
  }
}

extension Money {
  /// Digits with at most two decimals, in yuan.
  init?(plain cell: ArraySlice<UInt8>) {
    var (fen, decimals, digits): (Int64, Int, Int) = (0, -1, 0)
    for byte in cell {
      if byte == UInt8(ascii: ".") {
        guard decimals < 0, digits > 0 else { return nil }
        decimals = 0
      } else {
        guard (48...57).contains(byte), digits < 15 else { return nil }
        fen = fen * 10 + Int64(byte - 48)
        digits += 1
        if decimals >= 0 { decimals += 1 }
      }
    }
    guard digits > 0, decimals != 0, decimals <= 2 else { return nil }
    self.init(fen: decimals == 2 ? fen : decimals == 1 ? fen * 10 : fen * 100)
  }
}
