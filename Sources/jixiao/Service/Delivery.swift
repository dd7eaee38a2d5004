import Domain
import Foundation
import Notify
import Scheduler
import Store

/// Where the service's key is.
struct KeyLocation {
  let path: String

  init(_ given: String?, _ database: DatabaseOptions) {
    path =
      given ?? ProcessInfo.processInfo.environment["JIXIAO_KEY_FILE"].flatMap { $0.isEmpty ? nil : $0 }
      ?? database.folder + "/channel.key"
  }
}

extension Channel {
  /// The channel with its secret opened.
  func outlet(keyFile path: String) throws(NotifyProblem) -> Outlet {
    let settings = try ChannelSettings(json: settings)
    let opened: ChannelSecret
    if let secret { opened = try KeyFile.open(path).open(secret, for: name) } else { opened = ChannelSecret() }
    return Outlet(name: name, kind: kind, settings: settings, secret: opened, allowsPrivate: allowsPrivate)
  }
}

/// Sends by the channels as they are kept; a channel whose secret cannot be opened fails and is tried again, since a person
/// can put the key file back.
func sender(keyFile path: String) -> Sender {
  let courier = Courier(now: { Instant.wallClock })
  return { channel, envelope in
    do {
      return await courier.send(envelope, by: try channel.outlet(keyFile: path))
    } catch {
      return .failed(reason: "\(error)")
    }
  }
}

extension Instant {
  /// The machine's time.
  static var wallClock: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
