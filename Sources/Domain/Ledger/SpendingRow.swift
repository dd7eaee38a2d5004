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
  /// Why the cells cannot be those of the header; nil where they can.
  public let misfit: InputProblem?

  /// A row.
  public init(
    number: Int, project: Cell, date: Cell, amount: Cell, voucher: Cell, category: Cell?, memo: Cell?,
    amountUnit: Money.Unit, misfit: InputProblem? = nil
  ) {
    self.misfit = misfit
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
  public var isEmpty: Bool {
    misfit == nil && [project, date, amount, voucher].allSatisfy { $0.allSatisfy { $0 <= 0x20 } }
  }

  /// The row read, and refused where it does not stand under its header.
  public func line() throws(InputProblem) -> SpendingLine {
    if let misfit { throw misfit }
    return try SpendingLine(
      project: project, date: date, amount: amount, voucher: voucher, category: category, memo: memo,
      amountUnit: amountUnit)
  }
}
