internal import CPostgres

/// The rows of a result. The memory libpq holds for them is freed with the last reference, whatever happens.
package final class Rows {
  let result: OpaquePointer
  /// How many rows there are.
  package let count: Int
  /// How many rows a statement without result rows touched.
  package var affected: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  /// What the server says it did, such as `COMMIT`.
  var command: String { String(cString: PQcmdStatus(result)) }

  init(owning result: OpaquePointer) {
    self.result = result
    count = Int(PQntuples(result))
  }

  deinit { PQclear(result) }

  /// A row.
  package subscript(index: Int) -> Row { Row(rows: self, index: Int32(index)) }

  /// Each row, turned into a value.
  package func map<T>(_ body: (inout Row) throws -> T) throws -> [T] {
    var values: [T] = []
    values.reserveCapacity(count)
    for index in 0..<count {
      var row = self[index]
      values.append(try body(&row))
    }
    return values
  }

  /// The row there must be, as after RETURNING, turned into a value.
  ///
  /// - Throws: a decoding error where there is none: a statement that is not what it was taken for.
  package func only<T>(_ body: (inout Row) throws -> T) throws -> T {
    guard let value = try first(body) else { throw PostgresError(.decoding, "no row came back") }
    return value
  }

  /// The first row, turned into a value; nil when there is none.
  package func first<T>(_ body: (inout Row) throws -> T) throws -> T? {
    guard count > 0 else { return nil }
    var row = self[0]
    return try body(&row)
  }
}

/// One row, read column by column from left to right.
package struct Row {
  let rows: Rows
  let index: Int32
  private var column: Int32 = 0

  init(rows: Rows, index: Int32) {
    self.rows = rows
    self.index = index
  }

  /// The next column.
  package mutating func next<T: PostgresValue>(_ type: T.Type = T.self) throws -> T {
    guard let value = try nextOptional(type) else {
      throw PostgresError(.decoding, "column \(column) (\(name(column - 1))) is null, expected \(T.self)")
    }
    return value
  }

  /// The next column, nil for null.
  package mutating func nextOptional<T: PostgresValue>(_ type: T.Type = T.self) throws -> T? {
    let current = column
    guard current < PQnfields(rows.result) else {
      throw PostgresError(.decoding, "row has \(PQnfields(rows.result)) columns, asked for number \(current + 1)")
    }
    column += 1
    guard PQgetisnull(rows.result, index, current) == 0 else { return nil }
    let oid = PQftype(rows.result, current)
    let bytes = UnsafeRawBufferPointer(
      start: PQgetvalue(rows.result, index, current), count: Int(PQgetlength(rows.result, index, current)))
    guard T.accepts(oid), let value = T(binary: bytes) else {
      throw PostgresError(.decoding, "column \(current + 1) (\(name(current))) has type \(oid), expected \(T.self)")
    }
    return value
  }

  private func name(_ column: Int32) -> String { PQfname(rows.result, column).map { String(cString: $0) } ?? "?" }
}
