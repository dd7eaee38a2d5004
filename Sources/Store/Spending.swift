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

  static func paid(_ project: Int64, in year: Int16, _ session: borrowing Session) throws -> Money {
    try session.rows(
      "SELECT fen(sum(amount_fen)) FROM spending_entry WHERE project_id = \(project) AND fiscal_year = \(year)"
    ).first { try $0.next(Money.self) } ?? .zero
  }

  /// The kept entry under the same voucher, if it says the same; else refused.
  private static func same(_ entry: StagedEntry, _ session: borrowing Session) throws -> Int64 {
    let kept = try session.rows(
      """
      SELECT id, occurred_on, amount_fen FROM spending_entry
      WHERE project_id = \(entry.project) AND voucher = \(entry.voucher.text) AND fiscal_year = \(entry.year)
      """
    ).first { (try $0.next(Int64.self), try $0.next(Day.self), try $0.next(Money.self)) }
    guard let (id, day, amount) = kept else { throw StoreError("entry-vanished", "支出记录写入失败，请重试。") }
    guard day == entry.day, amount == entry.amount else { throw Store.voucherUsed(entry.voucher, day, amount) }
    return id
  }

  static func voucherUsed(_ voucher: Voucher, _ day: Day, _ amount: Money) -> StoreError {
    StoreError(
      "voucher-used", "凭证号 \(voucher) 已于 \(day) 记过 \(amount.yuan) 元，与这一笔不同，没有重复记账；请核对凭证号，需更正的请先红冲。")
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
        throw StoreError(
          "reversal-date", "红冲日期 \(day) 应在原支出日期 \(original.day) 之后、同一预算年度之内，请用 --date 指定。")
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
    let project: Int64
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
      throw StoreError(
        "voucher-in-years",
        "凭证号 \(voucher) 在几个年度里都有（\(years.map { "\($0)年" }.joined(separator: "、"))），请用 --date 写明红冲日期。")
    }
    guard let first = entries.first else {
      let archived = try Store.archivedYears(session).sorted().map { "\($0)" }.joined(separator: "、")
      throw StoreError(
        "voucher-unknown",
        "没有凭证号为 \(voucher) 的支出，无法红冲，请核对凭证号\(code == nil ? "" : "和项目编码")"
          + "\(archived.isEmpty ? "" : "（已归档的年度不在其中：\(archived)年）")。")
    }
    guard entries.count == 1 else {
      let codes = entries.map(\.code).joined(separator: "、")
      throw StoreError(
        "voucher-ambiguous", "凭证号 \(voucher) 在几个项目里都有（\(codes)），请用 --project 指定项目；编码相同的，再用 --division 指定区划。")
    }
    guard !first.isReversal else {
      throw StoreError("reversal-of-reversal", "凭证号 \(voucher) 本身就是红冲，不能再红冲；请重新记一笔支出。")
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
        FROM spending_entry e JOIN project p ON p.id = e.project_id WHERE
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
      throw StoreError("voucher-used", "凭证号 \(newVoucher) 在这个项目里已经用过，请换一个红冲凭证号。")
    }
    guard keptVoucher == newVoucher.text else {
      throw StoreError("already-reversed", "凭证号 \(voucher) 已由 \(keptVoucher) 红冲，不能再冲一次。")
    }
    return .repeated(id: id)
  }
}
