/// A row of a file that was refused, while the others were taken.
package struct RefusedRow: Hashable, Sendable {
  /// The row's number in the file.
  package let row: Int
  /// Why.
  package let refusal: Refusal

  /// A row with the reason.
  package init(row: Int, _ refusal: Refusal) {
    self.row = row
    self.refusal = refusal
  }
}
