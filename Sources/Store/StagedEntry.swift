internal import Domain
internal import Postgres

/// A checked spending entry on its way into the ledger.
struct StagedEntry: Sendable {
  /// What became of an entry.
  enum Fate: Sendable {
    case added
    case repeated
    /// The voucher stands for something else.
    case used(Day, Money)
    /// It was not taken.
    case refused(Refusal)
  }

  let row: Int
  let project: ProjectID
  let day: Day
  /// The fiscal year, which is that of the day.
  var year: Int16 { Int16(day.year) }
  let amount: Money
  let voucher: Voucher
  let category: String?
  let memo: String?

  init(row: Int, _ line: SpendingLine, in account: SpendingAccount, category: String?) {
    self.row = row
    project = account.id
    day = line.day
    amount = line.amount
    voucher = line.voucher
    self.category = category
    memo = line.memo
  }

  /// Keeps a piece in a transaction. Straight into the ledger first, for most files hold only new entries; where a voucher
  /// is known already, by way of a staging table.
  ///
  /// - Returns: what became of each entry; empty when all were added.
  static func keep(_ entries: [StagedEntry], meetsKnown: Bool, in store: Store) async throws -> [Fate] {
    if !meetsKnown {
      do {
        try await store.write { session in
          try Store.fill("spending_entry", columns, session) { try write(entries, &$0) }
        }
        return []
      } catch let error as PostgresError where error.isUniqueViolation {}
    }
    return try await store.write { session in
      try session.script(
        """
        CREATE TEMPORARY TABLE IF NOT EXISTS staged (
          project_id bigint, occurred_on date, fiscal_year smallint, amount_fen bigint, voucher text, category text, memo text,
          number bigint GENERATED ALWAYS AS IDENTITY) ON COMMIT DELETE ROWS
        """)
      try session.copyIn("COPY staged (\(columns)) FROM STDIN (FORMAT binary)") { try write(entries, &$0) }
      try session.run(
        """
        INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher, category, memo)
        SELECT project_id, occurred_on, fiscal_year, amount_fen, voucher, category, memo FROM staged ORDER BY number
        ON CONFLICT (project_id, voucher, fiscal_year) DO NOTHING
        """)
      return try fates(years: Array(Set(entries.map(\.year))), session)
    }
  }

  /// Keeps entries one by one, each held to what its project may have paid: for sums so large that they are slips.
  static func keepSingly(_ entries: [(StagedEntry, SpendingAccount)], in store: Store) async throws -> [Fate] {
    var fates: [Fate] = []
    for (entry, account) in entries {
      do {
        let outcome = try await store.write { try Store.insert(entry, account, $0) }
        if case .added = outcome { fates.append(.added) } else { fates.append(.repeated) }
      } catch let refusal as Refusal {
        fates.append(.refused(refusal))
      }
    }
    return fates
  }

  private static let columns = "project_id, occurred_on, fiscal_year, amount_fen, voucher, category, memo"

  private static func write(_ entries: [StagedEntry], _ writer: inout CopyWriter) throws {
    for entry in entries {
      try writer.row(7)
      writer.id(entry.project)
      writer.int4(entry.day.postgresDays)
      writer.int2(entry.year)
      writer.int8(entry.amount.fen)
      writer.text(entry.voucher.text)
      writer.text(entry.category)
      writer.text(entry.memo)
    }
  }

  /// An entry was added when the kept one is of this transaction and it is the first of the piece with its voucher.
  private static func fates(years: [Int16], _ session: borrowing Session) throws -> [Fate] {
    try session.rows(
      """
      SELECT e.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)
          AND row_number() OVER (PARTITION BY s.project_id, s.voucher ORDER BY s.number) = 1,
        e.occurred_on, e.amount_fen, s.occurred_on, s.amount_fen
      FROM staged s JOIN spending_entry e
        ON e.project_id = s.project_id AND e.voucher = s.voucher AND e.fiscal_year = s.fiscal_year
      WHERE e.fiscal_year = ANY (\(years))
      ORDER BY s.number
      """
    ).map { row in
      let isAdded = try row.next(Bool.self)
      let (day, amount) = (try row.next(Day.self), try row.next(Money.self))
      let isSame = try row.next(Day.self) == day && row.next(Money.self) == amount
      return isAdded ? .added : isSame ? .repeated : .used(day, amount)
    }
  }
}
