import Domain
import Foundation

/// What a sign-in leaves with the user of the terminal: a file of the user's own, a place of data each.
struct KeptSignIn: Codable {
  /// Whose account.
  var account: String
  /// The session's secret; nil after signing out.
  var session: String?
  /// What makes the device a known one at the next sign-in.
  var device: String

  /// A token for programs, which goes before what is kept: `JIXIAO_TOKEN`.
  static var token: String? {
    ProcessInfo.processInfo.environment["JIXIAO_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What is kept for a place; nil for nothing.
  ///
  /// - Throws: `kept-session-unfit` where others can read it, or it is nothing of the kind.
  static func read(of place: String) throws(Refusal) -> KeptSignIn? {
    let path = path(of: place)
    var found = stat()
    guard lstat(path, &found) == 0 else { return nil }
    guard found.st_mode & S_IFMT == S_IFREG, found.st_mode & 0o077 == 0, found.st_uid == getuid(),
      let bytes = FileManager.default.contents(atPath: path),
      let kept = try? JSONDecoder().decode(KeptSignIn.self, from: bytes)
    else { throw .access(.keptUnfit(path: path)) }
    return kept
  }

  /// Keeps it for a place, whole or not at all, for its owner alone.
  func write(for place: String) throws {
    let path = KeptSignIn.path(of: place)
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let draft = "\(path).\(getpid())"
    unlink(draft)
    let file = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Refusal.file(.notWritten(path)) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: try JSONEncoder().encode(self))
      try handle.close()
    } catch {
      unlink(draft)
      throw Refusal.file(.notWritten(path))
    }
    guard rename(draft, path) == 0 else {
      unlink(draft)
      throw Refusal.file(.notWritten(path))
    }
  }

  /// `~/.config/jixiao/sign-in/` and a name that follows from the place.
  private static func path(of place: String) -> String {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
    // Any name will do that two places do not share (FNV-1a).
    let name = place.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
    return "\(folder)/jixiao/sign-in/\(String(name, radix: 16)).json"
  }
}
