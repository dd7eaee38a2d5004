package import Domain
internal import Synchronization

/// The time the service goes by. It is handed in, so that a year can be run in minutes and a test can hold it still.
package struct ServiceClock: Sendable {
  /// What it is, in words.
  package let name: String
  /// Which it is.
  package let kind: ClockKind
  /// The time.
  package let now: @Sendable () -> Instant
  /// How long to wait at most before looking again, in real time.
  package let poll: Duration
  /// How much faster than real time it runs; nil where that is not known.
  package let speed: Int64?
  /// Takes a look at the wall clock; false while it is not believed. Nothing for a clock that has none.
  package let look: @Sendable (_ wall: Instant) -> Bool

  /// A clock.
  package init(
    name: String, kind: ClockKind = .simulated, poll: Duration, speed: Int64?,
    now: @escaping @Sendable () -> Instant,
    look: @escaping @Sendable (Instant) -> Bool = { _ in true }
  ) {
    self.name = name
    self.kind = kind
    self.poll = poll
    self.speed = speed
    self.now = now
    self.look = look
  }

  /// Real time. All daemons go by the database's clock, which they look at now and then, so that a machine whose own clock
  /// is wrong does no harm; between looks a clock counts on that is never set. A jump is not followed at once, see
  /// ``ClockGuard``.
  package static func real(startingAt wall: Instant) -> ServiceClock {
    let start = ContinuousClock.now
    let steady: @Sendable () -> Int64 = { start.duration(to: .now).milliseconds }
    let state = Guarded(ClockGuard(wall: wall, steady: 0))
    return ServiceClock(
      name: ClockName.real.chinese, kind: .real, poll: .seconds(1), speed: 1,
      now: { state.guardian.withLock { $0.now(steady: steady()) } },
      look: { wall in
        state.guardian.withLock {
          $0.look(wall: wall, steady: steady())
          return !$0.isSuspicious
        }
      })
  }

  /// A time that starts somewhere and runs `speed` times as fast as real time.
  package static func simulated(from start: Instant, speed: Int64) -> ServiceClock {
    let began = ContinuousClock.now
    let name = ClockName.simulated(from: start, speed: speed).chinese
    return ServiceClock(name: name, poll: .milliseconds(20), speed: speed) {
      start + began.duration(to: .now).milliseconds(times: speed)
    }
  }

  /// How long to wait in real time until an instant, at most one poll.
  func wait(until instant: Instant?) -> Duration {
    guard let instant, let speed else { return poll }
    let left = max(0, now().milliseconds(to: instant))
    return min(poll, .milliseconds(left / speed + 1))
  }

  private final class Guarded: Sendable {
    let guardian: Mutex<ClockGuard>
    init(_ guardian: ClockGuard) { self.guardian = Mutex(guardian) }
  }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }

  /// Milliseconds of a time that runs so many times as fast.
  func milliseconds(times speed: Int64) -> Int64 {
    components.seconds * 1000 * speed + components.attoseconds / 1_000_000_000_000 * speed / 1000
  }
}
