import Foundation
import Postgres
import Store
import TestSupport

/// The databases of all trials. Each stage is prepared once; the others are copies.
actor Databases {
  static let all = Databases()
  private var templates: [Stage: Task<String, any Error>] = [:]
  private var shared: [Stage: Task<String, any Error>] = [:]

  /// A database of its own.
  func copy(of stage: Stage) async throws -> String {
    switch stage {
    case .bare: return try await TestServer.database(migrated: false)
    case .empty: return try await TestServer.database()
    default: return try await Databases.copy(from: try await template(of: stage))
    }
  }

  /// The database of trials that leave it as it is.
  func common(_ stage: Stage) async throws -> String {
    if let made = shared[stage] { return try await made.value }
    let making = Task { try await copy(of: stage) }
    shared[stage] = making
    return try await making.value
  }

  private func template(of stage: Stage) async throws -> String {
    if let made = templates[stage] { return try await made.value }
    let making = Task {
      let url = try await TestServer.database()
      let store = Store(url: url, connections: 1)
      try await stage.prepare(store)
      await store.close()
      return url
    }
    templates[stage] = making
    return try await making.value
  }

  private static func copy(from template: String) async throws -> String {
    let name = "r_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
    let from = try databaseName(of: template)
    let connection = try await Connection.open(Configuration(url: try TestServer.url()))
    try await connection.perform { try $0.script("CREATE DATABASE \(name) TEMPLATE \(from)") }
    return template.replacingOccurrences(of: "///\(from)", with: "///\(name)")
  }

  private static func databaseName(of url: String) throws -> String {
    guard let name = URLComponents(string: url)?.path.dropFirst(), !name.isEmpty else { throw NotThere() }
    return String(name)
  }
}

extension Place {
  /// A database that no trial changes, as the program is given it.
  func url(_ stage: Stage) async throws -> String { try await Databases.all.common(stage) }

  /// Does something on a database that no trial changes: what is refused leaves nothing behind.
  func on(_ stage: Stage, _ body: @Sendable (Store) async throws -> Void) async throws {
    try await Place.on(try await url(stage)) { store, _ in try await body(store) }
  }

  /// Does something on a database of its own.
  func onOwn(_ stage: Stage, _ body: @Sendable (Store, String) async throws -> Void) async throws {
    try await Place.on(try await Databases.all.copy(of: stage), body)
  }

  private static func on(_ url: String, _ body: @Sendable (Store, String) async throws -> Void) async throws {
    let store = Store(url: url, connections: 2)
    do {
      try await body(store, url)
      await store.close()
    } catch {
      await store.close()
      throw error
    }
  }

  /// Runs statements as the tables' owner, past the program.
  static func script(_ text: String, on url: String) async throws {
    let connection = try await Connection.open(Configuration(url: url))
    try await connection.perform { try $0.script(text) }
  }

  /// Does something while somebody else reads a table and does not let go of it.
  static func holding(_ table: String, on url: String, _ body: @Sendable () async throws -> Void) async throws {
    let holder = try await Connection.open(Configuration(url: url))
    try await holder.perform { try $0.script("BEGIN; LOCK TABLE \(table) IN ACCESS SHARE MODE") }
    do {
      try await body()
      try await holder.perform { try $0.script("ROLLBACK") }
    } catch {
      try await holder.perform { try $0.script("ROLLBACK") }
      throw error
    }
  }

  /// Does something as a role that reads the tables and does not own them.
  ///
  /// Tests may not make roles. The database's owner is a member of `pg_database_owner`, and that of nobody.
  static func asGuest(_ url: String, _ body: @Sendable (Store) async throws -> Void) async throws {
    try await script("GRANT SELECT ON ALL TABLES IN SCHEMA public TO pg_database_owner", on: url)
    guard var parts = URLComponents(string: url) else { throw NotThere() }
    let role = URLQueryItem(name: "options", value: "-crole=pg_database_owner")
    parts.queryItems = (parts.queryItems ?? []) + [role]
    try await on(parts.string ?? url) { store, _ in try await body(store) }
  }
}
