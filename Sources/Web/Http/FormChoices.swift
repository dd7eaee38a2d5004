internal import Domain
internal import Pages

// What a form chose among what its page offers. Something else cannot come from that page: nothing is guessed in its place.
extension FormFields {
  /// The choice under a name; the usual one where nothing was chosen.
  func choice<Value: RawRepresentable<String>>(_ name: String, else usual: Value) throws -> Value {
    try choice(name) ?? usual
  }

  /// The choice under a name; nil where nothing was chosen.
  func choice<Value: RawRepresentable<String>>(_ name: String) throws -> Value? {
    guard let text = typed(name) else { return nil }
    guard let value = Value(rawValue: text) else { throw SiteFailure.unreadable }
    return value
  }

  /// All that were ticked under a name, each read.
  func ticked<Value>(_ name: String, _ read: (String) -> Value?) throws -> [Value] {
    try all(name).map { text in
      guard let value = read(text) else { throw SiteFailure.unreadable }
      return value
    }
  }

  /// The lines of a grid, all of them: more than there may be are not cut off.
  func grid<Column: GridColumn>(_: GridLine<Column>.Type) throws -> [GridLine<Column>] {
    let count = self[GridLine<Column>.count].map { Int($0) ?? -1 } ?? 0
    guard (0...GridLine<Column>.most).contains(count) else { throw SiteFailure.unreadable }
    return GridLine.lines(of: self)
  }
}
