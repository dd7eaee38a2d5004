internal import Foundation

/// Tells which data belong in a cluster's folder, beside the data themselves: with it, data that are gone (a disk that is not
/// mounted) differ from data that never were.
///
/// Written once the data are whole; read before anything begins. Folders of earlier versions get it at their next start.
struct DataMark: Hashable, Sendable {
  /// PostgreSQL's own number of the data; nil where the mark itself is damaged.
  let identifier: UInt64?

  private static let key = "system-identifier"

  /// The mark of a folder, if it has one. One that cannot be read still tells that there were data.
  init?(of folder: ClusterFolder) {
    guard FileFacts(folder.mark, following: false) != nil else { return nil }
    self.init(text: (try? String(contentsOfFile: folder.mark, encoding: .utf8)) ?? "")
  }

  init(text: String) {
    let words = text.split(separator: "\n").first?.split(separator: " ") ?? []
    identifier = words.count == 2 && words[0] == DataMark.key ? UInt64(words[1]) : nil
  }

  init(identifier: UInt64) { self.identifier = identifier }

  var text: String {
    "\(DataMark.key) \(identifier.map(String.init) ?? "")\n# pg 里的数据由此标识。pg 不见了时，程序凭这个文件拒绝另建空账，请勿删除。\n"
  }

  /// Keeps the mark, whole or not at all. Where it cannot be kept now, the next start tries again.
  func keep(in folder: ClusterFolder) {
    let new = folder.mark + ".new"
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let bytes = Array(text.utf8)
    let isWhole = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
    close(file)
    guard isWhole, rename(new, folder.mark) == 0 else { return }
    DataMark.syncNames(of: folder.path)
  }

  /// Makes the names in a folder outlast a power failure.
  static func syncNames(of folder: String) {
    let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    close(handle)
  }
}
