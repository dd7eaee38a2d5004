public import Domain
internal import Postgres

extension Store {
  /// The work calendar as it is kept.
  public func calendar() async throws -> WorkCalendar {
    try await pool.perform { session in try Store.calendar(session) }
  }

  /// Makes a new version of a rule set and points a department to it. Parameters not given stay as they were; one that no
  /// rule could read is refused.
  public func setParameters(_ values: [String: String], of departmentID: Int64, named name: String) async throws {
    let rows = values.map { RuleSet.Row($0.key, $0.value) }
    if let unreadable = Parameters.parse(RuleSet(name: name, version: 1, rows: rows)).1.first {
      throw StoreError(unreadable.code, unreadable.message)
    }
    try await write { session in
      let current = try Store.ruleSet(of: departmentID, session)
      let version = try session.rows("SELECT coalesce(max(version), 0) + 1 FROM rule_set WHERE name = \(name)").first {
        try $0.next(Int.self)
      }
      try session.run("INSERT INTO rule_set (name, version) VALUES (\(name), \(version ?? 1))")
      for row in current.rows {
        try session.run(
          """
          INSERT INTO rule_parameter (rule_set, version, key, value, meaning)
          VALUES (\(name), \(version ?? 1), \(row.key), \(values[row.key] ?? row.value), \(row.meaning))
          """)
      }
      try session.run(
        "UPDATE department SET rule_set = \(name), rule_version = \(version ?? 1) WHERE id = \(departmentID)")
    }
  }

  static func ruleSet(of departmentID: Int64, _ session: borrowing Session) throws -> RuleSet {
    let rows = try session.rows(
      """
      SELECT d.rule_set, d.rule_version, p.key, p.value, p.meaning
      FROM department d JOIN rule_parameter p ON p.rule_set = d.rule_set AND p.version = d.rule_version
      WHERE d.id = \(departmentID) ORDER BY p.key
      """)
    var (name, version) = (RuleSet.nationalDefault.name, RuleSet.nationalDefault.version)
    let parameters = try rows.map { row in
      (name, version) = (try row.next(), try row.next(Int.self))
      return RuleSet.Row(try row.next(), try row.next(), try row.next())
    }
    return RuleSet(name: name, version: version, rows: parameters)
  }
}
