import Foundation
import Postgres
import Testing

@testable import Cluster

/// What must hold however often it happens: each goes round `JIXIAO_ROUNDS` times, else twice.
@Suite("Again and again", .serialized)
struct SoakTests {
  @Test("the power fails while somebody writes: what was acknowledged is there, and the server beside goes on")
  func powerLoss() async throws {
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    try await run(cluster, Writer.table)
    let server = try scratch.server()
    let writer = Writer(cluster)
    let work = Task { try await writer.run() }
    for round in 0..<rounds {
      try await writer.goesOn(20 + 37 * round % 400)
      let copy = Scratch("copy")
      // What the disk holds at one moment: nobody writes while it is copied.
      let frozen = freeze(scratch)
      let before = writer.acknowledged
      try sh("cp -a \"$1\" \"$2\"", scratch.path, copy.path)
      let after = writer.tried
      for process in frozen { kill(process, SIGCONT) }
      // The lock in the copy names the server that goes on beside; or it did not reach the disk, or the mark did not.
      if round % 3 == 1 { try copy.write("", to: "pg/postmaster.pid") }
      if round % 3 == 2 { try copy.write("", to: "pg.identity") }
      let again = try PrivateCluster.start(in: copy.path) { Issue.record("\($0)") }
      let kept = try await Writer.kept(in: again)
      #expect(kept.highest >= before && kept.highest <= after && kept.count == kept.highest)
      #expect(try copy.server() != server)
      again.stop()
      #expect(copy.processes().isEmpty)
      #expect(try scratch.server() == server)
    }
    try await writer.goesOn()
    writer.end()
    try await work.value
    cluster.stop()
  }

  /// Stops every process of a server where it stands; gives them.
  private func freeze(_ scratch: Scratch) -> [Int32] {
    var frozen: Set<Int32> = []
    // One may have begun another before it was stopped.
    while case let more = Set(scratch.processes()).subtracting(frozen), !more.isEmpty {
      for process in more { kill(process, SIGSTOP) }
      frozen.formUnion(more)
    }
    return Array(frozen)
  }

  @Test("the server is killed while somebody writes: all find it again, once started, with what was acknowledged")
  func killed() async throws {
    let scratch = try Scratch.withData()
    let cluster = try PrivateCluster.start(in: scratch.path)
    try await run(cluster, Writer.table)
    let others = try await atOnce(3) { _ in try PrivateCluster.start(in: scratch.path) }
    let writer = Writer(cluster)
    for round in 0..<rounds {
      let work = Task { try await writer.run() }
      try await writer.goesOn(20 + 37 * round % 400)
      // The server alone, or its sessions and helpers with it.
      let victims = round.isMultiple(of: 2) ? [try scratch.server()] : scratch.processes()
      for victim in victims { kill(victim, SIGKILL) }
      try await wait("the killed die") { victims.allSatisfy { ProcessTable.entry($0) == nil } }
      let clusters = [cluster] + others
      let started = try await atOnce(8) { try clusters[$0 / 2].ensureRunning() }
      #expect(started.count { $0 } == 1)
      writer.end()
      _ = await work.result
      writer.begin()
      let kept = try await Writer.kept(in: cluster)
      #expect(kept.highest >= writer.acknowledged && kept.highest <= writer.tried && kept.count == kept.highest)
    }
    for one in [cluster] + others { one.stop() }
    #expect(scratch.processes().isEmpty)
  }

  @Test("eight begin at once on nothing: one makes the data, all are answered, the last one out ends the server")
  func firstStart() async throws {
    for _ in 0..<rounds {
      let scratch = Scratch()
      let clusters = try await atOnce(8) { _ in
        var said: [String] = []
        return (try PrivateCluster.start(in: scratch.path) { said.append($0) }, said)
      }
      #expect(clusters.flatMap(\.1) == ["首次使用，正在建立本机数据库（\(scratch.path)）…"])
      for (cluster, _) in clusters { #expect(try await ask(cluster) == 1) }
      _ = try await atOnce(8) { clusters[$0].0.stop() }
      #expect(scratch.processes().isEmpty)
    }
  }

  @Test("eight come and go as they like: everyone is answered while he is there")
  func comingAndGoing() async throws {
    let scratch = try Scratch.withData()
    for _ in 0..<rounds {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask {
            for turn in 0..<3 {
              let cluster = try await atOnce(1) { _ in try PrivateCluster.start(in: scratch.path) }[0]
              #expect(try await ask(cluster, "SELECT \(number)") == number)
              try await Task.sleep(for: .milliseconds(7 * (number * turn % 5)))
              _ = try await atOnce(1) { _ in cluster.stop() }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(scratch.processes().isEmpty)
    }
  }
}
