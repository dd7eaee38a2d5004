/// One row of a spending file as it stands: the bytes of its cells in UTF-8, with its number.
package struct SpendingRow: Sendable {
  /// A cell.
  package typealias Cell = ArraySlice<UInt8>

  /// The row's number as a spreadsheet shows it: the header is in row 1, empty rows count.
  package let number: Int
  /// 项目编码, 日期, 金额, 凭证号.
  package let project: Cell, date: Cell, amount: Cell, voucher: Cell
  /// 支出类别 and 摘要, where the file has such columns.
  package let category: Cell?, memo: Cell?
  /// The unit of an amount without one: the header may say 万元.
  package let amountUnit: Money.Unit
  /// Why the cells cannot be those of the header; nil where they can.
  package let misfit: Refusal?

  /// A row.
  package init(
    number: Int, project: Cell, date: Cell, amount: Cell, voucher: Cell, category: Cell?, memo: Cell?,
    amountUnit: Money.Unit, misfit: Refusal? = nil
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
  package var isEmpty: Bool {
    misfit == nil && [project, date, amount, voucher].allSatisfy { $0.allSatisfy { $0 <= 0x20 } }
  }

  /// Whether all cells are blank but perhaps the project's: so stands a row of a template that nobody filled in.
  package var isUnfilled: Bool {
    misfit == nil && [date, amount, voucher, category ?? [], memo ?? []].allSatisfy { $0.allSatisfy { $0 <= 0x20 } }
  }

  /// The row read, and refused where it does not stand under its header.
  package func line() throws(Refusal) -> SpendingLine {
    if let misfit { throw misfit }
    return try SpendingLine(
      project: project, date: date, amount: amount, voucher: voucher, category: category, memo: memo,
      amountUnit: amountUnit)
  }
}
