package import Domain
internal import Postgres

/// Fiscal years that are kept, and put away, together: one, but for those that were there before the tables were divided.
package struct YearSpan: Hashable, Sendable {
  /// The first of them.
  package let first: Int
  /// The last of them.
  package let last: Int
  /// Whether they were put away.
  package let isArchived: Bool
  /// Their rows: as counted when they were put away; else about as many as PostgreSQL's statistics have.
  package let rows: Int
  /// Their size; nil where they were put away and are in this database no more.
  package let bytes: Int?
  /// The first day on which they may be put away.
  package let archivableFrom: Day

  /// The years as such.
  package var years: FiscalYears { FiscalYears(first, through: last) }
  /// 2025年, or 2024至2026年.
  package var chinese: String { years.chinese }
}

extension Store {
  /// What is kept of which fiscal years, the oldest first.
  package func yearSpans() async throws -> [YearSpan] {
    try await read { try Store.yearSpans($0) }
  }

  /// Puts away the years that are kept with `year`, of which then no question is answered any more until they are restored.
  /// `today` is the database's.
  ///
  /// - Parameter isMeant: false only says what would be put away.
  /// - Throws: `year-unknown`, `year-archived`, `year-too-young`, `year-not-owner` for another role than the tables' owner,
  ///   `year-locked` where somebody used the tables all the time.
  package func archiveYear(_ year: Int, on today: Day, isMeant: Bool, attempts: Int = 20) async throws -> YearSpan {
    let span = try await read { session in
      let span = try Store.span(of: year, session)
      guard !span.isArchived else { throw Refusal.year(.archivedAlready(span.years)) }
      guard today >= span.archivableFrom else {
        throw Refusal.year(
          .tooYoung(
            span.years, isShared: span.first != span.last, from: span.archivableFrom,
            retention: try Store.retention(session).years, floor: Retention.floor))
      }
      try Store.requireOwner(session)
      return span
    }
    if isMeant { try await moveYears("archive_years", of: span, attempts: attempts) }
    return span
  }

  /// Brings back years that were put away, if they are still what was put away.
  ///
  /// - Throws: as ``archiveYear(_:on:isMeant:attempts:)``, and `archive-missing`, `archive-changed`.
  package func restoreYear(_ year: Int, attempts: Int = 20) async throws -> YearSpan {
    let span = try await read { session in
      let span = try Store.span(of: year, session)
      guard span.isArchived else { throw Refusal.year(.kept(span.years)) }
      try Store.requireOwner(session)
      return span
    }
    do {
      try await moveYears("restore_years", of: span, attempts: attempts, completing: true)
    } catch let error as PostgresError where error.constraint == "archive_missing" {
      throw Refusal.year(.archiveMissing(error.message))
    } catch let error as PostgresError where error.constraint == "archive_changed" {
      throw Refusal.year(.archiveChanged(error.message))
    }
    return span
  }

  /// What is wrong with how the tables are divided; nil for nothing.
  package func yearProblem() async throws -> ServiceNote? {
    try await read { session in
      let bare = try session.rows(
        """
        SELECT k.part::text FROM tables_by_year() parent, kept_years(parent) k
        WHERE EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = parent AND NOT t.tgisinternal AND t.tgtype & 1 = 0
          AND NOT EXISTS (SELECT FROM pg_trigger o WHERE o.tgrelid = k.part AND o.tgfoid = t.tgfoid
            AND o.tgtype = t.tgtype AND o.tgenabled = t.tgenabled))
        ORDER BY 1
        """
      ).map { try $0.next(String.self) }
      let closed = try session.rows(
        """
        SELECT DISTINCT d.fiscal_year::bigint FROM department d, tables_by_year() parent
        WHERE NOT year_is_archived(d.fiscal_year) AND NOT EXISTS (SELECT FROM kept_years(parent) k WHERE k.years @> d.fiscal_year::integer)
        ORDER BY 1
        """
      ).map { try $0.next(Int.self) }
      if !closed.isEmpty { return .yearsClosed(closed) }
      return bare.isEmpty ? nil : .partsBare(bare)
    }
  }

  /// - Parameter isCompleting: whether tables that were not there yet when the years were put away get their parts.
  private func moveYears(
    _ function: String, of span: YearSpan, attempts: Int, completing isCompleting: Bool = false
  ) async throws {
    let (first, past) = (Int32(span.first), Int32(span.last + 1))
    try await patiently(attempts: attempts, orElse: .moving(span.years)) { session in
      try session.rows("SELECT \(trusted: function)(int4range(\(first), \(past)))")
      if isCompleting { try session.rows("SELECT complete_years(int4range(\(first), \(past)))") }
    }
  }

  /// Changes partitions: waits for each table only for a moment, since all who come after it would wait behind it, and is
  /// then tried again.
  func patiently(
    attempts: Int = 20, orElse undone: YearRefusal.Undone, _ body: @Sendable (borrowing Session) throws -> Void
  ) async throws {
    var attempt = 1
    while true {
      do {
        return try await write { session in
          try session.script("SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = 0")
          try body(session)
        }
      } catch let error as PostgresError where error.sqlState == "55P03" || error.sqlState == "40P01" {
        guard attempt < attempts else {
          throw Refusal.year(.locked(undone))
        }
        attempt += 1
        try await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  private static func span(of year: Int, _ session: borrowing Session) throws -> YearSpan {
    let spans = try yearSpans(session)
    guard let span = spans.first(where: { ($0.first...$0.last).contains(year) }) else {
      throw Refusal.year(.unknown(year, known: spans.map(\.years)))
    }
    return span
  }

  private static func yearSpans(_ session: borrowing Session) throws -> [YearSpan] {
    let retention = try retention(session)
    return try session.rows(
      """
      SELECT lower(years)::bigint, upper(years)::bigint - 1, false, sum(greatest(c.reltuples::bigint, pg_stat_get_live_tuples(c.oid)))::bigint,
        sum(pg_total_relation_size(part))::bigint
      FROM tables_by_year() parent, kept_years(parent) k JOIN pg_class c ON c.oid = k.part GROUP BY years
      UNION ALL
      SELECT first_year, last_year, true, sum((kept.value ->> 'rows')::bigint)::bigint,
        sum(pg_total_relation_size((
          SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = current_schema() || '_archive' AND c.relname = kept.key)))::bigint
      FROM (SELECT DISTINCT ON (first_year, last_year) * FROM year_act ORDER BY first_year, last_year, id DESC) act,
        jsonb_each(content) kept
      WHERE kind = 'archived' GROUP BY first_year, last_year
      ORDER BY 1
      """
    ).map { row in
      let (first, last) = (try row.next(Int.self), try row.next(Int.self))
      return YearSpan(
        first: first, last: last, isArchived: try row.next(), rows: try row.next(), bytes: try row.nextOptional(),
        archivableFrom: retention.ends(for: last))
    }
  }

  private static func retention(_ session: borrowing Session) throws -> Retention {
    let kept = try session.rows("SELECT value FROM setting WHERE key = 'retention-years'").first {
      try $0.next(String.self)
    }
    return kept.flatMap { Int($0) }.flatMap { Retention(years: $0) } ?? .usual
  }

  private static func requireOwner(_ session: borrowing Session) throws {
    let isOwner = try session.rows(
      "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'spending_entry'::regclass"
    ).first { try $0.next(Bool.self) }
    guard isOwner == true else {
      throw Refusal.year(.notOwner)
    }
  }
}
