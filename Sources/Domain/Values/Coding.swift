// How values stand in documents of programs: money as yuan, points and dates as people write them, always as texts, so that no
// reader takes them for binary fractions.

extension Money: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(fen: try Quantity.hundredths(from: decoder))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(yuan)
  }
}

extension Points: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(hundredths: try Quantity.hundredths(from: decoder))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Quantity {
  /// A text of at most two decimals, as hundredths.
  fileprivate static func hundredths(from decoder: any Decoder) throws -> Int64 {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let number = Quantity(parsing: text), number.scale <= 2 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a number of two decimals: \(text)")
    }
    return number.rescaled(to: 2).units
  }
}

extension Day: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = try? Day.parse(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day: \(text)")
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension DivisionCode: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(kept: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
