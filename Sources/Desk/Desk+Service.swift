internal import Store

// How the service stands, and what keeps it running.
extension Desk {
  /// Whether the database is as this program knows it.
  package func isCurrent() async throws -> Bool { try await store.isCurrent() }
}
