internal import Foundation

/// PostgreSQL's own programs of one major version, and how they are run.
///
/// The server refuses to run as root; then its programs run as the system user `postgres`.
struct ServerPrograms: Sendable {
  /// The folder with initdb and pg_ctl.
  let bin: String
  /// What stands before each command: nothing, or a change of user.
  let prefix: [String]

  /// The programs for a folder: those of the version that made its data, else the newest.
  static func find(for folder: ClusterFolder, _ found: DataFolder.Finding) throws(ClusterError) -> ServerPrograms {
    let installed = installedVersions()
    let bin: String
    switch found {
    case .data(let version):
      guard let own = installed[version] else {
        let have = installed.keys.sorted().joined(separator: "、")
        throw ClusterError(
          "other-major-version",
          "数据目录 \(folder.data) 是由 PostgreSQL \(version) 建立的，本机\(have.isEmpty ? "没有安装 PostgreSQL" : "只有 PostgreSQL \(have)")。"
            + "请安装 postgresql-\(version)，或用 --data 指定另一个目录。")
      }
      bin = own
    case .firstUse:
      guard let newest = installed.max(by: { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) })?.value else {
        throw ClusterError(
          "no-postgresql", "本机没有安装 PostgreSQL。请运行 apt-get install postgresql，或用 --database 指定已有的数据库。")
      }
      bin = newest
    }
    return ServerPrograms(bin: bin, prefix: getuid() == 0 ? try asServerUser(folder.path) : [])
  }

  /// Major version → folder, from Debian's layout and the PATH.
  private static func installedVersions() -> [String: String] {
    let files = FileManager.default
    var found: [String: String] = [:]
    let root = "/usr/lib/postgresql"
    for version in (try? files.contentsOfDirectory(atPath: root)) ?? [] {
      let bin = "\(root)/\(version)/bin"
      if files.isExecutableFile(atPath: bin + "/initdb") { found[version] = bin }
    }
    for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
      guard !found.values.contains(String(folder)), files.isExecutableFile(atPath: folder + "/initdb"),
        files.isExecutableFile(atPath: folder + "/pg_ctl")
      else { continue }
      let output = execute([folder + "/initdb", "--version"]).output
      if let version = output.split(separator: " ").last.map({ String($0.prefix { $0.isNumber }) }),
        found[version] == nil
      {
        found[version] = String(folder)
      }
    }
    return found
  }

  /// As root: run as `postgres`, with no right but that user's. Lending it the right to look through a private home would lend
  /// it every file of the machine.
  private static func asServerUser(_ folder: String) throws(ClusterError) -> [String] {
    guard getpwnam("postgres") != nil else {
      throw ClusterError(
        "no-server-user", "以 root 运行时需要系统用户 postgres，请运行 apt-get install postgresql，或改用普通用户运行。")
    }
    let change = [
      "/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--inh-caps=-all",
      "--ambient-caps=-all", "--no-new-privs",
    ]
    if execute(change + ["/usr/bin/stat", folder + "/."]).status == 0 { return change }
    chmod(folder, 0o711)
    if execute(change + ["/usr/bin/stat", folder + "/."]).status == 0 { return change }
    throw ClusterError(
      "folder-unreachable",
      "以 root 运行时数据库由系统用户 postgres 运行，它进不去数据目录 \(folder)（上级目录不对它开放）。"
        + "请用 --data 指定它能进入的目录，如 /var/lib/jixiao；那里已有数据的，请在没有程序使用时把整个目录移过去。")
  }

  /// Makes a file or folder the server's own.
  func giveToServer(_ path: String) throws(ClusterError) {
    guard !prefix.isEmpty, let user = getpwnam("postgres") else { return }
    guard chown(path, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
      throw ClusterError("folder-refused", "无法把 \(path) 交给系统用户 postgres。")
    }
  }

  /// Refuses a folder that somebody else put there: whoever owns the socket's folder could stand in for the server.
  func checkOwner(of path: String) throws(ClusterError) {
    var found = stat()
    let mine = [getuid(), getpwnam("postgres").map { $0.pointee.pw_uid }].compactMap { $0 }
    guard lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFDIR,
      prefix.isEmpty ? found.st_uid == getuid() : mine.contains(found.st_uid)
    else {
      throw ClusterError("folder-not-ours", "目录 \(path) 属于别的用户，不能使用；请管理员删除它，或用 --data 指定较短的数据目录。")
    }
  }

  /// The user the server runs as, who owns its data.
  var user: uid_t { prefix.isEmpty ? getuid() : getpwnam("postgres").map { $0.pointee.pw_uid } ?? getuid() }

  /// Runs a program in a folder and gives its exit status with what it printed.
  func run(_ program: String, _ arguments: [String], in folder: String) -> (status: Int32, output: String) {
    ChildProcess.run(prefix + ["\(bin)/\(program)"] + arguments, in: folder)
  }

  /// Runs a line of shell as the server's user.
  func shell(_ line: String, _ arguments: [String]) -> (status: Int32, output: String) {
    ChildProcess.run(prefix + ["/bin/sh", "-c", line, "sh"] + arguments)
  }

  private static func execute(_ command: [String]) -> (status: Int32, output: String) { ChildProcess.run(command) }
}
