/// What is the matter with a budget table, which is named by its title.
package enum TableFinding: Hashable, Sendable {
  /// A unit that is not read, such as 千元.
  case unitUnknown(table: String, unit: String)
  /// A row that has lost cells.
  case rowShort(table: String, row: String)
  /// A row with an amount and without its number.
  case rowUnnumbered(table: String, row: String)
  /// A cell that is no amount.
  case amountUnreadable(table: String, String)
  /// A code with blanks in it, and as it was taken.
  case codeWithBlanks(String, code: String)
  /// A code that has not 3, 5 or 7 digits, and what is likely meant.
  case codeLength(String, name: String, likely: String?)
}

extension TableFinding {
  /// Which one it is.
  package var kind: FindingKind {
    switch self {
    case .unitUnknown: .tableUnitUnknown
    case .rowShort: .tableRowShort
    case .rowUnnumbered: .tableRowUnnumbered
    case .amountUnreadable: .tableAmountUnreadable
    case .codeWithBlanks: .functionCodeWithBlanks
    case .codeLength: .functionCodeLength
    }
  }
}
