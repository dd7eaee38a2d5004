internal import Foundation

/// What lies where a cluster's data should be.
///
/// Only looks. Whatever is neither whole nor certainly the first use is refused with a sentence: beginning empty books where
/// data were, or may come back, would be the worst answer.
struct DataFolder {
  /// What was found.
  enum Finding: Equatable {
    /// Nothing is there, and nothing ever was.
    case firstUse
    /// Data of this major version of PostgreSQL.
    case data(version: String)
  }

  let folder: ClusterFolder
  private let mark: DataMark?

  init(_ folder: ClusterFolder) {
    self.folder = folder
    mark = DataMark(of: folder)
  }

  /// Finds whether this is the first use, or which version made the data.
  func find() throws(ClusterError) -> Finding {
    guard let entry = FileFacts(folder.data, following: false) else {
      let number = errno
      guard number == ENOENT else { throw .dataUnreadable(folder.data, number) }
      try refuseIfMissing("不见了")
      return .firstUse
    }
    let target = entry.isLink ? (try? FileManager.default.destinationOfSymbolicLink(atPath: folder.data)) ?? "" : nil
    guard let facts = FileFacts(folder.data) else { throw .dataLinkBroken(folder.data, target: target ?? "", errno) }
    guard facts.isFolder else { throw .dataNotFolder(folder.data) }
    guard !(try names(facts).isEmpty) else {
      try refuseIfMissing(target.map { "指向的 \($0) 是空的" } ?? "是空的")
      if let target { throw .dataLinkEmpty(folder.data, target: target) }
      return .firstUse
    }
    return .data(version: try version())
  }

  /// Sees that data are whole, and are those that belong here, before a server is let at them; gives their identifier.
  ///
  /// - Parameter server: the user the server runs as.
  func check(server: uid_t) throws(ClusterError) -> UInt64 {
    guard let facts = FileFacts(folder.data) else { throw .dataUnreadable(folder.data, errno) }
    guard facts.owner == server else { throw .dataForeign(folder.data, owner: facts.owner, needed: server) }
    for part in ["global/pg_control", "base", "pg_wal", "pg_xact", "postgresql.conf", "pg_hba.conf"]
    where FileFacts(folder.data + "/" + part) == nil {
      throw .dataDamaged(folder.data, "缺少 \(part)")
    }
    guard let found = identifier else { throw .dataDamaged(folder.data, "global/pg_control 是空的") }
    if let expected = mark?.identifier, expected != found { throw .dataOther(folder, found: found, expected: expected) }
    // The server itself accepts these two and no other.
    guard facts.mode & 0o777 == 0o700 || facts.mode & 0o777 == 0o750 else {
      throw .dataMode(folder.data, mode: facts.mode)
    }
    var disk = statvfs()
    guard statvfs(folder.data, &disk) != 0 || disk.f_flag & UInt(ST_RDONLY) == 0 else {
      throw .dataReadOnly(folder.data)
    }
    return found
  }

  /// Marks these data as those that belong here.
  func keepMark(_ identifier: UInt64) {
    guard mark?.identifier == nil else { return }
    DataMark(identifier: identifier).keep(in: folder)
  }

  /// PostgreSQL's number of the data: the first eight bytes of its control file, in the machine's order, in every version.
  var identifier: UInt64? {
    guard let file = FileHandle(forReadingAtPath: folder.data + "/global/pg_control"),
      let bytes = try? file.read(upToCount: 8), bytes.count == 8
    else { return nil }
    let number = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    return number == 0 ? nil : number
  }

  private func refuseIfMissing(_ found: String) throws(ClusterError) {
    if let mark {
      let which = mark.identifier.map { "标识 \($0)，" } ?? ""
      throw .dataMissing(folder, found: found, evidence: "\(which)记在 \(folder.mark)")
    }
    // Earlier versions left no mark; but the log is begun only when the data are whole.
    if FileFacts(folder.log, following: false) != nil {
      throw .dataMissing(folder, found: found, evidence: "数据库运行过，日志是 \(folder.log)")
    }
  }

  private func names(_ facts: FileFacts) throws(ClusterError) -> [String] {
    guard let handle = opendir(folder.data) else {
      let number = errno
      guard number == EACCES, getuid() != 0, facts.owner != getuid() else { throw .dataUnreadable(folder.data, number) }
      throw .dataForeign(folder.data, owner: facts.owner, needed: getuid())
    }
    closedir(handle)
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.data)
    } catch {
      throw .dataUnreadable(folder.data, EIO)
    }
  }

  /// Such as `15`.
  private func version() throws(ClusterError) -> String {
    let path = folder.data + "/PG_VERSION"
    guard FileFacts(path) != nil else { throw .dataDamaged(folder.data, "缺少 PG_VERSION") }
    guard let bytes = FileManager.default.contents(atPath: path) else { throw .dataUnreadable(path, EIO) }
    let text = String(decoding: bytes.prefix(40), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw .dataDamaged(folder.data, "PG_VERSION 是空的") }
    guard text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw .dataDamaged(folder.data, "PG_VERSION 里不是版本号") }
    return text
  }
}
