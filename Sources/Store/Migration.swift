internal import Domain
internal import Embedded
internal import Postgres

/// A numbered change of the schema, from the folder sql/.
package struct Migration: Hashable, Sendable {
  /// 1, 2, 3 …
  package let number: Int
  /// The file's name.
  package let name: String
  /// Its text.
  package let text: String

  /// Whether a program that does not know it must keep away from a database that has it. One whose first line begins with
  /// `-- compatible` only adds what older programs need not know.
  package var isBreaking: Bool { !text.hasPrefix("-- compatible") }

  /// Whether PostgreSQL wants it outside any transaction, as an index that is built while others write; its first line has
  /// `outside transactions`. Its statements are then run one by one, each ending a line, and may be repeated.
  package var isOutsideTransactions: Bool {
    text.prefix { $0 != "\n" }.contains("outside transactions")
  }

  /// The statements of a migration outside transactions.
  var statements: [String] {
    text.split(separator: ";\n").map(String.init).filter { piece in
      piece.split(separator: "\n").contains { !$0.hasPrefix("--") }
    }
  }

  /// The migrations compiled into this program, in order.
  package static let all: [Migration] = (0..<embedded_migration_count()).map { index in
    let name = String(cString: embedded_migration_name(index))
    return Migration(
      number: Int(name.prefix(4)) ?? 0, name: name, text: String(cString: embedded_migration_text(index)))
  }

  /// A migration.
  package init(number: Int, name: String, text: String) {
    self.number = number
    self.name = name
    self.text = text
  }
}

extension Store {
  /// Brings the schema up to date and seeds rule sets and calendar. Gives the names of what was applied.
  ///
  /// Any number of programs may do this at once: an advisory lock lets one at a time. Each migration is a transaction
  /// of its own, so that one that is interrupted leaves those before it, and gives roles of the database their rights
  /// to what it made; it waits for a lock on a table only for a moment, since all who come after it would wait behind
  /// it, and is then tried again.
  ///
  /// - Throws: `database-newer` for a database with a breaking migration of a newer program, `migration-changed` for one whose
  ///   migrations are not those of this program, `migration-locked` where somebody held a table all the time.
  @discardableResult
  package func migrate(
    _ migrations: [Migration] = Migration.all, attempts: Int = 20, report: @Sendable (String) -> Void = { _ in }
  ) async throws -> [String] {
    if try await isCurrent(migrations) {
      try await grantRolesWhereLacking()
      return []
    }
    return try await pool.withConnection { connection in
      guard await !connection.isPooled else {
        throw Refusal.service(.pooled)
      }
      // Asked for again and again, not waited for: who waits has a snapshot, for which an index that is built outside
      // transactions waits in turn.
      while try await !connection.perform({
        try Store.isTrue("SELECT pg_try_advisory_lock(\(Store.migrationLock))", $0)
      }) {
        try await Task.sleep(for: .milliseconds(100))
      }
      let unlock: @Sendable (borrowing Session) throws -> Void = {
        try $0.rows("SELECT pg_advisory_unlock(\(Store.migrationLock))")
      }
      var names: [String] = []
      do {
        try await connection.transaction { session in try Store.makeMigrationTable(session) }
        for migration in migrations.sorted(by: { $0.number < $1.number }) {
          let isLast = migration.number == migrations.map(\.number).max()
          let isApplied = try await Store.apply(
            migration, of: migrations, seeding: isLast, attempts, report, connection)
          if isApplied { names.append(migration.name) }
        }
      } catch {
        try? await connection.perform(unlock)
        throw error
      }
      try await connection.perform(unlock)
      return names
    }
  }

  static let migrationLock: Int64 = 0x4A69_7869_616F

  private static func isTrue(_ query: Query, _ session: borrowing Session) throws -> Bool {
    try session.rows(query).first { try $0.next(Bool.self) } ?? false
  }

  private static func makeMigrationTable(_ session: borrowing Session) throws {
    try session.script(
      """
      CREATE TABLE IF NOT EXISTS schema_migration (
        number integer PRIMARY KEY,
        name text NOT NULL,
        checksum bytea NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )
      """)
  }

  /// Applies a migration unless it was; tries again while somebody else holds what it needs.
  private static func apply(
    _ migration: Migration, of all: [Migration], seeding: Bool, _ attempts: Int, _ report: @Sendable (String) -> Void,
    _ connection: Connection
  ) async throws -> Bool {
    let isApplied = try await connection.perform { session in
      try Store.applied(of: all, session).contains(migration.number)
    }
    guard !isApplied else { return false }
    var attempt = 1
    while true {
      do {
        if migration.isOutsideTransactions {
          // One by one: several in one message would be a transaction.
          for statement in migration.statements {
            try await connection.perform { try $0.script(statement) }
          }
        }
        try await connection.transaction { session in
          try session.script("SET LOCAL lock_timeout = '2s'")
          if !migration.isOutsideTransactions { try session.script(migration.text) }
          try session.run(
            """
            INSERT INTO schema_migration (number, name, checksum)
            VALUES (\(migration.number), \(migration.name), sha256(convert_to(\(migration.text), 'UTF8')))
            """)
          try Store.noteCompatibility(of: migration, session)
          // Here, since the next may fail or never come: daemons of another role go on by what is committed.
          try Store.grantRoles(session)
          if seeding { try Store.seed(session) }
        }
        return true
      } catch let error as PostgresError where error.sqlState == "55P03" || error.isTransient {
        guard attempt < attempts else {
          throw Refusal.service(.migrationLocked(migration.name))
        }
        report(ServiceNote.migrationWaits(migration.name, attempt: attempt).chinese)
        attempt += 1
        try await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  /// Where the database has a place for it already.
  private static func noteCompatibility(of migration: Migration, _ session: borrowing Session) throws {
    let hasPlace = try isTrue(
      """
      SELECT count(*) > 0 FROM pg_attribute
      WHERE attrelid = 'schema_migration'::regclass AND attname = 'breaking' AND NOT attisdropped
      """, session)
    guard hasPlace else { return }
    try session.run("UPDATE schema_migration SET breaking = \(migration.isBreaking) WHERE number = \(migration.number)")
  }

  /// Refuses a database that is older than this program, without changing it: on a database that others use, too, a person
  /// says when it is migrated.
  package func requireCurrent() async throws {
    guard try await !isCurrent() else { return }
    let isEmpty = try await pool.perform { try Store.isTrue("SELECT to_regclass('schema_migration') IS NULL", $0) }
    throw Refusal.service(.older(isEmpty: isEmpty))
  }

  /// Whether every migration of this program was applied as it knows it, and no breaking one of a newer program; cheap, takes
  /// no lock.
  package func isCurrent(_ migrations: [Migration] = Migration.all) async throws -> Bool {
    try await pool.perform { session in
      let exists = try session.rows("SELECT to_regclass('schema_migration') IS NOT NULL").first {
        try $0.next(Bool.self)
      }
      guard exists == true else { return false }
      return try Store.applied(of: migrations, session).isSuperset(of: migrations.map(\.number))
    }
  }

  /// The numbers of what was applied. Refuses a breaking migration that this program does not know, and one that it knows
  /// otherwise. Before migrations said so, each was taken for breaking.
  private static func applied(of migrations: [Migration], _ session: borrowing Session) throws -> Set<Int> {
    let rows = try session.rows(
      """
      SELECT m.number, coalesce((to_jsonb(m) ->> 'breaking')::boolean, true), k.text IS NOT NULL,
        m.checksum = sha256(convert_to(coalesce(k.text, ''), 'UTF8'))
      FROM schema_migration m
      LEFT JOIN unnest(\(migrations.map(\.number)), \(migrations.map(\.text))) AS k (number, text) ON k.number = m.number
      ORDER BY m.number
      """
    ).map {
      (
        number: try $0.next(Int.self), isBreaking: try $0.next(Bool.self), isKnown: try $0.next(Bool.self),
        isSame: try $0.next(Bool.self)
      )
    }
    for row in rows where row.isKnown ? !row.isSame : row.isBreaking {
      guard let name = migrations.first(where: { $0.number == row.number })?.name else {
        throw Refusal.service(.newer(rows.last?.number ?? row.number))
      }
      throw Refusal.service(.migrationChanged(name))
    }
    return Set(rows.map(\.number))
  }

  /// Rule sets and calendar days that are not there yet. What people changed stays.
  private static func seed(_ session: borrowing Session) throws {
    for set in RuleSet.shipped {
      let added = try session.run(
        "INSERT INTO rule_set (name, version) VALUES (\(set.name), \(set.version)) ON CONFLICT DO NOTHING")
      guard added > 0 else { continue }
      for row in set.rows {
        try session.run(
          """
          INSERT INTO rule_parameter (rule_set, version, key, value, meaning)
          VALUES (\(set.name), \(set.version), \(row.key), \(row.value), \(row.meaning))
          """)
      }
    }
    for exception in WorkCalendar.notices {
      try session.run(
        """
        INSERT INTO calendar_day (day, worked, name) VALUES (\(exception.day), \(exception.isWorked), \(exception.name))
        ON CONFLICT DO NOTHING
        """)
    }
  }
}
