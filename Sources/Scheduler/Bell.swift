internal import Synchronization

/// Wakes whoever waits for something to do. A ring between looking for work and waiting is not missed: whoever waits says
/// which ring was the last one heard.
final class Bell: Sendable {
  private struct State {
    var rings = 0
    var nextWaiter = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  /// How often it has rung.
  var rings: Int { state.withLock { $0.rings } }

  /// Wakes everyone who waits.
  func ring() {
    let woken = state.withLock { state in
      state.rings += 1
      defer { state.waiters = [:] }
      return state.waiters.values.map { $0 }
    }
    for waiter in woken { waiter.resume() }
  }

  /// Waits for a ring after the `heard`th, at most for a time.
  func wait(after heard: Int, atMost time: Duration) async {
    await withTaskGroup { group in
      group.addTask { await self.wait(after: heard) }
      group.addTask { try? await Task.sleep(for: time) }
      await group.next()
      group.cancelAll()
    }
  }

  private func wait(after heard: Int) async {
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          guard state.rings == heard, !Task.isCancelled else { return true }
          state.waiters[id] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
  }
}
