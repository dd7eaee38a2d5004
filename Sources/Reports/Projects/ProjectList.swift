package import Domain

/// The projects somebody sees, narrowed down and put in order: one page of them, with the sums of all.
package struct ProjectList: Sendable {
  /// What was asked, and the day whose end the figures are of.
  package let query: ProjectQuery, day: Day
  /// The departments that there are, each with what it is named by in a question.
  package let departments: [(identity: DepartmentIdentity, key: String)]
  /// How many projects there are before anything narrows them down.
  package let all: Int
  /// The projects of the page, and before them so many others.
  package let rows: [ProjectStanding], before: Int
  /// The sums of all that the filters leave.
  package let totals: Totals
  /// Where the filters leave nothing: those of which any one could be dropped to see something.
  package let excluding: [ProjectQuery.Filter]

  /// Rows a page.
  package static let pageSize = 50

  /// Sums by amount, never means of rates.
  package struct Totals: Hashable, Sendable {
    /// How many projects; 预算数, paid, what was planned by the last checkpoints, and what was paid of that in time.
    package let count: Int, budget: Money, paid: Money, planned: Money, paidInTime: Money
    /// What the next checkpoints want.
    package let missing: Money
    /// How many have which light.
    package let lights: [SpendingLight: Int]

    /// 支出进度 and 支出进度及时率.
    package var progress: Ratio? { Ratio(paid.fen, budget.fen) }
    /// 支出进度及时率.
    package var timeliness: Ratio? { Ratio(paidInTime.fen, planned.fen) }

    /// The sums of some projects.
    package init(_ rows: some Sequence<ProjectStanding>) {
      var (count, budget, paid, planned) = (0, Money.zero, Money.zero, Money.zero)
      var (inTime, missing, lights) = (Money.zero, Money.zero, [SpendingLight: Int]())
      for row in rows {
        count += 1
        budget += row.budget
        paid += row.paid
        planned += row.planned ?? .zero
        inTime += row.paidInTime
        missing += row.missing
        lights[row.light, default: 0] += 1
      }
      (self.count, self.budget, self.paid, self.planned) = (count, budget, paid, planned)
      (paidInTime, self.missing, self.lights) = (inTime, missing, lights)
    }
  }

  /// How many pages there are, one at least.
  package var pages: Int { max(1, (totals.count + ProjectList.pageSize - 1) / ProjectList.pageSize) }

  /// The list of some projects.
  ///
  /// - Parameter isWhole: whether all rows stand on one page, as for a file.
  package init(
    _ standings: [ProjectStanding], _ query: ProjectQuery, of departments: [DepartmentIdentity], on day: Day,
    isWhole: Bool = false
  ) {
    self.day = day
    let keyed = departments.map { (identity: $0, key: $0.key(among: departments)) }
    self.departments = keyed
    let keys = Dictionary(keyed.map { ($0.identity, $0.key) }, uniquingKeysWith: { a, _ in a })
    func left(by query: ProjectQuery) -> [ProjectStanding] {
      let words = query.words?.uppercased()
      return standings.filter { row in
        (query.light == nil || row.light == query.light)
          && (query.department == nil || keys[row.department] == query.department)
          && (words.map { row.name.uppercased().contains($0) || row.code.text.contains($0) } ?? true)
      }
    }
    let found = left(by: query)
    let sorted = ProjectList.sorted(found, query)
    all = standings.count
    totals = Totals(sorted)
    let page = min(query.page, max(1, (sorted.count + ProjectList.pageSize - 1) / ProjectList.pageSize))
    self.query = query.at(page: page)
    before = isWhole ? 0 : (page - 1) * ProjectList.pageSize
    rows = isWhole ? sorted : Array(sorted.dropFirst(before).prefix(ProjectList.pageSize))
    excluding =
      found.isEmpty ? query.filters.filter { !left(by: query.without($0)).isEmpty } : []
  }

  /// In the order that is asked for; equal ones in the order of the documents, whichever way it is turned.
  static func sorted(_ rows: [ProjectStanding], _ query: ProjectQuery) -> [ProjectStanding] {
    // Sorting by places keeps the sort stable, which the standard library does not promise.
    let order = order(query.sort)
    let isGreatFirst = query.sort.startsGreat != query.isTurned
    return rows.enumerated().sorted { a, b in
      switch order(a.element, b.element) {
      case .some(true): !isGreatFirst
      case .some(false): isGreatFirst
      case nil: a.offset < b.offset
      }
    }.map(\.element)
  }

  /// Whether the first comes before the second; nil where they are equal. What has no figure counts as the least.
  private static func order(_ sort: ProjectQuery.Sort) -> (ProjectStanding, ProjectStanding) -> Bool? {
    func by<Value: Comparable>(
      _ value: @escaping (ProjectStanding) -> Value
    ) -> (ProjectStanding, ProjectStanding) -> Bool? {
      { a, b in
        let (x, y) = (value(a), value(b))
        return x < y ? true : y < x ? false : nil
      }
    }
    func byRatio(_ value: @escaping (ProjectStanding) -> Ratio?) -> (ProjectStanding, ProjectStanding) -> Bool? {
      by { value($0) ?? .percent(-1) }
    }
    switch sort {
    case .worst:
      let (lights, missing) = (by { $0.light.rank }, by { $0.missing })
      // The more is missing the worse.
      return { a, b in lights(a, b) ?? missing(b, a) }
    case .position: return by { $0.position }
    case .code: return by { $0.code.text }
    case .name: return by { $0.name }
    case .budget: return by { $0.budget }
    case .paid: return by { $0.paid }
    case .progress: return byRatio(\.progress)
    case .planned: return by { $0.planned ?? Money(fen: -1) }
    case .timeliness: return byRatio(\.timeliness)
    case .missing: return by { $0.missing }
    }
  }
}

extension SpendingLight {
  /// The worst first: what is not judged yet wants more attention than what is on plan.
  package var rank: Int {
    switch self {
    case .red: 0
    case .yellow: 1
    case .none: 2
    case .green: 3
    }
  }
}
