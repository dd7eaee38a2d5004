import Foundation
import Postgres
import TestSupport
import Testing

private func connect(_ timeout: Int? = nil) async throws -> Connection {
  var configuration = Configuration(url: try await TestServer.database(migrated: false))
  configuration.statementTimeoutMilliseconds = timeout
  return try await Connection.open(configuration)
}

@Suite("Values and statements")
struct StatementTests {
  @Test("values go to the server and back unchanged")
  func roundTrip() async throws {
    let connection = try await connect()
    try await connection.perform { session in
      var row = try session.rows(
        """
        SELECT \(Int64.min), \(Int32(-7)), \(Int16(9)), \(true), \("汉字 '引号'"), \(Bytes([0, 255, 10])),
          \(["甲", "乙,丙"]), \(Nullables<Int64>([1, nil, -3])), \([Int64]()), \(String?.none), \(Int64?.some(5))
        """)[0]
      #expect(try row.next(Int64.self) == .min)
      #expect(try row.next(Int32.self) == -7)
      #expect(try row.next(Int16.self) == 9)
      #expect(try row.next(Bool.self))
      #expect(try row.next(String.self) == "汉字 '引号'")
      #expect(try row.next(Bytes.self).bytes == [0, 255, 10])
      #expect(try row.next([String].self) == ["甲", "乙,丙"])
      #expect(try row.next(Nullables<Int64>.self).elements == [1, nil, -3])
      #expect(try row.next([Int64].self).isEmpty)
      #expect(try row.nextOptional(String.self) == nil)
      #expect(try row.nextOptional(Int64.self) == 5)
    }
  }

  @Test(
    "decimals are exact both ways",
    arguments: [
      (Int64(0), 0), (1, 0), (-1, 2), (1_356_628, 2), (10_000, 0), (100_000_000, 4), (1, 9), (-99_999_999_999, 6),
      (10_000_000, 2),
      (5_000, 3), (430, 0), (12_345_678_901_234_567, 5),
    ])
  func numerics(units: Int64, scale: Int) async throws {
    let connection = try await connect()
    let sent = Numeric(units: units, scale: scale)
    let (back, text) = try await connection.perform { session in
      var row = try session.rows("SELECT \(sent), (\(sent))::text")[0]
      return (try row.next(Numeric.self), try row.next(String.self))
    }
    #expect(back == sent)
    let digits =
      String(repeating: "0", count: max(0, scale + 1 - String(units.magnitude).count)) + String(units.magnitude)
    let point = scale == 0 ? digits : "\(digits.dropLast(scale)).\(digits.suffix(scale))"
    #expect(text == (units < 0 ? "-" : "") + point)
  }

  @Test("an error carries SQLSTATE, constraint and statement, never the bound values")
  func errors() async throws {
    let connection = try await connect()
    let error = await #expect(throws: PostgresError.self) {
      try await connection.perform { session in
        try session.script("CREATE TABLE t (name text CONSTRAINT once UNIQUE)")
        try session.run("INSERT INTO t VALUES (\("秘密"))")
        try session.run("INSERT INTO t VALUES (\("秘密"))")
      }
    }
    #expect(error?.sqlState == "23505" && error?.constraint == "once" && error?.isUniqueViolation == true)
    #expect(error?.statement == "INSERT INTO t VALUES ($1)")
    #expect(error?.description.contains("秘密") == false)
  }

  @Test("a value of another type or a null is a decoding error that names the column")
  func decoding() async throws {
    let connection = try await connect()
    for query: Query in ["SELECT 'x'::text AS name", "SELECT NULL::bigint AS name"] {
      let error = await #expect(throws: PostgresError.self) {
        _ = try await connection.perform { try $0.rows(query).first { try $0.next(Int64.self) } }
      }
      #expect(error?.stage == .decoding && error?.message.contains("name") == true)
    }
    #expect(await connection.isIdle)
  }

  @Test("an unreachable server is a connection error")
  func unreachable() async {
    let error = await #expect(throws: PostgresError.self) {
      try await Connection.open(Configuration(url: "postgresql://127.0.0.1:1/nothing"))
    }
    #expect(error?.stage == .connection)
  }

  @Test("resident memory stays flat over many queries, errors and dropped results among them")
  func memory() async throws {
    let environment = ProcessInfo.processInfo.environment
    // Other tests run beside this one in the same process, so it is run once more in a process of its own.
    guard environment["JIXIAO_ALONE"] != nil else {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      process.arguments = ["--testing-library", "swift-testing", "--filter", "PostgresTests.*/memory"]
      process.environment = environment.merging(["JIXIAO_ALONE": "1"]) { $1 }
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      // A filter that finds no test ends well, too.
      #expect(process.terminationStatus == 0 && said.contains("resident memory after"), "\(said)")
      return
    }
    let count = environment["JIXIAO_QUERIES"].flatMap { Int($0) } ?? 200_000
    let connection = try await connect()
    func round(_ count: Int) async throws {
      try await connection.perform { session in
        for index in 0..<count {
          let rows = try session.rows("SELECT \(Int64(index)), \("一些文字"), generate_series(1, 3)")
          if index % 3 == 0 { _ = try rows.first { try $0.next(Int64.self) } }
          if index % 1_000 == 0 { _ = try? session.rows("SELECT 1/0") }
        }
      }
    }
    try await round(count / 10)
    let before = try residentKiB()
    try await round(count)
    let grown = try residentKiB() - before
    print("resident memory after \(count) queries: \(grown) KiB more")
    // A leak of one result a query would be hundreds of MiB.
    #expect(grown < 4_096)
  }

  private func residentKiB() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}

@Suite("Transactions, pool, cancellation")
struct TransactionTests {
  struct Stop: Error {}

  @Test("what throws is rolled back, and the connection goes on")
  func rollback() async throws {
    let pool = Pool(Configuration(url: try await TestServer.database(migrated: false)), size: 1)
    try await pool.perform { try $0.script("CREATE TABLE t (n bigint)") }
    await #expect(throws: Stop.self) {
      try await pool.transaction { session in
        try session.run("INSERT INTO t VALUES (1)")
        throw Stop()
      }
    }
    let count = try await pool.transaction { try $0.rows("SELECT count(*) FROM t").first { try $0.next(Int.self) } }
    #expect(count == 0)
  }

  @Test("a savepoint undoes its part alone")
  func savepoint() async throws {
    let pool = Pool(Configuration(url: try await TestServer.database(migrated: false)), size: 1)
    let count = try await pool.transaction { session in
      try session.script("CREATE TABLE t (n bigint PRIMARY KEY); INSERT INTO t VALUES (1)")
      #expect(throws: PostgresError.self) { try session.savepoint { try session.run("INSERT INTO t VALUES (1)") } }
      try session.savepoint { _ = try session.run("INSERT INTO t VALUES (2)") }
      return try session.rows("SELECT count(*) FROM t").first { try $0.next(Int.self) }
    }
    #expect(count == 2)
  }

  @Test("serialization failures are repeated until every increment is there")
  func retries() async throws {
    let pool = Pool(Configuration(url: try await TestServer.database(migrated: false)), size: 4)
    try await pool.perform { try $0.script("CREATE TABLE counter (n bigint); INSERT INTO counter VALUES (0)") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<10 {
            try await pool.transaction(isolation: .serializable, attempts: 100) { session in
              let n = try session.rows("SELECT n FROM counter").first { try $0.next(Int64.self) } ?? 0
              try session.run("UPDATE counter SET n = \(n + 1)")
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await pool.perform { try $0.rows("SELECT n FROM counter").first { try $0.next(Int.self) } } == 40)
  }

  @Test("more tasks than connections wait their turn; a broken connection is replaced")
  func pool() async throws {
    let pool = Pool(Configuration(url: try await TestServer.database(migrated: false)), size: 2)
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for n in 1...20 {
        group.addTask { try await pool.perform { try $0.rows("SELECT \(n)").first { try $0.next(Int.self) } ?? 0 } }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 210)
    let killed = await #expect(throws: PostgresError.self) {
      try await pool.perform { try $0.script("SELECT pg_terminate_backend(pg_backend_pid())") }
    }
    #expect(killed?.stage == .connection)
    #expect(try await pool.perform { try $0.rows("SELECT 1").first { try $0.next(Int.self) } } == 1)
  }

  @Test("cancelling the task cancels the statement in the server")
  func cancellation() async throws {
    let (connection, watcher) = (try await connect(), try await connect())
    let pid = try await connection.perform {
      try $0.rows("SELECT pg_backend_pid()::bigint").first { try $0.next(Int64.self) }
    }
    let task = Task { try await connection.perform { try $0.script("SELECT pg_sleep(600)") } }
    // Only one that is under way is cancelled in the server, however long the machine takes to begin it.
    func isUnderWay() async throws -> Bool {
      try await watcher.perform { session in
        try session.rows(
          "SELECT count(*) FROM pg_stat_activity WHERE pid = \(pid) AND state = 'active' AND query ~ 'pg_sleep'"
        ).first { try $0.next(Int.self) }
      } == 1
    }
    while try await !isUnderWay() { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.stage == .cancelled)
    // The request may still be on its way: it must not hit another statement.
    let after = await #expect(throws: PostgresError.self) { try await connection.perform { try $0.script("SELECT 1") } }
    #expect(after?.stage == .connection)
  }

  @Test("the server gives up on a statement after the timeout")
  func timeout() async throws {
    let connection = try await connect(100)
    let error = await #expect(throws: PostgresError.self) {
      try await connection.perform { try $0.script("SELECT pg_sleep(600)") }
    }
    #expect(error?.sqlState == "57014" && error?.stage == .server)
  }
}

@Suite("COPY and LISTEN")
struct CopyTests {
  @Test("rows go in and come out by binary COPY")
  func roundTrip() async throws {
    let connection = try await connect()
    let read = try await connection.perform { session in
      try session.script("CREATE TABLE t (a bigint, b text, c integer)")
      let written = try session.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
        for n in 0..<50_000 {
          try writer.row(3)
          writer.int8(Int64(n))
          writer.text(n % 2 == 0 ? "第\(n)行" : nil)
          writer.int4(Int32(n))
        }
      }
      #expect(written == 50_000)
      var (sum, texts) = (Int64(0), 0)
      try session.copyOut("COPY (SELECT a, b FROM t ORDER BY a) TO STDOUT (FORMAT binary)") { row in
        sum += try row.int8()
        if try row.optionalText() != nil { texts += 1 }
      }
      return (sum, texts)
    }
    #expect(read == (49_999 * 25_000, 25_000))
  }

  @Test("an error within COPY leaves nothing behind and the connection usable")
  func failures() async throws {
    let connection = try await connect()
    try await connection.perform { try $0.script("CREATE TABLE t (a bigint PRIMARY KEY)") }
    await #expect(throws: TransactionTests.Stop.self) {
      try await connection.perform { session in
        try session.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
          try writer.row(1)
          writer.int8(1)
          throw TransactionTests.Stop()
        }
      }
    }
    let twice = await #expect(throws: PostgresError.self) {
      try await connection.perform { session in
        try session.copyIn("COPY t FROM STDIN (FORMAT binary)") { writer in
          for _ in 0..<2 {
            try writer.row(1)
            writer.int8(7)
          }
        }
      }
    }
    #expect(twice?.sqlState == "23505")
    let count = try await connection.perform { session in
      #expect(throws: TransactionTests.Stop.self) {
        try session.copyOut("COPY (SELECT generate_series(1, 1000)::bigint) TO STDOUT (FORMAT binary)") { _ in
          throw TransactionTests.Stop()
        }
      }
      return try session.rows("SELECT count(*) FROM t").first { try $0.next(Int.self) }
    }
    #expect(count == 0)
  }

  @Test("notifications arrive in order; letting go closes the connection")
  func listening() async throws {
    let configuration = Configuration(url: try await TestServer.database(migrated: false), applicationName: "listening")
    let connection = try await Connection.open(configuration)
    func listeners() async throws -> Int {
      try await connection.perform { session in
        try session.rows(
          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).first { try $0.next(Int.self) } ?? 0
      }
    }
    let reader = Task {
      var heard: [String] = []
      for try await notification in Listener.listen(to: ["due"], configuration) {
        heard.append(notification.payload)
        if heard.count == 3 { break }
      }
      return heard
    }
    while try await listeners() == 0 { try await Task.sleep(for: .milliseconds(10)) }
    try await Task.sleep(for: .milliseconds(100))
    for n in 1...3 { try await connection.perform { _ = try $0.rows("SELECT pg_notify('due', \("\(n)"))") } }
    #expect(try await reader.value == ["1", "2", "3"])
    for _ in 0..<30_000 where try await listeners() > 0 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try await listeners() == 0)
  }
}
