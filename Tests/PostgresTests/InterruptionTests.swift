import Foundation
import Postgres
import TestSupport
import Testing

/// Servers that do not answer, tasks that are cancelled, and who gets the next connection.
@Suite("Nobody waits for ever")
struct InterruptionTests {
  /// Stops a server process as a frozen machine does, and lets it go on at the end.
  private func frozen<T>(_ process: Int32, _ body: () async throws -> T) async rethrows -> T {
    kill(process, SIGSTOP)
    defer { kill(process, SIGCONT) }
    return try await body()
  }

  private func backend(of connection: Connection) async throws -> Int32 {
    Int32(try await connection.perform { try $0.rows("SELECT pg_backend_pid()").first { try $0.next(Int.self) } } ?? 0)
  }

  @Test("a cancelled task is let go though the server is frozen")
  func cancelFrozen() async throws {
    let connection = try await Connection.open(Configuration(url: try await TestServer.database(migrated: false)))
    let server = try await backend(of: connection)
    let error = try await frozen(server) {
      let task = Task { try await connection.perform { try $0.script("SELECT 1") } }
      try await Task.sleep(for: .milliseconds(100))
      task.cancel()
      return await #expect(throws: PostgresError.self) { try await task.value }
    }
    #expect(error?.stage == .cancelled)
  }

  @Test("a statement has a deadline, whether the server is frozen or only slow; a COPY that goes on has not")
  func deadline() async throws {
    var configuration = Configuration(url: try await TestServer.database(migrated: false))
    configuration.statementDeadlineMilliseconds = 1_000
    let pool = Pool(configuration, size: 1)
    let slow = await #expect(throws: PostgresError.self) {
      try await pool.perform { try $0.script("SELECT pg_sleep(600)") }
    }
    // Cancelled in the server, or given up where that took too long.
    #expect(slow?.sqlState == "57014" || slow?.stage == .connection)
    let connection = try await Connection.open(configuration)
    let server = try await backend(of: connection)
    let stuck = await frozen(server) {
      await #expect(throws: PostgresError.self) { try await connection.perform { try $0.script("SELECT 1") } }
    }
    #expect(stuck?.stage == .connection)
    configuration.statementDeadlineMilliseconds = 5_000
    let patient = Pool(configuration, size: 1)
    // What the program does between two statements, or between two rows, is its own time.
    let rows = try await patient.perform { session in
      var count = 0
      try session.copyOut("COPY (SELECT n::bigint FROM generate_series(1, 30) n) TO STDOUT (FORMAT binary)") { reader in
        _ = try reader.int8()
        // Longer than the deadline, once.
        if count == 3 { usleep(5_500_000) }
        count += 1
      }
      return count
    }
    #expect(rows == 30)
    #expect(try await pool.perform { try $0.rows("SELECT 1").first { try $0.next(Int.self) } } == 1)
  }

  @Test("a request to cancel never hits the statement that comes next")
  func lateCancel() async throws {
    let pool = Pool(Configuration(url: try await TestServer.database(migrated: false)), size: 2)
    for round in 0..<40 {
      let task = Task { try await pool.perform { try $0.script("SELECT pg_sleep(0.01)") } }
      try await Task.sleep(for: .milliseconds(Int64(round % 12)))
      task.cancel()
      let next = try await pool.perform {
        try $0.rows("SELECT 1 FROM (SELECT pg_sleep(0.02)) s").first { try $0.next(Int.self) }
      }
      #expect(next == 1, "round \(round)")
      _ = try? await task.value
    }
    await pool.close()
  }

  @Test("connections are handed on, first come first served, whoever is cancelled meanwhile")
  func handOver() async throws {
    let pool = Pool(Configuration(url: try await TestServer.database(migrated: false)), size: 2)
    let done = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<300 {
        group.addTask {
          let task = Task { try await pool.perform { try $0.rows("SELECT 1").first { try $0.next(Int.self) } } }
          if number % 3 == 0 {
            if number % 2 == 0 { await Task.yield() }
            task.cancel()
            _ = try? await task.value
            return false
          }
          return try await task.value == 1
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(done == 200)
    // Both places are still there.
    let isSecondThere = try await pool.withConnection { _ in
      try await pool.perform { try $0.rows("SELECT 1").first { try $0.next(Int.self) } } == 1
    }
    #expect(isSecondThere)
    await pool.close()
    await #expect(throws: PostgresError.self) { try await pool.perform { try $0.script("SELECT 1") } }
  }

  @Test("who waits at a pool that is closed is told so")
  func closing() async throws {
    let pool = Pool(Configuration(url: try await TestServer.database(migrated: false)), size: 1)
    let first = Task { try await pool.perform { try $0.script("SELECT pg_sleep(0.3)") } }
    try await Task.sleep(for: .milliseconds(100))
    let second = Task { try await pool.perform { try $0.script("SELECT 1") } }
    try await Task.sleep(for: .milliseconds(100))
    await pool.close()
    let error = await #expect(throws: PostgresError.self) { try await second.value }
    #expect(error?.stage == .usage)
    try await first.value
  }
}
