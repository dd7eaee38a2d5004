package import Domain

// Values of the domain inside requests and answers: each is the text that people type and read, and comes back from it.

extension Day: Codable {
  /// `2025-03-20`.
  package init(from decoder: any Decoder) throws { self = try .reading(decoder) { try Day.parse($0) } }
  /// `2025-03-20`.
  package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

extension Instant: Encodable {
  /// `2025-03-20T08:30:00+08:00`.
  package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

extension Money: Codable {
  /// Yuan as decimal text: `7500.00`.
  package init(from decoder: any Decoder) throws { self = try .reading(decoder) { try Money.parse($0) } }
  /// Yuan as decimal text: `7500.00`.
  package func encode(to encoder: any Encoder) throws { try yuan.encode(to: encoder) }
}

extension DivisionCode: Codable {
  /// Its digits, or null for no division in particular.
  package init(from decoder: any Decoder) throws {
    let isNull = try decoder.singleValueContainer().decodeNil()
    self = isNull ? .unspecified : try .reading(decoder) { try DivisionCode.parse($0) }
  }

  /// Its digits, or null for no division in particular.
  package func encode(to encoder: any Encoder) throws {
    var text = encoder.singleValueContainer()
    if isSpecified { try text.encode(self.text) } else { try text.encodeNil() }
  }
}

extension Decodable {
  /// A value from its text; what a person would be told of it stands in the error.
  fileprivate static func reading(_ decoder: any Decoder, _ read: (String) throws -> Self) throws -> Self {
    let container = try decoder.singleValueContainer()
    do {
      return try read(try container.decode(String.self))
    } catch let refusal as Refusal {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: refusal.message)
    }
  }
}

extension QuietTime: Codable {
  private enum Key: CodingKey { case from, to, holdsRed }

  /// The two minutes of the day, and whether even red waits.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    let (from, to) = (try fields.decode(Int.self, forKey: .from), try fields.decode(Int.self, forKey: .to))
    guard let quiet = QuietTime(from: from, to: to, holdsRed: try fields.decode(Bool.self, forKey: .holdsRed)) else {
      throw DecodingError.dataCorruptedError(forKey: .to, in: fields, debugDescription: "\(from) to \(to) is no time")
    }
    self = quiet
  }

  /// The two minutes of the day, and whether even red waits.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(from, forKey: .from)
    try fields.encode(to, forKey: .to)
    try fields.encode(holdsRed, forKey: .holdsRed)
  }
}

extension Recipient.Role: Codable {}
extension ChannelKind: Codable {}
