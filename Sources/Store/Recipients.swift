package import Domain
internal import Postgres

/// A recipient as a person sets one up: names instead of rows.
package struct RecipientEntry: Hashable, Sendable {
  /// Who and when; `departments` and `projects` of it are rows.
  package let recipient: Recipient
  /// The departments by division, code and name.
  package let departments: [(division: DivisionCode, code: String, name: String)]
  /// The division whose departments the person answers for; nil where departments are named, or for all.
  package let division: DivisionCode?
  /// Whether the person may hear of several departments.
  package let hearsOfSeveral: Bool
  /// The channels with the addresses.
  package let addresses: [RecipientAddress]

  package static func == (a: RecipientEntry, b: RecipientEntry) -> Bool { a.recipient == b.recipient }
  package func hash(into hasher: inout Hasher) { hasher.combine(recipient) }
}

extension Store {
  /// The recipients in use.
  package func recipients() async throws -> [RecipientEntry] {
    try await read { session in
      let people = try People(session)
      let departments = try session.rows(
        "SELECT recipient_id, division, code, name FROM recipient_department ORDER BY division, code, name"
      ).map {
        (
          try $0.next(Int64.self),
          (division: DivisionCode(kept: try $0.next()), code: try $0.next(String.self), name: try $0.next(String.self))
        )
      }
      let departmentsOf = Dictionary(grouping: departments, by: \.0).mapValues { $0.map(\.1) }
      let divisions = Dictionary(
        uniqueKeysWithValues: try session.rows("SELECT id, division FROM recipient WHERE division IS NOT NULL").map {
          (try $0.next(Int64.self), DivisionCode(kept: try $0.next()))
        })
      let several = try Store.hearingOfSeveral(session)
      return people.recipients.map { recipient in
        RecipientEntry(
          recipient: recipient, departments: departmentsOf[recipient.id] ?? [], division: divisions[recipient.id],
          hearsOfSeveral: several.contains(recipient.id),
          addresses: people.addresses[recipient.id] ?? [])
      }
    }
  }

  /// Those in use who may hear of several departments, of whatever year, each year's row of one being the same.
  private static func hearingOfSeveral(_ session: borrowing Session) throws -> Set<Int64> {
    Set(
      try session.rows(
        """
        SELECT r.id FROM recipient r WHERE r.active AND 1 < (SELECT count(*) FROM (
          SELECT division, code, name FROM recipient_department WHERE recipient_id = r.id
          UNION SELECT division, code, name FROM department WHERE r.reach = 'all'
          UNION SELECT d.division, d.code, d.name FROM divisions_below(r.division) AS b (code)
            JOIN department d ON d.division = b.code WHERE r.reach = 'division'
          UNION SELECT d.division, d.code, d.name FROM route t JOIN department d ON d.id = t.department_id
            OR t.department_id IS NULL AND (t.division IS NULL OR d.division IN (SELECT divisions_below(t.division)))
            WHERE r.id = ANY (t.recipients)) x)
        """
      ).map { try $0.next(Int64.self) })
  }

  /// Keeps a recipient under the name: a new one, or all of the one that has it, with its departments, projects and
  /// addresses. Everyone has the inbox.
  ///
  /// - Parameters:
  ///   - departments: by division, code and name; empty means all, or all of the division.
  ///   - division: where no departments are named, the one whose departments are meant; nil for all.
  ///   - addresses: by the channel's name.
  package func keep(
    _ recipient: Recipient, departments: [DepartmentIdentity], in division: DivisionCode? = nil,
    addresses: [(channel: String, address: String)]
  ) async throws {
    let division = departments.isEmpty ? division : nil
    let reach = division != nil ? "division" : departments.isEmpty ? "all" : "departments"
    try await write { session in
      let id = try session.rows(
        """
        INSERT INTO recipient (name, role, level, least, immediate_from, quiet_from, quiet_to, quiet_holds_red, division,
          reach, rhythm)
        VALUES (\(recipient.name), \(recipient.role.rawValue), \(Int16(recipient.level)), \(recipient.least.rawValue),
          \(recipient.immediateFrom?.rawValue), \(recipient.quiet.map { Int16($0.from) }),
          \(recipient.quiet.map { Int16($0.to) }), \(recipient.quiet?.holdsRed ?? false), \(division?.text), \(reach),
          \(recipient.rhythm?.rawValue))
        ON CONFLICT (name) DO UPDATE SET role = excluded.role, level = excluded.level, least = excluded.least,
          immediate_from = excluded.immediate_from, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
          quiet_holds_red = excluded.quiet_holds_red, division = excluded.division, reach = excluded.reach,
          rhythm = excluded.rhythm, active = true
        RETURNING id
        """
      ).only { try $0.next(Int64.self) }
      for table in ["recipient_department", "recipient_project", "recipient_address"] {
        try session.run("DELETE FROM \(trusted: table) WHERE recipient_id = \(id)")
      }
      for department in Set(departments.map { [$0.division.text, $0.code, $0.name] }) {
        try session.run(
          """
          INSERT INTO recipient_department (recipient_id, division, code, name)
          VALUES (\(id), \(department[0]), \(department[1]), \(department[2]))
          """)
      }
      for project in recipient.projects {
        try session.run("INSERT INTO recipient_project (recipient_id, project_id) VALUES (\(id), \(project))")
      }
      try session.run(
        "INSERT INTO recipient_address (recipient_id, channel_id) SELECT \(id), id FROM channel WHERE kind = 'inbox'")
      for (channel, address) in addresses {
        let added = try session.run(
          """
          INSERT INTO recipient_address (recipient_id, channel_id, address)
          SELECT \(id), id, \(address) FROM channel WHERE name = \(channel) AND active
          ON CONFLICT (recipient_id, channel_id) DO UPDATE SET address = excluded.address
          """)
        guard added == 1 else { throw try Store.unknownChannel(channel, session) }
      }
      // Whoever had an account before is told under its name from now on.
      try session.run(
        """
        UPDATE account SET recipient_id = \(id)
        WHERE name = \(recipient.name) AND kind = 'business' AND recipient_id IS NULL
        """)
    }
  }

  /// That no channel in use has a name, with those that are there.
  static func unknownChannel(_ name: String, _ session: borrowing Session) throws -> Refusal {
    let names = try session.rows("SELECT name FROM channel WHERE active ORDER BY id").map { try $0.next(String.self) }
    return Refusal.people(.channelUnknown(name, known: names))
  }

  /// Takes a recipient out of use. What the person was told stays on record.
  package func retireRecipient(_ name: String) async throws -> Bool {
    try await write { try $0.run("UPDATE recipient SET active = false WHERE name = \(name) AND active") > 0 }
  }

  /// The matching rules in the order they are tried, with their rows.
  package func routes() async throws -> [(id: Int64, position: Int, route: Route)] {
    try await read { session in
      let rows = try session.rows("SELECT r.id, r.position::bigint FROM route r ORDER BY \(trusted: Store.routeOrder)")
        .map {
          (try $0.next(Int64.self), try $0.next(Int.self))
        }
      return zip(rows, try People(session).routes).map { (id: $0.0, position: $0.1, route: $1) }
    }
  }

  /// Codes of one prefecture sort behind that of the prefecture itself.
  static let routeOrder = "r.department_id NULLS LAST, r.division DESC NULLS LAST, r.position"

  /// Adds a matching rule behind the others of its department or division.
  package func add(_ route: Route) async throws {
    try await write { session in
      try session.rows("SELECT pg_advisory_xact_lock(\(Int64(0x4A69_7869_616F_0001)))")
      try session.run(
        """
        INSERT INTO route (department_id, division, position, rules, projects, least, recipients)
        SELECT \(route.department), \(route.division?.text), coalesce(max(position), 0) + 1, \(route.rules.map(\.rawValue).sorted()),
          \(route.projects.sorted()), \(route.least.rawValue), \(route.recipients.sorted())
        FROM route WHERE department_id IS NOT DISTINCT FROM \(route.department)
          AND division IS NOT DISTINCT FROM \(route.division?.text)
        """)
    }
  }

  /// Removes a matching rule.
  package func removeRoute(_ id: Int64) async throws -> Bool {
    try await write { try $0.run("DELETE FROM route WHERE id = \(id)") > 0 }
  }

  /// A setting of the service; nil where it was never set.
  package func setting(_ key: String) async throws -> String? {
    try await pool.perform { session in
      try session.rows("SELECT value FROM setting WHERE key = \(key)").first { try $0.next(String.self) }
    }
  }

  /// The same as one of its words; nil where it was never set.
  package func word<Word: RawRepresentable>(of key: String) async throws -> Word? where Word.RawValue == String {
    try await setting(key).map { try Store.known($0) }
  }

  /// Keeps a setting of the service; nil takes it away.
  package func set(_ key: String, to value: String?) async throws {
    try await write { session in
      try session.run("DELETE FROM setting WHERE key = \(key)")
      if let value { try session.run("INSERT INTO setting (key, value) VALUES (\(key), \(value))") }
    }
  }
}
