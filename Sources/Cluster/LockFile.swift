internal import Foundation

/// What a server writes into its data folder while it runs, `postmaster.pid`: a claim, to be checked before it is believed.
///
/// It outlives a server that was killed, its number may be another program's by then, and a power failure may leave it empty.
struct LockFile: Hashable, Sendable {
  /// The server's process.
  let pid: Int32
  /// Whether a person runs PostgreSQL for himself on these data, without a server.
  let isStandalone: Bool
  /// When the process began, in seconds since 1970 by the clock of then.
  let started: Int64
  let port: Int
  /// Where its socket is; empty while it begins.
  let socketFolder: String
  /// Whether it answers, as far as it says itself.
  let isReady: Bool

  /// What is at the lock file's place.
  enum Reading: Equatable {
    case absent
    /// Empty, cut off, or not a lock file.
    case broken
    case claim(LockFile)
  }

  static func read(_ path: String) -> Reading {
    guard let facts = FileFacts(path, following: false) else { return .absent }
    guard facts.size < 100_000, let bytes = FileManager.default.contents(atPath: path) else { return .broken }
    return LockFile(String(decoding: bytes, as: UTF8.self)).map(Reading.claim) ?? .broken
  }

  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard lines.count >= 5, let number = Int32(lines[0]), number != .min, abs(number) > 1,
      lines[1].hasPrefix("/"), let started = Int64(lines[2]), let port = Int(lines[3])
    else { return nil }
    pid = abs(number)
    isStandalone = number < 0
    self.started = started
    self.port = port
    socketFolder = lines[4]
    isReady = lines.count > 7 && ["ready", "standby"].contains(lines[7])
  }

  /// Takes a lock file that no server stands behind out of the way of the next.
  ///
  /// Its number is changed to one no process has and the rest kept: by it the server sees whether anything of the old one
  /// still uses its memory, and does not start while it does. What is no lock file is moved aside.
  static func retire(_ path: String, programs: ServerPrograms) {
    switch read(path) {
    case .absent: return
    case .broken: rename(path, path + ".stale")
    case .claim(let lock):
      // A process that is there but out of sight is left for the server to judge.
      guard FileFacts("/proc/\(lock.pid)") != nil, let bytes = FileManager.default.contents(atPath: path),
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
        let free = (2...4_194_303).last(where: { kill(Int32($0), 0) != 0 && errno == ESRCH })
      else { return }
      let new = path + ".new"
      let text = Data(String(free).utf8) + bytes[end...]
      guard FileManager.default.createFile(atPath: new, contents: text), chmod(new, 0o600) == 0,
        (try? programs.giveToServer(new)) != nil
      else { return }
      rename(new, path)
    }
  }
}
