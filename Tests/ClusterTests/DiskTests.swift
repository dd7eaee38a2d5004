import Foundation
import Postgres
import Testing

@testable import Cluster

/// A small disk of a test's own, in memory.
private final class SmallDisk: Sendable {
  let scratch = Scratch("disk/data")
  var path: String { scratch.top + "/disk" }

  init(mebibytes: Int) throws {
    try sh("mkdir \"$1\" && mount -t tmpfs -o size=$2m,mode=755 tmpfs \"$1\"", scratch.top + "/disk", String(mebibytes))
  }

  deinit { _ = try? sh("umount -l \"$1\"", path) }

  func fill() throws { try sh("dd if=/dev/zero of=\"$1\"/filler bs=64k 2>&1 || true", path) }
  func free() throws { try sh("rm \"$1\"/filler", path) }
  func remount(_ options: String) throws { try sh("mount -o remount,\"$2\" \"$1\"", path, options) }

  /// Whether this machine lets a test mount a disk.
  static let mayMount = (try? SmallDisk(mebibytes: 1)) != nil
}

@Suite("Disks that are full or may not be written", .serialized, .enabled(if: SmallDisk.mayMount))
struct DiskTests {
  @Test("a full disk is said to be full, and with room again everything acknowledged is there")
  func full() async throws {
    let disk = try SmallDisk(mebibytes: 120)
    let cluster = try PrivateCluster.start(in: disk.scratch.path)
    try await run(cluster, Writer.table)
    let writer = Writer(cluster)
    for _ in 0..<rounds {
      let work = Task { try await writer.run() }
      try await writer.goesOn(200)
      try await run(cluster, "CREATE TABLE big (t text)")
      try disk.fill()
      // Full while it works: sessions fail, the server may go down.
      await #expect(throws: PostgresError.self) {
        try await run(cluster, "INSERT INTO big SELECT repeat('x', 1000) FROM generate_series(1, 60000)")
      }
      writer.end()
      _ = await work.result
      cluster.stop()
      #expect(disk.scratch.processes().isEmpty)
      try disk.fill()
      let error = #expect(throws: ClusterError.self) { try cluster.ensureRunning() }
      #expect(error?.code == "disk-full")
      #expect(error?.message == "磁盘已满：\(disk.scratch.path)/pg 所在的盘只剩 0 MiB。数据没有丢失，请腾出空间后再试。")
      try disk.free()
      #expect(try cluster.ensureRunning())
      let kept = try await Writer.kept(in: cluster)
      #expect(kept.highest >= writer.acknowledged && kept.highest <= writer.tried && kept.count == kept.highest)
      try await run(cluster, "DROP TABLE big; CHECKPOINT")
      writer.begin()
    }
    cluster.stop()
  }

  @Test("the first use on a disk too small says so, and works when there is room")
  func firstUse() async throws {
    let disk = try SmallDisk(mebibytes: 20)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: disk.scratch.path) }
    #expect(error?.code == "disk-full")
    #expect(!disk.scratch.has("pg") && !disk.scratch.has("pg.identity"))
    try disk.remount("size=120m")
    let cluster = try PrivateCluster.start(in: disk.scratch.path)
    #expect(try await ask(cluster) == 1)
    #expect(!disk.scratch.has("pg.unfinished"))
    cluster.stop()
  }

  @Test("a disk that may only be read is said to be so: that of the folder, and that of the data")
  func readOnly() async throws {
    let disk = try SmallDisk(mebibytes: 120)
    try PrivateCluster.start(in: disk.scratch.path).stop()
    let other = Scratch()
    try sh("mkdir \"$1\" && ln -s \"$2\"/pg \"$1\"/pg", other.path, disk.scratch.path)
    try disk.remount("ro")
    let folder = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: disk.scratch.path) }
    #expect(folder?.message == "无法使用数据目录 \(disk.scratch.path)：所在的盘是只读的。请用 --data 指定一个可写的目录。")
    let data = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: other.path) }
    #expect(data?.code == "data-read-only")
    #expect(data?.message == "\(other.path)/pg 所在的盘是只读的，数据库无法启动。请以可写方式重新挂载后再试。")
    try disk.remount("rw")
    let cluster = try PrivateCluster.start(in: other.path)
    #expect(try await ask(cluster) == 1)
    cluster.stop()
  }
}
