import Foundation
import Postgres
import Testing

@testable import Cluster

@Suite("The private cluster", .serialized)
struct PrivateClusterTests {
  @Test("it starts, is joined by a second user, and stops with the last one")
  func lifecycle() async throws {
    let scratch = Scratch()
    var said: [String] = []
    let first = try PrivateCluster.start(in: scratch.path) { said.append($0) }
    #expect(said == ["首次使用，正在建立本机数据库（\(scratch.path)）…"])
    let second = try PrivateCluster.start(in: scratch.path) { _ in Issue.record("made twice") }
    #expect(try await ask(first) == 1)
    first.stop()
    #expect(second.isRunning)
    #expect(try await ask(second) == 1)
    second.stop()
    #expect(!second.isRunning)
    #expect(scratch.processes().isEmpty)
  }

  @Test("a half-made folder of its own is made again, one of any other origin moved aside unchanged")
  func halfMade() async throws {
    let scratch = Scratch()
    try sh("mkdir -p \"$1\"/pg.unfinished/base && echo 1 >\"$1\"/pg.unfinished/base/1", scratch.path)
    var said: [String] = []
    let first = try PrivateCluster.start(in: scratch.path) { said.append($0) }
    first.stop()
    #expect(said.first?.hasPrefix("\(scratch.path)/pg.unfinished 不是本程序留下的，或来自以前的版本，已改名为") == true)
    #expect(!scratch.has("pg.unfinished"))
    #expect(try scratch.read("pg.unfinished.1/base/1") == "1\n")
  }

  @Test("what an initdb that was killed left is put away by its sign, and nothing else is")
  func interrupted() throws {
    let scratch = Scratch()
    try sh("mkdir -p \"$1\"", scratch.path)
    let place = try ClusterFolder(making: scratch.path)
    let first = FirstUse(folder: place, programs: try ServerPrograms.find(for: place, .firstUse))
    try "15\n".write(toFile: try first.begin() + "/PG_VERSION", atomically: false, encoding: .utf8)
    try first.clear { Issue.record("\($0)") }
    #expect(!scratch.has("pg.unfinished"))
    // Ours, but a server has run on it: somebody has put it to use.
    let made = try first.begin()
    try "".write(toFile: made + "/postmaster.opts", atomically: false, encoding: .utf8)
    try first.clear { _ in }
    #expect(scratch.has("pg.unfinished.1/" + (made as NSString).lastPathComponent + "/postmaster.opts"))
    // Ours, with something laid beside.
    try first.begin()
    try scratch.write("", to: "pg.unfinished/账本.csv")
    try first.clear { _ in }
    #expect(scratch.has("pg.unfinished.2/账本.csv"))
  }

  @Test("a folder of the version before this one goes on working, and is marked at its next start")
  func unmarked() async throws {
    let scratch = try Scratch.withData()
    let mark = try scratch.read("pg.identity")
    for old in ["rm \"$1\"/pg.identity", ": >\"$1\"/pg.identity"] {
      try sh(old, scratch.path)
      let cluster = try PrivateCluster.start(in: scratch.path)
      #expect(try await ask(cluster) == 1)
      cluster.stop()
      #expect(try scratch.read("pg.identity") == mark)
    }
    #expect(DataMark(text: mark).identifier != nil)
  }

  @Test("an empty folder in the data's place is taken for the first use where nothing ever was")
  func emptyFolder() async throws {
    let scratch = Scratch()
    try sh("mkdir -p \"$1\"/pg", scratch.path)
    let cluster = try PrivateCluster.start(in: scratch.path)
    #expect(try await ask(cluster) == 1)
    cluster.stop()
  }

  @Test("data behind a link go on working, and the program finds them again under another name of the folder")
  func links() async throws {
    let scratch = try Scratch.withData()
    try sh("mv \"$1\"/pg \"$2\"/disk && ln -s \"$2\"/disk \"$1\"/pg", scratch.path, scratch.top)
    try sh("ln -s \"$1\" \"$2\"/other", scratch.path, scratch.top)
    let first = try PrivateCluster.start(in: scratch.path)
    let second = try PrivateCluster.start(in: scratch.top + "/other/../other/")
    #expect(second.folder == scratch.path)
    #expect(try await ask(second) == 1)
    first.stop()
    second.stop()
    #expect(!second.isRunning)
  }

  @Test("a socket folder that somebody else put there is refused", .enabled(if: getuid() == 0))
  func foreignSocket() throws {
    let scratch = Scratch(String(repeating: "很深的目录/", count: 8))
    let socket = SocketFolder(for: try ClusterFolder(making: scratch.path)).path
    defer { try? FileManager.default.removeItem(atPath: socket) }
    try FileManager.default.createDirectory(atPath: socket, withIntermediateDirectories: true)
    chown(socket, 65_534, 65_534)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(error?.code == "folder-not-ours")
  }

  @Test("the data of another major version is refused with a sentence that says what to do")
  func otherVersion() throws {
    let scratch = Scratch()
    try sh("mkdir -p \"$1\"/pg && echo 9 >\"$1\"/pg/PG_VERSION", scratch.path)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(error?.code == "other-major-version")
    #expect(error?.message.contains("由 PostgreSQL 9 建立") == true && error?.message.contains("请安装 postgresql-9") == true)
  }
}
