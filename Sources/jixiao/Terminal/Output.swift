import Domain
import Foundation

/// Where text goes: answers to standard output, everything said on the way to standard error.
enum Output {
  static func answer(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
  static func answer(_ json: JSONValue) { answer(json.pretty) }
  static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// Writes to a file, or to standard output for `-` and none.
  static func write(_ text: String, to path: String?) throws { try write(Array(text.utf8), to: path) }

  /// The same for bytes.
  static func write(_ bytes: [UInt8], to path: String?) throws {
    guard let path, path != "-" else { return FileHandle.standardOutput.write(Data(bytes)) }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw InputProblem("file-not-written", "无法写入 \(path)：\(error.localizedDescription)")
    }
  }
}

/// Reads a file a person named.
func readFile(_ path: String) throws -> [UInt8] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw InputProblem("file-not-found", "找不到文件 \(path)，请检查路径。")
  }
  guard !isFolder.boolValue else { throw InputProblem("file-is-folder", "\(path) 是目录，请指定其中的文件。") }
  guard let file = FileHandle(forReadingAtPath: path) else {
    throw InputProblem("file-unreadable", "无法读取 \(path)，请检查文件权限。")
  }
  defer { try? file.close() }
  // In pieces straight into the array: a large file is held once.
  var bytes: [UInt8] = []
  if let size = try? file.seekToEnd() { bytes.reserveCapacity(Int(size)) }
  try file.seek(toOffset: 0)
  while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { bytes += piece }
  return bytes
}

/// The last part of a path.
func fileName(_ path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }
