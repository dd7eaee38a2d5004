internal import Domain
internal import Glibc

/// For tests of debug builds only: makes the evaluation of one department trap, loop or eat memory, by the environment
/// variable `JIXIAO_POISON=trap:12`. A release build knows nothing of it.
enum Poison {
  static func take(_ departments: [DepartmentID]) throws {
    #if DEBUG
      guard let text = getenv("JIXIAO_POISON").map({ String(cString: $0) }) else { return }
      let parts = text.split(separator: ":")
      guard parts.count == 2, let department = Int64(parts[1]).map({ DepartmentID($0) }),
        departments.contains(department)
      else { return }
      switch parts[0] {
      case "trap": fatalError("poisoned")
      case "loop": while true { usleep(1000) }
      case "memory":
        var hoard: [[UInt8]] = []
        while true { hoard.append([UInt8](repeating: 1, count: 64 << 20)) }
      default: throw IsolatedFailure(problem: "poisoned")
      }
    #endif
  }
}
