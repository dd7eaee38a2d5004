/// How a clock stands to the time that was reached before, by whatever clock.
public enum ClockStanding: Hashable, Sendable {
  /// As expected.
  case fine
  /// So far ahead that either nothing ran for days, or the clock is wrong: a person says which.
  case ahead(since: Instant)
  /// So far behind that either the clock is wrong now, or it was wrong before.
  case behind(reached: Instant)

  /// Longer than a weekend without the service; a difference up to this is followed without a word, in milliseconds.
  public static let longest: Int64 = 3 * 86_400_000

  /// - Parameter seen: the time reached before; nil at the first look.
  public init(now: Instant, seen: Instant?) {
    guard let seen else {
      self = .fine
      return
    }
    let passed = seen.milliseconds(to: now)
    self =
      passed > ClockStanding.longest
      ? .ahead(since: seen) : passed < -ClockStanding.longest ? .behind(reached: seen) : .fine
  }
}

/// Which clock the service goes by.
public enum ClockKind: String, Hashable, Sendable {
  /// Real time.
  case real
  /// A time that was handed in, for trials and tests.
  case simulated

  /// What people call it.
  public var chinese: String {
    switch self {
    case .real: "真实时间"
    case .simulated: "模拟时钟"
    }
  }
}
