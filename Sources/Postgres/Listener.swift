internal import CPostgres
internal import Glibc

/// A message sent by NOTIFY.
package struct Notification: Sendable, Hashable {
  /// The channel.
  package let channel: String
  /// What was sent with it.
  package let payload: String
}

/// Hears what is sent by NOTIFY, on a connection and a thread of its own.
package enum Listener {
  /// Notifications on the channels, as they come. The stream ends with an error when the connection is lost; letting go
  /// of it, or cancelling the task that reads it, closes the connection.
  ///
  /// A notification is a hint: whoever needs certainty looks into the tables after listening has begun. Where a pooler stands
  /// between, which hands on none, the stream ends with an error of the stage `usage`.
  package static func listen(
    to channels: [String], _ configuration: Configuration
  ) -> AsyncThrowingStream<Notification, any Error> {
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: Notification.self)
    let wake = WakePipe()
    continuation.onTermination = { _ in wake.ring() }
    startThread {
      do {
        try run(channels, configuration, wake) { continuation.yield($0) }
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
    return stream
  }

  private static func run(
    _ channels: [String], _ configuration: Configuration, _ wake: WakePipe, _ yield: (Notification) -> Void
  ) throws {
    var configuration = configuration
    configuration.url = configuration.listenURL ?? configuration.url
    let handle = try Handle(configuration)
    guard !handle.isPooled else { throw PostgresError(.usage, "a pooler stands between, it hands on no notifications") }
    for channel in channels {
      _ = try handle.script("LISTEN \"\(channel.filter { $0 != "\"" })\"")
    }
    while true {
      deliver(handle, yield)
      var descriptors = [
        pollfd(fd: PQsocket(handle.connection), events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&descriptors, nfds_t(descriptors.count), -1) < 0, errno != EINTR {
        throw PostgresError(.connection, "poll failed: \(errno)")
      }
      if descriptors[1].revents != 0 { return }
      guard PQconsumeInput(handle.connection) == 1 else {
        throw PostgresError(.connection, Handle.message(handle.connection))
      }
    }
  }

  private static func deliver(_ handle: Handle, _ yield: (Notification) -> Void) {
    while let notification = PQnotifies(handle.connection) {
      yield(
        Notification(
          channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra)))
      PQfreemem(notification)
    }
  }
}

/// Wakes a thread that waits in poll. The ends are closed when nobody can ring any more.
private final class WakePipe: Sendable {
  let readEnd: Int32
  private let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  func ring() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }
}
