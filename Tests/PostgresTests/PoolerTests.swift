import Postgres
import TestSupport
import Testing

/// A pooler hands each transaction to any session of the server.
@Suite("By way of PgBouncer in transaction mode", .enabled(if: Pooler.isThere))
struct PoolerTests {
  /// Runs `body` with the URL of a database by way of a pooler that answers.
  private func throughPooler<T>(_ body: (String) async throws -> T) async throws -> T {
    let pooler = try await Pooler.answering(to: try await TestServer.database(migrated: false))
    defer { pooler.stop() }
    return try await body(pooler.url)
  }

  @Test("many clients with many statements, each gets its own answer")
  func statements() async throws {
    try await throughPooler { url in
      let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
        for client in 0..<8 {
          group.addTask {
            let connection = try await Connection.open(Configuration(url: url, statementTimeoutMilliseconds: 60_000))
            var wrong = 0
            for round in 0..<30 {
              // The first statements of two programs have different texts, and the same place in the order.
              let sum = try await connection.transaction { session in
                let first = try session.rows("SELECT \(client) + \(trusted: "\(client * 100 + round)")").first {
                  try $0.next(Int.self)
                }
                let second = try session.rows("SELECT \(round)").first { try $0.next(Int.self) }
                return (first ?? -1) + (second ?? -1)
              }
              if sum != client + client * 100 + 2 * round { wrong += 1 }
            }
            return wrong
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(wrong == 0)
    }
  }

  @Test("time limits hold for the transaction that has them, and for no other client's")
  func limits() async throws {
    try await throughPooler { url in
      let limited = try await Connection.open(Configuration(url: url, statementTimeoutMilliseconds: 50))
      let error = await #expect(throws: PostgresError.self) {
        try await limited.transaction { try $0.script("SELECT pg_sleep(60)") }
      }
      #expect(error?.sqlState == "57014")
      for _ in 0..<6 {
        let other = try await Connection.open(Configuration(url: url))
        let limit = try await other.perform { try $0.rows("SHOW statement_timeout").first { try $0.next(String.self) } }
        #expect(limit == "0")
      }
    }
  }

  @Test("nobody waits for notifications that never come; past the pooler they do")
  func listening() async throws {
    try await throughPooler { url in
      var configuration = Configuration(url: url)
      let error = await #expect(throws: PostgresError.self) {
        for try await _ in Listener.listen(to: ["word"], configuration) {}
      }
      #expect(error?.stage == .usage)
      configuration.listenURL = try await TestServer.database(migrated: false)
      let direct = try await Connection.open(Configuration(url: configuration.listenURL ?? ""))
      let hearing = Task { [configuration] in
        for try await notification in Listener.listen(to: ["word"], configuration) { return notification.payload }
        return "nothing"
      }
      // Until it listens, however long that takes.
      let calling = Task {
        while !Task.isCancelled {
          try await direct.perform { try $0.script("NOTIFY word, 'heard'") }
          try await Task.sleep(for: .milliseconds(10))
        }
      }
      #expect(try await hearing.value == "heard")
      calling.cancel()
      _ = await calling.result
    }
  }

  @Test("a connection of its own is not taken for a pooler's")
  func direct() async throws {
    let connection = try await Connection.open(Configuration(url: try await TestServer.database(migrated: false)))
    #expect(await !connection.isPooled)
  }
}
