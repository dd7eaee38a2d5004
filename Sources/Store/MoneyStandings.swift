package import Domain
internal import Postgres

/// Of what snapshot something was worked out, so that it can be asked whether it still holds.
package struct FactsMark: Hashable, Sendable {
  /// The snapshot, as PostgreSQL writes it; and when it was taken, by the database's clock.
  let snapshot: String, taken: Instant
}

/// What a list of projects follows from, as far as it had to be read anew.
package struct MoneyFacts<Part: Sendable>: Sendable {
  /// The departments whose projects are listed.
  package let departments: [(id: DepartmentID, identity: DepartmentIdentity)]
  /// Those of them whose facts changed, as what was made of these.
  package let changed: [Part]
  /// What all of it holds for now.
  package let mark: FactsMark
}

// The money of many projects: what is kept of it outside holds as long as its facts did not change.
extension Store {
  /// Departments without their counts: of each its row and who it is.
  package func places() async throws -> [(id: DepartmentID, identity: DepartmentIdentity)] {
    try await ask { try Store.places($0) }
  }

  private static func places(_ session: borrowing Session) throws -> [(id: DepartmentID, identity: DepartmentIdentity)]
  {
    let archived = try Store.archivedYears(session)
    return try session.rows(
      """
      SELECT d.id, d.division, d.code, d.name, d.fiscal_year FROM department d
      WHERE d.removed_at IS NULL AND ((SELECT sees_all()) OR in_sight(d.division, d.code, d.name))
      ORDER BY d.fiscal_year, d.division, d.code, d.name
      """
    ).map { row in (id: try row.next(DepartmentID.self), identity: try Store.identity(&row)) }
      .filter { !archived.contains($0.identity.fiscalYear) }
  }

  /// By whose eyes lists are told from one another: nil where everything is seen.
  package var eyes: [String]? { sight }

  /// Whether nothing that a list follows from changed anywhere since a mark: one statement on its own snapshot.
  ///
  /// - Returns: the mark of now; nil where something changed, or the mark is too old to be asked about.
  package func unchanged(since mark: FactsMark) async throws -> FactsMark? {
    try await pool.perform { session in
      try session.rows(
        """
        SELECT pg_current_snapshot()::text, now(), EXISTS (SELECT FROM fact_changed
          WHERE transaction >= pg_snapshot_xmin(\(mark.snapshot)::pg_snapshot)
            AND NOT pg_visible_in_snapshot(transaction, \(mark.snapshot)::pg_snapshot))
        """
      ).only { row in
        let now = FactsMark(snapshot: try row.next(), taken: try row.next())
        let isChanged = try row.next(Bool.self)
        return isChanged || mark.taken.milliseconds(to: now.taken) >= Store.longest ? nil : now
      }
    }
  }

  /// The departments of the fiscal year of a day that are in sight, with the facts about money of those that changed since a mark;
  /// of all where there is none, or it is too old to be asked about. All of one snapshot.
  ///
  /// - Parameters:
  ///   - known: those whose facts are kept; nothing is known of others, whenever they came.
  ///   - made: what is kept of a department's facts, with the names of its projects. Facts are large: they are let go as soon as it
  ///     is made, some departments at a time.
  package func moneyFacts<Part: Sendable>(
    asOf day: Day, since mark: FactsMark?, of known: Set<DepartmentID> = [],
    as made: @Sendable (DepartmentFacts, [ProjectID: Directory.Project], WorkCalendar) -> Part
  ) async throws -> MoneyFacts<Part> {
    try await read { session in
      let (snapshot, now) = try session.rows("SELECT pg_current_snapshot()::text, now()").only {
        (try $0.next(String.self), try $0.next(Instant.self))
      }
      let places = DepartmentIdentity.shown(try Store.places(session), on: day) { $0.identity }
      // What is read from here on is of these alone: no need to look at each row of theirs once more.
      if sight != nil { try session.run("SELECT set_config('jixiao.sight', '', true)") }
      let changed = try Store.changed(places.map(\.id), since: mark, of: known, now: now, session)
      let calendar = try Store.calendar(session)
      var parts: [Part] = []
      for first in stride(from: 0, to: changed.count, by: Store.atOnce) {
        let some = Array(changed[first..<min(changed.count, first + Store.atOnce)])
        let names = try Store.projectNames(of: some, asOf: day, session)
        for facts in try Store.facts(of: some, asOf: day, aboutMoney: true, session) {
          parts.append(made(facts, names[facts.id] ?? [:], calendar))
        }
      }
      return MoneyFacts(departments: places, changed: parts, mark: FactsMark(snapshot: snapshot, taken: now))
    }
  }

  /// Of how many departments facts and names are held at a time.
  package static let atOnce = 50

  /// For how long rows of changes are sure to be there, in milliseconds: half of what they are kept for.
  fileprivate static let longest: Int64 = 30 * 60_000

  private static func changed(
    _ departments: [DepartmentID], since mark: FactsMark?, of known: Set<DepartmentID>, now: Instant,
    _ session: borrowing Session
  ) throws -> [DepartmentID] {
    guard let mark, mark.taken.milliseconds(to: now) < longest else { return departments }
    let rows = try session.rows(
      """
      SELECT DISTINCT department_id FROM fact_changed
      WHERE transaction >= pg_snapshot_xmin(\(mark.snapshot)::pg_snapshot)
        AND NOT pg_visible_in_snapshot(transaction, \(mark.snapshot)::pg_snapshot)
      """
    ).map { try $0.next(DepartmentID.self) }
    let found = Set(rows)
    return departments.filter { found.contains($0) || !known.contains($0) }
  }
}
