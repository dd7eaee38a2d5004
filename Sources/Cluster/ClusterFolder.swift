internal import Foundation

/// A folder that holds a private cluster, with the names of what lies in it.
struct ClusterFolder: Hashable, Sendable {
  /// Absolute and without links, so that everybody who means this folder has the same name for it.
  let path: String

  /// PostgreSQL's data.
  var data: String { path + "/pg" }
  /// What a running server writes into its data: who it is.
  var lock: String { data + "/postmaster.pid" }
  /// Which data belong here; see ``DataMark``.
  var mark: String { path + "/pg.identity" }
  /// Data that are being made; see ``FirstUse``.
  var unfinished: String { path + "/pg.unfinished" }
  /// The server's log.
  var log: String { path + "/postgres.log" }

  /// Finds the folder, making it where it is not there.
  ///
  /// A link that leads nowhere is refused, not followed: its disk is not mounted.
  init(making given: String) throws(ClusterError) {
    guard !given.isEmpty, !given.utf8.contains(UInt8(ascii: "\n")) else { throw .folderName(given) }
    let absolute = given.hasPrefix("/") ? given : FileManager.default.currentDirectoryPath + "/" + given
    var built = ""
    for part in absolute.utf8.split(separator: UInt8(ascii: "/")) {
      built += "/" + String(decoding: part, as: UTF8.self)
      try ClusterFolder.make(built)
    }
    guard let resolved = realpath(built.isEmpty ? "/" : built, nil) else { throw .folderRefused(given, errno) }
    defer { free(resolved) }
    path = String(cString: resolved)
    try refuseForeign()
  }

  /// Makes one folder unless it is there.
  static func make(_ path: String, mode: mode_t = 0o700) throws(ClusterError) {
    if FileFacts(path)?.isFolder == true { return }
    if FileFacts(path) == nil, FileFacts(path, following: false)?.isLink == true { throw .folderLinkBroken(path) }
    guard mkdir(path, mode) != 0 else { return }
    let number = errno
    guard number == EEXIST, FileFacts(path)?.isFolder == true else { throw .folderRefused(path, number) }
  }

  /// Root begins nothing in another user's folder: that user could not use it any more.
  private func refuseForeign() throws(ClusterError) {
    guard getuid() == 0, let owner = FileFacts(path)?.owner, owner != 0 else { return }
    let server = getpwnam("postgres").map { $0.pointee.pw_uid }
    guard owner != server, server == nil || FileFacts(data)?.owner != server else { return }
    throw .folderForeign(path, owner: owner, me: 0)
  }
}

/// What the system tells of a file.
struct FileFacts {
  private let found: stat

  /// - Parameter following: whether a link is followed; then a link that leads nowhere is not there.
  init?(_ path: String, following: Bool = true) {
    var found = stat()
    guard (following ? stat(path, &found) : lstat(path, &found)) == 0 else { return nil }
    self.found = found
  }

  var isFolder: Bool { found.st_mode & S_IFMT == S_IFDIR }
  var isLink: Bool { found.st_mode & S_IFMT == S_IFLNK }
  var isSocket: Bool { found.st_mode & S_IFMT == S_IFSOCK }
  var owner: uid_t { found.st_uid }
  var mode: mode_t { found.st_mode & 0o7777 }
  var size: Int { Int(found.st_size) }
  /// The same for every name of one file, and for no other file.
  var identity: FileIdentity { FileIdentity(device: UInt64(found.st_dev), node: UInt64(found.st_ino)) }
}

/// One file of this machine, whatever its name.
struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let node: UInt64
}
