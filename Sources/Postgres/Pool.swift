/// A few connections that many tasks share. A broken one is thrown away and replaced.
package actor Pool {
  /// How its connections are made.
  package nonisolated let configuration: Configuration
  private let size: Int
  private var idle: [Connection] = []
  private var open = 0
  private var waiters: [(id: Int, continuation: CheckedContinuation<Grant, any Error>)] = []
  private var nextWaiter = 0
  private var isClosed = false

  /// A pool of at most `size` connections, made when they are needed.
  package init(_ configuration: Configuration, size: Int = 4) {
    self.configuration = configuration
    self.size = max(1, size)
  }

  /// Lends a connection for the length of `body`.
  package func withConnection<T: Sendable>(_ body: @Sendable (Connection) async throws -> T) async throws -> T {
    let connection = try await lease()
    do {
      let value = try await body(connection)
      await giveBack(connection)
      return value
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Runs `body` on a connection, outside any transaction.
  package func perform<T: Sendable>(_ body: @Sendable (borrowing Session) throws -> T) async throws -> T {
    try await withConnection { try await $0.perform(body) }
  }

  /// Runs `body` in a transaction; repeats the whole of it after a serialization failure or a deadlock, `attempts` times
  /// at most. So `body` has no effects but through its session.
  ///
  /// - Parameter settings: of the server, by trusted names; they end with the transaction.
  package func transaction<T: Sendable>(
    isolation: Isolation = .readCommitted, settings: [String: String] = [:], attempts: Int = 5,
    _ body: @Sendable (borrowing Session) throws -> T
  ) async throws -> T {
    var attempt = 1
    while true {
      do {
        return try await withConnection { try await $0.transaction(isolation: isolation, settings: settings, body) }
      } catch let error as PostgresError where error.isTransient && attempt < attempts {
        try await Task.sleep(for: .milliseconds(5 << min(attempt, 5)))
        attempt += 1
      }
    }
  }

  /// Closes the connections; those lent out when they come back.
  package func close() {
    isClosed = true
    idle = []
    for waiter in waiters { waiter.continuation.resume(throwing: Pool.closed) }
    waiters = []
  }

  /// What a waiter is handed: a connection, or the right to open one.
  private enum Grant: Sendable {
    case connection(Connection)
    case slot
  }

  private static let closed = PostgresError(.usage, "the pool is closed")
  private static let cancelled = PostgresError(.cancelled, "cancelled while waiting for a connection")
  private static let mostWaiters = 10_000

  private func lease() async throws -> Connection {
    guard !isClosed else { throw Pool.closed }
    guard !Task.isCancelled else { throw Pool.cancelled }
    if let connection = idle.popLast() { return connection }
    if open < size {
      open += 1
      return try await openOne()
    }
    switch try await wait() {
    // Whoever was cancelled just when his turn came passes it on.
    case .connection(let connection):
      guard !Task.isCancelled else {
        await giveBack(connection)
        throw Pool.cancelled
      }
      return connection
    case .slot:
      guard !Task.isCancelled else {
        giveBackSlot()
        throw Pool.cancelled
      }
      return try await openOne()
    }
  }

  private func openOne() async throws -> Connection {
    do {
      return try await Connection.open(configuration)
    } catch {
      giveBackSlot()
      throw error
    }
  }

  /// Waits for its turn; first come, first served.
  private func wait() async throws -> Grant {
    guard waiters.count < Pool.mostWaiters else {
      throw PostgresError(.connection, "\(Pool.mostWaiters) tasks wait for a connection already")
    }
    let id = nextWaiter
    nextWaiter += 1
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // Cancelled before it stood in line: nobody would take it out again.
        guard !Task.isCancelled else { return continuation.resume(throwing: Pool.cancelled) }
        waiters.append((id, continuation))
      }
    } onCancel: {
      Task { await self.giveUp(id) }
    }
  }

  private func giveUp(_ id: Int) {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
    waiters.remove(at: index).continuation.resume(throwing: Pool.cancelled)
  }

  /// Hands the connection to whoever waits longest.
  private func giveBack(_ connection: Connection) async {
    guard await connection.isIdle, !isClosed else { return giveBackSlot() }
    if waiters.isEmpty { idle.append(connection) } else { serve(.connection(connection)) }
  }

  private func giveBackSlot() {
    if waiters.isEmpty { open -= 1 } else { serve(.slot) }
  }

  private func serve(_ grant: Grant) { waiters.removeFirst().continuation.resume(returning: grant) }
}
