internal import Foundation

// What lies where the data should be. Nothing of it is ever changed: a person decides.
extension ClusterError {
  private static let restore = "程序没有改动任何文件。请从备份恢复，或请管理员检查磁盘。"

  /// - Parameter evidence: what tells that there were data.
  static func dataMissing(_ folder: ClusterFolder, found: String, evidence: String) -> ClusterError {
    ClusterError(
      "data-missing",
      "这里原来有数据（\(evidence)），现在 \(folder.data) \(found)。程序不会另建空账。"
        + "请接上存放数据的磁盘，或从备份恢复 \(folder.data)；确实要从空账开始，请先把整个 \(folder.path) 改名留存。")
  }

  static func dataLinkBroken(_ path: String, target: String, _ number: Int32) -> ClusterError {
    ClusterError(
      "data-link-broken",
      "\(path) 是链接，指向 \(target)，那里无法进入：\(reason(number))。程序不会另建空账。请接上存放数据的磁盘，或改正这个链接。")
  }

  /// An empty folder behind a link is what a disk that is not mounted looks like.
  static func dataLinkEmpty(_ path: String, target: String) -> ClusterError {
    ClusterError(
      "data-link-empty",
      "\(path) 是链接，指向 \(target)，那里是空的，可能磁盘没有挂载。程序不会在链接后面另建空账。"
        + "请挂载磁盘；如果是第一次使用，请删去这个链接，用 --data 直接指定那块盘上的目录。")
  }

  static func dataNotFolder(_ path: String) -> ClusterError {
    ClusterError("data-not-folder", "\(path) 应是存放数据的目录，却是一个文件。\(restore)")
  }

  static func dataUnreadable(_ path: String, _ number: Int32) -> ClusterError {
    ClusterError("data-unreadable", "无法读取 \(path)：\(reason(number))。\(restore)")
  }

  static func dataForeign(_ path: String, owner: uid_t, needed: uid_t) -> ClusterError {
    ClusterError(
      "data-foreign",
      "\(path) 属于用户 \(user(owner))，应属于 \(user(needed))。如果一直由 \(user(owner)) 使用，请以该用户运行；"
        + "如果是恢复备份时换了主人，请运行 chown -R \(user(needed)) 改回。")
  }

  static func dataMode(_ path: String, mode: mode_t) -> ClusterError {
    ClusterError(
      "data-mode",
      "\(path) 的权限是 \(String(mode & 0o777, radix: 8))，应是 700（只有主人可读写）。请运行 chmod 700 改正。")
  }

  static func dataReadOnly(_ path: String) -> ClusterError {
    ClusterError("data-read-only", "\(path) 所在的盘是只读的，数据库无法启动。请以可写方式重新挂载后再试。")
  }

  /// - Parameter what: such as `缺少 PG_VERSION`.
  static func dataDamaged(_ path: String, _ what: String) -> ClusterError {
    ClusterError("data-damaged", "\(path) 里有文件，但不是完整的数据：\(what)。\(restore)")
  }

  static func dataOther(_ folder: ClusterFolder, found: UInt64, expected: UInt64) -> ClusterError {
    ClusterError(
      "data-other",
      "\(folder.data) 里是另一套数据：标识是 \(found)，应是 \(expected)（记在 \(folder.mark)）。"
        + "请检查挂载和链接；如果是有意换成这一套，请把 \(folder.mark) 改名后再试。")
  }

  static func initFailed(_ output: String) -> ClusterError {
    ClusterError("initdb-failed", "建立本机数据库失败：\(output.lastLines)。没有留下数据，可以再试。")
  }

  /// The new data could not be moved into place: something has come there in the meantime.
  static func initPlace(_ path: String, _ number: Int32) -> ClusterError {
    ClusterError("initdb-place", "新建的数据库无法放到 \(path)：\(reason(number))。请检查那里有什么，移开后再试。")
  }
}

extension String {
  /// The last three lines, for a message.
  var lastLines: String { split(separator: "\n").suffix(3).joined(separator: " / ") }
}
