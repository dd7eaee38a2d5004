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
///
/// - Parameter links: puts into mails by what their recipients acknowledge alerts.
func sender(keyFile path: String, links: MailLinks) -> Sender {
  let courier = Courier(now: { Instant.wallClock })
  return { channel, envelope in
    do {
      let outlet = try channel.outlet(keyFile: path)
      let complete = outlet.kind == .smtp ? try await links.complete(envelope) : envelope
      return await courier.send(complete, by: outlet)
    } catch let refusal as Refusal {
      return .unavailable(reason: .hindered(refusal.said))
    } catch {
      // The database is away, and nothing was sent.
      return .unavailable(reason: .heldBack)
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
