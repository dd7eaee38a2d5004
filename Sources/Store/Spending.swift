package import Domain
internal import Postgres

/// What became of a spending entry.
package enum AppendOutcome: Hashable, Sendable {
  /// It was kept; the warning says when it breaks the budget.
  case added(id: Int64, warning: String?)
  /// The same entry was already there: nothing was done.
  case repeated(id: Int64)
}

extension Store {
  /// Keeps a spending entry. Idempotent by voucher: the same again adds nothing, another amount or day under the same
  /// voucher is refused.
  package func append(_ line: SpendingLine, in division: DivisionCode? = nil) async throws -> AppendOutcome {
    try await write { session in
      let account = try SpendingAccount.choose(
        try Store.accounts(of: [line.project], in: division, session), code: line.project, day: line.day)
      let entry = StagedEntry(row: 0, line, in: account, category: try account.category(line.category))
      return try Store.insert(entry, account, session)
    }
  }

  /// Writes one entry, unless it is there already.
  static func insert(
    _ entry: StagedEntry, _ account: SpendingAccount, _ session: borrowing Session
  ) throws -> AppendOutcome {
    let id = try session.rows(
      """
      INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher, category, memo)
      VALUES (\(account.id), \(entry.day), \(entry.year), \(entry.amount), \(entry.voucher.text), \(entry.category),
        \(entry.memo))
      ON CONFLICT (project_id, voucher, fiscal_year) DO NOTHING RETURNING id
      """
    ).first { try $0.next(Int64.self) }
    guard let id else { return .repeated(id: try Store.same(entry, session)) }
    let paid = try Store.paid(account.id, in: entry.year, session)
    try account.checkSum(paid: paid)
    return .added(id: id, warning: account.removed ?? account.overBudget(paid: paid))
  }

  /// Writes entries in one statement.
  ///
  /// - Returns: what the project of each has paid with it, in the year of its day and after those before it; nil where one of
  ///   them was there already, or two are one. Others may be written then: whoever calls undoes it.
  static func insertNew(_ entries: [StagedEntry], _ session: borrowing Session) throws -> [Money]? {
    let written = try session.run(
      """
      INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher, category, memo)
      SELECT project, day::date, year, amount, voucher, nullif(category, ''), nullif(memo, '')
      FROM unnest(\(entries.map(\.project.number)), \(entries.map(\.day.description)), \(entries.map(\.year)),
        \(entries.map(\.amount.fen)), \(entries.map(\.voucher.text)), \(entries.map { $0.category ?? "" }),
        \(entries.map { $0.memo ?? "" }))
        WITH ORDINALITY AS n (project, day, year, amount, voucher, category, memo, number)
      ORDER BY number
      ON CONFLICT (project_id, voucher, fiscal_year) DO NOTHING
      """)
    guard written == entries.count else { return nil }
    let sums = try session.rows(
      """
      SELECT project_id, fiscal_year, fen(sum(amount_fen)) FROM spending_entry
      WHERE project_id = ANY (\(Array(Set(entries.map(\.project.number)))))
        AND fiscal_year = ANY (\(Array(Set(entries.map(\.year)))))
      GROUP BY project_id, fiscal_year
      """
    ).map { (ProjectYear(project: try $0.next(), year: try $0.next()), try $0.next(Money.self)) }
    var paid = Dictionary(uniqueKeysWithValues: sums)
    // From the last backwards: what came after an entry is not in what was paid with it.
    return entries.reversed().map { entry in
      let key = ProjectYear(project: entry.project, year: entry.year)
      let sum = paid[key] ?? .zero
      paid[key] = sum - entry.amount
      return sum
    }.reversed()
  }

  private struct ProjectYear: Hashable {
    let project: ProjectID, year: Int16
  }

  static func paid(_ project: ProjectID, in year: Int16, _ session: borrowing Session) throws -> Money {
    try session.rows(
      "SELECT fen(sum(amount_fen)) FROM spending_entry WHERE project_id = \(project) AND fiscal_year = \(year)"
    ).first { try $0.next(Money.self) } ?? .zero
  }

  /// The kept entry under the same voucher, if it says the same; else refused.
  private static func same(_ entry: StagedEntry, _ session: borrowing Session) throws -> Int64 {
    let (id, day, amount) = try session.rows(
      """
      SELECT id, occurred_on, amount_fen FROM spending_entry
      WHERE project_id = \(entry.project) AND voucher = \(entry.voucher.text) AND fiscal_year = \(entry.year)
      """
    ).only { (try $0.next(Int64.self), try $0.next(Day.self), try $0.next(Money.self)) }
    guard day == entry.day, amount == entry.amount else {
      throw Refusal.spending(.voucherUsed(entry.voucher, day, amount))
    }
    return id
  }

  /// Takes a kept entry back by a negative one that names it (红冲): one of the year of its day, for a reversal lies in the
  /// fiscal year of what it takes back.
  ///
  /// - Parameters:
  ///   - code: needed only where the voucher stands in several projects.
  ///   - isDayMeant: whether a person said the day, and by it the year. Where nobody did, a voucher that stands in several
  ///     years is asked about.
  ///   - newVoucher: the reversal's own voucher; the same again does nothing.
  package func reverse(
    voucher: Voucher, of code: ProjectCode?, in division: DivisionCode? = nil, newVoucher: Voucher, on day: Day,
    isDayMeant: Bool = true
  ) async throws -> (outcome: AppendOutcome, amount: Money) {
    try await write { session in
      try Store.requireKept([day.year], session)
      let original = try Store.entryToReverse(
        voucher, code, division, year: isDayMeant ? Int16(day.year) : nil, session)
      guard day >= original.day, day.year == original.day.year else {
        throw Refusal.spending(.reversalDay(day, original: original.day))
      }
      let id = try session.rows(
        """
        INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher, category, reverses)
        VALUES (\(original.project), \(day), \(Int16(day.year)), \(-original.amount), \(newVoucher.text),
          \(original.category), \(original.id))
        ON CONFLICT DO NOTHING RETURNING id
        """
      ).first { try $0.next(Int64.self) }
      if let id { return (.added(id: id, warning: nil), -original.amount) }
      let outcome = try Store.repeatedReversal(of: original, voucher, newVoucher, session)
      return (outcome, -original.amount)
    }
  }

  private struct Entry {
    let id: Int64
    let project: ProjectID
    let code: String
    let day: Day
    let amount: Money
    let category: String?
    let isReversal: Bool
  }

  private static func entryToReverse(
    _ voucher: Voucher, _ code: ProjectCode?, _ division: DivisionCode?, year: Int16?, _ session: borrowing Session
  ) throws -> Entry {
    // Earlier versions of this program kept blanks as they came; the condition is that of the index of those.
    func scopes(_ year: Int16?) -> [Query] {
      [
        "(\(year) IS NULL OR e.fiscal_year = \(year)) AND e.voucher = \(voucher.text)",
        """
        (\(year) IS NULL OR e.fiscal_year = \(year)) AND (btrim(e.voucher) <> e.voucher OR strpos(e.voucher, '  ') > 0)
          AND regexp_replace(btrim(e.voucher), ' +', ' ', 'g') = \(voucher.text)
        """,
      ]
    }
    // Other years than the one that is meant are looked at only to say that the day is not in the voucher's.
    let all = year == nil ? scopes(nil) : scopes(year) + scopes(nil)
    var entries: [Entry] = []
    for scope in all where entries.isEmpty { entries = try Store.entries(scope, code, division, session) }
    let years = Set(entries.map(\.day.year)).sorted()
    guard year != nil || years.count < 2 else {
      throw Refusal.spending(.voucherInYears(voucher, years))
    }
    guard let first = entries.first else {
      let archived = try Store.archivedYears(session).sorted()
      throw Refusal.spending(.voucherUnknown(voucher, withProject: code != nil, archived: archived))
    }
    guard entries.count == 1 else {
      throw Refusal.spending(.voucherAmbiguous(voucher, projects: entries.map(\.code)))
    }
    guard !first.isReversal else {
      throw Refusal.spending(.ofReversal(voucher))
    }
    return first
  }

  private static func entries(
    _ scope: Query, _ code: ProjectCode?, _ division: DivisionCode?, _ session: borrowing Session
  ) throws -> [Entry] {
    let within = try division.map { try Set(Store.divisions(below: $0, session)) }
    return try session.rows(
      scope.wrapped(
        """
        SELECT p.division, e.id, e.project_id, p.code, e.occurred_on, e.amount_fen, e.category, e.reverses IS NOT NULL
        FROM spending_entry e JOIN project p ON p.id = e.project_id
        JOIN department d ON d.id = p.department_id AND ((SELECT sees_all()) OR in_sight(d.division, d.code, d.name)) WHERE
        """, "ORDER BY e.id")
    ).map { row in
      (
        try row.next(String.self),
        Entry(
          id: try row.next(), project: try row.next(), code: try row.next(), day: try row.next(),
          amount: try row.next(),
          category: try row.nextOptional(), isReversal: try row.next())
      )
    }.filter { (code == nil || $0.1.code == code?.text) && within?.contains($0.0) != false }.map(\.1)
  }

  private static func repeatedReversal(
    of original: Entry, _ voucher: Voucher, _ newVoucher: Voucher, _ session: borrowing Session
  ) throws -> AppendOutcome {
    let kept = try session.rows(
      """
      SELECT id, voucher FROM spending_entry WHERE reverses = \(original.id) AND fiscal_year = \(Int16(original.day.year))
      """
    ).first { (try $0.next(Int64.self), try $0.next(String.self)) }
    guard let (id, keptVoucher) = kept else {
      throw Refusal.spending(.newVoucherUsed(newVoucher))
    }
    guard keptVoucher == newVoucher.text else {
      throw Refusal.spending(.reversedAlready(voucher, by: keptVoucher))
    }
    return .repeated(id: id)
  }
}
