internal import Domain
internal import Postgres

extension Store {
  /// Makes room for a fiscal year before its first document is kept, in a transaction of its own: the tables that the new
  /// partitions refer to are held for its moment, not for an import's.
  func openYear(_ year: Int) async throws {
    let isOpen = try await ask { session in
      try Store.requireKept([year], session)
      return try session.rows(
        "SELECT bool_and(EXISTS (SELECT FROM kept_years(t) k WHERE k.years @> \(Int32(year)))) FROM tables_by_year() t"
      ).first { try $0.next(Bool.self) } ?? false
    }
    guard !isOpen else { return }
    // No act of its own: the document that it is for stands in the trail.
    try await unnoted.patiently(orElse: .importing) { try $0.rows("SELECT open_year(\(Int32(year)))") }
  }

  /// The fiscal years that were put away.
  static func archivedYears(_ session: borrowing Session) throws -> Set<Int> {
    let ranges = try session.rows(
      """
      SELECT first_year, last_year FROM (
        SELECT DISTINCT ON (first_year, last_year) first_year, last_year, kind FROM year_act
        ORDER BY first_year, last_year, id DESC) a
      WHERE kind = 'archived'
      """
    ).map { (try $0.next(Int.self), try $0.next(Int.self)) }
    return Set(ranges.flatMap { Array($0...$1) })
  }

  /// Refuses what is about years that were put away, or about a day in one.
  ///
  /// Years of departments are looked up in the partitions as they are now, not as this transaction's snapshot has them: where
  /// the ledger was read before, what it gave is all there is.
  ///
  /// - Parameter years: of departments.
  static func requireKept(_ years: [Int], asOf day: Day? = nil, _ session: borrowing Session) throws {
    let missing = try session.rows(
      """
      SELECT y::bigint FROM unnest(\(Array(Set(years)))) y
      WHERE year_is_archived(y::integer) OR EXISTS (SELECT FROM department WHERE fiscal_year = y)
        AND NOT EXISTS (SELECT FROM kept_years('spending_entry') k WHERE k.years @> y::integer)
      UNION ALL SELECT \(day.map { Int64($0.year) }) WHERE year_is_archived(\(day.map { Int32($0.year) }))
      ORDER BY 1 LIMIT 1
      """
    ).first { try $0.next(Int.self) }
    if let missing { throw Refusal.year(.archived(missing)) }
  }
}
