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
  package static let pageSize = 100

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

    init(
      count: Int, budget: Money, paid: Money, planned: Money, paidInTime: Money, missing: Money,
      lights: [SpendingLight: Int]
    ) {
      (self.count, self.budget, self.paid, self.planned) = (count, budget, paid, planned)
      (self.paidInTime, self.missing, self.lights) = (paidInTime, missing, lights)
    }

    /// The sums of some projects.
    package init(_ rows: some RandomAccessCollection<ProjectStanding>) { self.init(each: rows) }

    /// The sums of those at some places. Only what is summed is touched: rows are large, and a list may have very many.
    init(of rows: ProjectRows, at places: some Sequence<Int>) { self.init(each: places.lazy.map { rows[$0] }) }

    private init(each rows: some Sequence<ProjectStanding>) {
      var (count, budget, paid, planned) = (0, Money.zero, Money.zero, Money.zero)
      var (inTime, missing, lights) = (Money.zero, Money.zero, [0, 0, 0, 0])
      for row in rows {
        count += 1
        budget += row.budget
        paid += row.paid
        planned += row.planned ?? .zero
        inTime += row.paidInTime
        missing += row.missing
        lights[row.light.rank] += 1
      }
      (self.count, self.budget, self.paid, self.planned) = (count, budget, paid, planned)
      (paidInTime, self.missing) = (inTime, missing)
      self.lights = SpendingLight.allCases.reduce(into: [:]) {
        if lights[$1.rank] > 0 { $0[$1] = lights[$1.rank] }
      }
    }
  }

  /// How many pages there are, one at least.
  package var pages: Int { max(1, (totals.count + ProjectList.pageSize - 1) / ProjectList.pageSize) }

  /// The list of some projects.
  ///
  /// - Parameters:
  ///   - places: the order that the question asks for, where it is known already.
  ///   - isWhole: whether all rows stand on one page, as for a file.
  package init(
    _ sheaf: ProjectSheaf, in places: [Int]? = nil, _ query: ProjectQuery, on day: Day, isWhole: Bool = false
  ) {
    self.day = day
    departments = sheaf.departments.map { ($0.identity, $0.key) }
    let named = departments
    let all = sheaf.rows
    let ordered = places ?? sheaf.places(in: .init(of: query))
    func left(by query: ProjectQuery) -> [Int] {
      guard !query.filters.isEmpty else { return ordered }
      let words = query.words.map { Array($0.folded) }
      // Nobody has a name that is not there.
      let department = query.department.map { DepartmentIdentity.named($0, among: named) }
      return ordered.filter { place in
        (query.light == nil || all[place].light == query.light)
          && (department.map { $0 == all[place].department } ?? true)
          && (words.map { all[place].name.contains(folded: $0) || all[place].code.text.contains(folded: $0) } ?? true)
      }
    }
    let found = left(by: query)
    self.all = all.count
    totals = query.filters.isEmpty ? sheaf.totals : Totals(of: all, at: found)
    let page = min(query.page, max(1, (found.count + ProjectList.pageSize - 1) / ProjectList.pageSize))
    self.query = query.at(page: page)
    before = isWhole ? 0 : (page - 1) * ProjectList.pageSize
    let shown = isWhole ? found[...] : found.dropFirst(before).prefix(ProjectList.pageSize)
    rows = shown.map { all[$0] }
    excluding =
      found.isEmpty ? query.filters.filter { !left(by: query.without($0)).isEmpty } : []
  }
}

extension ProjectList.Totals {
  /// Of both together.
  static func + (a: Self, b: Self) -> Self { a.joined(with: b, sign: 1) }
  /// Of one without the other.
  static func - (a: Self, b: Self) -> Self { a.joined(with: b, sign: -1) }

  private func joined(with other: Self, sign: Int) -> Self {
    func sum(_ own: Money, _ their: Money) -> Money { sign > 0 ? own + their : own - their }
    return Self(
      count: count + sign * other.count, budget: sum(budget, other.budget), paid: sum(paid, other.paid),
      planned: sum(planned, other.planned), paidInTime: sum(paidInTime, other.paidInTime),
      missing: sum(missing, other.missing),
      lights: lights.merging(other.lights.mapValues { sign * $0 }) { $0 + $1 }.filter { $0.value > 0 })
  }
}

extension String {
  /// Its bytes, small Latin letters made great ones, by which words are looked for.
  fileprivate var folded: [UInt8] { utf8.map(String.folded) }

  fileprivate static func folded(_ byte: UInt8) -> UInt8 { (97...122).contains(byte) ? byte - 32 : byte }

  /// Whether words stand in it, whatever the case of their letters.
  fileprivate func contains(folded words: [UInt8]) -> Bool {
    var text = self
    return text.withUTF8 { bytes in
      guard let first = words.first else { return true }
      var start = 0
      while start + words.count <= bytes.count {
        if String.folded(bytes[start]) == first,
          words.indices.allSatisfy({ String.folded(bytes[start + $0]) == words[$0] })
        {
          return true
        }
        start += 1
      }
      return false
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
