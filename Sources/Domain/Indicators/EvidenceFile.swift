/// What kinds of files are taken as evidence (佐证材料). Which one a file is, is told by its content.
package enum EvidenceType: String, Sendable, Codable, CaseIterable {
  case pdf, png, jpeg, docx, xlsx

  /// How names of such files end, the usual ending first.
  package var endings: [String] { self == .jpeg ? ["jpg", "jpeg"] : [rawValue] }
  /// The media type.
  package var mediaType: String {
    switch self {
    case .png: "image/png"
    case .jpeg: "image/jpeg"
    case .pdf, .docx, .xlsx: FileType.of(rawValue)
    }
  }
}

/// How much evidence there may be.
package enum EvidenceLimit {
  /// Bytes of a file, and files of a value.
  package static let bytes = 10 << 20, files = 10
  /// Letters of a name with its ending.
  package static let name = 100
}

/// A file that shows what an indicator's value rests on, as it is sent.
package struct EvidenceFile: Hashable, Sendable {
  /// Its name, made safe; its kind; the file.
  package let name: String, type: EvidenceType, content: [UInt8]
  /// SHA-256 of the content.
  package let digest: [UInt8]

  /// A file under the name that somebody's computer gave it.
  package init(named name: String, _ type: EvidenceType, _ content: [UInt8], digest: [UInt8]) {
    (self.type, self.content, self.digest) = (type, content, digest)
    self.name = EvidenceFile.safe(name, type)
  }

  /// A name without folders and without what would mean something to whoever reads it: no control characters, none
  /// that turn the direction of writing, no quotes and separators; with the ending of what the file is, and not too
  /// long.
  package static func safe(_ name: String, _ type: EvidenceType) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    var clean = String(String.UnicodeScalarView(last.unicodeScalars.filter(isPlain)))
    clean = clean.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    clean = String(clean.drop { $0 == "." || $0 == " " })
    if let ending = type.endings.first(where: { clean.lowercased().hasSuffix("." + $0) }) {
      clean = String(clean.dropLast(ending.count + 1))
    }
    while clean.last == "." || clean.last == " " { clean.removeLast() }
    clean = String(clean.prefix(EvidenceLimit.name - type.endings[0].count - 1))
    // A letter may be of many characters; what is kept has a bound of its own.
    while clean.unicodeScalars.count > EvidenceLimit.name { clean.removeLast() }
    return (clean.isEmpty ? "佐证材料" : clean) + "." + type.endings[0]
  }

  /// A name as it is told of a file that is not known to be of any kind.
  package static func told(_ name: String) -> String {
    let ending = name.lastIndex(of: ".").map {
      name[$0...].filter { $0.isASCII && $0.isLetter || $0.isNumber }.prefix(10)
    }
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let plain = String(EvidenceFile.safe(stem, .pdf).dropLast(".pdf".count))
    return ending.map { $0.isEmpty ? plain : "\(plain).\($0)" } ?? plain
  }

  /// The names of several as they are told: made safe, and not more than a line has room for.
  package static func listed(_ names: [String]) -> String {
    let shown = names.prefix(EvidenceLimit.files).map(told)
    return shown.joined(separator: "、") + (names.count > shown.count ? "等\(names.count)个" : "")
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: !"\"'<>|:*?;%&`$".unicodeScalars.contains(scalar)
    }
  }
}

/// Evidence as it is kept.
package struct KeptEvidenceFile: Hashable, Sendable {
  /// Its row, and the indicator whose value it shows.
  package let id: Int64, indicator: IndicatorID
  /// The row of the value it shows.
  package let observation: Int64
  /// The value: its day, itself where its year is kept, and whether it still counts: corrected and withdrawn ones
  /// keep their files.
  package let day: Day, value: ObservedValue?, isStanding: Bool
  /// Its name, kind, bytes and SHA-256.
  package let name: String, type: EvidenceType, size: Int, digest: [UInt8]
  /// Who sent it, and when.
  package let actor: String, recordedAt: Instant
  /// Why it was taken back, by whom and when; nil where it was not. Its content is gone then.
  package let withdrawal: Withdrawal?

  /// That it was taken back.
  package struct Withdrawal: Hashable, Sendable {
    /// Why, by whom and when.
    package let reason: String, actor: String, at: Instant

    /// One.
    package init(reason: String, actor: String, at: Instant) {
      (self.reason, self.actor, self.at) = (reason, actor, at)
    }
  }

  /// A file.
  package init(
    id: Int64, indicator: IndicatorID, observation: Int64, day: Day, value: ObservedValue?, isStanding: Bool,
    name: String,
    type: EvidenceType, size: Int, digest: [UInt8], actor: String, recordedAt: Instant, withdrawal: Withdrawal?
  ) {
    (self.id, self.indicator, self.day, self.value, self.isStanding) = (id, indicator, day, value, isStanding)
    (self.name, self.type, self.size, self.digest) = (name, type, size, digest)
    (self.actor, self.recordedAt, self.withdrawal) = (actor, recordedAt, withdrawal)
    self.observation = observation
  }
}

/// A value of an indicator as it was recorded.
package struct KeptValue: Hashable, Sendable {
  /// Its row, its day and itself.
  package let id: Int64, day: Day, value: ObservedValue
  /// Who recorded it, and when; nobody's name for what is older than that was kept.
  package let actor: String?, recordedAt: Instant
  /// Whether it counts, and was neither corrected nor taken back.
  package let isStanding: Bool

  /// A value.
  package init(id: Int64, day: Day, value: ObservedValue, actor: String?, recordedAt: Instant, isStanding: Bool) {
    (self.id, self.day, self.value) = (id, day, value)
    (self.actor, self.recordedAt, self.isStanding) = (actor, recordedAt, isStanding)
  }
}

extension Int {
  /// So many bytes as people read them: 980B, 12KB, 3.4MB; a tenth is cut, never rounded up.
  package var bytesChinese: String {
    if self < 1 << 10 { return "\(self)B" }
    if self < 1 << 20 { return "\(self >> 10)KB" }
    let tenths = self * 10 / (1 << 20)
    return tenths % 10 == 0 ? "\(tenths / 10)MB" : "\(tenths / 10).\(tenths % 10)MB"
  }
}
