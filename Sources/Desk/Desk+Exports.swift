internal import Domain

/// What was taken out as a file, as the trail keeps it.
private struct Export<Asked: Encodable>: Encodable {
  /// What was asked, as of the end of which day, in which format, and what for.
  let asked: Asked, asOf: Day?, format: String?, reason: String?
}

// Figures of several departments, or very many, that leave as a file.
extension Desk {
  /// From how many rows on a file is one of very many.
  static let manyRows = 5_000

  /// Keeps that a file was taken out and what for, where it is of several departments or has very many rows; any
  /// other leaves nothing.
  ///
  /// - Throws: `export-reason-missing` where accounts are in force and nobody said what it is for.
  func noteExport(
    of departments: Int, rows: Int, _ asked: some Encodable, asOf day: Day?, format: String? = nil, reason: String?
  ) async throws {
    guard departments > 1 || rows > Desk.manyRows else { return }
    try await noteExport(
      Export(asked: asked, asOf: day, format: format, reason: try required(reason: reason)))
  }

  /// The reason as it is kept; demanded where accounts are in force.
  func required(reason: String?) throws(Refusal) -> String? {
    let reason = reason?.normalised
    if caller.isByAccounts, reason?.isEmpty ?? true { throw .account(.exportReasonMissing) }
    return reason
  }
}
