import Foundation
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

  func remount(_ options: String) throws { try sh("mount -o remount,\"$2\" \"$1\"", path, options) }

  /// Whether this machine lets a test mount a disk.
  static let mayMount = (try? SmallDisk(mebibytes: 1)) != nil
}

@Suite("Disks that are too small or may not be written", .serialized, .enabled(if: SmallDisk.mayMount))
struct DiskTests {
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
