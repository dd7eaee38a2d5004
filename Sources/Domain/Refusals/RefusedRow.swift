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

extension Refusal {
  /// The same for a file in which refused rows come back: rows are named by their numbers there.
  ///
  /// - Parameter numbers: of rows that come back, by their numbers in the file they came in.
  package func renumbered(_ numbers: [Int: Int]) -> Refusal {
    guard case .sheet(.rowTwice(let rows)) = self else { return self }
    return .sheet(.rowTwice(rows.map { numbers[$0] ?? $0 }))
  }
}
