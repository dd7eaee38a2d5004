/// The number of a row of the database, of one kind of subject: a project's row is never taken for an indicator's.
///
/// It counts from 1 within its table, means nothing outside its database, and is laid out as its number is. A literal is
/// taken as one, as a dictionary's or a trial's first row; a number from elsewhere has to say what it is a row of.
@frozen package struct RowID<Subject>: Hashable, Comparable, Sendable {
  /// The number, as PostgreSQL's bigint.
  package let number: Int64

  /// The row of a number.
  @inlinable package init(_ number: Int64) { self.number = number }

  @inlinable package static func == (a: RowID, b: RowID) -> Bool { a.number == b.number }
  @inlinable package static func < (a: RowID, b: RowID) -> Bool { a.number < b.number }
  @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// What rows are of; there is no value of these.
package enum DepartmentRow {}
package enum ProjectRow {}
package enum IndicatorRow {}
package enum AlertRow {}

/// A department in one fiscal year.
package typealias DepartmentID = RowID<DepartmentRow>
/// A project in one fiscal year.
package typealias ProjectID = RowID<ProjectRow>
/// An indicator of a project, or of a department as a whole.
package typealias IndicatorID = RowID<IndicatorRow>
/// An alert, through all its transitions.
package typealias AlertID = RowID<AlertRow>

extension RowID: ExpressibleByIntegerLiteral {
  @inlinable package init(integerLiteral number: Int64) { self.init(number) }
}

extension RowID: CustomStringConvertible {
  /// The bare number, as people type it and as it stands in keys and logs.
  package var description: String { number.description }
}

extension RowID: Codable {
  /// The bare number, as forms are kept and answers are given.
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Int64.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}

extension IndicatorID {
  /// As pages and kept drafts name an indicator, `#12`: a place in the table is another indicator's after a later document.
  package var reference: String { "#\(number)" }

  /// An indicator so named; nil for any other text.
  package init?(reference: String) {
    guard reference.hasPrefix("#"), let number = Int64(reference.dropFirst()), number > 0 else { return nil }
    self.init(number)
  }
}
