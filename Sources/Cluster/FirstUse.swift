internal import Foundation

/// The first use of a folder: its data are made aside and moved into place when they are whole.
///
/// Aside is a folder of this program's own that says so in a file: what a killed program left there is known as its own, and
/// only that is ever removed. Every try has a name of its own, since the initdb of a killed program may go on.
struct FirstUse {
  let folder: ClusterFolder
  let programs: ServerPrograms

  private static let sign = "begun-by-jixiao"
  private static let signText = "绩效程序正在这里建立数据库，完成后会移走；没有完成的下次重做。\n"

  /// Makes the data.
  func make(_ report: (String) -> Void) throws(ClusterError) {
    try clear(report)
    report("首次使用，正在建立本机数据库（\(folder.path)）…")
    let made = try begin()
    let result = programs.run(
      "initdb",
      [
        "-D", made, "-U", "jixiao_admin", "--auth=reject", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
      ], in: folder.path)
    guard result.status == 0 else {
      throw Disk.full(folder.path, result.output) ?? .initFailed(result.output)
    }
    try makeRole(made)
    // Takes the place of nothing or of an empty folder; where anything else has come, it refuses.
    guard rename(made, folder.data) == 0 else { throw .initPlace(folder.data, errno) }
    DataMark.syncNames(of: folder.path)
    if let identifier = DataFolder(folder).identifier { DataMark(identifier: identifier).keep(in: folder) }
    try? clear(report)
  }

  /// Makes the role that programs connect as: it owns its database and may make others, and reads no files of the machine. The
  /// superuser that initdb makes can connect to no server; only whoever may start one on these files becomes it.
  private func makeRole(_ made: String) throws(ClusterError) {
    let script = """
      CREATE ROLE jixiao LOGIN CREATEDB;
      ALTER DATABASE postgres OWNER TO jixiao;
      DO $$ BEGIN GRANT pg_checkpoint TO jixiao; EXCEPTION WHEN undefined_object THEN NULL; END $$;

      """
    let result = programs.shell(
      "printf '%s' \"$3\" | \"$1\" --single -D \"$2\" postgres && printf 'local all jixiao trust\\n' >\"$2/pg_hba.conf\"",
      ["\(programs.bin)/postgres", made, script])
    guard result.status == 0, !result.output.contains("ERROR") else {
      throw Disk.full(folder.path, result.output) ?? .initFailed(result.output)
    }
  }

  /// Puts away what a try before this one left: removes what is certainly its own, moves aside what may be anything else.
  func clear(_ report: (String) -> Void) throws(ClusterError) {
    guard FileFacts(folder.unfinished, following: false) != nil else { return }
    // Takes away an empty folder and nothing else.
    if rmdir(folder.unfinished) == 0 { return }
    let wasOwn = isOwn
    if wasOwn, removeOwn() { return }
    for number in 1...999 {
      let aside = "\(folder.unfinished).\(number)"
      if FileFacts(aside, following: false) != nil { continue }
      guard rename(folder.unfinished, aside) == 0 else { throw .folderRefused(folder.unfinished, errno) }
      return report(
        wasOwn
          ? "没有建完的数据库 \(folder.unfinished) 一时删不掉，已改名为 \(aside)，以后可以删除。"
          : "\(folder.unfinished) 不是本程序留下的，或来自以前的版本，已改名为 \(aside)，里面的文件没有改动。")
    }
    throw .folderRefused(folder.unfinished, EEXIST)
  }

  /// Removes the folder aside, its sign last. The initdb of a killed program may still add files for a moment.
  private func removeOwn() -> Bool {
    let files = FileManager.default
    for _ in 0..<40 where isOwn {
      let names = (try? files.contentsOfDirectory(atPath: folder.unfinished)) ?? []
      for name in names where name.hasPrefix("data-") {
        try? files.removeItem(atPath: "\(folder.unfinished)/\(name)")
      }
      if names == [FirstUse.sign], unlink("\(folder.unfinished)/\(FirstUse.sign)") == 0 {
        return rmdir(folder.unfinished) == 0
      }
      usleep(50_000)
    }
    return false
  }

  /// Makes the folder aside, with its sign and an empty folder for the data.
  @discardableResult
  func begin() throws(ClusterError) -> String {
    // The server's user must pass through.
    try ClusterFolder.make(folder.unfinished, mode: 0o711)
    chmod(folder.unfinished, 0o711)
    let sign = folder.unfinished + "/" + FirstUse.sign
    guard FileManager.default.createFile(atPath: sign, contents: Data(FirstUse.signText.utf8)) else {
      throw Disk.full(folder.path, "") ?? .folderRefused(sign, EACCES)
    }
    let made = folder.unfinished + "/data-" + UUID().uuidString.prefix(8).lowercased()
    try ClusterFolder.make(made)
    try programs.giveToServer(made)
    return made
  }

  /// Whether the folder aside is this program's, with nothing else in it, and no server ever ran on what it holds.
  private var isOwn: Bool {
    guard let facts = FileFacts(folder.unfinished, following: false), facts.isFolder, facts.owner == getuid(),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.unfinished),
      let sign = FileManager.default.contents(atPath: folder.unfinished + "/" + FirstUse.sign),
      sign == Data(FirstUse.signText.utf8)
    else { return false }
    return names.allSatisfy {
      $0 == FirstUse.sign
        || $0.hasPrefix("data-") && FileFacts("\(folder.unfinished)/\($0)/postmaster.opts", following: false) == nil
    }
  }
}

/// How full a disk is.
enum Disk {
  /// The refusal for a full disk, where that is why a program failed with this output.
  static func full(_ path: String, _ output: String) -> ClusterError? {
    var disk = statvfs()
    guard statvfs(path, &disk) == 0 else { return nil }
    let free = Int(disk.f_bavail) * Int(disk.f_frsize) / 1_048_576
    // What ran full may have put its files away again, so its own words count too.
    let isSaid = ["No space left on device", "Check free disk space"].contains { output.contains($0) }
    return free < 2 || isSaid ? .diskFull(path, freeMebibytes: free) : nil
  }
}
