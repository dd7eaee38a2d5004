import Foundation
import Postgres
import Testing

@testable import Cluster

@Suite("A server that was killed", .serialized)
struct RunningAgainTests {
  private func withTable() async throws -> (Scratch, PrivateCluster) {
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    try await run(cluster, "CREATE TABLE kept (n bigint); INSERT INTO kept VALUES (7)")
    return (scratch, cluster)
  }

  @Test("is started again by a new program, with what was committed")
  func killed() async throws {
    let (scratch, first) = try await withTable()
    try await scratch.killServer()
    // The user is gone with its server: a new one begins, without the old one having left.
    let second = try PrivateCluster.start(in: scratch.path)
    #expect(try await ask(second, "SELECT n FROM kept") == 7)
    first.stop()
    second.stop()
    #expect(scratch.processes().isEmpty)
  }

  @Test("is started again for the program that goes on, once, and ends with the last one as ever")
  func again() async throws {
    let (scratch, cluster) = try await withTable()
    #expect(try !cluster.ensureRunning { Issue.record("\($0)") })
    let idle = try await Connection.open(Configuration(url: cluster.url))
    try await scratch.killServer()
    #expect(try cluster.ensureRunning())
    #expect(try !cluster.ensureRunning())
    #expect(try await ask(cluster, "SELECT n FROM kept") == 7)
    await #expect(throws: PostgresError.self) { try await idle.perform { _ = try $0.rows("SELECT 1") } }
    cluster.stop()
    #expect(scratch.processes().isEmpty)
  }

  @Test("is started again once where several find out at the same time")
  func byAll() async throws {
    let (scratch, cluster) = try await withTable()
    let others = try await atOnce(3) { _ in try PrivateCluster.start(in: scratch.path) }
    try await scratch.killServer()
    // Two threads of each program.
    let clusters = [cluster] + others
    let started = try await atOnce(8) { try clusters[$0 / 2].ensureRunning() }
    #expect(started.count { $0 } == 1)
    for one in clusters {
      #expect(try await ask(one, "SELECT n FROM kept") == 7)
      one.stop()
    }
    #expect(scratch.processes().isEmpty)
  }

  @Test("is waited for while a session of it still works")
  func busySession() async throws {
    let (scratch, cluster) = try await withTable()
    let busy = try await Connection.open(Configuration(url: cluster.url))
    let work = Task {
      try await busy.perform { _ = try $0.rows("SELECT max(sqrt(n)) > 0 FROM generate_series(1, 12000000) n") }
    }
    try await Task.sleep(for: .milliseconds(300))
    try await scratch.killServer()
    #expect(try cluster.ensureRunning())
    #expect(try await ask(cluster, "SELECT n FROM kept") == 7)
    _ = await work.result
    cluster.stop()
  }

  @Test("who could not start it again still counts as a user, and data that are gone are not begun anew")
  func withoutData() async throws {
    let (scratch, cluster) = try await withTable()
    try await scratch.killServer()
    try await wait("the killed server's processes go") { scratch.processes().isEmpty }
    try sh("mv \"$1\"/pg \"$2\"/away", scratch.path, scratch.top)
    let error = #expect(throws: ClusterError.self) { try cluster.ensureRunning() }
    #expect(error?.code == "data-missing")
    #expect(!scratch.has("pg"))
    try sh("mv \"$2\"/away \"$1\"/pg", scratch.path, scratch.top)
    let visitor = try PrivateCluster.start(in: scratch.path)
    visitor.stop()
    #expect(cluster.isRunning)
    #expect(try await ask(cluster, "SELECT n FROM kept") == 7)
    cluster.stop()
  }

  @Test("who has left joins again when it asks for the server")
  func afterLeaving() async throws {
    let (scratch, cluster) = try await withTable()
    cluster.stop()
    #expect(try cluster.ensureRunning())
    let visitor = try PrivateCluster.start(in: scratch.path)
    visitor.stop()
    #expect(try await ask(cluster, "SELECT n FROM kept") == 7)
    cluster.stop()
    #expect(scratch.processes().isEmpty)
  }
}
