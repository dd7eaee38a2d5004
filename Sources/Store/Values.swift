package import Domain
internal import Postgres

extension Day: PostgresValue {
  /// date: days since 2000-01-01 in PostgreSQL.
  package static var oid: UInt32 { 1082 }
  package func encode(into bytes: inout [UInt8]) { (number - Day.postgresEpoch).encode(into: &bytes) }
  package init?(binary: UnsafeRawBufferPointer) {
    guard let days = Int32(binary: binary) else { return nil }
    self.init(number: days + Day.postgresEpoch)
  }

  /// 2000-01-01 as days since 1970-01-01.
  static let postgresEpoch: Int32 = 10_957
  /// The day as PostgreSQL counts it.
  var postgresDays: Int32 { number - Day.postgresEpoch }
  /// The day PostgreSQL counts so.
  init(postgresDays: Int32) { self.init(number: postgresDays + Day.postgresEpoch) }
}

extension Instant: PostgresValue {
  /// timestamptz: microseconds since 2000-01-01 in PostgreSQL.
  package static var oid: UInt32 { 1184 }
  private static let postgresEpoch: Int64 = 946_684_800_000

  package func encode(into bytes: inout [UInt8]) {
    ((milliseconds - Instant.postgresEpoch) * 1000).encode(into: &bytes)
  }
  package init?(binary: UnsafeRawBufferPointer) {
    guard let microseconds = Int64(binary: binary) else { return nil }
    self.init(milliseconds: microseconds / 1000 + Instant.postgresEpoch)
  }
}

extension Instant: PostgresArrayElement { package static var arrayOID: UInt32 { 1185 } }

extension Money: PostgresValue {
  package static var oid: UInt32 { 20 }
  package func encode(into bytes: inout [UInt8]) { fen.encode(into: &bytes) }
  package init?(binary: UnsafeRawBufferPointer) {
    guard let fen = Int64(binary: binary) else { return nil }
    self.init(fen: fen)
  }
}

extension RowID: PostgresValue {
  /// bigint.
  package static var oid: UInt32 { 20 }
  package func encode(into bytes: inout [UInt8]) { number.encode(into: &bytes) }
  package init?(binary: UnsafeRawBufferPointer) {
    guard let number = Int64(binary: binary) else { return nil }
    self.init(number)
  }
}

extension RowID: PostgresArrayElement { package static var arrayOID: UInt32 { 1016 } }

extension CopyReader {
  /// A row's number.
  mutating func id<Subject>(_ type: RowID<Subject>.Type = RowID<Subject>.self) throws -> RowID<Subject> {
    RowID(try int8())
  }
  /// A row's number, or null.
  mutating func optionalID<Subject>(_ type: RowID<Subject>.Type = RowID<Subject>.self) throws -> RowID<Subject>? {
    try optionalInt8().map { RowID($0) }
  }
}

extension CopyWriter {
  /// A row's number.
  mutating func id<Subject>(_ id: RowID<Subject>) { int8(id.number) }
  /// A row's number, or null.
  mutating func id<Subject>(_ id: RowID<Subject>?) { int8(id?.number) }
}

extension Quantity {
  var numeric: Numeric { Numeric(units: units, scale: scale) }
  init(_ numeric: Numeric) { self.init(units: numeric.units, scale: numeric.scale) }
}

/// No row ids, as an array literal for COPY statements.
let noIDs = idList([Int64]())

/// Row ids as an array literal, for COPY statements, which take no binds. Integers only, so nothing can be injected.
func idList(_ ids: [Int64]) -> String { "'{" + ids.map(String.init).joined(separator: ",") + "}'::bigint[]" }
func idList<Subject>(_ ids: [RowID<Subject>]) -> String { idList(ids.map(\.number)) }
