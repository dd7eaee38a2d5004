import Desk
import Domain
import Foundation
import Notify
import Scheduler

/// Where the service's key is.
struct KeyLocation {
  let path: String

  init(_ given: String?, _ database: DatabaseOptions) {
    path =
      given ?? ProcessInfo.processInfo.environment["JIXIAO_KEY_FILE"].flatMap { $0.isEmpty ? nil : $0 }
      ?? database.folder + "/channel.key"
  }
}

/// Sends by the channels as they are kept. A channel whose secret this process cannot open is left to others, and its messages
/// are not to blame: a person can put the key file back.
func sender(keyFile path: String) -> Sender {
  let courier = Courier(now: { Instant.wallClock })
  return { channel, envelope in
    do {
      return await courier.send(envelope, by: try channel.outlet(keyFile: path))
    } catch {
      return .unavailable(reason: .hindered(error.said))
    }
  }
}

/// What keeps this process from sending by a channel: the key that is not there.
func readiness(keyFile path: String) -> Readiness {
  { channel in
    do {
      _ = try channel.outlet(keyFile: path)
      return nil
    } catch {
      return error.said
    }
  }
}

extension Instant {
  /// The machine's time.
  static var wallClock: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
