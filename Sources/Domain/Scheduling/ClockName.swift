/// What a service's clock is called where daemons are listed.
package enum ClockName: Hashable, Sendable {
  /// Real time.
  case real
  /// A time that started somewhere and runs so many times as fast.
  case simulated(from: Instant, speed: Int64)

  /// What people read.
  package var chinese: String {
    switch self {
    case .real: "实时"
    case .simulated(let start, let speed): "模拟，从\(start.chinese)起，\(speed)倍速"
    }
  }
}
