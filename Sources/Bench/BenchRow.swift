package import Domain
internal import Glibc

/// What a benchmark measured, beside a peer or a limit measured in the same run.
package struct BenchRow: Sendable {
  /// What was done.
  package let work: String
  /// Our rate and the peer's, in `unit`; higher is better.
  package let ours: Double, theirs: Double
  /// The unit of both.
  package let unit: String
  /// The peer or limit.
  package let peer: String
  /// The most memory this process held so far, in MiB.
  package let peakMiB: Double
  /// What both took, in seconds.
  package let seconds: Double, theirSeconds: Double
  /// Whether both are sizes in ``unit`` and not times.
  private let isSize: Bool

  init(
    _ work: String, amount: Int, unit: String, seconds: Double, peer: String, theirSeconds: Double,
    peakMiB: Double? = nil
  ) {
    self.work = work
    self.unit = unit
    self.peer = peer
    self.seconds = seconds
    self.theirSeconds = theirSeconds
    ours = Double(amount) / max(seconds, 1e-9)
    theirs = Double(amount) / max(theirSeconds, 1e-9)
    self.peakMiB = peakMiB ?? BenchRow.peak()
    isSize = false
  }

  /// Something whose size is bounded: how much of the bound was not needed is what counts.
  private init(_ work: String, _ value: Double, most: Double, unit: String, peer: String) {
    (self.work, self.unit, self.peer) = (work, unit, peer)
    (ours, theirs) = (1 / max(value, 1e-9), 1 / most)
    (seconds, theirSeconds, peakMiB) = (value, most, BenchRow.peak())
    isSize = true
  }

  /// A time that has a bound.
  init(limit work: String, seconds: Double, most: Double) {
    self.init(work, seconds * 1_000, most: most * 1_000, unit: "ms", peer: "上限")
  }

  /// Memory that has a bound.
  init(memory work: String, mebibytes: Double, most: Double) {
    self.init(work, mebibytes, most: most, unit: "MiB", peer: "上限")
  }

  /// Above 1, ours is better.
  package var ratio: Double { ours / max(theirs, 1e-9) }

  /// As documented: `{"work", "ours", "unit", "peer", "theirs", "ratio", "peakMiB"}`; numbers as JSON numbers need no
  /// exactness here, so they are rounded. Of a size that has a bound: `{"work", "value", "unit", "limit", "ratio"}`.
  package var json: JSONValue {
    if isSize {
      return .fields([
        "work": .string(work), "value": .decimal(seconds, 2), "unit": .string(unit), "limit": .decimal(theirSeconds, 2),
        "ratio": .decimal(ratio, 2),
      ])
    }
    return .fields([
      "work": .string(work), "ours": .decimal(ours, 1), "unit": .string(unit), "peer": .string(peer),
      "theirs": .decimal(theirs, 1), "ratio": .decimal(ratio, 2), "peakMiB": .decimal(peakMiB, 1),
      "seconds": .decimal(seconds, 4), "theirSeconds": .decimal(theirSeconds, 4),
    ])
  }

  /// For a terminal.
  package var text: String {
    func number(_ value: Double, _ decimals: Int) -> String { JSONValue.decimal(value, decimals).compact }
    if isSize {
      return "\(work)：\(number(seconds, 1)) \(unit)（\(peer) \(number(theirSeconds, 0))）；倍率 \(number(ratio, 2))"
    }
    let compared =
      theirSeconds.isNaN ? "" : "\(peer)：\(number(theirSeconds, 3)) s；倍率 \(number(ratio, 2))；"
    return "\(work)：\(number(seconds, 3)) s（\(number(ours, 0)) \(unit)）；\(compared)内存峰值 \(number(peakMiB, 0)) MiB"
  }

  /// Lets the high-water mark begin anew, where the system can.
  static func forgetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  /// The high-water mark of this process's resident memory.
  static func peak() -> Double {
    var usage = rusage()
    getrusage(0 /* RUSAGE_SELF */, &usage)
    return Double(usage.ru_maxrss) / 1024
  }
}

/// Seconds that `body` took.
func seconds<T>(_ body: () async throws -> T) async rethrows -> (Double, T) {
  let clock = ContinuousClock()
  let start = clock.now
  let value = try await body()
  let (whole, atto) = (clock.now - start).components
  return (Double(whole) + Double(atto) / 1e18, value)
}
