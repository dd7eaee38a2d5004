internal import Cluster
internal import Foundation
internal import Postgres
package import Store

/// A PostgreSQL of this test run's own: on a unix socket in a temporary folder, stopped when the process ends.
package enum TestServer {
  /// Started by the first test that asks.
  private static let running: Result<PrivateCluster, ClusterError> = {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-tests-\(getpid())").path
    do throws(ClusterError) {
      let cluster = try PrivateCluster.start(
        in: folder,
        settings: [
          "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=256MB",
          "max_connections=600",
        ])
      atexit { TestServer.end() }
      return .success(cluster)
    } catch {
      return .failure(error)
    }
  }()

  private static func end() {
    guard case .success(let cluster) = running else { return }
    cluster.stop()
    try? FileManager.default.removeItem(atPath: cluster.folder)
  }

  /// The server's URL.
  package static func url() throws -> String { try running.get().url }

  /// The URL of a database of its own for a test: empty, or with the schema.
  package static func database(migrated: Bool = true) async throws -> String {
    let base = try url()
    if migrated { try await template.value }
    let name = "t_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
    let from = migrated ? " TEMPLATE jixiao_template" : ""
    let connection = try await Connection.open(Configuration(url: base))
    try await connection.perform { try $0.script("CREATE DATABASE \(name)\(from)") }
    return base.replacingOccurrences(of: "///postgres", with: "///\(name)")
  }

  /// A store on a database of its own.
  package static func store() async throws -> Store { Store(url: try await database()) }

  /// The migrated database the others are copied from; nobody stays connected to it.
  private static let template = Task {
    let base = try url()
    let connection = try await Connection.open(Configuration(url: base))
    try await connection.perform { try $0.script("CREATE DATABASE jixiao_template") }
    let store = Store(url: base.replacingOccurrences(of: "///postgres", with: "///jixiao_template"), connections: 1)
    try await store.migrate()
    await store.close()
    // A closed connection's server process takes a moment to go.
    for _ in 0..<30_000 {
      let left = try await connection.perform { session in
        try session.rows("SELECT count(*) FROM pg_stat_activity WHERE datname = 'jixiao_template'").first {
          try $0.next(Int.self)
        }
      }
      if left == 0 { break }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
