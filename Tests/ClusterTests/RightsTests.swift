import Foundation
import Postgres
import Testing

@testable import Cluster

/// What the server and those who connect to it may do on the machine: no more than they need.
@Suite("Rights of the private cluster")
struct RightsTests {
  @Test("programs connect as a role that is no superuser and reads no files; pages have checksums")
  func role() async throws {
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    defer { cluster.stop() }
    #expect(try await ask(cluster, "SELECT count(*) FROM pg_roles WHERE rolname = current_user AND rolsuper") == 0)
    #expect(
      try await ask(cluster, "SELECT count(*) FROM pg_settings WHERE name = 'data_checksums' AND setting = 'on'") == 1)
    for script in [
      "SELECT pg_read_file('/etc/passwd')", "COPY pg_class TO PROGRAM 'cat'", "ALTER ROLE jixiao SUPERUSER",
    ] {
      let error = await #expect(throws: PostgresError.self) { try await run(cluster, script) }
      #expect(error?.sqlState == "42501", "\(script)")
    }
    // It owns its database and may make others, as a benchmark does.
    try await run(cluster, "CREATE TABLE own (n int); DROP TABLE own; CHECKPOINT")
    try await run(cluster, "CREATE DATABASE other")
    let other = cluster.url.replacingOccurrences(of: "user=jixiao", with: "user=jixiao_admin")
    await #expect(throws: PostgresError.self) { _ = try await Connection.open(Configuration(url: other)) }
  }

  @Test("root's server has no right but its user's", .enabled(if: getuid() == 0))
  func capabilities() throws {
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    defer { cluster.stop() }
    let status = try String(contentsOfFile: "/proc/\(try scratch.server())/status", encoding: .utf8)
    for name in ["CapInh", "CapPrm", "CapEff", "CapAmb"] {
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name) })
      #expect(line.hasSuffix("\t0000000000000000"), "\(line)")
    }
    #expect(status.contains("NoNewPrivs:\t1"))
  }

  @Test("a folder that the server's user cannot reach is refused with what to do", .enabled(if: getuid() == 0))
  func unreachable() throws {
    let scratch = Scratch()
    chmod(scratch.top, 0o700)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(error?.code == "folder-unreachable" && error?.message.contains("/var/lib/jixiao") == true)
  }

  @Test("root's data are where the server's user may go, one folder for each home; data that are there decide")
  func usual() throws {
    let scratch = Scratch("home")
    let home = scratch.path
    try sh("mkdir -p \"$1\"", home)
    let own = home + "/.local/share/jixiao"
    #expect(PrivateCluster.usualFolder(home: home) == own)
    chmod(scratch.top, 0o700)
    guard getuid() == 0 else {
      #expect(PrivateCluster.usualFolder(home: home) == own)
      return
    }
    let shared = PrivateCluster.usualFolder(home: home)
    #expect(shared.hasPrefix("/var/lib/jixiao-"))
    #expect(PrivateCluster.usualFolder(home: home + "2") != shared)
    try sh("mkdir -p \"$1/pg\"", own)
    #expect(PrivateCluster.usualFolder(home: home) == own)
  }
}
