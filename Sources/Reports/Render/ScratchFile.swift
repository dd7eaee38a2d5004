internal import Foundation

/// A file that is written only to be sent.
package enum ScratchFile {
  /// The bytes of what is written to a path of its own; nothing is left behind.
  package static func bytes(_ ending: String, _ write: (_ path: String) throws -> Void) throws -> [UInt8] {
    let file = place(ending)
    defer { try? FileManager.default.removeItem(at: file) }
    try write(file.path)
    return [UInt8](try Data(contentsOf: file))
  }

  /// The same of what takes its time.
  package static func bytes(
    _ ending: String, awaiting write: (_ path: String) async throws -> Void
  ) async throws -> [UInt8] {
    let file = place(ending)
    defer { try? FileManager.default.removeItem(at: file) }
    try await write(file.path)
    return [UInt8](try Data(contentsOf: file))
  }

  private static func place(_ ending: String) -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-\(UUID().uuidString).\(ending)")
  }
}
