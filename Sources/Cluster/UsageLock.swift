internal import Foundation

/// Tells who uses a cluster: everyone holds a shared lock, so that whoever leaves can see whether others are left. The
/// system frees the locks of a killed program.
final class UsageLock: Sendable {
  private let folder: ClusterFolder
  private let users: Int32

  init(folder: ClusterFolder) throws(ClusterError) {
    self.folder = folder
    users = try UsageLock.file("users.lock", in: folder)
  }

  deinit { close(users) }

  private static func file(_ name: String, in folder: ClusterFolder) throws(ClusterError) -> Int32 {
    let file = open(folder.path + "/" + name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if file >= 0 { return file }
    let number = errno
    if number == EACCES, let owner = FileFacts(folder.path)?.owner, owner != getuid() {
      throw .folderForeign(folder.path, owner: owner, me: getuid())
    }
    throw .folderRefused(folder.path, number)
  }

  /// Runs `body` while nobody else starts or stops the server; from then on counts as a user, whatever comes of `body`.
  func whileStarting<Value>(_ body: () throws(ClusterError) -> Value) throws(ClusterError) -> Value {
    let turn = try waitForTurn()
    defer { close(turn) }
    take(users, LOCK_SH)
    return try body()
  }

  /// Counts as a user, unless the last one is leaving just now. Costs nothing for one who does already.
  func count() -> Bool { flock(users, LOCK_SH | LOCK_NB) == 0 }

  /// Starting takes a few seconds at most; whoever holds the turn for longer is stuck.
  ///
  /// Opened anew each time: threads that share one opened file would not exclude each other.
  private func waitForTurn() throws(ClusterError) -> Int32 {
    let turn = try UsageLock.file("turn.lock", in: folder)
    for _ in 0..<1_800 {
      if flock(turn, LOCK_EX | LOCK_NB) == 0 { return turn }
      usleep(50_000)
    }
    close(turn)
    throw .clusterBusy
  }

  /// Stops counting as a user; runs `body` when that was the last one.
  func whileLeaving(_ body: () -> Void) {
    if let turn = try? UsageLock.file("turn.lock", in: folder) {
      defer { close(turn) }
      take(turn, LOCK_EX)
      if flock(users, LOCK_EX | LOCK_NB) == 0 { body() }
    }
    flock(users, LOCK_UN)
  }

  private func take(_ file: Int32, _ kind: Int32) {
    while flock(file, kind) != 0, errno == EINTR {}
  }
}
