// How values stand in documents of programs and in forms that are kept: each is the text that people type and read, never a
// number, so that no reader takes it for a binary fraction.

extension Money: Codable {
  /// Yuan: `7500.00`; as people type it, too: `0.75万元`.
  package init(from decoder: any Decoder) throws { self = try .reading(decoder) { text in try? Money.parse(text) } }

  package func encode(to encoder: any Encoder) throws { try yuan.encode(to: encoder) }
}

extension Points: Codable {
  /// `12.50`.
  package init(from decoder: any Decoder) throws {
    self = try .reading(decoder) { text in
      guard let number = Quantity(parsing: text), number.scale <= 2 else { return nil }
      return Points(hundredths: number.rescaled(to: 2).units)
    }
  }

  package func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }
}

extension Day: Codable {
  /// `2025-03-20`.
  package init(from decoder: any Decoder) throws { self = try .reading(decoder) { text in try? Day.parse(text) } }

  package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

extension DivisionCode: Codable {
  /// Its digits, or null for no division in particular.
  package init(from decoder: any Decoder) throws {
    let isNull = try decoder.singleValueContainer().decodeNil()
    self = isNull ? .unspecified : try .reading(decoder) { text in try? DivisionCode.parse(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if isSpecified { try container.encode(text) } else { try container.encodeNil() }
  }
}

extension Decodable {
  /// A value from its text.
  fileprivate static func reading(_ decoder: any Decoder, _ read: (String) -> Self?) throws -> Self {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = read(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no \(Self.self)")
    }
    return value
  }
}
