// A server that is in the way, or does not come up.
extension ClusterError {
  /// A server works on our data that this program did not start: it is neither joined nor stopped.
  static func serverForeign(_ folder: ClusterFolder, pid: Int32, why: String) -> ClusterError {
    ClusterError(
      "server-foreign",
      "进程 \(pid) 正在使用 \(folder.data)，但不是由本程序启动的（\(why)），程序不会动它。请由启动它的人停止它，再试。")
  }

  /// Somebody answers on our socket who does not work on our data.
  static func socketForeign(_ socket: String, pid: Int32) -> ClusterError {
    ClusterError(
      "socket-foreign",
      pid > 0
        ? "套接字 \(socket) 由进程 \(pid) 使用，它的数据不在这个目录，程序不会动它。请停止它，或用 --data 指定另一个目录。"
        : "套接字 \(socket) 由本机看不见的进程使用（可能在另一个容器里），程序不会动它。请在那里停止它，或用 --data 指定另一个目录。")
  }

  /// Processes of a server that is gone still use its data; PostgreSQL does not start beside them.
  static func serverRemains(_ folder: ClusterFolder, pids: [Int32], lockIsBroken: Bool) -> ClusterError {
    let list = pids.map(String.init).joined(separator: " ")
    let lock = lockIsBroken ? "锁文件 \(folder.lock) 不完整" : "原来的数据库服务已经不在"
    return ClusterError(
      "server-remains", "\(lock)，但进程 \(list) 还在使用 \(folder.data)，等了很久仍未结束。请稍后再试；确认它们无用后可运行 kill \(list)。")
  }

  static func serverSlow(_ folder: ClusterFolder) -> ClusterError {
    ClusterError(
      "server-slow", "本机数据库正在启动、恢复或停止，等了一分多钟仍未就绪。数据没有丢失，请稍后再试；日志在 \(folder.log)。")
  }

  static func startFailed(_ folder: ClusterFolder, _ text: String) -> ClusterError {
    ClusterError("start-failed", "本机数据库启动失败：\(text.lastLines)。日志在 \(folder.log)。")
  }

  static let clusterBusy = ClusterError(
    "cluster-busy", "另一个 jixiao 一直在启动或停止本机数据库，等了90秒仍未完成，请检查它是否卡住。")
}
