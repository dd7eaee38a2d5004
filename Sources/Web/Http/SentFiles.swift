/// A file that somebody sent.
struct SentFile: Sendable {
  let name: String, bytes: [UInt8]
}

/// The files that came with a form, by the names of their fields; several may come by one.
struct SentFiles: Sendable {
  private var list: [(field: String, file: SentFile)] = []

  /// The last that came by a field; nil for none.
  subscript(_ field: String) -> SentFile? { list.last { $0.field == field }?.file }

  /// All that came by a field, in their order.
  func all(_ field: String) -> [SentFile] { list.filter { $0.field == field }.map(\.file) }

  /// The names that people's computers gave all of them.
  var names: [String] { list.map(\.file.name) }

  mutating func add(_ file: SentFile, by field: String) { list.append((field, file)) }
}
