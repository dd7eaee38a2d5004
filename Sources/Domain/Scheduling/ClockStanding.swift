/// How a clock stands to the time that was reached before, by whatever clock.
package enum ClockStanding: Hashable, Sendable {
  /// As expected.
  case fine
  /// So far ahead that either nothing ran for days, or the clock is wrong: a person says which.
  case ahead(since: Instant)
  /// So far behind that either the clock is wrong now, or it was wrong before.
  case behind(reached: Instant)

  /// Longer than a weekend without the service; a difference up to this is followed without a word, in milliseconds.
  package static let longest: Int64 = 3 * 86_400_000

  /// - Parameters:
  ///   - seen: the time reached before; nil at the first look.
  ///   - judgedThrough: the last day anything was judged as of; tomorrow is still nothing to speak of, since another machine
  ///     may have passed midnight.
  package init(now: Instant, seen: Instant?, judgedThrough: Day? = nil) {
    let passed = seen.map { $0.milliseconds(to: now) } ?? 0
    if let seen, passed > ClockStanding.longest {
      self = .ahead(since: seen)
    } else if let seen, passed < -ClockStanding.longest {
      self = .behind(reached: seen)
    } else if let judgedThrough, judgedThrough > now.day + 1 {
      self = .behind(reached: Instant(judgedThrough))
    } else {
      self = .fine
    }
  }
}

/// Which clock the service goes by.
package enum ClockKind: String, Hashable, Sendable {
  /// Real time.
  case real
  /// A time that was handed in, for trials and tests.
  case simulated

  /// What people call it.
  package var chinese: String {
    switch self {
    case .real: "真实时间"
    case .simulated: "模拟时钟"
    }
  }
}
