/// Why it cannot be told whether the cost rows of a project's monitoring form agree with 全年预计执行数: said beside the form, so that
/// nobody takes what was not held against it for what agrees.
package struct UncheckedCosts: Hashable, Sendable, Codable {
  /// Why.
  package enum Reason: String, Hashable, Sendable, Codable {
    /// 全年预计完成情况 of a money cap says no amount, as earlier programs took it.
    case unread
    /// Several caps are on one category of spending: what is spent in it cannot be told apart.
    case sameCategory = "same-category"
  }

  /// Why.
  package let reason: Reason
  /// The rows by their level-3 names, in the form's order.
  package let rows: [String]

  /// Rows with why.
  package init(_ reason: Reason, rows: [String]) { (self.reason, self.rows) = (reason, rows) }

  /// What cannot be told of the rows of a project; nothing where all are held against it.
  static func all(_ rows: [MonitoringRow], of project: ProjectFacts) -> [UncheckedCosts] {
    let facts = Dictionary(project.indicators.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let unread = rows.filter { row in
      guard !row.shownExpected.isEmpty, let unit = facts[row.indicator.id]?.capUnit else { return false }
      return row.expectedAmount(in: unit) == nil
    }
    let alike = Set(project.capsOfSameCategory.map(\.id))
    let shared = rows.filter { alike.contains($0.indicator.id) }
    return [UncheckedCosts(.unread, rows: unread.names), UncheckedCosts(.sameCategory, rows: shared.names)]
      .filter { !$0.rows.isEmpty }
  }
}

extension [MonitoringRow] {
  fileprivate var names: [String] { map(\.indicator.level3) }
}

extension IndicatorFacts {
  /// The unit of a cap on what is spent in all or in a category, which 全年预计执行数 is held against; nil for all others.
  var capUnit: Money.Unit? {
    guard case .spending = binding, case .money(let unit)? = measure?.kind else { return nil }
    return unit
  }
}
