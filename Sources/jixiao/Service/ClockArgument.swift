import ArgumentParser
import Domain
import Foundation
import Scheduler
import Synchronization

/// The clock on the command line: `2025-06-20T08:00`, `2025-06-20T08:00x86400`, or `@FILE` for a time that is read from a
/// file at each look, by which a test holds it still or sets it back.
enum ClockArgument: ExpressibleByArgument {
  case simulated(Instant, speed: Int64)
  case file(String)

  init?(argument: String) {
    if argument.hasPrefix("@") {
      self = .file(String(argument.dropFirst()))
      return
    }
    let parts = argument.split(separator: "x", maxSplits: 1).map(String.init)
    guard let first = parts.first, let start = try? Instant.parse(first) else { return nil }
    let speed = parts.count > 1 ? Int64(parts[1]) : 1
    guard let speed, (1...1_000_000).contains(speed) else { return nil }
    self = .simulated(start, speed: speed)
  }

  func clock() throws -> ServiceClock {
    switch self {
    case .simulated(let start, let speed): return .simulated(from: start, speed: speed)
    case .file(let path):
      let last = LastTime(try ClockArgument.read(path))
      return ServiceClock(name: "由文件控制", poll: .milliseconds(20), speed: nil) {
        last.update((try? ClockArgument.read(path)))
      }
    }
  }

  private static func read(_ path: String) throws -> Instant {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Refusal.service(.clockFile(path))
    }
    return try Instant.parse(text)
  }

  /// What was read last stands in while the file is being written.
  private final class LastTime: Sendable {
    private let value: Mutex<Instant>
    init(_ value: Instant) { self.value = Mutex(value) }
    func update(_ time: Instant?) -> Instant {
      value.withLock { last in
        if let time { last = time }
        return last
      }
    }
  }
}
