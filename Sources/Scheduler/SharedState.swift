internal import Domain
internal import Store
internal import Synchronization

/// A pause that grows while nothing gets better: 0.2 s doubled up to 5 s.
struct Pause {
  private var milliseconds: Int64 = 100

  mutating func next() -> Duration {
    milliseconds = min(milliseconds * 2, 5_000)
    return .milliseconds(milliseconds)
  }

  mutating func reset() { milliseconds = 100 }
}

/// What a daemon's tasks share.
final class SharedState: Sendable {
  private struct Inner {
    var isStopping = false
    var endReason: String?
    var listener: Task<Void, any Error>?
    var nextPlan: Instant?
    var surroundings: (Surroundings, ContinuousClock.Instant)?
    var running: [Int64: ContinuousClock.Instant] = [:]
    var channels: [Int64: Channel] = [:]
    var hindrances: [Int64: String] = [:]
    var owed: Set<Int64> = []
    var isClockFollowed = false
    var heardFromDatabase = ContinuousClock.now
  }

  private let inner = Mutex(Inner())

  var isStopping: Bool { inner.withLock { $0.isStopping } }
  func stop() { inner.withLock { $0.isStopping = true } }

  /// Why it stopped by itself; nil where somebody stopped it.
  var endReason: String? { inner.withLock { $0.endReason } }
  func stop(because reason: String) { inner.withLock { ($0.isStopping, $0.endReason) = (true, reason) } }

  func setListener(_ task: Task<Void, any Error>) { inner.withLock { $0.listener = task } }
  func letListenerGo() { inner.withLock { $0.listener }?.cancel() }

  var nextPlan: Instant? {
    get { inner.withLock { $0.nextPlan } }
    set { inner.withLock { $0.nextPlan = newValue } }
  }

  var surroundings: Surroundings? {
    get {
      inner.withLock { inner in
        inner.surroundings.flatMap { $0.1.duration(to: .now) < .seconds(10) ? $0.0 : nil }
      }
    }
    set { inner.withLock { $0.surroundings = newValue.map { ($0, .now) } } }
  }

  var channels: [Int64: Channel] {
    get { inner.withLock { $0.channels } }
    set { inner.withLock { $0.channels = newValue } }
  }

  /// What keeps this process from sending by channels that are in use.
  var problems: [String] {
    inner.withLock { inner in
      var seen = Set<String>()
      // One sentence for all channels that lack the same key.
      return inner.hindrances.filter { inner.channels[$0.key] != nil }.sorted { $0.key < $1.key }.map(\.value)
        .filter { seen.insert($0).inserted }
    }
  }

  /// Notes what hinders a channel, nil for nothing; gives whether that is news.
  func note(_ hindrance: String?, of channel: Int64) -> Bool {
    inner.withLock { inner in
      defer { inner.hindrances[channel] = hindrance }
      return inner.hindrances[channel] != hindrance
    }
  }

  /// Claims whose jobs are to be given back, since they did not come to an end through no fault of their own.
  var owed: [Int64] { inner.withLock { Array($0.owed) } }
  func owe(_ claim: Int64) { inner.withLock { _ = $0.owed.insert(claim) } }
  func settle(_ claims: [Int64]) { inner.withLock { $0.owed.subtract(claims) } }

  /// Whether the clock may be followed: not before the data were asked, and not where a person has to say so first.
  var isClockFollowed: Bool { inner.withLock { $0.isClockFollowed } }

  /// Sets ``isClockFollowed``; gives what it was.
  func followClock(_ isFollowed: Bool) -> Bool {
    inner.withLock { inner in
      defer { inner.isClockFollowed = isFollowed }
      return inner.isClockFollowed
    }
  }

  /// Notes that the database has answered.
  func heardFromDatabase() { inner.withLock { $0.heardFromDatabase = .now } }
  /// Whether the database has answered since some time ago.
  func hasHeardFromDatabase(within time: Duration) -> Bool {
    inner.withLock { $0.heardFromDatabase.duration(to: .now) < time }
  }

  func begin(_ job: Int64) { inner.withLock { $0.running[job] = .now } }
  func end(_ job: Int64) { inner.withLock { _ = $0.running.removeValue(forKey: job) } }
  func longest(over limit: Duration) -> Int64? {
    inner.withLock { inner in inner.running.first { $0.value.duration(to: .now) > limit }?.key }
  }
}

/// What jobs need to know beside their department.
struct Surroundings: Sendable {
  let calendar: WorkCalendar
  let links: Links
}
