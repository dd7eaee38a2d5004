package import Domain

/// What is asked of the list of projects: all of it stands in the address of the page.
package struct ProjectQuery: Codable, Hashable, Sendable {
  /// By what the list is put in order.
  package enum Sort: String, Codable, CaseIterable, Sendable {
    /// The worst first: red, yellow, none, green; within a light by what is missing.
    case worst
    /// By a column.
    case position, code, name, budget, paid, progress, planned, timeliness, missing

    /// Whether the great ones come first where nobody says which.
    package var startsGreat: Bool {
      switch self {
      case .budget, .paid, .planned, .missing: true
      case .worst, .position, .code, .name, .progress, .timeliness: false
      }
    }
  }

  /// A part of the name or of the code.
  package var words: String?
  /// Only those with a light.
  package var light: SpendingLight?
  /// Only those of a department, by ``DepartmentIdentity/keys(of:)``.
  package var department: String?
  /// The order, and whether it is turned round.
  package var sort: Sort, isTurned: Bool
  /// Which page, from 1.
  package var page: Int

  /// A question.
  package init(
    words: String? = nil, light: SpendingLight? = nil, department: String? = nil, sort: Sort = .worst,
    isTurned: Bool = false, page: Int = 1
  ) {
    (self.words, self.light, self.department) = (words, light, department)
    (self.sort, self.isTurned, self.page) = (sort, isTurned, max(1, page))
  }

  /// What narrows the list.
  package enum Filter: String, CaseIterable, Sendable {
    case words, light, department
  }

  /// The filters that are set.
  package var filters: [Filter] {
    Filter.allCases.filter { filter in
      switch filter {
      case .words: words != nil
      case .light: light != nil
      case .department: department != nil
      }
    }
  }

  /// The same without a filter, from the first page.
  package func without(_ filter: Filter) -> ProjectQuery {
    var query = self
    query.page = 1
    switch filter {
    case .words: query.words = nil
    case .light: query.light = nil
    case .department: query.department = nil
    }
    return query
  }

  /// Without any filter.
  package var withoutFilters: ProjectQuery { Filter.allCases.reduce(self) { $0.without($1) } }

  /// In another order, from the first page; the same order again turns it round.
  package func sorted(by sort: Sort) -> ProjectQuery {
    var query = self
    query.page = 1
    query.isTurned = sort == self.sort && !isTurned
    query.sort = sort
    return query
  }

  /// At another page.
  package func at(page: Int) -> ProjectQuery {
    var query = self
    query.page = max(1, page)
    return query
  }
}

extension DepartmentIdentity {
  /// Whom a key means: those of ``keys(of:)``, and the division with the code also where the code alone would do.
  package static func named(
    _ key: String, among all: [(identity: DepartmentIdentity, key: String)]
  ) -> DepartmentIdentity? {
    if let found = all.first(where: { $0.key == key }) { return found.identity }
    let alike = all.filter { "\($0.identity.division)/\($0.identity.code)" == key }
    return alike.count == 1 ? alike[0].identity : nil
  }

  /// By what each of some departments is named in an address: its code; with the division where several have the code, with the
  /// name where another of the division has it.
  package static func keys(of all: [DepartmentIdentity]) -> [(identity: DepartmentIdentity, key: String)] {
    let alike = Dictionary(grouping: all, by: \.code)
    return all.map { own in
      let same = (alike[own.code] ?? []).filter { $0 != own }
      guard !same.isEmpty else { return (own, own.code) }
      guard same.contains(where: { $0.division == own.division }) else { return (own, "\(own.division)/\(own.code)") }
      return (own, "\(own.division)/\(own.code)/\(own.name)")
    }
  }
}
