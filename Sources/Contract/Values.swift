package import Domain

// Values of the domain that stand only in requests and answers.

extension Instant: Encodable {
  /// `2025-03-20T08:30:00+08:00`.
  package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
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
