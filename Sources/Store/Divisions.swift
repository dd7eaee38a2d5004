package import Domain
internal import Postgres

/// A division in a list.
package struct DivisionEntry: Hashable, Sendable {
  /// Code, name, and what was said of its place.
  package let division: Division
  /// The next one above, as it was said or by the digits.
  package let above: DivisionCode?
  /// How many departments it has itself.
  package let departments: Int
}

extension Store {
  /// The divisions that were named or have departments, by their codes.
  package func divisions() async throws -> [DivisionEntry] {
    try await ask { session in
      try session.rows(
        """
        SELECT d.code, d.name, d.parent, division_parent(d), coalesce(x.departments, 0)
        FROM division d LEFT JOIN (
          SELECT division, count(*) AS departments FROM department WHERE removed_at IS NULL GROUP BY 1) x ON x.division = d.code
        WHERE d.code <> '' OR x.departments > 0 ORDER BY d.code
        """
      ).map { row in
        let (code, name) = (DivisionCode(kept: try row.next()), try row.next(String.self))
        let (parent, above) = (try row.nextOptional(String.self), try row.nextOptional(String.self))
        return DivisionEntry(
          division: Division(code: code, name: name, parent: parent.map { DivisionCode(kept: $0) }),
          above: above.map { DivisionCode(kept: $0) }, departments: try row.next())
      }
    }
  }

  /// Keeps a division under its code: a new one, or name and place of one that is there; its place stays where none is said.
  ///
  /// - Throws: `division-parent-unknown` where the one above is not there, `division-circle` where it would lie below itself.
  package func keep(_ division: Division) async throws {
    try await write { session in
      if let parent = division.parent, try divisionName(parent, session) == nil {
        throw Refusal.division(.noParent(parent))
      }
      do {
        try session.run(
          """
          INSERT INTO division (code, name, parent) VALUES (\(division.code.text), \(division.name), \(division.parent?.text))
          ON CONFLICT (code) DO UPDATE SET name = excluded.name, parent = coalesce(excluded.parent, division.parent)
          """)
      } catch let error as PostgresError where error.constraint?.hasPrefix("division_") == true {
        throw Refusal.division(.circle(division.code, under: division.parent ?? division.code))
      }
    }
  }

  /// The division a person means by its code or its name.
  ///
  /// - Throws: `division-unknown`, `divisions-none`, `division-ambiguous` for a name that several have.
  package func division(named text: String) async throws -> DivisionCode {
    let meant = try await ask { session in
      try session.rows("SELECT code FROM division WHERE code <> '' AND \(text) IN (code, nullif(name, ''))").map {
        DivisionCode(kept: try $0.next())
      }
    }
    if let only = meant.first, meant.count == 1 { return only }
    let all = try await divisions().map(\.division)
    let found = all.filter { $0.code.text == text || (!$0.name.isEmpty && $0.name == text) }
    if let only = found.first, found.count == 1 { return only.code }
    guard found.isEmpty else {
      throw Refusal.division(.ambiguous(text, found.map(\.label)))
    }
    throw Refusal.division(
      all.isEmpty ? .none(text) : .unknown(text, known: all.prefix(20).map(\.label), count: all.count))
  }

  /// Divisions of a code and all below it.
  static func divisions(below top: DivisionCode, _ session: borrowing Session) throws -> [String] {
    try session.rows("SELECT divisions_below(\(top.text))").map { try $0.next(String.self) }
  }

  /// Whether no department is of another division.
  static func isOnly(_ division: DivisionCode, _ session: borrowing Session) throws -> Bool {
    try session.rows(
      "SELECT NOT EXISTS (SELECT FROM department WHERE division <> \(division.text) AND removed_at IS NULL)"
    ).first { try $0.next(Bool.self) } ?? true
  }

  /// Makes sure that a division is there; its name may be said later.
  static func noteDivision(_ code: DivisionCode, _ session: borrowing Session) throws {
    try session.run("INSERT INTO division (code) VALUES (\(code.text)) ON CONFLICT DO NOTHING")
  }

  /// The department of a document with its division: as the document or a person says; else that of the department of this
  /// code and name, or the only one there is. Refused where several may be meant.
  static func settled(_ identity: DepartmentIdentity, _ session: borrowing Session) throws -> DepartmentIdentity {
    guard !identity.division.isSpecified else { return identity }
    let named = try session.rows(
      """
      SELECT DISTINCT division FROM department
      WHERE code = \(identity.code) AND name = \(identity.name) AND removed_at IS NULL LIMIT 2
      """
    ).map { try $0.next(String.self) }
    let found =
      named.count == 1
      ? named
      : try session.rows(
        """
        SELECT division FROM department WHERE removed_at IS NULL UNION SELECT code FROM division WHERE code <> '' LIMIT 2
        """
      ).map { try $0.next(String.self) }
    guard found.count < 2, named.count < 2 else {
      throw Refusal.division(.missing(identity))
    }
    var settled = identity
    settled.division = found.first.map { DivisionCode(kept: $0) } ?? .unspecified
    return settled
  }
}

private func divisionName(_ code: DivisionCode, _ session: borrowing Session) throws -> String? {
  try session.rows("SELECT name FROM division WHERE code = \(code.text)").first { try $0.next(String.self) }
}
