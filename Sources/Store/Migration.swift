internal import Domain
internal import Embedded
internal import Postgres

/// A numbered change of the schema, from the folder sql/.
public struct Migration: Hashable, Sendable {
  /// 1, 2, 3 …
  public let number: Int
  /// The file's name.
  public let name: String
  /// Its text.
  public let text: String

  /// The migrations compiled into this program, in order.
  public static let all: [Migration] = (0..<embedded_migration_count()).map { index in
    let name = String(cString: embedded_migration_name(index))
    return Migration(
      number: Int(name.prefix(4)) ?? 0, name: name, text: String(cString: embedded_migration_text(index)))
  }

  /// A migration.
  public init(number: Int, name: String, text: String) {
    self.number = number
    self.name = name
    self.text = text
  }
}

extension Store {
  /// Brings the schema up to date and seeds rule sets and calendar. Gives the names of what was applied.
  ///
  /// Any number of programs may do this at once: an advisory lock lets one at a time. Refused are a database made by a
  /// newer program and one whose applied migrations are not those of this program.
  @discardableResult
  public func migrate(_ migrations: [Migration] = Migration.all) async throws -> [String] {
    if try await isCurrent(migrations) { return [] }
    return try await write { session in
      try session.rows("SELECT pg_advisory_xact_lock(\(Int64(0x4A69_7869_616F)))")
      try session.script(
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
          number integer PRIMARY KEY,
          name text NOT NULL,
          checksum bytea NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now()
        )
        """)
      let applied = try Store.appliedMigrations(session)
      try Store.check(applied, against: migrations, session)
      var names: [String] = []
      for migration in migrations where applied[migration.number] == nil {
        try session.script(migration.text)
        try session.run(
          """
          INSERT INTO schema_migration (number, name, checksum)
          VALUES (\(migration.number), \(migration.name), sha256(convert_to(\(migration.text), 'UTF8')))
          """)
        names.append(migration.name)
      }
      try Store.seed(session)
      return names
    }
  }

  /// Whether every migration was applied as this program knows it; cheap, takes no lock.
  public func isCurrent(_ migrations: [Migration] = Migration.all) async throws -> Bool {
    try await pool.perform { session in
      let exists = try session.rows("SELECT to_regclass('schema_migration') IS NOT NULL").first {
        try $0.next(Bool.self)
      }
      guard exists == true else { return false }
      let applied = try Store.appliedMigrations(session)
      guard applied.count == migrations.count else { return false }
      try Store.check(applied, against: migrations, session)
      return true
    }
  }

  private static func appliedMigrations(_ session: borrowing Session) throws -> [Int: Bytes] {
    let rows = try session.rows("SELECT number, checksum FROM schema_migration").map {
      (try $0.next(Int.self), try $0.next(Bytes.self))
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  private static func check(
    _ applied: [Int: Bytes], against migrations: [Migration], _ session: borrowing Session
  ) throws {
    for (number, checksum) in applied.sorted(by: { $0.key < $1.key }) {
      guard let migration = migrations.first(where: { $0.number == number }) else {
        throw StoreError(
          "database-newer", "数据库已升级到第\(number)版，比本程序新，请使用新版本的 jixiao。")
      }
      let known = try session.rows("SELECT sha256(convert_to(\(migration.text), 'UTF8'))").first {
        try $0.next(Bytes.self)
      }
      guard known == checksum else {
        throw StoreError(
          "migration-changed",
          "数据库升级脚本 \(migration.name) 与已执行过的不一致，已停止。请使用原来的程序版本，已发布的脚本不得修改。")
      }
    }
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
