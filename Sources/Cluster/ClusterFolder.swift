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
      // Root's server runs as another user, who must pass through.
      try ClusterFolder.make(built, mode: getuid() == 0 ? 0o711 : 0o700)
    }
    guard let resolved = realpath(built.isEmpty ? "/" : built, nil) else { throw .folderRefused(given, errno) }
    defer { free(resolved) }
    path = String(cString: resolved)
    try refuseForeign()
  }

  /// Where the cluster is when nobody says so: in the user's own folder. Root's server runs as `postgres`, who may not pass
  /// through a private home; then it is in /var/lib, a folder for each home. Where there are data, they decide.
  static func usual(home: String) -> String {
    let own = home + "/.local/share/jixiao"
    guard getuid() == 0 else { return own }
    let isRoots = getpwuid(0).map { String(cString: $0.pointee.pw_dir) } == home
    let shared = "/var/lib/jixiao" + (isRoots ? "" : "-" + shortName(of: home))
    for folder in [own, shared] where FileFacts(folder + "/pg") != nil || FileFacts(folder + "/pg.identity") != nil {
      return folder
    }
    return isOpenToServer(own) ? own : shared
  }

  /// Whether `postgres` may pass through all folders above one, as far as they are there.
  private static func isOpenToServer(_ path: String) -> Bool {
    guard let server = getpwnam("postgres")?.pointee else { return true }
    var built = ""
    for part in path.split(separator: "/") {
      built += "/" + part
      guard let facts = FileFacts(built) else { return true }
      let isOpen = facts.mode & 0o001 != 0 || facts.owner == server.pw_uid && facts.mode & 0o100 != 0
      guard isOpen else { return false }
    }
    return true
  }

  /// A few characters for a long name.
  static func shortName(of path: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 36)
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
