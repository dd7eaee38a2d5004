internal import Foundation

/// What the system tells of processes.
enum ProcessTable {
  /// One living process.
  struct Entry: Hashable, Sendable {
    /// The program's own name, at most 15 bytes.
    let name: String
    /// When it began, in ticks since the machine started: with the number it names one process for good.
    let ticks: Int64
  }

  /// A process that lives; a killed one may lie about until its parent takes note, and is none.
  static func entry(_ pid: Int32) -> Entry? {
    // `PID (name) STATE …`; a name may have brackets and blanks in it. The time is the twentieth field after the name.
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let start = status.firstIndex(of: "("), let end = status.lastIndex(of: ")")
    else { return nil }
    let fields = status[status.index(after: end)...].split(separator: " ")
    guard fields.count > 19, let ticks = Int64(fields[19]), !["Z", "X"].contains(fields[0]) else { return nil }
    return Entry(name: String(status[status.index(after: start)..<end]), ticks: ticks)
  }

  /// When a process began, in seconds since 1970 by the clock of now; nil where the system does not tell.
  static func started(_ entry: Entry) -> Int64? {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
      let boot = Int64(line.dropFirst(6))
    else { return nil }
    return boot + entry.ticks / Int64(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }

  /// The living processes of PostgreSQL, whosever they are.
  static var servers: [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { entry($0)?.isServer == true }.sorted()
  }
}

extension ProcessTable.Entry {
  var isServer: Bool { name == "postgres" || name == "postmaster" }
}
