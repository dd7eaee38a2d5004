/// What the service says of itself where nobody asked: of a job, of a migration, of its tables.
package enum ServiceNote: Hashable, Sendable {
  /// A job that was tried as often as any is, and never ended.
  case jobNeverEnded
  /// A job that does not end, for which the process is given up.
  case jobEndless(Int64)
  /// A migration that waits for the tables, for the how manieth time.
  case migrationWaits(String, attempt: Int)
  /// Fiscal years with departments and no room for their payments.
  case yearsClosed([Int])
  /// Parts of tables that lack the triggers of the whole.
  case partsBare([String])
}
