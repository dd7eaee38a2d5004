package import Domain

/// Whose indicators are meant.
package struct IndicatorChoice: Codable, Hashable, Sendable {
  /// A project's, by its code, or the department's own.
  package var subject: ObservationRequest.Subject
  /// The fiscal year; nil for the last.
  package var year: Int?
  /// The division, by code or name, where the code stands in several.
  package var division: String?

  /// Whose indicators.
  package init(of subject: ObservationRequest.Subject, year: Int? = nil, division: String? = nil) {
    (self.subject, self.year, self.division) = (subject, year, division)
  }
}

/// Another way for an indicator to get its value.
package struct BindRequest: Codable, Hashable, Sendable {
  /// Whose indicator it is.
  package var choice: IndicatorChoice
  /// Its place, or its name or a part of it that no other has.
  package var indicator: String
  /// How its value is obtained.
  package var binding: Binding

  /// Another way.
  package init(_ choice: IndicatorChoice, indicator: String, to binding: Binding) {
    (self.choice, self.indicator, self.binding) = (choice, indicator, binding)
  }
}

/// Some indicators, and how each gets its value.
package struct IndicatorsAnswer: Encodable, Hashable, Sendable {
  /// One of them.
  package struct Entry: Encodable, Hashable, Sendable {
    /// Its place in the table, its name and its target.
    package var position: Int, name: String, target: String
    /// How its value is obtained.
    package var bound: Binding

    private enum Key: CodingKey { case position, name, target }

    /// An indicator.
    package init(position: Int, name: String, target: Target, bound: Binding) {
      (self.position, self.name, self.target, self.bound) = (position, name, target.text, bound)
    }

    package func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(position, forKey: .position)
      try fields.encode(name, forKey: .name)
      try fields.encode(target, forKey: .target)
      try bound.encode(to: encoder)
    }
  }

  /// In the order of the table.
  package var indicators: [Entry]

  /// Some indicators.
  package init(_ indicators: [Entry]) { self.indicators = indicators }
}

extension Binding: Codable {
  private enum Key: CodingKey { case binding, category, workdays }

  /// Its name, and the category or the workdays it has.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    let name = try fields.decode(String.self, forKey: .binding)
    let known = Binding(
      name: name, category: try fields.decodeIfPresent(String.self, forKey: .category),
      workdays: try fields.decodeIfPresent(Int.self, forKey: .workdays))
    guard let known else {
      throw DecodingError.dataCorruptedError(forKey: .binding, in: fields, debugDescription: "no binding “\(name)”")
    }
    self = known
  }

  /// Its name, and the category or the workdays it has.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(name, forKey: .binding)
    try fields.encodeIfPresent(category, forKey: .category)
    try fields.encodeIfPresent(workdays, forKey: .workdays)
  }
}
