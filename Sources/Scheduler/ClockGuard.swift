package import Domain

/// Decides whether a wall clock is to be believed, by a clock that only counts the time that passes.
///
/// A small difference is taken at once. A jump is not followed until it has been there for some minutes: the service's time
/// goes on as if nothing had happened, so that a clock set a day ahead by mistake and put right again starts nothing early,
/// while a machine that slept for a night does wake up to the new day. Pure: both clocks are handed in.
package struct ClockGuard: Sendable {
  private var wall: Instant
  private var steady: Int64
  private var suspect: (drift: Int64, since: Int64)?

  /// Differences below this are taken at once, in milliseconds.
  package static let tolerance: Int64 = 60_000
  /// How long a jump must stand before it is believed, in milliseconds.
  package static let patience: Int64 = 300_000

  /// A guard that believes the first look.
  ///
  /// - Parameter steady: milliseconds of a clock that is never set.
  package init(wall: Instant, steady: Int64) {
    self.wall = wall
    self.steady = steady
  }

  /// Whether the wall clock is not believed at the moment.
  package var isSuspicious: Bool { suspect != nil }

  /// The service's time.
  package func now(steady: Int64) -> Instant { wall + (steady - self.steady) }

  /// Takes a look at the wall clock.
  package mutating func look(wall seen: Instant, steady now: Int64) {
    let drift = self.now(steady: now).milliseconds(to: seen)
    if drift.magnitude <= ClockGuard.tolerance.magnitude {
      believe(seen, now)
    } else if let before = suspect, (before.drift - drift).magnitude <= ClockGuard.tolerance.magnitude {
      if now - before.since >= ClockGuard.patience { believe(seen, now) }
    } else {
      suspect = (drift, now)
    }
  }

  private mutating func believe(_ seen: Instant, _ now: Int64) { (wall, steady, suspect) = (seen, now, nil) }
}
