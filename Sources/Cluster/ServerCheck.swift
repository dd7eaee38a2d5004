internal import Foundation

/// Whose server works on a cluster's data: proven before it is joined, and again before it is signalled.
///
/// A server is ours when its process works in our data folder, it says so in the lock file there with our socket, and the
/// lock file was written by that process: it began at the time that stands there, or it is the one that listens on the socket.
struct ServerCheck: Sendable {
  let folder: ClusterFolder
  let socket: SocketFolder
  let programs: ServerPrograms

  /// What was found.
  enum State: Equatable {
    /// Nobody works on the data; a lock file that lies there is a dead one.
    case none
    /// Our server; with a socket that can be reached, or without.
    case ours(LockFile, isReachable: Bool)
    /// Processes of a server that is gone.
    case remains([Int32], lockIsBroken: Bool)
    /// Somebody else's, for the reason given.
    case foreign(Int32, String)
    /// Somebody listens on our socket (0: out of sight) and nobody works on our data.
    case socketTaken(Int32)
  }

  /// A server notes the time when it has begun, which is later on a busy machine; in seconds.
  private static let startTolerance: Int64 = 30

  var state: State {
    let reading = LockFile.read(folder.lock)
    guard case .claim(let lock) = reading, let entry = serverProcess(lock.pid) else {
      return withoutServer(lockIsBroken: reading == .broken)
    }
    if lock.isStandalone { return .foreign(lock.pid, "是单用户方式的 postgres") }
    guard isOurSocket(lock) else {
      let place = lock.socketFolder.isEmpty ? "没有套接字" : "套接字在 \(lock.socketFolder)，端口 \(lock.port)"
      return .foreign(lock.pid, place)
    }
    let isReachable = FileFacts(socket.socket, following: false)?.isSocket == true
    guard beganAsClaimed(lock, entry) || isReachable && socket.listener == .process(lock.pid) else {
      return .foreign(lock.pid, "启动时间与锁文件不符")
    }
    return .ours(lock, isReachable: isReachable)
  }

  /// A living PostgreSQL process with this number that works on our data.
  private func serverProcess(_ pid: Int32) -> ProcessTable.Entry? {
    guard let entry = ProcessTable.entry(pid), entry.isServer, workingHere([pid]) == [pid] else { return nil }
    return entry
  }

  /// What holds where no server stands behind the lock file.
  private func withoutServer(lockIsBroken: Bool) -> State {
    let left = processes
    if !left.isEmpty { return .remains(left, lockIsBroken: lockIsBroken) }
    if case .process(let pid) = socket.listener { return .socketTaken(pid) }
    return .none
  }

  /// PostgreSQL's living processes that work on our data.
  var processes: [Int32] { workingHere(ProcessTable.servers) }

  /// Those of some processes that work in our data folder, as every process of a server does from its first moment.
  private func workingHere(_ pids: [Int32]) -> [Int32] {
    guard let data = FileFacts(folder.data)?.identity else { return [] }
    var here: [Int32] = [], unseen: [Int32] = []
    for pid in pids {
      if let place = FileFacts("/proc/\(pid)/cwd") {
        if place.identity == data { here.append(pid) }
      } else if errno == EACCES {
        unseen.append(pid)
      }
    }
    // An ordinary user's server is his own, so what he may not look at is not it. Root without the right to look at other
    // users' processes has the server's user look.
    guard !unseen.isEmpty, !programs.prefix.isEmpty else { return here }
    let look = "data=$1; shift; for p; do [ \"/proc/$p/cwd\" -ef \"$data\" ] && echo \"$p\"; done; :"
    let seen = programs.shell(look, [folder.data] + unseen.map(String.init)).output
    return (here + seen.split(separator: "\n").compactMap { Int32($0) }).sorted()
  }

  private func isOurSocket(_ lock: LockFile) -> Bool {
    // One that is only beginning has none yet.
    if lock.socketFolder.isEmpty { return !lock.isReady }
    guard lock.port == SocketFolder.port else { return false }
    return lock.socketFolder == socket.path
      || FileFacts(lock.socketFolder)?.identity == FileFacts(socket.path)?.identity
  }

  private func beganAsClaimed(_ lock: LockFile, _ entry: ProcessTable.Entry) -> Bool {
    guard let began = ProcessTable.started(entry) else { return false }
    return abs(began - lock.started) <= ServerCheck.startTolerance
  }
}
