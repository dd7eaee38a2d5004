/// What may be done on a connection while it is yours: borrowed inside the brackets of ``Connection/perform(_:)`` or
/// ``Connection/transaction(isolation:_:)``, and unable to leave them.
package struct Session: ~Copyable {
  let handle: Handle

  /// Runs a statement and gives its rows.
  @discardableResult
  package func rows(_ query: Query) throws -> Rows { try handle.execute(query) }

  /// Runs a statement and gives the count of rows it touched.
  @discardableResult
  package func run(_ query: Query) throws -> Int { try handle.execute(query).affected }

  /// Runs one or more statements without values, such as a migration.
  package func script(_ text: String) throws { _ = try handle.script(text) }

  /// Begins the transaction of ``Connection/transaction(isolation:_:)``.
  func begin(_ isolation: Isolation, _ settings: [String: String]) throws { try handle.begin(isolation, settings) }

  /// Commits the transaction of ``Connection/transaction(isolation:_:)``.
  func commit() throws { try handle.commit() }

  /// Runs `body`; an error in it undoes what it did and leaves the rest of the transaction alive.
  package func savepoint<T>(_ body: () throws -> T) throws -> T {
    _ = try handle.script("SAVEPOINT inner_step")
    do {
      let value = try body()
      _ = try handle.script("RELEASE SAVEPOINT inner_step")
      return value
    } catch {
      _ = try handle.script("ROLLBACK TO SAVEPOINT inner_step; RELEASE SAVEPOINT inner_step")
      throw error
    }
  }
}

/// How a transaction sees what others do.
package enum Isolation: String, Sendable {
  /// Each statement sees what was committed before it.
  case readCommitted = "READ COMMITTED"
  /// The whole transaction sees one snapshot.
  case repeatableRead = "REPEATABLE READ"
  /// As if transactions ran one after another.
  case serializable = "SERIALIZABLE"
}
