import Postgres
import Synchronization

@testable import Cluster

/// Somebody who writes one number after another, each committed by itself, and knows which were acknowledged.
///
/// It goes on when the server goes away, with the next number, as long as it is let.
final class Writer: Sendable {
  private let url: String
  private let state = Mutex((acknowledged: 0, tried: 0, isDone: false))

  init(_ cluster: PrivateCluster) { url = cluster.url }

  static let table = "CREATE TABLE IF NOT EXISTS kept (n bigint PRIMARY KEY)"

  /// The numbers that were acknowledged so far, from 1 on; and the last that was tried.
  var acknowledged: Int { state.withLock { $0.acknowledged } }
  var tried: Int { state.withLock { $0.tried } }

  func begin() { state.withLock { $0.isDone = false } }
  func end() { state.withLock { $0.isDone = true } }

  /// Writes until it is ended or the server goes.
  func run() async throws {
    let connection = try await Connection.open(Configuration(url: url))
    try await connection.perform { session in
      while true {
        let next = self.state.withLock { state in
          if state.isDone { return 0 }
          state.tried = state.acknowledged + 1
          return state.tried
        }
        if next == 0 { return }
        // A number whose answer was lost may be there already.
        try session.run("INSERT INTO kept VALUES (\(next)) ON CONFLICT DO NOTHING")
        self.state.withLock { $0.acknowledged = next }
      }
    }
  }

  /// Waits until some more have been acknowledged.
  func goesOn(_ count: Int = 20) async throws {
    let first = acknowledged
    try await wait("the writer goes on") { self.acknowledged >= first + count }
  }

  /// What a cluster kept: the highest number, and how many there are.
  static func kept(in cluster: PrivateCluster) async throws -> (highest: Int, count: Int) {
    (
      try await ask(cluster, "SELECT coalesce(max(n), 0) FROM kept") ?? 0,
      try await ask(cluster, "SELECT count(*) FROM kept") ?? 0
    )
  }
}
