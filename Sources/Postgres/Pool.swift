/// A few connections that many tasks share. A broken one is thrown away and replaced.
public actor Pool {
  /// How its connections are made.
  public nonisolated let configuration: Configuration
  private let size: Int
  private var idle: [Connection] = []
  private var open = 0
  private var waiters: [(id: Int, continuation: CheckedContinuation<Void, Never>)] = []
  private var nextWaiter = 0
  private var isClosed = false

  /// A pool of at most `size` connections, made when they are needed.
  public init(_ configuration: Configuration, size: Int = 4) {
    self.configuration = configuration
    self.size = max(1, size)
  }

  /// Lends a connection for the length of `body`.
  public func withConnection<T: Sendable>(_ body: @Sendable (Connection) async throws -> T) async throws -> T {
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
  public func perform<T: Sendable>(_ body: @Sendable (borrowing Session) throws -> T) async throws -> T {
    try await withConnection { try await $0.perform(body) }
  }

  /// Runs `body` in a transaction; repeats the whole of it after a serialization failure or a deadlock, `attempts` times
  /// at most. So `body` has no effects but through its session.
  public func transaction<T: Sendable>(
    isolation: Isolation = .readCommitted, attempts: Int = 5, _ body: @Sendable (borrowing Session) throws -> T
  ) async throws -> T {
    var attempt = 1
    while true {
      do {
        return try await withConnection { try await $0.transaction(isolation: isolation, body) }
      } catch let error as PostgresError where error.isTransient && attempt < attempts {
        try await Task.sleep(for: .milliseconds(5 << min(attempt, 5)))
        attempt += 1
      }
    }
  }

  /// Closes the connections; those lent out when they come back.
  public func close() {
    isClosed = true
    idle = []
    wakeAll()
  }

  private func lease() async throws -> Connection {
    while true {
      guard !isClosed else { throw PostgresError(.usage, "the pool is closed") }
      guard !Task.isCancelled else { throw PostgresError(.cancelled, "cancelled while waiting for a connection") }
      if let connection = idle.popLast() { return connection }
      if open < size {
        open += 1
        do {
          return try await Connection.open(configuration)
        } catch {
          open -= 1
          wakeOne()
          throw error
        }
      }
      await wait()
    }
  }

  private func wait() async {
    let id = nextWaiter
    nextWaiter += 1
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiters.append((id, $0)) }
    } onCancel: {
      Task { await self.wake(id) }
    }
  }

  private func giveBack(_ connection: Connection) async {
    if await connection.isIdle, !isClosed { idle.append(connection) } else { open -= 1 }
    wakeOne()
  }

  private func wakeOne() { if !waiters.isEmpty { waiters.removeFirst().continuation.resume() } }
  private func wakeAll() { while !waiters.isEmpty { wakeOne() } }
  private func wake(_ id: Int) {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
    waiters.remove(at: index).continuation.resume()
  }
}
