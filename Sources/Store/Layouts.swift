package import Domain
internal import Postgres

/// A version of a layout as it is kept.
package struct KeptLayout: Hashable, Sendable {
  /// By what it is asked for, and its version, from 1.
  package let code: String, version: Int
  /// Its description.
  package let body: String
}

/// A layout a department's forms are printed by.
package struct UsedLayout: Hashable, Sendable {
  /// From which day on.
  package let from: Day
  /// Its description.
  package let body: String
}

extension Store {
  /// The last version of each layout that is kept, by its code.
  package func layouts() async throws -> [KeptLayout] {
    try await ask { session in
      try session.rows(
        "SELECT DISTINCT ON (code) code, version::bigint, body FROM form_layout ORDER BY code, version DESC"
      )
      .map { KeptLayout(code: try $0.next(), version: try $0.next(Int.self), body: try $0.next()) }
    }
  }

  /// Keeps a layout as the next version of its code; the same as the last is there already.
  package func addLayout(_ code: String, _ form: DepartmentForm, _ body: String) async throws -> (
    version: Int, isNew: Bool
  ) {
    try await write { session in try Store.keepLayout(code, form, body, session) }
  }

  /// Has a department's forms of a kind printed by a layout from a day on.
  ///
  /// - Returns: its version; refused for a day on which or after which a form was handed in that still is.
  package func useLayout(
    _ code: String, _ form: DepartmentForm, _ body: String, of department: DepartmentID, on day: Day
  ) async throws -> Int {
    try await write { session in
      if let handedIn = try Store.lastHandedIn(form, of: department, session), day <= handedIn {
        throw Refusal.form(.layoutTooEarly(day, handedIn: handedIn))
      }
      let (version, _) = try Store.keepLayout(code, form, body, session)
      try session.run(
        """
        INSERT INTO department_layout (department_id, form, holds_from, layout, version)
        VALUES (\(department), \(form.rawValue), \(day), \(code), \(Int32(version)))
        """)
      return version
    }
  }

  /// The layouts of a department's forms of a kind, in the order they were chosen.
  package func usedLayouts(of department: DepartmentID, _ form: DepartmentForm) async throws -> [UsedLayout] {
    try await ask { session in
      try session.rows(
        """
        SELECT d.holds_from, l.body FROM department_layout d
        JOIN form_layout l ON (l.code, l.version) = (d.layout, d.version)
        WHERE d.department_id = \(department) AND d.form = \(form.rawValue) ORDER BY d.id
        """
      ).map { UsedLayout(from: try $0.next(), body: try $0.next()) }
    }
  }

  /// The day on which the last of a department's forms that are in was handed in.
  private static func lastHandedIn(
    _ form: DepartmentForm, of department: DepartmentID, _ session: borrowing Session
  ) throws -> Day? {
    try session.rows(
      """
      SELECT max(t.day) FROM form f JOIN form_transition t ON t.form_id = f.id AND t.kind = 'submitted'
      WHERE f.department_id = \(department) AND f.kind = \(form.rawValue) AND f.state IN ('submitted', 'approved')
      """
    ).first { try $0.nextOptional(Day.self) } ?? nil
  }

  private static func keepLayout(
    _ code: String, _ form: DepartmentForm, _ body: String, _ session: borrowing Session
  ) throws -> (version: Int, isNew: Bool) {
    // One at a time: two that add the same at once would both be the next. A role that owns nothing may lock no table.
    try session.rows("SELECT pg_advisory_xact_lock(hashtextextended('form layout', 0))")
    let last = try session.rows(
      "SELECT version::bigint, body FROM form_layout WHERE code = \(code) ORDER BY version DESC LIMIT 1"
    ).first { (version: try $0.next(Int.self), body: try $0.next(String.self)) }
    if let last, last.body == body { return (last.version, false) }
    let version = (last?.version ?? 0) + 1
    try session.run(
      """
      INSERT INTO form_layout (code, version, form, body)
      VALUES (\(code), \(Int32(version)), \(form.rawValue), \(body))
      """)
    return (version, true)
  }
}
