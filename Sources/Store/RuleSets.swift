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
      let key = rows.first { unreadable.message.contains(" \($0.key) ") }?.key ?? ""
      let known = RuleSet.nationalDefault.rows.first { $0.key == key }
      throw StoreError(
        unreadable.code, "参数 \(key) 不能写成“\(values[key] ?? "")”；\(known?.meaning ?? "")，全国默认为“\(known?.value ?? "")”。")
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
      try session.run(
        "UPDATE department SET rule_set = \(name), rule_version = \(version ?? 1) WHERE id = \(departmentID)")
    }
  }

  /// The rule set a department goes by: its own rows, without those the national default stands in for.
  public func ruleSet(of department: Int64) async throws -> RuleSet {
    try await pool.perform { session in try Store.ruleSet(of: department, session) }
  }

  /// Points a department to the last version of another rule set.
  public func useRuleSet(_ name: String, of department: Int64) async throws {
    try await write { session in
      let used = try session.run(
        """
        UPDATE department SET rule_set = s.name, rule_version = s.version
        FROM (SELECT name, max(version) AS version FROM rule_set WHERE name = \(name) GROUP BY name) s
        WHERE id = \(department)
        """)
      guard used == 0 else { return }
      let names = try session.rows("SELECT DISTINCT name FROM rule_set ORDER BY name").map { try $0.next(String.self) }
      throw StoreError("rule-set-unknown", "没有名为“\(name)”的规则集。已有：\(names.joined(separator: "、"))。")
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
