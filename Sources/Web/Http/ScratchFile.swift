internal import Foundation

/// A file that is written only to be sent.
enum ScratchFile {
  /// The bytes of what is written to a path of its own; nothing is left behind.
  static func bytes(_ ending: String, _ write: (String) throws -> Void) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-\(UUID()).\(ending)")
    defer { try? FileManager.default.removeItem(at: file) }
    try write(file.path)
    return [UInt8](try Data(contentsOf: file))
  }
}

/// What browsers are told of a file.
enum FileType {
  static func of(_ ending: String) -> String {
    switch ending {
    case "pdf": "application/pdf"
    case "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case "html": "text/html; charset=utf-8"
    case "md", "txt": "text/plain; charset=utf-8"
    default: "application/octet-stream"
    }
  }
}
