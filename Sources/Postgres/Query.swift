/// A statement with its values. Interpolation makes binds, never text: `"… WHERE id = \(id)"` is `… WHERE id = $1`.
package struct Query: ExpressibleByStringInterpolation, Sendable {
  /// One bound value.
  struct Bind: Sendable {
    let oid: UInt32
    let bytes: [UInt8]?
  }

  /// The text with `$1`, `$2` … in it.
  package private(set) var text: String
  private(set) var binds: [Bind]

  /// A statement without values.
  package init(stringLiteral value: String) {
    text = value
    binds = []
  }

  /// A statement from trusted text, such as a migration.
  package init(trusted text: String) {
    self.text = text
    binds = []
  }

  /// The statement between two trusted texts.
  package func wrapped(_ before: String, _ after: String) -> Query {
    var query = self
    query.text = before + "\n" + text + "\n" + after
    return query
  }

  package init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
    binds = stringInterpolation.binds
  }

  /// Collects the text and the values of a statement.
  package struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    var binds: [Bind] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 3)
      binds.reserveCapacity(interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    /// Binds a value.
    package mutating func appendInterpolation<T: PostgresValue>(_ value: T) { bind(value) }

    /// Binds a value or null.
    package mutating func appendInterpolation<T: PostgresValue>(_ value: T?) { bind(value) }

    /// Puts trusted text in, such as a column list of ours. Never anything a person gave.
    package mutating func appendInterpolation(trusted: String) { text += trusted }

    private mutating func bind<T: PostgresValue>(_ value: T?) {
      var bytes: [UInt8]?
      if let value {
        var encoded: [UInt8] = []
        value.encode(into: &encoded)
        bytes = encoded
      }
      binds.append(Bind(oid: T.oid, bytes: bytes))
      text += "$\(binds.count)"
    }
  }
}
