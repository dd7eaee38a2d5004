/// A value that can be bound to a statement and read from a row, in PostgreSQL's binary format.
package protocol PostgresValue: Sendable {
  /// The object id of its type; 0 lets the server infer it.
  static var oid: UInt32 { get }
  /// Types it can be read from besides its own.
  static func accepts(_ oid: UInt32) -> Bool
  /// Appends the binary form.
  func encode(into bytes: inout [UInt8])
  /// Reads the binary form; nil when the bytes are not one.
  init?(binary: UnsafeRawBufferPointer)
}

extension PostgresValue {
  /// By default only the own type.
  package static func accepts(_ oid: UInt32) -> Bool { oid == Self.oid }
}

extension FixedWidthInteger {
  /// Appends the big-endian bytes.
  func appendBigEndian(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Reads big-endian bytes of exactly this width.
  init?(bigEndianBytes buffer: UnsafeRawBufferPointer) {
    guard buffer.count == MemoryLayout<Self>.size else { return nil }
    self.init(bigEndian: buffer.loadUnaligned(as: Self.self))
  }
}

extension Int64: PostgresValue {
  package static var oid: UInt32 { 20 }
  package static func accepts(_ oid: UInt32) -> Bool { oid == 20 || oid == 23 || oid == 21 }
  package func encode(into bytes: inout [UInt8]) { appendBigEndian(to: &bytes) }
  package init?(binary: UnsafeRawBufferPointer) {
    switch binary.count {
    case 8: self.init(bigEndianBytes: binary)
    case 4: self = Int32(bigEndianBytes: binary).map(Int64.init) ?? 0
    case 2: self = Int16(bigEndianBytes: binary).map(Int64.init) ?? 0
    default: return nil
    }
  }
}

extension Int: PostgresValue {
  package static var oid: UInt32 { 20 }
  package static func accepts(_ oid: UInt32) -> Bool { Int64.accepts(oid) }
  package func encode(into bytes: inout [UInt8]) { Int64(self).encode(into: &bytes) }
  package init?(binary: UnsafeRawBufferPointer) {
    guard let value = Int64(binary: binary) else { return nil }
    self = Int(value)
  }
}

extension Int32: PostgresValue {
  package static var oid: UInt32 { 23 }
  package func encode(into bytes: inout [UInt8]) { appendBigEndian(to: &bytes) }
  package init?(binary: UnsafeRawBufferPointer) { self.init(bigEndianBytes: binary) }
}

extension Int16: PostgresValue {
  package static var oid: UInt32 { 21 }
  package func encode(into bytes: inout [UInt8]) { appendBigEndian(to: &bytes) }
  package init?(binary: UnsafeRawBufferPointer) { self.init(bigEndianBytes: binary) }
}

extension Bool: PostgresValue {
  package static var oid: UInt32 { 16 }
  package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
  package init?(binary: UnsafeRawBufferPointer) {
    guard binary.count == 1 else { return nil }
    self = binary[0] != 0
  }
}

extension String: PostgresValue {
  package static var oid: UInt32 { 25 }
  /// text, varchar, bpchar, name, json, unknown.
  package static func accepts(_ oid: UInt32) -> Bool { [25, 1043, 1042, 19, 114, 705].contains(oid) }
  package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
  package init?(binary: UnsafeRawBufferPointer) { self.init(decoding: binary, as: UTF8.self) }
}

/// Bytes (bytea).
package struct Bytes: PostgresValue, Hashable {
  /// The bytes.
  package let bytes: [UInt8]
  /// Wraps bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package static var oid: UInt32 { 17 }
  package func encode(into out: inout [UInt8]) { out.append(contentsOf: bytes) }
  package init?(binary: UnsafeRawBufferPointer) { bytes = Array(binary) }
}

/// A one-dimensional array whose elements may be null.
package struct Nullables<Element: PostgresArrayElement>: PostgresValue {
  /// The elements.
  package let elements: [Element?]
  /// Wraps elements.
  package init(_ elements: [Element?]) { self.elements = elements }
  package static var oid: UInt32 { Element.arrayOID }

  package func encode(into bytes: inout [UInt8]) {
    let hasNull = elements.contains { $0 == nil }
    for header in [Int32(elements.isEmpty ? 0 : 1), hasNull ? 1 : 0, Int32(bitPattern: Element.oid)] {
      header.appendBigEndian(to: &bytes)
    }
    guard !elements.isEmpty else { return }
    Int32(elements.count).appendBigEndian(to: &bytes)
    Int32(1).appendBigEndian(to: &bytes)
    for element in elements { encodeField(element, into: &bytes) }
  }

  package init?(binary: UnsafeRawBufferPointer) {
    guard binary.count >= 12, let dimensions = Int32(bigEndianBytes: .init(rebasing: binary[0..<4])) else { return nil }
    guard dimensions > 0 else {
      elements = []
      return
    }
    guard dimensions == 1, binary.count >= 20, let count = Int32(bigEndianBytes: .init(rebasing: binary[12..<16]))
    else {
      return nil
    }
    var result: [Element?] = []
    var offset = 20
    for _ in 0..<count {
      guard offset + 4 <= binary.count, let length = Int32(bigEndianBytes: .init(rebasing: binary[offset..<offset + 4]))
      else { return nil }
      offset += 4
      if length < 0 {
        result.append(nil)
        continue
      }
      guard offset + Int(length) <= binary.count,
        let element = Element(binary: .init(rebasing: binary[offset..<offset + Int(length)]))
      else { return nil }
      result.append(element)
      offset += Int(length)
    }
    elements = result
  }
}

/// A value that PostgreSQL keeps in arrays.
package protocol PostgresArrayElement: PostgresValue {
  /// The object id of the array type.
  static var arrayOID: UInt32 { get }
}

extension Int64: PostgresArrayElement { package static var arrayOID: UInt32 { 1016 } }
extension Int: PostgresArrayElement { package static var arrayOID: UInt32 { 1016 } }
extension Int16: PostgresArrayElement { package static var arrayOID: UInt32 { 1005 } }
extension String: PostgresArrayElement { package static var arrayOID: UInt32 { 1009 } }

extension Array: PostgresValue where Element: PostgresArrayElement {
  package static var oid: UInt32 { Element.arrayOID }
  package func encode(into bytes: inout [UInt8]) { Nullables<Element>(map { $0 }).encode(into: &bytes) }
  package init?(binary: UnsafeRawBufferPointer) {
    guard let values = Nullables<Element>(binary: binary)?.elements else { return nil }
    self = values.compactMap { $0 }
  }
}

/// Appends a field with its length in front, as arrays and COPY want it; −1 for null.
func encodeField(_ value: (some PostgresValue)?, into bytes: inout [UInt8]) {
  guard let value else { return Int32(-1).appendBigEndian(to: &bytes) }
  let start = bytes.count
  Int32(0).appendBigEndian(to: &bytes)
  value.encode(into: &bytes)
  let length = Int32(bytes.count - start - 4)
  withUnsafeBytes(of: length.bigEndian) { source in
    for index in 0..<4 { bytes[start + index] = source[index] }
  }
}
