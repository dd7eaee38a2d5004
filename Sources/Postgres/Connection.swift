internal import CPostgres

/// Where and how to connect.
package struct Configuration: Sendable, Hashable {
  /// A PostgreSQL URL or a libpq connection string; may name several hosts.
  package var url: String
  /// Shown in pg_stat_activity.
  package var applicationName: String
  /// After this the server gives up on a statement; nil for the server's own setting.
  package var statementTimeoutMilliseconds: Int?
  /// After this a statement is given up by this side, whatever the server does; each piece of a COPY counts as one. Nil for
  /// never.
  package var statementDeadlineMilliseconds: Int?
  /// After this a connection attempt gives up.
  package var connectTimeoutSeconds: Int
  /// After this a COMMIT that was not answered is given up as uncertain. The server's own limit does not bound the wait for
  /// a synchronous standby.
  package var commitTimeoutMilliseconds: Int
  /// After this the server ends a session that holds a transaction open and asks for nothing, as a frozen program does; nil
  /// for the server's own setting.
  package var idleTransactionTimeoutMilliseconds: Int?
  /// Where to LISTEN, past a pooler that stands in the way of ``url``; nil for the same place.
  package var listenURL: String?

  /// A configuration for a URL.
  package init(
    url: String, applicationName: String = "jixiao", statementTimeoutMilliseconds: Int? = nil,
    connectTimeoutSeconds: Int = 10, commitTimeoutMilliseconds: Int = 10_000,
    idleTransactionTimeoutMilliseconds: Int? = nil, statementDeadlineMilliseconds: Int? = nil,
    listenURL: String? = nil
  ) {
    (self.url, self.listenURL) = (url, listenURL)
    self.statementDeadlineMilliseconds = statementDeadlineMilliseconds
    self.applicationName = applicationName
    self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
    self.connectTimeoutSeconds = connectTimeoutSeconds
    self.commitTimeoutMilliseconds = commitTimeoutMilliseconds
    self.idleTransactionTimeoutMilliseconds = idleTransactionTimeoutMilliseconds
  }
}

/// A connection to PostgreSQL.
///
/// It is an actor on a thread of its own: a whole transaction runs there without a change of thread. When the task that
/// waits for it is cancelled, the running statement is cancelled in the server, or given up where the server does not answer;
/// the connection is not used again.
///
///     let connection = try await Connection.open(Configuration(url: "postgresql:///jixiao"))
///     let names = try await connection.perform { session in
///       try session.rows("SELECT name FROM department WHERE code = \("304")").map { try $0.next(String.self) }
///     }
package actor Connection {
  private let executor: ThreadExecutor
  private let handle: Handle
  private let interrupter: Interrupter

  /// The actor's jobs run on the connection's own thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Connects.
  package static func open(_ configuration: Configuration) async throws -> Connection {
    let executor = ThreadExecutor()
    do {
      return try await Opener(executor: executor).open(configuration)
    } catch {
      executor.stop()
      throw error
    }
  }

  /// Connecting blocks too, so it happens on the connection's own thread.
  private actor Opener {
    let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    init(executor: ThreadExecutor) { self.executor = executor }

    func open(_ configuration: Configuration) throws -> Connection {
      try Connection(Handle(configuration), executor)
    }
  }

  private init(_ handle: sending Handle, _ executor: ThreadExecutor) {
    interrupter = handle.interrupter
    self.handle = handle
    self.executor = executor
  }

  deinit { executor.stop() }

  /// Whether the connection lives and stands outside any transaction.
  package var isIdle: Bool { handle.isIdle }

  /// Whether a pooler such as PgBouncer stands between: no LISTEN, no lock and no setting outlasts a transaction there.
  package var isPooled: Bool { handle.isPooled }

  /// Runs `body` on the connection's thread.
  package func perform<T: Sendable>(_ body: @Sendable (borrowing Session) throws -> T) async throws -> T {
    guard !Task.isCancelled else { throw PostgresError(.cancelled, "cancelled before it began") }
    guard !interrupter.isInterrupted else { throw PostgresError(.connection, "the connection was interrupted") }
    let interrupter = interrupter
    interrupter.begin()
    defer { interrupter.end() }
    return try await withTaskCancellationHandler {
      do {
        return try body(Session(handle: handle))
      } catch let error as PostgresError where interrupter.isInterrupted && !interrupter.isOverdue {
        // An uncertain COMMIT stays one.
        guard error.stage != .uncertain else { throw error }
        throw PostgresError(.cancelled, error.message, sqlState: error.sqlState, statement: error.statement)
      }
    } onCancel: {
      interrupter.interrupt()
    }
  }

  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
  ///
  /// - Parameter settings: of the server, by trusted names; they end with the transaction.
  package func transaction<T: Sendable>(
    isolation: Isolation = .readCommitted, settings: [String: String] = [:],
    _ body: @Sendable (borrowing Session) throws -> T
  ) async throws -> T {
    try await perform { session in
      try session.begin(isolation, settings)
      do {
        let value = try body(session)
        try session.commit()
        return value
      } catch {
        // The rollback's own failure would hide what went wrong; a connection that is not idle is not used again.
        try? session.script("ROLLBACK")
        throw error
      }
    }
  }
}

/// Asks the server to stop the running statement, from any thread.
///
/// `@unchecked Sendable`: libpq allows PQcancel from other threads; the pointer is never changed.
final class Canceller: @unchecked Sendable {
  private let pointer: OpaquePointer?
  init(_ pointer: OpaquePointer?) { self.pointer = pointer }
  deinit { PQfreeCancel(pointer) }

  func cancel() {
    var message = [CChar](repeating: 0, count: 256)
    _ = PQcancel(pointer, &message, Int32(message.count))
  }
}
