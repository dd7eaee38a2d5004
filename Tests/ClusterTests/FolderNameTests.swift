import Foundation
import Postgres
import Testing

@testable import Cluster

@Suite("Names of folders", .serialized)
struct FolderNameTests {
  @Test(
    "a folder may have any name that is one line",
    arguments: [
      "我的 数据", "it's", "say \"hi\"", "a,b", "100%20#1&b;c", "back\\slash", "$HOME `id` *?[x]", " led\tx ",
      String(repeating: "很深的目录/", count: 8) + "数据",
    ])
  func works(name: String) async throws {
    let scratch = try Scratch.withData(name)
    let cluster = try PrivateCluster.start(in: scratch.path)
    #expect(try await ask(cluster) == 1)
    #expect(cluster.ownsSocket)
    cluster.stop()
    #expect(!cluster.isRunning)
    #expect(scratch.processes().isEmpty)
    try? FileManager.default.removeItem(atPath: cluster.socketElsewhere)
  }

  @Test("the first use works in a folder with a name that a shell would take apart")
  func firstUse() async throws {
    let scratch = Scratch("a 'b' \"c\" $(d) \\e/中文,&#%")
    let cluster = try PrivateCluster.start(in: scratch.path)
    #expect(try await ask(cluster) == 1)
    cluster.stop()
    try? FileManager.default.removeItem(atPath: cluster.socketElsewhere)
  }

  @Test("a name of two lines is refused, and none")
  func refused() throws {
    let scratch = Scratch("first\nsecond")
    let lines = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(lines?.code == "folder-name")
    #expect(lines?.message == "数据目录的名字不能换行，收到“\(scratch.top)/first↵second”，请用 --data 指定另一个目录。")
    #expect(try sh("ls -A \"$1\"", scratch.top) == "")
    let none = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: "") }
    #expect(none?.message == "没有写数据目录，请用 --data 指定一个目录。")
  }

  @Test("a socket is in the folder, unless its name is too long or has a comma")
  func sockets() throws {
    func socket(_ name: String) throws -> String {
      let scratch = Scratch(name)
      return SocketFolder(for: try ClusterFolder(making: scratch.path)).path
        .replacingOccurrences(of: scratch.path, with: "")
    }
    #expect(try socket("a b") == "/run")
    #expect(try socket("a,b").hasPrefix("/tmp/jixiao-\(getuid())-"))
    #expect(try socket(String(repeating: "x", count: 100)).hasPrefix("/tmp/jixiao-\(getuid())-"))
  }
}

extension PrivateCluster {
  fileprivate var socket: SocketFolder { SocketFolder(for: place) }
  /// The socket's folder, where it is not in the cluster's.
  fileprivate var socketElsewhere: String { socket.path.hasPrefix("/tmp/jixiao-\(getuid())-") ? socket.path : "" }
  fileprivate var ownsSocket: Bool { FileFacts(socket.socket)?.isSocket == true }
}
