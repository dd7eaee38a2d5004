import Domain
import Foundation
import Synchronization
import TestSupport

/// Where one refusal is brought about: an empty folder, the program, and databases.
final class Place: Sendable {
  /// A folder of its own.
  let folder: String
  private let word = Mutex("")

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-refusal-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder + "/home", withIntermediateDirectories: true)
  }

  /// Takes the folder away.
  func clear() { try? FileManager.default.removeItem(atPath: folder) }

  /// What the sentence names and only the trial finds out, such as the id of a key.
  var noted: String { word.withLock { $0 } }

  /// Keeps it.
  func note(_ text: String) { word.withLock { $0 = text } }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { folder + "/" + name }

  /// Writes a file into the folder.
  @discardableResult
  func file(_ name: String, _ text: String, rights: Int = 0o644) throws -> String {
    try file(name, Array(text.utf8), rights: rights)
  }

  /// Writes a file into the folder.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8], rights: Int = 0o644) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: path(name))
    return path(name)
  }

  /// Makes a folder in the folder.
  func subfolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }
}
