internal import CPostgres
internal import Glibc
internal import Synchronization

/// Ends what a connection waits for, from any thread: first by asking the server, then, where it does not answer, by shutting
/// the socket. A server that is frozen, or a network that swallows packets, holds nobody for longer than ``patience``.
///
/// A request to cancel travels on a connection of its own and may arrive late: a connection that was interrupted is never
/// used again, so that it cannot hit another statement.
final class Interrupter: Sendable {
  /// How long a server may take to answer the request, in milliseconds.
  static let patience: Int64 = 2_000

  private struct State {
    /// Nil once the connection is gone: its number may be another file's by then.
    var socket: Int32?
    /// Which call runs; nil for none.
    var call: UInt64?
    var calls: UInt64 = 0
    var deadline: ContinuousClock.Instant?
    var isInterrupted = false
    var isOverdue = false
  }

  private let state: Mutex<State>
  private let canceller: Canceller
  private let limit: Duration?

  /// - Parameter milliseconds: after this a statement is overdue; nil for never.
  init(_ connection: OpaquePointer, statementDeadline milliseconds: Int?) {
    state = Mutex(State(socket: PQsocket(connection)))
    canceller = Canceller(PQgetCancel(connection))
    limit = milliseconds.map { .milliseconds($0) }
    if limit != nil { Overseer.shared.watch(self) }
  }

  /// Whether the connection may not be used again.
  var isInterrupted: Bool { state.withLock { $0.isInterrupted } }
  /// Whether it was interrupted since a statement took too long.
  var isOverdue: Bool { state.withLock { $0.isOverdue } }

  func begin() {
    state.withLock { state in
      state.calls += 1
      state.call = state.calls
    }
  }

  func end() { state.withLock { ($0.call, $0.deadline) = (nil, nil) } }

  /// A statement begins, or its rows go on: its time is counted from now.
  func progress() {
    guard let limit else { return }
    let deadline = ContinuousClock.now + limit
    state.withLock { $0.deadline = deadline }
  }

  /// What took its time is over; what comes until the next statement is the program's own.
  func rest() {
    guard limit != nil else { return }
    state.withLock { $0.deadline = nil }
  }

  /// The connection is about to be closed.
  func letGo() { state.withLock { $0.socket = nil } }

  /// Interrupts the running call, if there is one.
  func interrupt() { interrupt { _ in true } }

  /// Interrupts the running statement where it is overdue.
  func interruptIfOverdue(_ now: ContinuousClock.Instant) {
    interrupt { state in
      guard let deadline = state.deadline, deadline < now else { return false }
      state.isOverdue = true
      return true
    }
  }

  private func interrupt(where isMeant: (inout State) -> Bool) {
    let call: UInt64? = state.withLock { state in
      guard let call = state.call, !state.isInterrupted, isMeant(&state) else { return nil }
      state.isInterrupted = true
      return call
    }
    guard let call else { return }
    // Connecting to a frozen server may take for ever, too.
    startThread { [canceller] in canceller.cancel() }
    startThread { [self] in
      usleep(UInt32(Interrupter.patience) * 1_000)
      state.withLock { state in
        guard state.call == call, let socket = state.socket else { return }
        shutdown(socket, Int32(SHUT_RDWR))
      }
    }
  }
}

/// Looks after the statements that have a time limit, on one thread for all connections.
private final class Overseer: Sendable {
  static let shared = Overseer()

  private struct Weak: @unchecked Sendable { weak var interrupter: Interrupter? }
  private let watched = Mutex<[Weak]>([])

  private init() {
    startThread { [self] in
      while true {
        usleep(200_000)
        let now = ContinuousClock.now
        let living = watched.withLock { all in
          all.removeAll { $0.interrupter == nil }
          return all
        }
        for one in living { one.interrupter?.interruptIfOverdue(now) }
      }
    }
  }

  func watch(_ interrupter: Interrupter) { watched.withLock { $0.append(Weak(interrupter: interrupter)) } }
}
