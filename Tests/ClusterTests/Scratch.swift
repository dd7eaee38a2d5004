import Foundation
import Postgres

@testable import Cluster

/// A folder of a test's own, gone when the test is.
final class Scratch: Sendable {
  let path: String
  /// The folder around it, for what stands beside.
  let top: String

  init(_ name: String = "data") {
    top = FileManager.default.temporaryDirectory.path + "/jixiao-cluster-\(UUID().uuidString.prefix(8))"
    path = top + "/" + name
    // Other users' servers must pass through.
    try? FileManager.default.createDirectory(atPath: top, withIntermediateDirectories: true)
    chmod(top, 0o711)
  }

  /// The same folder with data already, made once for all tests.
  static func withData(_ name: String = "data") throws -> Scratch {
    let scratch = Scratch(name)
    try sh("mkdir -p \"$(dirname \"$2\")\" && cp -a \"$1\" \"$2\"", template.get(), scratch.path)
    return scratch
  }

  /// The same, with just enough of the data to be refused: their tables are not there.
  static func withHollowData() throws -> Scratch {
    let scratch = Scratch()
    try sh(
      """
      mkdir -p "$2"/pg/global "$2"/pg/base "$2"/pg/pg_wal "$2"/pg/pg_xact && cd "$1" &&
      cp -a pg.identity postgres.log "$2" && cp -a pg/PG_VERSION pg/*.conf "$2"/pg &&
      cp -a pg/global/pg_control "$2"/pg/global &&
      chown --reference=pg "$2"/pg && chmod --reference=pg "$2"/pg
      """, template.get(), scratch.path)
    return scratch
  }

  private static let templatePath = FileManager.default.temporaryDirectory.path + "/jixiao-cluster-template-\(getpid())"

  private static let template: Result<String, any Error> = Result {
    atexit { _ = try? sh("rm -rf \"$1\"", Scratch.templatePath) }
    try PrivateCluster.start(in: templatePath).stop()
    // What is written to files is there for every other program, and for a copy, at once; these tests cut no power.
    try sh("echo fsync=off >>\"$1\"/pg/postgresql.conf", templatePath)
    return templatePath
  }

  deinit { _ = try? sh("rm -rf \"$1\"", top) }

  /// Every file with its size, link and place on the disk; without what a start may make anew.
  func manifest() throws -> String {
    try sh(
      "cd \"$1\" && find . -mindepth 1 ! -name '*.lock' ! -path './run*' -printf '%p %y %s %i %l %u %m\\n' | sort", path
    )
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

  func has(_ name: String) -> Bool { FileFacts(path + "/" + name, following: false) != nil }

  /// The running server's process, as its lock file says.
  func server() throws -> Int32 {
    let first = try read("pg/postmaster.pid").split(separator: "\n").first
    return try first.flatMap { Int32($0) } ?? { throw Failure("no number in the lock file") }()
  }

  /// Kills the server with -9 and waits until it is dead; its sessions may live on for a moment.
  func killServer() async throws {
    let server = try server()
    kill(server, SIGKILL)
    try await wait("the killed server dies") { ProcessTable.entry(server) == nil }
  }

  /// The processes that work on its data, from its server to the last session.
  func processes() -> [Int32] {
    guard let place = try? ClusterFolder(making: path), let programs = try? Scratch.programs.get() else { return [] }
    return ServerCheck(folder: place, socket: SocketFolder(for: place), programs: programs).processes
  }

  private static let programs = Result {
    try ServerPrograms.find(for: ClusterFolder(making: templatePath), .firstUse)
  }
}

struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Runs a line of shell with arguments; gives what it printed.
@discardableResult
func sh(_ line: String, _ arguments: String...) throws -> String {
  let result = ChildProcess.run(["/bin/sh", "-c", line, "sh"] + arguments)
  guard result.status == 0 else { throw Failure("\(line): \(result.output)") }
  return result.output
}

/// Asks a cluster one number.
func ask(_ cluster: PrivateCluster, _ query: Query = "SELECT 1") async throws -> Int? {
  let connection = try await Connection.open(Configuration(url: cluster.url))
  return try await connection.perform { try $0.rows(query).first { try $0.next(Int.self) } }
}

func run(_ cluster: PrivateCluster, _ script: String) async throws {
  let connection = try await Connection.open(Configuration(url: cluster.url))
  try await connection.perform { try $0.script(script) }
}

/// Does the same in several threads at once; each blocks as a process of its own would.
func atOnce<Value: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: Value.self) { group in
    for number in 0..<count {
      group.addTask {
        try await withCheckedThrowingContinuation { continuation in
          Thread.detachNewThread { continuation.resume(with: Result { try body(number) }) }
        }
      }
    }
    return try await group.reduce(into: []) { $0.append($1) }
  }
}

/// Waits until something holds; gives up only where the run would be ended anyway.
func wait(_ what: String, until isSo: () throws -> Bool) async throws {
  for _ in 0..<30_000 {
    if try isSo() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw Failure("waited in vain: \(what)")
}

/// How often a soak test goes round: `JIXIAO_ROUNDS`, else a few times.
let rounds = ProcessInfo.processInfo.environment["JIXIAO_ROUNDS"].flatMap { Int($0) } ?? 2
