internal import Foundation

/// Tells who uses a cluster: everyone holds a shared lock, so that whoever leaves can see whether others are left. The
/// system frees the locks of a killed program.
final class UsageLock: Sendable {
  private let turn: Int32
  private let users: Int32

  init(folder: String) throws(ClusterError) {
    turn = open(folder + "/turn.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    users = open(folder + "/users.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard turn >= 0, users >= 0 else {
      throw ClusterError("folder-refused", "无法写入数据目录 \(folder)，请用 --data 指定一个可写的目录。")
    }
  }

  deinit {
    close(users)
    close(turn)
  }

  /// Runs `body` while nobody else starts or stops the server; from then on counts as a user.
  func whileStarting(_ body: () throws(ClusterError) -> Void) throws(ClusterError) {
    try waitForTurn()
    defer { flock(turn, LOCK_UN) }
    flock(users, LOCK_SH)
    do {
      try body()
    } catch {
      flock(users, LOCK_UN)
      throw error
    }
  }

  /// Starting takes a few seconds at most; whoever holds the turn for longer is stuck.
  private func waitForTurn() throws(ClusterError) {
    for _ in 0..<1_800 {
      if flock(turn, LOCK_EX | LOCK_NB) == 0 { return }
      usleep(50_000)
    }
    throw ClusterError("cluster-busy", "另一个 jixiao 一直在启动或停止本机数据库，等了90秒仍未完成，请检查它是否卡住。")
  }

  /// Stops counting as a user; runs `body` when that was the last one.
  func whileLeaving(_ body: () -> Void) {
    flock(turn, LOCK_EX)
    defer { flock(turn, LOCK_UN) }
    if flock(users, LOCK_EX | LOCK_NB) == 0 { body() }
    flock(users, LOCK_UN)
  }
}
