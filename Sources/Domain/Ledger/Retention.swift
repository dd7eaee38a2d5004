/// How long the payments, values, events and changes of alerts of a fiscal year stay where every question reaches them.
///
/// Nothing is destroyed by what this allows: a year that is put away (归档) waits in the same database. How long vouchers and
/// books are kept at all is said by 会计档案管理办法 (财政部、国家档案局令第79号), not here.
package struct Retention: Hashable, Sendable {
  /// Whole years after the end of the fiscal year.
  package let years: Int

  /// Less is not allowed: audits and inspections (审计、巡察) look back on some years, and must find them.
  package static let floor = 5
  /// More is taken for a mistake in typing.
  package static let ceiling = 100
  /// Where nobody said anything.
  package static let usual = Retention(10)

  private init(_ years: Int) { self.years = years }

  /// Nil outside ``floor`` to ``ceiling``.
  package init?(years: Int) {
    guard (Retention.floor...Retention.ceiling).contains(years) else { return nil }
    self.years = years
  }

  /// The first day on which what is of fiscal years up to `year` may be put away.
  package func ends(for year: Int) -> Day { Day(startOf: year + years + 1) }
}
