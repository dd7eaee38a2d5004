package import Domain
internal import Postgres

extension Store {
  /// Makes a new version of a rule set and points a department to it. Parameters not given stay as they were; one that no
  /// rule could read is refused.
  ///
  /// - Parameter day: from which day it holds: judgements of earlier days keep theirs.
  package func setParameters(
    _ values: [String: String], of departmentID: DepartmentID, named name: String, on day: Day
  ) async throws {
    let rows = values.map { RuleSet.Row($0.key, $0.value) }
    if let key = Parameters.unreadable(in: RuleSet(name: name, version: 1, rows: rows)).first {
      let known = RuleSet.known.first { $0.key == key }
      throw Refusal.rules(
        .parameterUnreadable(
          key, value: values[key] ?? "", meaning: known?.meaning ?? "", standard: known?.value ?? ""))
    }
    try await write { session in
      let current = try Store.ruleSet(of: departmentID, session)
      let version = try session.rows("SELECT coalesce(max(version), 0) + 1 FROM rule_set WHERE name = \(name)").first {
        try $0.next(Int.self)
      }
      try session.run("INSERT INTO rule_set (name, version) VALUES (\(name), \(version ?? 1))")
      // A row the set did not have is the set's own from now on.
      let known = Set(current.rows.map(\.key))
      let added = values.keys.sorted().filter { !known.contains($0) }.map {
        RuleSet.Row($0, values[$0] ?? "", RuleSet.meaning(of: $0) ?? "")
      }
      for row in current.rows + added {
        try session.run(
          """
          INSERT INTO rule_parameter (rule_set, version, key, value, meaning)
          VALUES (\(name), \(version ?? 1), \(row.key), \(values[row.key] ?? row.value), \(row.meaning))
          """)
      }
      try Store.choose(name, version ?? 1, of: departmentID, on: day, session)
    }
  }

  /// Points a department to a version of a rule set from a day on; what held before stays on record.
  private static func choose(
    _ name: String, _ version: Int, of department: DepartmentID, on day: Day, _ session: borrowing Session
  ) throws {
    try session.run(
      """
      INSERT INTO department_rule_set (department_id, holds_from, rule_set, rule_version)
      SELECT id, make_date(fiscal_year, 1, 1), rule_set, rule_version FROM department
      WHERE id = \(department) AND NOT EXISTS (SELECT FROM department_rule_set WHERE department_id = \(department))
      """)
    try session.run(
      """
      INSERT INTO department_rule_set (department_id, holds_from, rule_set, rule_version)
      VALUES (\(department), \(day), \(name), \(Int32(version)))
      """)
    try session.run(
      "UPDATE department SET rule_set = \(name), rule_version = \(Int32(version)) WHERE id = \(department)")
  }

  /// Every rule set there is, with how many departments go by it now.
  package func ruleSets() async throws -> [(set: RuleSet, departments: Int)] {
    try await read { session in
      let names = try session.rows(
        """
        SELECT r.name, r.version::bigint, (SELECT count(*) FROM department d WHERE d.removed_at IS NULL
          AND (d.rule_set, d.rule_version) = (r.name, r.version)) FROM rule_set r ORDER BY r.name, r.version
        """
      ).map { (try $0.next(String.self), try $0.next(Int.self), try $0.next(Int.self)) }
      return try names.map { (set: try Store.ruleSet($0.0, $0.1, session), departments: $0.2) }
    }
  }

  /// The rule set a department goes by: its own rows, without those the national default stands in for.
  package func ruleSet(of department: DepartmentID) async throws -> RuleSet {
    try await ask { session in try Store.ruleSet(of: department, session) }
  }

  /// Points a department to a rule set from a day on: `CN-2020-10` is its last version, `CN-2020-10#3` that version.
  package func useRuleSet(_ wanted: String, of department: DepartmentID, on day: Day) async throws {
    try await write { session in
      let known = try session.rows("SELECT name, version::bigint FROM rule_set ORDER BY name, version").map {
        (name: try $0.next(String.self), version: try $0.next(Int.self))
      }
      guard let chosen = known.last(where: { $0.name == wanted || "\($0.name)#\($0.version)" == wanted }) else {
        let names = known.map { "\($0.name)#\($0.version)" }
        throw Refusal.rules(.setUnknown(wanted, known: names))
      }
      try Store.choose(chosen.name, chosen.version, of: department, on: day, session)
    }
  }

  /// Which way a department's targets are read on a day, or by the set it goes by now.
  static func targetReading(
    of department: DepartmentID, asOf day: Day? = nil, _ session: borrowing Session
  ) throws -> TargetReading {
    guard let day else { return try ruleSet(of: department, session).targetReading }
    let held = try session.rows(
      "SELECT rule_set, rule_version FROM rule_set_in_force(\(department), \(day)) WHERE rule_set IS NOT NULL"
    ).first { (try $0.next(String.self), try $0.next(Int.self)) }
    guard let (name, version) = held else { return try ruleSet(of: department, session).targetReading }
    return try ruleSet(name, version, session).targetReading
  }

  static func ruleSet(of departmentID: DepartmentID, _ session: borrowing Session) throws -> RuleSet {
    let chosen = try session.rows("SELECT rule_set, rule_version FROM department WHERE id = \(departmentID)").first {
      (try $0.next(String.self), try $0.next(Int.self))
    }
    guard let (name, version) = chosen else { return .nationalDefault }
    return try ruleSet(name, version, session)
  }

  static func ruleSet(_ name: String, _ version: Int, _ session: borrowing Session) throws -> RuleSet {
    RuleSet(
      name: name, version: version,
      rows: try session.rows(
        """
        SELECT key, value, meaning FROM rule_parameter
        WHERE rule_set = \(name) AND version = \(Int32(version)) ORDER BY key
        """
      ).map { RuleSet.Row(try $0.next(), try $0.next(), try $0.next()) })
  }
}
