import Foundation
import Postgres
import Testing

@testable import Cluster

@Suite("The private cluster", .serialized)
struct PrivateClusterTests {
  private func folder() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-cluster-\(UUID().uuidString.prefix(8))").path
  }

  private func one(_ cluster: PrivateCluster) async throws -> Int? {
    let connection = try await Connection.open(Configuration(url: cluster.url))
    return try await connection.perform { try $0.rows("SELECT 1").first { try $0.next(Int.self) } }
  }

  @Test("it starts, is joined by a second user, and stops with the last one")
  func lifecycle() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var said: [String] = []
    let first = try PrivateCluster.start(in: folder) { said.append($0) }
    #expect(said.count == 1 && said[0].hasPrefix("首次使用"))
    let second = try PrivateCluster.start(in: folder) { _ in Issue.record("made twice") }
    #expect(try await one(first) == 1)
    first.stop()
    #expect(second.isRunning)
    #expect(try await one(second) == 1)
    second.stop()
    #expect(!second.isRunning)
  }

  @Test("a deep folder works, its socket elsewhere")
  func deep() async throws {
    let top = folder()
    let folder = top + "/" + String(repeating: "很深的目录/", count: 8)
    defer { try? FileManager.default.removeItem(atPath: top) }
    let cluster = try PrivateCluster.start(in: folder)
    #expect(try await one(cluster) == 1)
    cluster.stop()
    try? FileManager.default.removeItem(atPath: SocketFolder(for: cluster.place).path)
  }

  @Test("what a killed program left behind is cleaned up: a half-made folder, a stale lock")
  func leftovers() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/pg.unfinished/base", withIntermediateDirectories: true)
    let first = try PrivateCluster.start(in: folder)
    first.stop()
    #expect(!FileManager.default.fileExists(atPath: folder + "/pg.unfinished"))
    // The lock of a server that is gone, its number taken over by another program: this one.
    try "\(getpid())\n\(folder)/pg\n".write(toFile: folder + "/pg/postmaster.pid", atomically: true, encoding: .utf8)
    let second = try PrivateCluster.start(in: folder)
    #expect(try await one(second) == 1)
    second.stop()
  }

  @Test("a server that was killed is started again, with what was committed")
  func killed() async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try PrivateCluster.start(in: folder)
    let connection = try await Connection.open(Configuration(url: first.url))
    try await connection.perform { try $0.script("CREATE TABLE kept (n bigint); INSERT INTO kept VALUES (7)") }
    let lock = try String(contentsOfFile: folder + "/pg/postmaster.pid", encoding: .utf8)
    let server = try #require(lock.split(separator: "\n").first.flatMap { Int32($0) })
    kill(server, SIGKILL)
    // The user is gone with its server: a new one begins, without the old one having left.
    let second = try PrivateCluster.start(in: folder)
    let again = try await Connection.open(Configuration(url: second.url))
    let kept = try await again.perform { try $0.rows("SELECT n FROM kept").first { try $0.next(Int.self) } }
    #expect(kept == 7)
    first.stop()
    second.stop()
  }

  @Test("a socket folder that somebody else put there is refused", .enabled(if: getuid() == 0))
  func foreignSocket() throws {
    let top = folder()
    let folder = top + "/" + String(repeating: "很深的目录/", count: 8)
    let socket = SocketFolder(for: try ClusterFolder(making: folder)).path
    defer {
      try? FileManager.default.removeItem(atPath: top)
      try? FileManager.default.removeItem(atPath: socket)
    }
    try FileManager.default.createDirectory(atPath: socket, withIntermediateDirectories: true)
    chown(socket, 65_534, 65_534)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: folder) }
    #expect(error?.code == "folder-not-ours")
  }

  @Test("the data of another major version is refused with a sentence that says what to do")
  func otherVersion() throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/pg", withIntermediateDirectories: true)
    try "9\n".write(toFile: folder + "/pg/PG_VERSION", atomically: true, encoding: .utf8)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: folder) }
    #expect(error?.code == "other-major-version")
    #expect(error?.message.contains("由 PostgreSQL 9 建立") == true && error?.message.contains("请安装 postgresql-9") == true)
  }
}
