internal import Foundation

/// The product's own PostgreSQL, for when no database URL is given: a data folder, a unix socket nobody else can reach,
/// no TCP.
///
/// Several programs may use it at once: the first starts the server, the last one out stops it. What a killed program left
/// behind (a running server, a half-made data folder, a stale lock file) the next one takes over or puts away. What may be data is
/// never removed or replaced: where it cannot be sure it refuses, see ``ClusterError``.
public struct PrivateCluster: Sendable {
  /// The folder that holds it: `pg` the data, `run` the socket, `postgres.log` the server's log.
  public var folder: String { place.path }
  let place: ClusterFolder
  private let socket: SocketFolder
  private let programs: ServerPrograms
  private let usage: UsageLock

  /// The URL to connect to.
  public var url: String { socket.url }

  /// Starts the cluster of a folder, or joins it where it runs already.
  ///
  /// - Parameters:
  ///   - folder: made when it is not there.
  ///   - settings: server settings such as `shared_buffers=64MB`, for this start.
  ///   - report: told what takes long, in Chinese.
  public static func start(
    in folder: String, settings: [String] = [], report: (String) -> Void = { _ in }
  ) throws(ClusterError) -> PrivateCluster {
    let place = try ClusterFolder(making: folder)
    let usage = try UsageLock(folder: place)
    return try usage.whileStarting { () throws(ClusterError) in
      let programs = try ServerPrograms.find(for: place, DataFolder(place).find())
      let cluster = PrivateCluster(
        place: place, socket: SocketFolder(for: place), programs: programs, usage: usage)
      try cluster.bringUp(settings, report)
      return cluster
    }
  }

  /// Lets the cluster go; stops the server when nobody else uses it.
  public func stop() {
    usage.whileLeaving {
      _ = programs.run("pg_ctl", ["-D", "pg", "-m", "fast", "-w", "-t", "60", "stop"], in: folder)
    }
  }

  /// Whether its server answers to its lock file.
  var isRunning: Bool { programs.run("pg_ctl", ["-D", "pg", "status"], in: folder).status == 0 }

  private func bringUp(_ settings: [String], _ report: (String) -> Void) throws(ClusterError) {
    try socket.make(programs)
    let first = FirstUse(folder: place, programs: programs)
    if try DataFolder(place).find() == .firstUse { try first.make(report) } else { try first.clear(report) }
    let data = DataFolder(place)
    let identifier = try data.check(server: programs.user)
    if !isRunning {
      retireStaleLock()
      try startServer(settings)
    }
    data.keepMark(identifier)
  }

  private func startServer(_ settings: [String]) throws(ClusterError) {
    let log = place.log
    if !FileManager.default.fileExists(atPath: log) { _ = FileManager.default.createFile(atPath: log, contents: nil) }
    try programs.giveToServer(log)
    var options = [
      socket.setting, "port=\(SocketFolder.port)", "listen_addresses=", "timezone=Asia/Shanghai",
      "log_timezone=Asia/Shanghai", "max_connections=60",
    ]
    options += settings
    let line = options.map { "-c '" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
    // Names are given relative to the folder: pg_ctl hands them to a shell between quotes, whatever is in them.
    let started = programs.run(
      "pg_ctl",
      ["-D", "pg", "-l", "postgres.log", "-w", "-t", "60", "-o", line.joined(separator: " "), "start"], in: folder)
    guard started.status == 0 else {
      let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? started.output
      throw Disk.full(place.data, text.lastLines)
        ?? ClusterError("start-failed", "本机数据库启动失败，日志在 \(log)：\(text.lastLines)")
    }
  }

  /// A lock file whose process is a corpse, or another program under the same number, only stands in the way.
  ///
  /// The number is changed to one no process has, and the rest kept: by it the server sees whether anything of the old one
  /// still uses its memory, and does not start while it does.
  private func retireStaleLock() {
    // The socket's lock guards nothing but its name, in a folder of ours.
    let socketLock = socket.socket + ".lock"
    if let text = try? String(contentsOfFile: socketLock, encoding: .utf8),
      let pid = text.split(separator: "\n").first.flatMap({ Int32($0) }), !isServer(pid)
    {
      try? FileManager.default.removeItem(atPath: socketLock)
    }
    let path = place.data + "/postmaster.pid"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let pid = lines.first.flatMap({ Int32($0.trimmingCharacters(in: .whitespaces)) }), !isServer(pid),
      let free = (1...4_194_303).reversed().first(where: { kill(Int32($0), 0) != 0 && errno == ESRCH }),
      let file = FileHandle(forWritingAtPath: path)
    else { return }
    lines[0] = String(free)
    try? file.truncate(atOffset: 0)
    try? file.write(contentsOf: Data(lines.joined(separator: "\n").utf8))
    try? file.close()
  }

  /// Whether a process is a PostgreSQL server and alive; a killed one may lie about until its parent takes note.
  private func isServer(_ pid: Int32) -> Bool {
    // `PID (name) STATE …`
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let end = status.lastIndex(of: ")")
    else { return false }
    let state = status[end...].dropFirst(2).first
    return status[..<end].contains("(postgres") && state != "Z" && state != "X"
  }
}
