package import Domain

/// Which value a file shows, and what the file is: what stands in the trail of it. The content goes beside it.
package struct EvidenceRequest: Codable, Hashable, Sendable {
  /// Whose indicator.
  package var subject: ObservationRequest.Subject
  /// Its place, or its name or a part of it that no other has.
  package var indicator: String
  /// Which day the value is of.
  package var time: ObservationRequest.Time
  /// The division, by code or name, where the code stands in several.
  package var division: String?
  /// The value that it shows, with its unit, as it was seen or recorded; nil for whichever counts.
  package var value: String?
  /// The file's name, made safe, its kind, its bytes and its SHA-256 in hex; set where the file is read.
  package var file: String, type: EvidenceType?, size: Int, sha256: String

  /// A file of a value.
  package init(
    of subject: ObservationRequest.Subject, indicator: String, at time: ObservationRequest.Time,
    division: String? = nil, value: String? = nil, file: String
  ) {
    (self.subject, self.indicator, self.time, self.division) = (subject, indicator, time, division)
    self.value = value
    (self.file, type, size, sha256) = (file, nil, 0, "")
  }
}

/// A file to be taken back.
package struct EvidenceWithdrawal: Codable, Hashable, Sendable {
  /// Its number, and why.
  package var id: Int64, reason: String

  /// A file.
  package init(_ id: Int64, reason: String) { (self.id, self.reason) = (id, reason) }
}

/// Evidence as it is kept.
package struct EvidenceFileAnswer: Codable, Hashable, Sendable {
  /// Its number and its name; its kind, its bytes and its SHA-256 in hex.
  package var id: Int64, name: String, type: EvidenceType, size: Int, sha256: String
  /// The day of the value that it shows, the value, and whether that still counts.
  package var day: String, value: String?, isStanding: Bool
  /// Who sent it, and when.
  package var actor: String, recordedAt: String
  /// Why it was taken back, and by whom; nil where it was not.
  package var withdrawnFor: String?, withdrawnBy: String?

  /// A file, with the unit of its indicator's values.
  package init(_ file: KeptEvidenceFile, unit: String) {
    (id, name, type, size, sha256) = (file.id, file.name, file.type, file.size, file.digest.hex)
    (day, value, isStanding) = (file.day.description, file.value?.text(unit: unit), file.isStanding)
    (actor, recordedAt) = (file.actor, file.recordedAt.chinese)
    (withdrawnFor, withdrawnBy) = (file.withdrawal?.reason, file.withdrawal?.actor)
  }
}

/// What was recorded of an indicator, with its evidence.
package struct ValueEvidenceAnswer: Codable, Hashable, Sendable {
  /// A value.
  package struct Value: Codable, Hashable, Sendable {
    /// Its day, itself, who recorded it and when.
    package var day: Day, value: String, actor: String?, recordedAt: String
    /// Whether it counts, and was neither corrected nor taken back.
    package var isStanding: Bool
    /// Its files.
    package var files: [EvidenceFileAnswer]

    /// A value.
    package init(_ value: KeptValue, unit: String, _ files: [EvidenceFileAnswer]) {
      (day, self.value) = (value.day, value.value.text(unit: unit))
      (actor, recordedAt, isStanding) = (value.actor, value.recordedAt.chinese, value.isStanding)
      self.files = files
    }
  }

  /// The indicator: its place, its name and its target.
  package var position: Int, name: String, target: String
  /// Its project's code; nil for one of the department itself.
  package var project: String?
  /// Its values, the latest day first.
  package var values: [Value]

  /// What was recorded.
  package init(position: Int, name: String, target: String, project: String?, values: [Value]) {
    (self.position, self.name, self.target) = (position, name, target)
    (self.project, self.values) = (project, values)
  }
}
