package import Domain

/// Fiscal years that are kept, and put away, together.
package struct YearAnswer: Codable, Hashable, Sendable {
  /// The first and the last of them.
  package var first: Int, last: Int
  /// Whether they were put away.
  package var archived: Bool
  /// Their rows, counted where they were put away, else about; and their size, nil where they left the database.
  package var rows: Int, bytes: Int?
  /// The first day on which they may be put away.
  package var archivableFrom: Day

  private enum CodingKeys: String, CodingKey {
    case first, last, archived, rows, bytes
    case archivableFrom = "archivable_from"
  }

  /// Some years.
  package init(first: Int, last: Int, archived: Bool, rows: Int, bytes: Int?, archivableFrom: Day) {
    (self.first, self.last, self.archived) = (first, last, archived)
    (self.rows, self.bytes, self.archivableFrom) = (rows, bytes, archivableFrom)
  }

  /// 2025年, or 2024至2026年.
  package var chinese: String { first == last ? "\(first)年" : "\(first)至\(last)年" }
}

/// All years there are.
package struct YearsAnswer: Codable, Hashable, Sendable {
  /// The oldest first.
  package var years: [YearAnswer]

  /// All years.
  package init(_ years: [YearAnswer]) { self.years = years }
}

/// Years that were put away or brought back, or would be.
package struct YearMovedAnswer: Codable, Hashable, Sendable {
  /// Whether it was done.
  package var done: Bool
  /// Which years.
  package var year: YearAnswer

  /// Some years.
  package init(done: Bool, _ year: YearAnswer) { (self.done, self.year) = (done, year) }
}
