/// Who signs below a form.
enum FormSignatures {
  /// The places of the signatures' line.
  ///
  /// - Parameter others: what stands there besides; the unit's seal stands first on what is filed.
  static func line(_ edition: FormEdition, _ others: [String]) -> [String] {
    (edition == .official ? ["填报单位（盖章）："] : []) + others
  }
}

extension FormGrid {
  /// The signatures on one line of a page, with as much room between them as it leaves: most sign by hand.
  ///
  /// - Parameter width: how many Chinese characters stand on a line.
  func signatureLine(width: Int, gap: Int) -> String {
    let taken = signatures.reduce(0) { $0 + $1.unicodeScalars.reduce(0) { $0 + ($1.value > 0xFF ? 2 : 1) } } / 2
    let free = signatures.count > 1 ? (width - taken) / (signatures.count - 1) : gap
    return signatures.joined(separator: String(repeating: "　", count: max(1, min(gap, free))))
  }
}
