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
  package private(set) var rows: ProjectRows
  /// The departments, each with what it is named by in a question.
  package let departments: [(id: DepartmentID, identity: DepartmentIdentity, key: String)]
  /// The sums of all.
  private(set) var totals: ProjectList.Totals
  /// Which part is whose.
  private let numbers: [DepartmentID: Int]

  /// The projects of departments.
  package init(_ parts: [Part]) {
    rows = ProjectRows(parts.map(\.rows))
    numbers = Dictionary(zip(parts.map(\.id), parts.indices), uniquingKeysWith: { first, _ in first })
    departments = zip(parts, DepartmentIdentity.keys(of: parts.map(\.identity))).map { ($0.id, $0.identity, $1.key) }
    totals = ProjectList.Totals(rows)
  }

  /// Those of one department.
  package func rows(of department: DepartmentID) -> [ProjectStanding]? {
    numbers[department].map { rows.part($0).rows }
  }

  /// The same where some departments stand otherwise now, with the places that changed; nil where there are other departments or
  /// another number of projects, so that all is put together anew.
  package func with(
    _ changed: [DepartmentID: [ProjectStanding]], of departments: [(id: DepartmentID, identity: DepartmentIdentity)]
  ) -> (sheaf: ProjectSheaf, places: [Range<Int>])? {
    guard departments.count == self.departments.count,
      zip(departments, self.departments).allSatisfy({ $0.id == $1.id && $0.identity == $1.identity }),
      changed.allSatisfy({ id, own in numbers[id].map { rows.part($0).rows.count == own.count } ?? false })
    else { return nil }
    guard !changed.isEmpty else { return (self, []) }
    var sheaf = self
    var touched: [Range<Int>] = []
    for (department, own) in changed {
      guard let number = numbers[department] else { continue }
      let before = rows.part(number)
      sheaf.totals = sheaf.totals - ProjectList.Totals(before.rows) + ProjectList.Totals(own)
      sheaf.rows.replace(number, with: own)
      touched.append(before.places)
    }
    return (sheaf, touched)
  }

  /// The places in an order, out of those before some rows changed: what did not change stands as it stood.
  package func places(in order: Order, from before: [Int], where touched: [Range<Int>]) -> [Int] {
    guard !touched.isEmpty else { return before }
    guard touched.count <= 8 else { return places(in: order) }
    let rest = before.filter { place in !touched.contains { $0.contains(place) } }
    let isBefore = precedes(in: order)
    let moved = touched.flatMap { Array($0) }.sorted(by: isBefore)
    var all: [Int] = []
    all.reserveCapacity(before.count)
    var taken = 0
    for place in moved {
      var (low, high) = (taken, rest.count)
      while low < high {
        let middle = (low + high) / 2
        if isBefore(rest[middle], place) { low = middle + 1 } else { high = middle }
      }
      all += rest[taken..<low]
      all.append(place)
      taken = low
    }
    return all + rest[taken...]
  }

  /// Whether a row stands before another in an order, by their places.
  private func precedes(in order: Order) -> (Int, Int) -> Bool {
    func by<Key: Comparable>(_ key: @escaping (ProjectStanding) -> Key) -> (Int, Int) -> Bool {
      { a, b in
        let (left, right) = (key(rows[a]), key(rows[b]))
        if left == right { return a < b }
        return order.isGreatFirst ? right < left : left < right
      }
    }
    return switch order.sort {
    case .worst: by(ProjectSheaf.worst)
    case .position: by { $0.position }
    case .code: by { $0.code.text }
    case .name: by { $0.name }
    case .budget: by { $0.budget }
    case .paid: by { $0.paid }
    case .progress: by { $0.progress ?? .percent(-1) }
    case .planned: by { $0.planned ?? Money(fen: -1) }
    case .timeliness: by { $0.timeliness ?? .percent(-1) }
    case .missing: by { $0.missing }
    }
  }

  /// The more is missing the worse.
  private static func worst(_ row: ProjectStanding) -> Pair { Pair(Int64(row.light.rank), -row.missing.fen) }

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
    case .worst: sorted(order, by: rows.map(ProjectSheaf.worst))
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
