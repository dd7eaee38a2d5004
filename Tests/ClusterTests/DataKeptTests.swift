import Foundation
import Postgres
import Testing

@testable import Cluster

/// Something wrong with the data, and what the program says to it.
struct Damage: Sendable, CustomTestStringConvertible {
  let what: String
  /// Whether there were data before.
  let hadData: Bool
  /// Shell, with the cluster's folder as $1 and the folder around it as $2.
  let harm: String
  let code: String
  /// The sentence; FOLDER and TOP stand for the two, IDENTITY for the number of the data.
  let sentence: String

  init(_ what: String, hadData: Bool = true, _ harm: String, _ code: String, _ sentence: String) {
    (self.what, self.hadData, self.harm, self.code, self.sentence) = (what, hadData, harm, code, sentence)
  }

  var testDescription: String { what }

  private static let missing = "程序不会另建空账。请接上存放数据的磁盘，或从备份恢复 FOLDER/pg；确实要从空账开始，请先把整个 FOLDER 改名留存。"
  private static let marked = "这里原来有数据（标识 IDENTITY，记在 FOLDER/pg.identity），现在 FOLDER/pg "
  private static let damaged = "FOLDER/pg 里有文件，但不是完整的数据："
  private static let restore = "。程序没有改动任何文件。请从备份恢复，或请管理员检查磁盘。"

  static let all = [
    Damage("the data are gone", "rm -r \"$1\"/pg", "data-missing", marked + "不见了。" + missing),
    Damage(
      "the data are gone and their mark is damaged", "rm -r \"$1\"/pg && : >\"$1\"/pg.identity", "data-missing",
      "这里原来有数据（记在 FOLDER/pg.identity），现在 FOLDER/pg 不见了。" + missing),
    Damage(
      "the data are gone from a folder of the version before this one", "rm -r \"$1\"/pg \"$1\"/pg.identity",
      "data-missing", "这里原来有数据（数据库运行过，日志是 FOLDER/postgres.log），现在 FOLDER/pg 不见了。" + missing),
    Damage(
      "an empty folder where data were", "rm -r \"$1\"/pg && mkdir \"$1\"/pg", "data-missing", marked + "是空的。" + missing
    ),
    Damage(
      "a disk that is not mounted behind a link", "mkdir \"$2\"/disk && rm -r \"$1\"/pg && ln -s \"$2\"/disk \"$1\"/pg",
      "data-missing", marked + "指向的 TOP/disk 是空的。" + missing),
    Damage(
      "a link to an empty folder where nothing was known to be", hadData: false,
      "mkdir \"$2\"/disk && ln -s \"$2\"/disk \"$1\"/pg", "data-link-empty",
      "FOLDER/pg 是链接，指向 TOP/disk，那里是空的，可能磁盘没有挂载。程序不会在链接后面另建空账。"
        + "请挂载磁盘；如果是第一次使用，请删去这个链接，用 --data 直接指定那块盘上的目录。"),
    Damage(
      "a link that leads nowhere", hadData: false, "ln -s \"$2\"/disk/pg \"$1\"/pg", "data-link-broken",
      "FOLDER/pg 是链接，指向 TOP/disk/pg，那里无法进入：不存在。程序不会另建空账。请接上存放数据的磁盘，或改正这个链接。"),
    Damage(
      "a link to itself", hadData: false, "ln -s pg \"$1\"/pg", "data-link-broken",
      "FOLDER/pg 是链接，指向 pg，那里无法进入：链接成环。程序不会另建空账。请接上存放数据的磁盘，或改正这个链接。"),
    Damage(
      "a file instead of a folder", hadData: false, "echo 2025 >\"$1\"/pg", "data-not-folder",
      "FOLDER/pg 应是存放数据的目录，却是一个文件" + restore),
    Damage("no version", "rm \"$1\"/pg/PG_VERSION", "data-damaged", damaged + "缺少 PG_VERSION" + restore),
    Damage("an empty version", ": >\"$1\"/pg/PG_VERSION", "data-damaged", damaged + "PG_VERSION 是空的" + restore),
    Damage(
      "a version of noise", "printf '\\000\\377' >\"$1\"/pg/PG_VERSION", "data-damaged",
      damaged + "PG_VERSION 里不是版本号" + restore),
    Damage(
      "somebody's files", hadData: false, "mkdir -p \"$1\"/pg/lost+found", "data-damaged",
      damaged + "缺少 PG_VERSION" + restore),
    Damage(
      "no control file", "rm \"$1\"/pg/global/pg_control", "data-damaged", damaged + "缺少 global/pg_control" + restore),
    Damage(
      "an empty control file", ": >\"$1\"/pg/global/pg_control", "data-damaged",
      damaged + "global/pg_control 是空的" + restore),
    Damage("no log of changes", "rm -r \"$1\"/pg/pg_wal", "data-damaged", damaged + "缺少 pg_wal" + restore),
    Damage(
      "other data", "echo 'system-identifier 7' >\"$1\"/pg.identity", "data-other",
      "FOLDER/pg 里是另一套数据：标识是 IDENTITY，应是 7（记在 FOLDER/pg.identity）。"
        + "请检查挂载和链接；如果是有意换成这一套，请把 FOLDER/pg.identity 改名后再试。"),
    Damage(
      "data open to everybody", "chmod 755 \"$1\"/pg", "data-mode",
      "FOLDER/pg 的权限是 755，应是 700（只有主人可读写）。请运行 chmod 700 改正。"),
  ]
}

@Suite("Data are never deleted", .serialized)
struct DataKeptTests {
  @Test("is refused, and every file stays what it was", arguments: Damage.all)
  func kept(damage: Damage) throws {
    let scratch = damage.hadData ? try Scratch.withHollowData() : Scratch()
    try sh("mkdir -p \"$1\"", scratch.path)
    let identity = damage.hadData ? DataMark(text: try scratch.read("pg.identity")).identifier : nil
    try sh(damage.harm, scratch.path, scratch.top)
    let before = try scratch.manifest()
    let sentence = damage.sentence.replacingOccurrences(of: "FOLDER", with: scratch.path)
      .replacingOccurrences(of: "TOP", with: scratch.top)
      .replacingOccurrences(of: "IDENTITY", with: identity.map(String.init) ?? "")
    for _ in 1...2 {
      let error = #expect(throws: ClusterError.self) {
        try PrivateCluster.start(in: scratch.path) { Issue.record("\($0)") }
      }
      #expect(error?.code == damage.code)
      #expect(error?.message == sentence)
      #expect(try scratch.manifest() == before)
    }
  }

  @Test("data that come back are used as before")
  func mountedAgain() async throws {
    let scratch = try Scratch.withData()
    try sh("mv \"$1\"/pg \"$2\"/disk && ln -s \"$2\"/disk \"$1\"/pg", scratch.path, scratch.top)
    let first = try PrivateCluster.start(in: scratch.path)
    try await run(first, "CREATE TABLE kept (n bigint); INSERT INTO kept VALUES (7)")
    first.stop()
    try sh("mv \"$1\"/disk \"$1\"/elsewhere", scratch.top)
    #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    try sh("mv \"$1\"/elsewhere \"$1\"/disk", scratch.top)
    let second = try PrivateCluster.start(in: scratch.path)
    #expect(try await ask(second, "SELECT n FROM kept") == 7)
    second.stop()
  }

  @Test("a folder that is a link without its disk is refused, not made")
  func folderLink() throws {
    let scratch = Scratch()
    try sh("ln -s \"$2\"/disk \"$1\"", scratch.path, scratch.top)
    for path in [scratch.path, scratch.path + "/jixiao"] {
      let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: path) }
      #expect(error?.code == "folder-link-broken")
      #expect(error?.message == "\(scratch.path) 是链接，它指向的目录不存在。请接上存放数据的磁盘再试，或用 --data 指定另一个目录。")
    }
    #expect(try sh("ls -A \"$1\"", scratch.top) == "data\n")
  }

  @Test("a folder that is a file is refused")
  func folderFile() throws {
    let scratch = Scratch()
    try sh("echo 1 >\"$1\"", scratch.path)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path + "/deeper") }
    #expect(error?.message == "无法使用数据目录 \(scratch.path)：路径中有一项不是目录。请用 --data 指定一个可写的目录。")
  }

  @Test("data that were restored under another owner are refused with the way back", .enabled(if: getuid() == 0))
  func otherOwner() throws {
    let scratch = try Scratch.withHollowData()
    try sh("chown nobody \"$1\"/pg", scratch.path)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(error?.code == "data-foreign")
    #expect(
      error?.message == "\(scratch.path)/pg 属于用户 nobody，应属于 postgres。如果一直由 nobody 使用，请以该用户运行；"
        + "如果是恢复备份时换了主人，请运行 chown -R postgres 改回。")
  }

  @Test("root begins nothing in another user's folder", .enabled(if: getuid() == 0))
  func otherUsersFolder() throws {
    let scratch = Scratch()
    try sh("mkdir \"$1\" && chown nobody \"$1\"", scratch.path)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(error?.code == "folder-foreign")
    #expect(
      error?.message == "数据目录 \(scratch.path) 属于用户 nobody，现在以 root 运行。请以 nobody 运行，或用 --data 指定自己的目录。")
    #expect(try sh("ls -A \"$1\"", scratch.path) == "")
  }

  @Test("a folder that may not be written is refused", .enabled(if: getuid() != 0))
  func readOnlyFolder() throws {
    let scratch = Scratch()
    try sh("mkdir \"$1\" && chmod 500 \"$1\"", scratch.path)
    let error = #expect(throws: ClusterError.self) { try PrivateCluster.start(in: scratch.path) }
    #expect(error?.message == "无法使用数据目录 \(scratch.path)：没有权限。请用 --data 指定一个可写的目录。")
  }
}
