package import Domain

/// The projects of some departments as they stand, in the order of the documents: what lists are taken out of.
package struct ProjectSheaf: Sendable {
  /// A department with its projects.
  package struct Part: Sendable {
    /// Its row, and who it is.
    package let id: DepartmentID, identity: DepartmentIdentity
    /// Its projects.
    package let rows: [ProjectStanding]

    /// A department.
    package init(id: DepartmentID, identity: DepartmentIdentity, rows: [ProjectStanding]) {
      (self.id, self.identity, self.rows) = (id, identity, rows)
    }
  }

  /// All projects, department by department.
  package let rows: [ProjectStanding]
  /// The departments, each with what it is named by in a question.
  package let departments: [(id: DepartmentID, identity: DepartmentIdentity, key: String)]
  /// The sums of all.
  let totals: ProjectList.Totals
  private let places: [DepartmentID: Range<Int>]

  /// The projects of departments.
  package init(_ parts: [Part]) {
    var (rows, places) = ([ProjectStanding](), [DepartmentID: Range<Int>]())
    rows.reserveCapacity(parts.reduce(0) { $0 + $1.rows.count })
    for part in parts {
      places[part.id] = rows.count..<rows.count + part.rows.count
      rows += part.rows
    }
    (self.rows, self.places) = (rows, places)
    departments = zip(parts, DepartmentIdentity.keys(of: parts.map(\.identity))).map { ($0.id, $0.identity, $1.key) }
    totals = ProjectList.Totals(rows)
  }

  /// Those of one department.
  package func rows(of department: DepartmentID) -> [ProjectStanding]? { places[department].map { Array(rows[$0]) } }

  /// An order of the list.
  package struct Order: Hashable, Sendable {
    let sort: ProjectQuery.Sort, isTurned: Bool

    /// The order that a question asks for.
    package init(of query: ProjectQuery) { (sort, isTurned) = (query.sort, query.isTurned) }

    var isGreatFirst: Bool { sort.startsGreat != isTurned }
  }

  /// The places of all rows in an order; equal ones as they stand, whichever way it is turned. What has no figure counts as the
  /// least.
  package func places(in order: Order) -> [Int] {
    switch order.sort {
    case .worst:
      // The more is missing the worse.
      sorted(order, by: rows.map { Pair(Int64($0.light.rank), -$0.missing.fen) })
    case .position: sorted(order, by: rows.map { $0.position })
    case .code: sorted(order, by: rows.map { $0.code.text })
    case .name: sorted(order, by: rows.map { $0.name })
    case .budget: sorted(order, by: rows.map { $0.budget })
    case .paid: sorted(order, by: rows.map { $0.paid })
    case .progress: sorted(order, by: rows.map { $0.progress ?? .percent(-1) })
    case .planned: sorted(order, by: rows.map { $0.planned ?? Money(fen: -1) })
    case .timeliness: sorted(order, by: rows.map { $0.timeliness ?? .percent(-1) })
    case .missing: sorted(order, by: rows.map { $0.missing })
    }
  }

  private struct Pair: Comparable {
    let first: Int64, second: Int64

    init(_ first: Int64, _ second: Int64) { (self.first, self.second) = (first, second) }
    static func < (a: Pair, b: Pair) -> Bool { (a.first, a.second) < (b.first, b.second) }
  }

  /// Keys are taken out first: rows are large, and comparing touches each of them many times.
  private func sorted<Key: Comparable>(_ order: Order, by keys: [Key]) -> [Int] {
    let isGreatFirst = order.isGreatFirst
    return keys.indices.sorted { a, b in
      if keys[a] == keys[b] { return a < b }
      return isGreatFirst ? keys[b] < keys[a] : keys[a] < keys[b]
    }
  }
}
