internal import Synchronization

/// Waits for work, but not for ever, and not when the one who waits is cancelled. Work that does not end is cancelled and left
/// to itself: who waits goes on, as the group of a task could not.
///
/// - Parameter late: told what came of the work where it ended after all.
/// - Returns: what came of it; nil where it did not end in time.
func watched<T: Sendable>(
  atMost limit: Duration, late: @escaping @Sendable (T) async -> Void, _ work: @escaping @Sendable () async -> T
) async -> T? {
  let answer = FirstAnswer<T>()
  let working = Task {
    let value = await work()
    // In a task of its own: this one was cancelled by then, and the database would not be asked.
    if !answer.give(value) { Task { await late(value) } }
  }
  let timer = Task {
    try? await Task.sleep(for: limit)
    if answer.give(nil) { working.cancel() }
  }
  defer { timer.cancel() }
  return await withTaskCancellationHandler {
    await answer.value()
  } onCancel: {
    if answer.give(nil) { working.cancel() }
  }
}

/// The first of several answers, for one who waits for it.
private final class FirstAnswer<T: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<T?, Never>)
    case given(T?)
  }

  private let state = Mutex(State.open)

  /// Whether this was the first one.
  func give(_ value: T?) -> Bool {
    let (isFirst, waiting) = state.withLock { state -> (Bool, CheckedContinuation<T?, Never>?) in
      switch state {
      case .given: return (false, nil)
      case .open:
        state = .given(value)
        return (true, nil)
      case .awaited(let continuation):
        state = .given(value)
        return (true, continuation)
      }
    }
    waiting?.resume(returning: value)
    return isFirst
  }

  func value() async -> T? {
    await withCheckedContinuation { continuation in
      let given = state.withLock { state -> T?? in
        if case .given(let value) = state { return .some(value) }
        state = .awaited(continuation)
        return .none
      }
      if case .some(let value) = given { continuation.resume(returning: value) }
    }
  }
}
