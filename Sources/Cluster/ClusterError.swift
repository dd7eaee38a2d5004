internal import Foundation

/// Why the private cluster could not be had: a Chinese sentence that says what was found, where, and what to do.
package struct ClusterError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A short name for programs.
  package let code: String
  /// What to tell the person.
  package let message: String

  init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  /// What the system's error number means to a person.
  static func reason(_ number: Int32) -> String {
    switch number {
    case EACCES, EPERM: "没有权限"
    case EROFS: "所在的盘是只读的"
    case ENOSPC, EDQUOT: "磁盘已满"
    case ENOENT: "不存在"
    case ENOTDIR, EEXIST: "路径中有一项不是目录"
    case ENAMETOOLONG: "名字太长"
    case ELOOP: "链接成环"
    case EIO, ESTALE: "磁盘读写出错"
    case EBUSY: "是挂载点，不能替换"
    default: String(cString: strerror(number))
    }
  }

  /// The name of a user of this machine, for a message.
  static func user(_ id: uid_t) -> String {
    getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? "uid \(id)"
  }
}

// The folder as a whole.
extension ClusterError {
  static func folderName(_ text: String) -> ClusterError {
    ClusterError(
      "folder-name",
      text.isEmpty
        ? "没有写数据目录，请用 --data 指定一个目录。"
        : "数据目录的名字不能换行，收到“\(text.replacingOccurrences(of: "\n", with: "↵"))”，请用 --data 指定另一个目录。")
  }

  static func folderRefused(_ path: String, _ number: Int32) -> ClusterError {
    ClusterError("folder-refused", "无法使用数据目录 \(path)：\(reason(number))。请用 --data 指定一个可写的目录。")
  }

  /// A link whose disk is not there: making its target would begin empty books beside the real ones.
  static func folderLinkBroken(_ path: String) -> ClusterError {
    ClusterError(
      "folder-link-broken", "\(path) 是链接，它指向的目录不存在。请接上存放数据的磁盘再试，或用 --data 指定另一个目录。")
  }

  static func folderForeign(_ path: String, owner: uid_t, me: uid_t) -> ClusterError {
    ClusterError(
      "folder-foreign",
      "数据目录 \(path) 属于用户 \(user(owner))，现在以 \(user(me)) 运行。请以 \(user(owner)) 运行，或用 --data 指定自己的目录。")
  }

  static func diskFull(_ path: String, freeMebibytes: Int) -> ClusterError {
    ClusterError(
      "disk-full", "磁盘已满：\(path) 所在的盘只剩 \(freeMebibytes) MiB。数据没有丢失，请腾出空间后再试。")
  }
}
