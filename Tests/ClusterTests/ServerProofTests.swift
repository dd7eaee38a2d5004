import Foundation
import Postgres
import Testing

@testable import Cluster

@Suite("Nobody else's server is touched", .serialized)
struct ServerProofTests {
  /// A running cluster, with a client that must not notice anything.
  private struct Other {
    let scratch: Scratch
    let cluster: PrivateCluster
    let client: Connection
    let server: Int32

    init() async throws {
      scratch = try Scratch.withData("other")
      cluster = try PrivateCluster.start(in: scratch.path)
      client = try await Connection.open(Configuration(url: cluster.url))
      server = try scratch.server()
    }

    /// Sees that nothing has happened to it, and ends it.
    func isUntouched() async throws {
      #expect(ProcessTable.entry(server) != nil)
      let answer = try await client.perform { try $0.rows("SELECT 7").first { try $0.next(Int.self) } }
      #expect(answer == 7)
      cluster.stop()
    }
  }

  /// What a server left that was killed, with another number.
  private func lock(_ scratch: Scratch, naming pid: Int32) throws -> String {
    let lines = try scratch.read("pg/postmaster.pid").split(separator: "\n", omittingEmptySubsequences: false)
    return ([Substring(String(pid))] + lines.dropFirst()).joined(separator: "\n")
  }

  @Test("a lock whose number is another server's by now is not believed")
  func numberTakenOver() async throws {
    let other = try await Other()
    let scratch = try Scratch.withData()
    let first = try PrivateCluster.start(in: scratch.path)
    let left = try lock(scratch, naming: other.server)
    first.stop()
    try scratch.write(left, to: "pg/postmaster.pid")
    #expect(!first.isRunning)
    let second = try PrivateCluster.start(in: scratch.path)
    #expect(try scratch.server() != other.server)
    #expect(try await ask(second) == 1)
    second.stop()
    #expect(scratch.processes().isEmpty)
    try await other.isUntouched()
  }

  @Test("who leaves when his server was killed signals nobody who has its number by now")
  func leaving() async throws {
    let other = try await Other()
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    let left = try lock(scratch, naming: other.server)
    try await scratch.killServer()
    try await wait("the killed server's processes go") { scratch.processes().isEmpty }
    try scratch.write(left, to: "pg/postmaster.pid")
    cluster.stop()
    #expect(try scratch.read("pg/postmaster.pid") == left)
    try await other.isUntouched()
  }

  @Test(
    "a lock file that is none is moved aside where nobody works on the data",
    arguments: ["", "4711", "4711\n/somewhere", String(repeating: "\0", count: 80)])
  func brokenLock(text: String) async throws {
    let scratch = try Scratch.withData()
    try scratch.write(text, to: "pg/postmaster.pid")
    let cluster = try PrivateCluster.start(in: scratch.path)
    #expect(try await ask(cluster) == 1)
    #expect(try scratch.read("pg/postmaster.pid.stale") == text)
    cluster.stop()
  }

  @Test(
    "a lock of a program that is no server, and one nobody has, is in nobody's way", arguments: [getpid(), 4_194_303])
  func noServer(pid: Int32) async throws {
    let scratch = try Scratch.withData()
    let first = try PrivateCluster.start(in: scratch.path)
    let left = try lock(scratch, naming: pid)
    first.stop()
    try scratch.write(left, to: "pg/postmaster.pid")
    try sh("echo \"$2\" >\"$1\"/run/.s.PGSQL.5432.lock", scratch.path, String(pid))
    let second = try PrivateCluster.start(in: scratch.path)
    #expect(try await ask(second) == 1)
    second.stop()
  }

  @Test("a lock file that is broken while its server works is refused, not moved")
  func brokenLockAtWork() async throws {
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    let lock = try scratch.read("pg/postmaster.pid")
    try scratch.write("", to: "pg/postmaster.pid")
    let control = ServerControl(check: cluster.check, settings: [], patience: .milliseconds(200))
    let error = #expect(throws: ClusterError.self) { try control.bringUp { _ in } }
    let list = scratch.processes().map(String.init).joined(separator: " ")
    #expect(error?.code == "server-remains")
    #expect(
      error?.message == "锁文件 \(scratch.path)/pg/postmaster.pid 不完整，但进程 \(list) 还在使用 \(scratch.path)/pg，"
        + "等了很久仍未结束。请稍后再试；确认它们无用后可运行 kill \(list)。")
    #expect(try scratch.read("pg/postmaster.pid") == "")
    cluster.stop()
    #expect(!scratch.processes().isEmpty)
    try scratch.write(lock, to: "pg/postmaster.pid")
    cluster.stop()
    #expect(scratch.processes().isEmpty)
  }

  @Test("a server that somebody started by hand on our data is neither joined nor stopped")
  func startedByHand() async throws {
    let scratch = try Scratch.withData()
    try sh("mkdir \"$1\"/socket && chmod 777 \"$1\"/socket", scratch.top)
    let byHand = try byHand(scratch, socket: scratch.top + "/socket")
    let server = try scratch.server()
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(error?.code == "server-foreign")
    #expect(
      error?.message == "进程 \(server) 正在使用 \(scratch.path)/pg，但不是由本程序启动的"
        + "（套接字在 \(scratch.top)/socket，端口 5432），程序不会动它。请由启动它的人停止它，再试。")
    #expect(ProcessTable.entry(server) != nil)
    _ = byHand.run("pg_ctl", ["-D", "pg", "-m", "fast", "stop"], in: scratch.path)
  }

  @Test("somebody else's server on our socket is neither joined nor stopped")
  func socketTaken() async throws {
    let other = try Scratch.withData("other"), scratch = try Scratch.withData()
    let byHand = try byHand(other, socket: scratch.path + "/run")
    let server = try other.server()
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(error?.code == "socket-foreign")
    #expect(
      error?.message == "套接字 \(scratch.path)/run/.s.PGSQL.5432 由进程 \(server) 使用，它的数据不在这个目录，程序不会动它。"
        + "请停止它，或用 --data 指定另一个目录。")
    #expect(ProcessTable.entry(server) != nil)
    _ = byHand.run("pg_ctl", ["-D", "pg", "-m", "fast", "stop"], in: other.path)
  }

  /// Starts a server as a person would, with a socket where he likes.
  private func byHand(_ scratch: Scratch, socket: String) throws -> ServerPrograms {
    let place = try ClusterFolder(making: scratch.path)
    let programs = try ServerPrograms.find(for: place, DataFolder(place).find())
    let options = "-c listen_addresses= -c unix_socket_directories=\(socket)"
    let started = programs.run(
      "pg_ctl", ["-D", "pg", "-l", "postgres.log", "-w", "-o", options, "start"], in: scratch.path)
    guard started.status == 0 else { throw Failure(started.output) }
    return programs
  }

  @Test("a server stays ours when the clock was set: it is the one that listens on the socket")
  func clockSet() async throws {
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    var lines = try scratch.read("pg/postmaster.pid").components(separatedBy: "\n")
    lines[2] = String(try #require(Int(lines[2])) - 86_400)
    try scratch.write(lines.joined(separator: "\n"), to: "pg/postmaster.pid")
    #expect(cluster.isRunning)
    // Neither time nor socket speaks for it.
    try sh("mv \"$1\"/run/.s.PGSQL.5432 \"$1\"/run/away", scratch.path)
    #expect(cluster.check.state == .foreign(try scratch.server(), "启动时间与锁文件不符"))
    cluster.stop()
    #expect(!scratch.processes().isEmpty)
    try sh("mv \"$1\"/run/away \"$1\"/run/.s.PGSQL.5432", scratch.path)
    cluster.stop()
    #expect(scratch.processes().isEmpty)
  }

  @Test("our server whose socket was swept away is started again")
  func socketGone() async throws {
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    let before = try scratch.server()
    try sh("rm \"$1\"/run/.s.PGSQL.5432", scratch.path)
    var said: [String] = []
    #expect(try cluster.ensureRunning { said.append($0) })
    #expect(said == ["本机数据库的套接字不见了，正在重新启动…"])
    #expect(try scratch.server() != before)
    #expect(try await ask(cluster) == 1)
    cluster.stop()
  }

  @Test("a lock file says who, where, since when and whether it answers")
  func lockFile() {
    let lock = LockFile("4711\n/data/pg\n1750000000\n5432\n/data/run\n\n  5432001         3\nready   \n")
    #expect(lock?.pid == 4711 && lock?.started == 1_750_000_000 && lock?.port == 5432)
    #expect(lock?.socketFolder == "/data/run" && lock?.isReady == true && lock?.isStandalone == false)
    #expect(LockFile("4711\n/data/pg\n1750000000\n5432\n\n")?.isReady == false)
    #expect(LockFile("-4711\n/data/pg\n1750000000\n5432\n\n")?.isStandalone == true)
    for text in ["1\n/d\n1\n5432\n\n", "0\n/d\n1\n5432\n\n", "-2147483648\n/d\n1\n5432\n\n", "4711\nd\n1\n5432\n\n"] {
      #expect(LockFile(text) == nil)
    }
  }
}

extension PrivateCluster {
  fileprivate var check: ServerCheck { control.check }
}
