package import Domain

/// Turns an answer into the one JSON document that every door gives of it: keys in the order in which they are declared, and
/// null where there is no value, so that a key is always there.
package enum AnswerEncoder {
  /// An answer as JSON.
  package static func json(_ answer: some Encodable) throws -> JSONValue {
    let encoder = TreeEncoder(codingPath: [])
    try answer.encode(to: encoder)
    return encoder.box.value
  }
}

extension JSONValue: Encodable {
  /// A part of an answer that is JSON already, put in as it is.
  package func encode(to encoder: any Encoder) throws {
    guard let tree = encoder as? TreeEncoder else {
      throw EncodingError.invalidValue(
        self, .init(codingPath: encoder.codingPath, debugDescription: "only a part of an answer"))
    }
    tree.box.own = self
  }
}

/// A place in the document while it is written.
private final class Box {
  var own: JSONValue = .null
  var fields: [(key: String, box: Box)]?
  var items: [Box]?

  var value: JSONValue {
    if let fields { return .object(fields.map { .init(key: $0.key, value: $0.box.value) }) }
    if let items { return .array(items.map(\.value)) }
    return own
  }

  func field(_ key: String) -> Box {
    let box = Box()
    fields = (fields ?? []) + [(key, box)]
    return box
  }

  func item() -> Box {
    let box = Box()
    items = (items ?? []) + [box]
    return box
  }
}

private struct TreeEncoder: Encoder {
  var codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  var box = Box()

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    box.fields = box.fields ?? []
    return KeyedEncodingContainer(Fields(codingPath: codingPath, box: box))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    box.items = box.items ?? []
    return Items(codingPath: codingPath, box: box)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(codingPath: codingPath, box: box) }
}

private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
  var codingPath: [any CodingKey]
  let box: Box

  mutating func encodeNil(forKey key: Key) { box.field(key.stringValue).own = .null }

  mutating func encode(_ value: some Encodable, forKey key: Key) throws {
    try value.encode(to: TreeEncoder(codingPath: codingPath + [key], box: box.field(key.stringValue)))
  }

  // Whatever has no value is null: the key stays.
  mutating func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws {
    guard let value else { return encodeNil(forKey: key) }
    try encode(value, forKey: key)
  }
  mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try optional(value, key) }
  mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws { try optional(value, key) }
  mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try optional(value, key) }
  mutating func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try optional(value, key) }

  private mutating func optional(_ value: (some Encodable)?, _ key: Key) throws {
    guard let value else { return encodeNil(forKey: key) }
    try encode(value, forKey: key)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(codingPath: codingPath + [key], box: box.field(key.stringValue)).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    TreeEncoder(codingPath: codingPath + [key], box: box.field(key.stringValue)).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { TreeEncoder(codingPath: codingPath, box: box.field("super")) }
  mutating func superEncoder(forKey key: Key) -> any Encoder {
    TreeEncoder(codingPath: codingPath + [key], box: box.field(key.stringValue))
  }
}

private struct Items: UnkeyedEncodingContainer {
  var codingPath: [any CodingKey]
  let box: Box
  var count: Int { box.items?.count ?? 0 }

  mutating func encodeNil() { box.item().own = .null }
  mutating func encode(_ value: some Encodable) throws {
    try value.encode(to: TreeEncoder(codingPath: codingPath, box: box.item()))
  }
  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(codingPath: codingPath, box: box.item()).container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    TreeEncoder(codingPath: codingPath, box: box.item()).unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { TreeEncoder(codingPath: codingPath, box: box.item()) }
}

/// Texts, whole numbers, truth and null. A fraction is no answer of ours: amounts and rates are decimal texts.
private struct Single: SingleValueEncodingContainer {
  var codingPath: [any CodingKey]
  let box: Box

  mutating func encodeNil() { box.own = .null }
  mutating func encode(_ value: Bool) { box.own = .bool(value) }
  mutating func encode(_ value: String) { box.own = .string(value) }
  mutating func encode(_ value: Double) throws { throw fraction(value) }
  mutating func encode(_ value: Float) throws { throw fraction(value) }
  mutating func encode(_ value: Int) { box.own = .number(Int64(value)) }
  mutating func encode(_ value: Int8) { box.own = .number(Int64(value)) }
  mutating func encode(_ value: Int16) { box.own = .number(Int64(value)) }
  mutating func encode(_ value: Int32) { box.own = .number(Int64(value)) }
  mutating func encode(_ value: Int64) { box.own = .number(value) }
  mutating func encode(_ value: UInt) { box.own = .literal(String(value)) }
  mutating func encode(_ value: UInt8) { box.own = .number(Int64(value)) }
  mutating func encode(_ value: UInt16) { box.own = .number(Int64(value)) }
  mutating func encode(_ value: UInt32) { box.own = .number(Int64(value)) }
  mutating func encode(_ value: UInt64) { box.own = .literal(String(value)) }
  mutating func encode(_ value: some Encodable) throws {
    try value.encode(to: TreeEncoder(codingPath: codingPath, box: box))
  }

  private func fraction(_ value: some Encodable) -> EncodingError {
    .invalidValue(value, .init(codingPath: codingPath, debugDescription: "a fraction, where decimal text is meant"))
  }
}
