internal import Glibc
internal import Postgres
internal import Store

/// A database of its own for a benchmark, on the server of a URL; dropped afterwards.
package struct BenchDatabase: Sendable {
  let url: String
  let store: Store
  let pool: Pool

  /// Makes a database, runs `body` with it, and drops it.
  ///
  /// - Parameter suffix: what tells it from another that this process has.
  package static func with<T: Sendable>(
    serverURL: String, called suffix: String = "", _ body: @Sendable (BenchDatabase) async throws -> T
  ) async throws -> T {
    let name = "jixiao_bench_\(getpid())\(suffix)"
    let server = Pool(Configuration(url: serverURL), size: 1)
    try await server.perform { try $0.script("CREATE DATABASE \(name)") }
    let database = BenchDatabase(url: replacingDatabase(in: serverURL, with: name))
    do {
      try await database.store.migrate()
      let value = try await body(database)
      await drop(name, database, server)
      return value
    } catch {
      await drop(name, database, server)
      throw error
    }
  }

  private init(url: String) {
    self.url = url
    store = Store(url: url, connections: 4)
    pool = Pool(Configuration(url: url), size: 2)
  }

  private static func drop(_ name: String, _ database: BenchDatabase, _ server: Pool) async {
    await database.store.close()
    await database.pool.close()
    // The task may be cancelled by now; the database is dropped all the same.
    await Task.detached {
      let connection = try? await Connection.open(server.configuration)
      try? await connection?.perform { try $0.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
    }.value
    await server.close()
  }

  /// The URL with another database: the path between the host and the question mark.
  static func replacingDatabase(in url: String, with name: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url + " dbname=" + name }
    let rest = url[scheme.upperBound...]
    let query = rest.firstIndex(of: "?") ?? rest.endIndex
    let host = rest[..<query].firstIndex(of: "/") ?? query
    return url[..<scheme.upperBound] + rest[..<host] + "/" + name + rest[query...]
  }

  /// Runs a script on one connection in a transaction.
  func run(_ script: String) async throws {
    try await pool.transaction { try $0.script(script) }
  }

  /// The whole numbers a script of sql/bench/ gives, one a row; `:name` in it stands for a value of ours.
  func numbers(_ script: UnsafePointer<CChar>, _ values: KeyValuePairs<String, String> = [:]) async throws -> [Int64] {
    let text = values.reduce(String(cString: script)) { $0.replacing(":\($1.key)", with: $1.value) }
    return try await pool.perform { session in
      try session.rows(.init(trusted: text)).map { try $0.next(Int64.self) }
    }
  }

  /// Writes what is dirty to disk, so that one measurement does not pay for another.
  func settle() async throws { try await pool.perform { try $0.script("CHECKPOINT") } }
}
