internal import Synchronization

/// Waits for work, but not for ever. Work that does not end is cancelled and left to itself: who waits goes on, as the group
/// of a task could not.
///
/// - Parameter late: told what came of the work where it ended after all.
/// - Returns: what came of it; nil where it did not end in time.
func watched<T: Sendable>(
  atMost limit: Duration, late: @escaping @Sendable (T) async -> Void, _ work: @escaping @Sendable () async -> T
) async -> T? {
  var timer: Task<Void, Never>?
  let value = await withCheckedContinuation { (continuation: CheckedContinuation<T?, Never>) in
    let answer = FirstAnswer(continuation)
    let working = Task {
      let value = await work()
      // In a task of its own: this one was cancelled by then, and the database would not be asked.
      if !answer.give(value) { Task { await late(value) } }
    }
    timer = Task {
      try? await Task.sleep(for: limit)
      if answer.give(nil) { working.cancel() }
    }
  }
  timer?.cancel()
  return value
}

/// Resumes a continuation with the first of several answers.
private final class FirstAnswer<T: Sendable>: Sendable {
  private let continuation: Mutex<CheckedContinuation<T?, Never>?>

  init(_ continuation: CheckedContinuation<T?, Never>) { self.continuation = Mutex(continuation) }

  /// Whether this was the first one.
  func give(_ value: sending T?) -> Bool {
    let waiting = continuation.withLock { continuation in
      defer { continuation = nil }
      return continuation
    }
    waiting?.resume(returning: value)
    return waiting != nil
  }
}
