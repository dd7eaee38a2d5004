internal import Foundation

/// Starts a cluster's server and ends it. To be used while nobody else does, see ``UsageLock``.
struct ServerControl: Sendable {
  let check: ServerCheck
  let settings: [String]
  /// How long a start may take in all, with what it waits for.
  var patience = Duration.seconds(75)

  private var folder: ClusterFolder { check.folder }
  private var programs: ServerPrograms { check.programs }

  /// Sees that our server runs and answers; gives whether it had to be started.
  ///
  /// Waits for what a killed server left to go, and for one that recovers or stops.
  func bringUp(_ report: (String) -> Void) throws(ClusterError) -> Bool {
    let begin = ContinuousClock.now
    var wasStarted = false, wasSaid = false
    while true {
      let waited = ContinuousClock.now - begin
      let isLate = waited > patience
      switch check.state {
      case .ours(let lock, isReachable: true) where lock.isReady: return wasStarted
      case .ours(let lock, isReachable: false) where lock.isReady && !isLate:
        report("本机数据库的套接字不见了，正在重新启动…")
        stop()
      case .ours: if isLate { throw .serverSlow(folder) }
      case .remains(let pids, let lockIsBroken):
        if isLate { throw .serverRemains(folder, pids: pids, lockIsBroken: lockIsBroken) }
      case .foreign(let pid, let why): throw .serverForeign(folder, pid: pid, why: why)
      case .socketTaken(let pid): throw .socketForeign(check.socket.socket, pid: pid)
      case .none:
        LockFile.retire(folder.lock, programs: programs)
        // Guards nothing but the socket's name, in a folder of ours.
        LockFile.retire(check.socket.socket + ".lock", programs: programs)
        guard try start(isLastTry: isLate) else { break }
        wasStarted = true
        continue
      }
      if waited > .seconds(1), !wasSaid {
        report("本机数据库正在恢复或收尾，请稍候…")
        wasSaid = true
      }
      usleep(50_000)
    }
  }

  /// Starts the server; gives false where it is worth another try.
  private func start(isLastTry: Bool) throws(ClusterError) -> Bool {
    let log = folder.log
    if FileFacts(log) == nil { _ = FileManager.default.createFile(atPath: log, contents: nil) }
    try programs.giveToServer(log)
    let before = FileFacts(log)?.size ?? 0
    // Names are given relative to the folder: pg_ctl hands them to a shell between quotes, whatever is in them.
    let started = programs.run(
      "pg_ctl", ["-D", "pg", "-l", "postgres.log", "-w", "-t", "60", "-o", options, "start"], in: folder.path)
    if started.status == 0 { return true }
    // Another program's pg_ctl, killed after it had begun, may have been first.
    if case .ours = check.state { return true }
    let text = tail(of: log, from: before)
    if text.contains("shared memory block"), !isLastTry { return false }
    throw Disk.full(folder.data, text) ?? .startFailed(folder, text.isEmpty ? started.output : text)
  }

  /// The server's options, for the shell that pg_ctl hands them to.
  private var options: String {
    var list = [
      check.socket.setting, "port=\(SocketFolder.port)", "listen_addresses=", "timezone=Asia/Shanghai",
      "log_timezone=Asia/Shanghai", "max_connections=60",
    ]
    list += settings
    return list.map { "-c '" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }.joined(separator: " ")
  }

  /// The end of what the log has got since.
  private func tail(of log: String, from start: Int) -> String {
    guard let file = FileHandle(forReadingAtPath: log) else { return "" }
    try? file.seek(toOffset: UInt64(max(start, (FileFacts(log)?.size ?? 0) - 65_536)))
    return String(decoding: (try? file.read(upToCount: 65_536)) ?? Data(), as: UTF8.self)
  }

  /// Ends our server and waits until it has; does nothing to any other.
  func stop() {
    guard case .ours(let lock, _) = check.state, let entry = ProcessTable.entry(lock.pid) else { return }
    // The signal for a fast shutdown: sessions are ended, everything is written out. Root without the right to signal other
    // users' processes has the server's user do it.
    if kill(lock.pid, SIGINT) != 0 {
      guard errno == EPERM, programs.shell("kill -INT \"$1\"", [String(lock.pid)]).status == 0 else { return }
    }
    let end = ContinuousClock.now + .seconds(60)
    while ProcessTable.entry(lock.pid) == entry, ContinuousClock.now < end { usleep(10_000) }
  }
}
