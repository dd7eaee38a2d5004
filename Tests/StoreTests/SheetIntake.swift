import Documents
import Domain
import Store

extension Store {
  /// Takes in the rows of a sheet.
  func ingest(
    _ sheet: SpendingSheet, in division: DivisionCode? = nil, lanes: Int = 2, piece: Int = 20_000
  ) async throws -> IntakeReport {
    var rows = try sheet.reader()
    return try await ingest(in: division, lanes: lanes, piece: piece) { try rows.next() }
  }
}
