internal import CPostgres
internal import Glibc

/// Collects the warnings of one connection, on its own thread.
final class Warnings {
  fileprivate var messages: [String] = []

  static let receive: PQnoticeReceiver = { context, result in
    guard let context, let result else { return }
    func field(_ code: UnicodeScalar) -> String? {
      PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
    // 01000 is a warning of no special kind, 57P01 the end of the server: the two a cancelled wait for a standby comes with.
    guard field("V") == "WARNING", let state = field("C"), state == "01000" || state == "57P01" else { return }
    Unmanaged<Warnings>.fromOpaque(context).takeUnretainedValue().messages.append(field("M") ?? state)
  }
}

extension Handle {
  /// Commits. Throws ``PostgresError/Stage/uncertain`` where the answer does not come in time, the connection breaks, or the
  /// server says yes with a warning: in PostgreSQL 15 a cancelled wait for a synchronous standby is reported as success with
  /// a warning, though the transaction may be lost with the server.
  func commit() throws {
    warnings.messages = []
    guard PQsendQuery(connection, "COMMIT") == 1 else { throw uncertain(Handle.message(connection)) }
    let isInTime = waitForAnswer(milliseconds: commitTimeoutMilliseconds)
    if !isInTime {
      cancelStatement()
      // A server that does not even answer the cancelling is left alone: the connection is not used again.
      guard waitForAnswer(milliseconds: 2_000) else {
        abandon()
        throw uncertain("no answer to COMMIT in \(commitTimeoutMilliseconds) ms")
      }
    }
    var failure: PostgresError?
    var isCommitted = false
    while let result = PQgetResult(connection) {
      do {
        isCommitted = try check(result, "COMMIT").command == "COMMIT"
      } catch let error as PostgresError {
        failure = error
      }
    }
    if let failure { throw failure.stage == .connection ? uncertain(failure.message) : failure }
    guard isCommitted || PQstatus(connection) == CONNECTION_OK else { throw uncertain(Handle.message(connection)) }
    guard isCommitted else { throw PostgresError(.server, "COMMIT was answered by ROLLBACK", sqlState: "25P02") }
    if let warning = warnings.messages.first { throw uncertain(warning) }
  }

  private func uncertain(_ message: String) -> PostgresError {
    PostgresError(.uncertain, message, statement: "COMMIT")
  }

  /// Whether the answer is there, or the connection broken, before the time is over.
  private func waitForAnswer(milliseconds: Int) -> Bool {
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
      guard PQconsumeInput(connection) == 1 else { return true }
      if PQisBusy(connection) == 0 { return true }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return false }
      let wait = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
      if poll(&descriptor, 1, Int32(clamping: wait)) < 0, errno != EINTR { return true }
    }
  }

  /// Asks the server to stop the statement, from a thread of its own: a server that is frozen may never answer that either.
  private func cancelStatement() {
    let canceller = Canceller(PQgetCancel(connection))
    startThread { canceller.cancel() }
  }

  /// Shuts the connection's socket, so that nobody waits for it any more.
  private func abandon() { shutdown(PQsocket(connection), Int32(SHUT_RDWR)) }
}
