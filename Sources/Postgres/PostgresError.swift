/// What went wrong between us and PostgreSQL. Bound values never appear in it.
package struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// Where it went wrong.
  package enum Stage: String, Sendable {
    /// No connection could be made, or it was lost.
    case connection
    /// The server refused a statement; ``PostgresError/sqlState`` says why.
    case server
    /// A value had another type or was null where the caller expected one.
    case decoding
    /// The statement was cancelled because its task was.
    case cancelled
    /// It is not known whether a transaction was committed, or whether it would outlive the server: never a yes. The same
    /// may be tried again where it is idempotent.
    case uncertain
    /// Misuse: a statement on a closed connection or pool.
    case usage
  }

  /// Where it went wrong.
  package let stage: Stage
  /// The five characters of SQLSTATE, where the server sent them.
  package let sqlState: String?
  /// The server's or libpq's message, in English.
  package let message: String
  /// The server's detail line.
  package let detail: String?
  /// The constraint that was broken.
  package let constraint: String?
  /// The statement, with places for its values but without them.
  package let statement: String?

  /// An error of ours.
  package init(
    _ stage: Stage, _ message: String, sqlState: String? = nil, detail: String? = nil, constraint: String? = nil,
    statement: String? = nil
  ) {
    self.stage = stage
    self.message = message
    self.sqlState = sqlState
    self.detail = detail
    self.constraint = constraint
    self.statement = statement
  }

  /// Whether repeating the whole transaction may succeed: serialization failure or deadlock.
  package var isTransient: Bool { sqlState == "40001" || sqlState == "40P01" }

  /// Whether the statement is not to blame: the connection, the server or its disk, or others who were in the way.
  package var isOfSurroundings: Bool {
    switch stage {
    case .connection, .uncertain, .cancelled: true
    case .decoding, .usage: false
    // Connection exceptions, contention, too many connections, a full disk, a standby or a server that shuts down, operators
    // who end sessions, idle sessions that were ended, I/O errors. Not out of memory: that may be the statement's own doing.
    case .server:
      isTransient
        || ["25006", "25P03", "25P04", "53100", "53300", "55P03"].contains(sqlState)
        || ["08", "57P", "58"].contains { sqlState?.hasPrefix($0) == true }
    }
  }

  /// Whether a unique key was broken.
  package var isUniqueViolation: Bool { sqlState == "23505" }

  package var description: String {
    var text = "\(stage.rawValue): \(message)"
    if let sqlState { text += " [SQLSTATE \(sqlState)]" }
    if let constraint { text += " constraint \(constraint)" }
    if let statement { text += " in: \(statement.prefix(200))" }
    return text
  }
}
