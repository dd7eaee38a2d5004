import Foundation

/// Limits the system holds this process to, so that a runaway ends it and not the machine.
enum Limits {
  /// At most so much memory of its own.
  static func memory(mebibytes: Int) { set(__rlimit_resource_t(RLIMIT_DATA.rawValue), UInt(mebibytes) << 20) }

  /// At most so many seconds of processor.
  static func processor(seconds: Int) { set(__rlimit_resource_t(RLIMIT_CPU.rawValue), UInt(seconds)) }

  /// As many descriptors as this process may give itself: the usual 1,024 are few for a server. Gives how many it has.
  static func descriptors() -> Int {
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0 else { return 1_024 }
    if limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = limit.rlim_max
      setrlimit(files, &limit)
      getrlimit(files, &limit)
    }
    return Int(min(limit.rlim_cur, 1 << 20))
  }

  private static func set(_ resource: __rlimit_resource_t, _ value: UInt) {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = min(value, limit.rlim_max)
    setrlimit(resource, &limit)
  }
}
