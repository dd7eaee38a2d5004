/// A point in time, to the millisecond; shown and taken apart in Asia/Shanghai (UTC+8), whatever the machine says.
package struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01 00:00 UTC.
  package let milliseconds: Int64

  /// The instant that many milliseconds after 1970-01-01 00:00 UTC.
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// A minute (0 for midnight) of a day in Asia/Shanghai. Minutes past the day's end fall into the next.
  package init(_ day: Day, minute: Int = 0) {
    milliseconds = (Int64(day.number) * 1440 + Int64(minute) - Instant.offset) * 60_000
  }

  /// Minutes that Asia/Shanghai is ahead of UTC.
  private static let offset: Int64 = 480

  /// The day in Asia/Shanghai.
  package var day: Day { Day(number: Int32((local - time) / 86_400_000)) }

  /// The minute of the day in Asia/Shanghai, 0..<1440.
  package var minute: Int { Int(time / 60_000) }

  private var local: Int64 { milliseconds + Instant.offset * 60_000 }
  /// Milliseconds since the local midnight.
  private var time: Int64 { ((local % 86_400_000) + 86_400_000) % 86_400_000 }

  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  /// The instant some milliseconds later.
  package static func + (a: Instant, milliseconds: Int64) -> Instant {
    Instant(milliseconds: a.milliseconds + milliseconds)
  }

  /// Milliseconds from this instant to a later one.
  package func milliseconds(to other: Instant) -> Int64 { other.milliseconds - milliseconds }
}

extension Instant: CustomStringConvertible {
  /// `2025-06-20T08:00:00+08:00`.
  package var description: String {
    let seconds = Int(time / 1000)
    return "\(day)T\(Instant.two(seconds / 3600)):\(Instant.two(seconds / 60 % 60)):\(Instant.two(seconds % 60))+08:00"
  }

  /// `2025年6月20日 8:30`.
  package var chinese: String { "\(day.chinese) \(minute / 60):\(Instant.two(minute % 60))" }

  private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }

  /// Reads `2025-06-20T08:00`, with or without seconds; a date alone is its midnight.
  package static func parse(_ text: String) throws(Refusal) -> Instant {
    let parts = text.normalised.split(separator: "T", maxSplits: 1).flatMap { $0.split(separator: " ", maxSplits: 1) }
    guard let first = parts.first else { throw .notATime(text) }
    let day = try Day.parse(String(first))
    guard parts.count > 1 else { return Instant(day) }
    let numbers = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard parts.count == 2, (2...3).contains(numbers.count), (0..<24).contains(numbers[0]),
      (0..<60).contains(numbers[1]),
      (0..<60).contains(numbers.count == 3 ? numbers[2] : 0)
    else { throw .notATime(text) }
    let seconds = numbers.count == 3 ? Int64(numbers[2]) : 0
    return Instant(day, minute: numbers[0] * 60 + numbers[1]) + seconds * 1000
  }
}

extension Refusal {
  fileprivate static func notATime(_ text: String) -> Refusal {
    Refusal.value(.notATime(text))
  }
}
