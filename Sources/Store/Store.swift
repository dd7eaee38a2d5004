internal import Domain
package import Postgres

/// What the product keeps, and how it is asked for. All SQL is here or in sql/.
///
/// A store is opened on a database whose schema is current; ``migrate()`` makes it so.
package struct Store: Sendable {
  let pool: Pool
  /// Who acts by it.
  private(set) var actor: String?

  /// A store over the database of a configuration, with at most `connections` connections.
  package init(_ configuration: Configuration, connections: Int = 4) {
    pool = Pool(configuration, size: connections)
  }

  /// A store over the database of a URL.
  package init(url: String, connections: Int = 4) {
    self.init(Configuration(url: url), connections: connections)
  }

  /// The same store in the hands of somebody: every fact that is kept by it says so. Where nobody is named, the role of the
  /// database stands in.
  package func acting(as name: String) -> Store {
    var store = self
    store.actor = name
    return store
  }

  /// Lets the connections go.
  package func close() async { await pool.close() }

  /// Runs `body` in a transaction that may write: the brackets are the transaction.
  @discardableResult
  func write<T: Sendable>(
    isolation: Isolation = .readCommitted, _ body: @Sendable (borrowing Session) throws -> T
  ) async throws -> T {
    try await pool.transaction(isolation: isolation, settings: actor.map { ["jixiao.actor": $0] } ?? [:], body)
  }

  /// Runs `body` on one snapshot.
  func read<T: Sendable>(_ body: @Sendable (borrowing Session) throws -> T) async throws -> T {
    try await pool.transaction(isolation: .repeatableRead) { session in
      try session.script("SET TRANSACTION READ ONLY")
      return try body(session)
    }
  }
}
