package import Domain
package import Postgres

/// What the product keeps, and how it is asked for. All SQL is here or in sql/.
///
/// A store is opened on a database whose schema is current; ``migrate()`` makes it so.
package struct Store: Sendable {
  let pool: Pool
  /// Who acts by it.
  private(set) var actor: String?
  /// What is left in the audit trail by each transaction that writes; nil for nothing, as by the service itself.
  private(set) var note: AuditNote?
  /// What whoever asks may see: the keys of `in_sight`; nil for everything.
  private(set) var sight: [String]?

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

  /// The same store for an act: each transaction by it leaves its row in the audit trail, or is not done.
  package func noting(_ note: AuditNote) -> Store {
    var store = self
    store.note = note
    return store
  }

  /// The same store for what the service has to do for an act, and is none itself: it leaves nothing in the audit trail.
  var unnoted: Store {
    var store = self
    store.note = nil
    return store
  }

  /// The same store in the eyes of somebody: departments out of reach are not there, nor what is theirs.
  ///
  /// - Parameter reaches: how far the person's roles reach; one that reaches everywhere sees everything.
  package func seen(within reaches: [Reach]) -> Store {
    var store = self
    store.sight = Store.keys(reaches)
    return store
  }

  private static func keys(_ reaches: [Reach]) -> [String]? {
    var keys: Set<String> = []
    for reach in reaches {
      switch reach {
      case .all: return nil
      case .division(_, let below): keys.formUnion(below.map { "d\($0)" })
      case .department(let place): keys.insert("p\(place.division)/\(place.code)/\(place.name)")
      }
    }
    return keys.sorted()
  }

  /// What holds for a transaction: whose it is, and what it sees.
  private var settings: [String: String] {
    var settings: [String: String] = [:]
    if let actor { settings["jixiao.actor"] = actor }
    if note != nil { settings["jixiao.audited"] = "1" }
    // An array of texts as the server reads it.
    if let sight {
      let quoted = sight.map { key in
        let escaped = key.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\""
      }
      settings["jixiao.sight"] = "{\(quoted.joined(separator: ","))}"
    }
    return settings
  }

  /// Whether an error is the database's not being there, so that the same again may do.
  package static func isOutage(_ error: any Error) -> Bool { (error as? PostgresError)?.isOfSurroundings ?? false }

  /// Lets the connections go.
  package func close() async { await pool.close() }

  /// Runs `body` in a transaction that may write: the brackets are the transaction.
  @discardableResult
  func write<T: Sendable>(
    isolation: Isolation = .readCommitted, _ body: @Sendable (borrowing Session) throws -> T
  ) async throws -> T {
    guard let note, let actor else {
      return try await pool.transaction(isolation: isolation, settings: settings, body)
    }
    return try await pool.transaction(isolation: isolation, settings: settings) { session in
      let value = try body(session)
      // Last, since whoever writes to the same chain waits from here until the transaction ends.
      try Store.append(note, by: actor, session)
      return value
    }
  }

  /// Asks one thing: outside any transaction, unless what may be seen must hold for one.
  func ask<T: Sendable>(_ body: @Sendable (borrowing Session) throws -> T) async throws -> T {
    sight == nil ? try await pool.perform(body) : try await read(body)
  }

  /// Runs `body` on one snapshot.
  func read<T: Sendable>(_ body: @Sendable (borrowing Session) throws -> T) async throws -> T {
    try await pool.transaction(isolation: .repeatableRead, settings: settings) { session in
      try session.script("SET TRANSACTION READ ONLY")
      return try body(session)
    }
  }
}
