internal import CPostgres

extension Session {
  /// Reads the rows of COPY (…) TO STDOUT (FORMAT binary), one call of `body` a row.
  package func copyOut(_ statement: String, _ body: (inout CopyReader) throws -> Void) throws {
    guard PQresultStatus(try handle.script(statement).result) == PGRES_COPY_OUT else {
      throw PostgresError(.usage, "not a COPY TO STDOUT", statement: statement)
    }
    var failure: (any Error)?
    var isFirst = true
    while true {
      var pointer: UnsafeMutablePointer<CChar>?
      handle.interrupter.progress()
      let length = PQgetCopyData(handle.connection, &pointer, 0)
      handle.interrupter.rest()
      guard length > 0, let pointer else {
        if length == -2 {
          failure = failure ?? PostgresError(.connection, Handle.message(handle.connection), statement: statement)
        }
        break
      }
      defer { PQfreemem(pointer) }
      // After an error the rest is read and let go, so that the connection stays usable.
      guard failure == nil else { continue }
      var reader = CopyReader(bytes: UnsafeRawBufferPointer(start: pointer, count: Int(length)))
      if isFirst {
        reader.skip(19)
        isFirst = false
      }
      guard reader.begin() else { continue }
      do { try body(&reader) } catch { failure = error }
    }
    handle.interrupter.progress()
    defer { handle.interrupter.rest() }
    while let result = PQgetResult(handle.connection) {
      do { _ = try handle.check(result, statement) } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }
}

/// Reads the fields of one binary COPY row from left to right. Valid only during the call it is handed to.
package struct CopyReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func skip(_ count: Int) { offset += count }

  /// Takes the field count; false at the trailer.
  mutating func begin() -> Bool {
    guard offset + 2 <= bytes.count else { return false }
    let fields = Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))
    offset += 2
    return fields >= 0
  }

  private mutating func field() throws -> UnsafeRawBufferPointer? {
    guard offset + 4 <= bytes.count else { throw PostgresError(.decoding, "COPY row has fewer fields than expected") }
    let length = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
    offset += 4
    guard length >= 0 else { return nil }
    guard offset + length <= bytes.count else { throw PostgresError(.decoding, "COPY row is cut short") }
    defer { offset += length }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
  }

  private mutating func required() throws -> UnsafeRawBufferPointer {
    guard let field = try field() else { throw PostgresError(.decoding, "COPY field is null") }
    return field
  }

  /// A bigint, or null.
  package mutating func optionalInt8() throws -> Int64? {
    guard let field = try field() else { return nil }
    guard field.count == 8 else { throw PostgresError(.decoding, "expected a bigint, got \(field.count) bytes") }
    return Int64(bigEndian: field.loadUnaligned(as: Int64.self))
  }
  /// A bigint.
  package mutating func int8() throws -> Int64 {
    guard let value = try optionalInt8() else { throw PostgresError(.decoding, "COPY field is null") }
    return value
  }
  /// An integer, or a date as days since 2000-01-01.
  package mutating func int4() throws -> Int32 {
    let field = try required()
    guard field.count == 4 else { throw PostgresError(.decoding, "expected an integer, got \(field.count) bytes") }
    return Int32(bigEndian: field.loadUnaligned(as: Int32.self))
  }
  /// A smallint or null.
  package mutating func optionalInt2() throws -> Int16? {
    guard let field = try field() else { return nil }
    guard field.count == 2 else { throw PostgresError(.decoding, "expected a smallint, got \(field.count) bytes") }
    return Int16(bigEndian: field.loadUnaligned(as: Int16.self))
  }
  /// A boolean.
  package mutating func bool() throws -> Bool { try required().first == 1 }
  /// A text or null.
  package mutating func optionalText() throws -> String? { try field().map { String(decoding: $0, as: UTF8.self) } }
  /// A text.
  package mutating func text() throws -> String { String(decoding: try required(), as: UTF8.self) }
  /// Any value or null.
  package mutating func optional<T: PostgresValue>(_ type: T.Type = T.self) throws -> T? {
    guard let field = try field() else { return nil }
    guard let value = T(binary: field) else { throw PostgresError(.decoding, "expected \(T.self)") }
    return value
  }
}
