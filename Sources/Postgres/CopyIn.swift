internal import CPostgres

extension Session {
  /// Writes rows by COPY … FROM STDIN (FORMAT binary). Gives the count of rows the server took.
  ///
  /// An error in `body` aborts the COPY; within a transaction that aborts the transaction too.
  @discardableResult
  package func copyIn(_ statement: String, _ body: (inout CopyWriter) throws -> Void) throws -> Int {
    guard PQresultStatus(try handle.script(statement).result) == PGRES_COPY_IN else {
      throw PostgresError(.usage, "not a COPY FROM STDIN", statement: statement)
    }
    var writer = CopyWriter(connection: handle.connection, interrupter: handle.interrupter)
    defer { handle.interrupter.rest() }
    do {
      try body(&writer)
      try writer.finish()
    } catch {
      handle.interrupter.progress()
      PQputCopyEnd(handle.connection, "given up by the client")
      // When the server ended the COPY first, its own error is the one to tell.
      if let server = drainError(statement), server.sqlState != "57014" { throw server }
      throw error
    }
    handle.interrupter.progress()
    guard PQputCopyEnd(handle.connection, nil) == 1 else {
      throw PostgresError(.connection, Handle.message(handle.connection), statement: statement)
    }
    var count = 0
    while let result = PQgetResult(handle.connection) {
      do { count = try handle.check(result, statement).affected } catch {
        while let rest = PQgetResult(handle.connection) { PQclear(rest) }
        throw error
      }
    }
    return count
  }

  private func drainError(_ statement: String) -> PostgresError? {
    var error: PostgresError?
    while let result = PQgetResult(handle.connection) {
      do { _ = try handle.check(result, statement) } catch let failed as PostgresError { error = error ?? failed } catch
      {}
    }
    return error
  }
}

/// Collects the fields of COPY rows and sends them in pieces of 64 KiB.
package struct CopyWriter {
  private let connection: OpaquePointer
  private let interrupter: Interrupter
  private var buffer: [UInt8] = []
  private static let flushAt = 1 << 16

  init(connection: OpaquePointer, interrupter: Interrupter) {
    self.connection = connection
    self.interrupter = interrupter
    buffer.reserveCapacity(CopyWriter.flushAt + 4096)
    buffer += Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
  }

  /// Begins a row of so many fields.
  package mutating func row(_ fields: Int) throws {
    if buffer.count >= CopyWriter.flushAt { try flush() }
    Int16(fields).appendBigEndian(to: &buffer)
  }

  /// A null.
  package mutating func null() { Int32(-1).appendBigEndian(to: &buffer) }
  /// A bigint.
  package mutating func int8(_ value: Int64) {
    Int32(8).appendBigEndian(to: &buffer)
    value.appendBigEndian(to: &buffer)
  }
  /// A bigint or null.
  package mutating func int8(_ value: Int64?) { if let value { int8(value) } else { null() } }
  /// A smallint.
  package mutating func int2(_ value: Int16) {
    Int32(2).appendBigEndian(to: &buffer)
    value.appendBigEndian(to: &buffer)
  }
  /// An integer, or a date as days since 2000-01-01.
  package mutating func int4(_ value: Int32) {
    Int32(4).appendBigEndian(to: &buffer)
    value.appendBigEndian(to: &buffer)
  }
  /// A text.
  package mutating func text(_ value: String) {
    Int32(value.utf8.count).appendBigEndian(to: &buffer)
    buffer.append(contentsOf: value.utf8)
  }
  /// A text or null.
  package mutating func text(_ value: String?) { if let value { text(value) } else { null() } }
  /// Any value.
  package mutating func value(_ value: (some PostgresValue)?) { encodeField(value, into: &buffer) }
  mutating func finish() throws {
    Int16(-1).appendBigEndian(to: &buffer)
    try flush()
  }

  private mutating func flush() throws {
    guard !buffer.isEmpty else { return }
    interrupter.progress()
    defer { interrupter.rest() }
    let sent = buffer.withUnsafeBytes { bytes in
      PQputCopyData(connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard sent == 1 else { throw PostgresError(.connection, Handle.message(connection)) }
    buffer.removeAll(keepingCapacity: true)
  }
}
