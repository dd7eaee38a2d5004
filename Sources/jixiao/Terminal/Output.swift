import Contract
import Documents
import Domain
import Foundation

/// Where text goes: answers to standard output, everything said on the way to standard error. Nothing that steers a terminal
/// gets through, and no password.
enum Output {
  static func answer(_ text: String) { FileHandle.standardOutput.write(Data((text.harmless + "\n").utf8)) }
  static func answer(_ json: JSONValue) { answer(json.pretty) }
  /// An answer of the desk, as the API gives it.
  static func answer(json value: some Encodable) throws { answer(try AnswerEncoder.json(value)) }
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text.harmless.withoutPasswords + "\n").utf8))
  }

  /// Writes to a file, or to standard output for `-` and none.
  static func write(_ text: String, to path: String?) throws { try write(Array(text.harmless.utf8), to: path) }

  /// The same for bytes.
  static func write(_ bytes: [UInt8], to path: String?) throws {
    guard let path, path != "-" else { return FileHandle.standardOutput.write(Data(bytes)) }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Refusal.file(.notWritten(path))
    }
  }
}

/// Most bytes of a file by what it is for: far more than any has, far less than the memory.
enum FileLimit {
  static let document = 64 << 20, entries = 16 << 30, sheet = 16 << 20, line = 1 << 20
}

/// Reads a file a person named: a regular one, no larger than `most` bytes.
func readFile(_ path: String, most: Int = FileLimit.document) throws -> [UInt8] {
  let size = try checkFile(path, most: most)
  guard let file = FileHandle(forReadingAtPath: path) else { throw unreadable(path) }
  defer { try? file.close() }
  // In pieces straight into the array: a large file is held once.
  var bytes: [UInt8] = []
  bytes.reserveCapacity(size)
  while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty, bytes.count <= most { bytes += piece }
  return bytes
}

/// Opens such a file, to be read in blocks.
func openFile(_ path: String, most: Int) throws -> ByteSource {
  _ = try checkFile(path, most: most)
  guard let source = ByteSource(file: path, name: fileName(path)) else { throw unreadable(path) }
  return source
}

private func unreadable(_ path: String) -> Refusal {
  Refusal.file(.unreadable(path))
}

/// The size of a regular file.
private func checkFile(_ path: String, most: Int) throws -> Int {
  var found = stat()
  guard stat(path, &found) == 0 else { throw Refusal.file(.notFound(path)) }
  guard found.st_mode & S_IFMT != S_IFDIR else {
    throw Refusal.file(.folder(path))
  }
  guard found.st_mode & S_IFMT == S_IFREG else {
    throw Refusal.file(.notRegular(path))
  }
  guard found.st_size <= most else {
    throw Refusal.file(.tooLarge(path, mebibytes: Int((found.st_size + (1 << 20) - 1) >> 20), most: most >> 20))
  }
  return Int(found.st_size)
}

/// The last part of a path.
func fileName(_ path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }
