internal import Synchronization

/// What a daemon has done since it started, for whoever watches it.
package final class Counters: Sendable {
  private let values = Mutex<[[String]: Int]>([:])

  /// Nothing yet.
  package init() {}

  /// Counts something up: `jobs`, `evaluate`, `done`.
  func add(_ count: Int = 1, _ key: String...) { values.withLock { $0[key, default: 0] += count } }

  /// The counts.
  package var all: [[String]: Int] { values.withLock { $0 } }
}
