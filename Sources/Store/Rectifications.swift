package import Domain
internal import Postgres

extension Store {
  /// Keeps a notice.
  ///
  /// - Parameters:
  ///   - number: its 发文字号 as it was given; nil for the next of `mark` in the year, or for none where there is no mark.
  ///   - organ: who sends it; nil where nobody said.
  ///   - once: what the same notice is known by, where it is sent again; nil for one that counts each time.
  /// - Returns: its id.
  package func issueRectification(
    to department: DepartmentID, project: ProjectID?, problem: String, demand: String, by actor: String, on day: Day,
    due: Day, number: LetterNumber? = nil, mark: String? = nil, organ: String? = nil,
    once: String? = nil
  ) async throws -> Int64 {
    let (problem, demand) = (problem.normalised, demand.normalised)
    guard !problem.isEmpty, !demand.isEmpty else { throw Refusal.rectification(.empty) }
    guard due >= day else { throw Refusal.rectification(.duePast(due, issued: day)) }
    return try await write { session in
      if let once, let there = try Store.rectification(once: once, to: department, project, session) { return there }
      let number = try Store.letterNumber(number, mark: mark, year: day.year, session)
      let (year, serial) = (number.map { Int16($0.year) }, number.map { Int32($0.serial) })
      let id = try session.rows(
        """
        INSERT INTO rectification (department_id, project_id, problem, demand, issued_by, issued_on, due, organ,
          letter_mark, letter_year, letter_serial, once_key)
        VALUES (\(department), \(project), \(problem), \(demand), \(actor), \(day), \(due), \(organ),
          \(number?.mark), \(year), \(serial), \(once)) RETURNING id
        """
      ).only { try $0.next(Int64.self) }
      return id
    }
  }

  /// The notice that was sent before under a key; whoever sends it at the same time waits.
  private static func rectification(
    once: String, to department: DepartmentID, _ project: ProjectID?, _ session: borrowing Session
  ) throws -> Int64? {
    try session.rows("SELECT pg_advisory_xact_lock(hashtextextended('rectification once ' || \(once), 0))")
    return try session.rows(
      """
      SELECT id FROM rectification WHERE once_key = \(once) AND department_id = \(department)
        AND project_id IS NOT DISTINCT FROM \(project)
      """
    ).first { try $0.next(Int64.self) }
  }

  /// The number of a letter: the given one, which no other may have, or the next of a mark in a year. Who asks at the same time
  /// waits, so that no number is given twice.
  private static func letterNumber(
    _ given: LetterNumber?, mark: String?, year: Int, _ session: borrowing Session
  ) throws -> LetterNumber? {
    guard let mark = given?.mark ?? mark else { return nil }
    try session.rows("SELECT pg_advisory_xact_lock(hashtextextended(\("rectification " + mark), 0))")
    guard let given else {
      let last = try session.rows(
        """
        SELECT coalesce(max(letter_serial), 0)::bigint FROM rectification
        WHERE letter_mark = \(mark) AND letter_year = \(Int16(year))
        """
      ).only { try $0.next(Int.self) }
      return LetterNumber(mark: mark, year: year, serial: last + 1)
    }
    if let other = try rectification(numbered: given, session) {
      throw Refusal.rectification(.numberTaken(given, by: other))
    }
    return given
  }

  /// The notice that has a 发文字号; nil where none has.
  package func rectification(numbered number: LetterNumber) async throws -> Int64? {
    try await ask { session in try Store.rectification(numbered: number, session) }
  }

  private static func rectification(numbered number: LetterNumber, _ session: borrowing Session) throws -> Int64? {
    try session.rows(
      """
      SELECT id FROM rectification WHERE letter_mark = \(number.mark) AND letter_year = \(Int16(number.year))
        AND letter_serial = \(Int32(number.serial))
      """
    ).first { try $0.next(Int64.self) }
  }

  /// Answers, gives back or closes a notice.
  package func act(
    _ action: Rectification.Action, onRectification id: Int64, note: String, by actor: String, on day: Day
  ) async throws -> Rectification {
    try await write { session in
      try session.run("SELECT 1 FROM rectification WHERE id = \(id) FOR UPDATE")
      guard let notice = try Store.rectifications("WHERE r.id = \(id)", session).first else {
        throw Refusal.rectification(.unknown(id))
      }
      let state = try notice.state(after: action, note: note, on: day)
      let number = Int32(notice.steps.count + 1)
      try session.run(
        """
        INSERT INTO rectification_transition (rectification_id, number, kind, actor, day, note)
        VALUES (\(id), \(number), \(action.name), \(actor), \(day), \(note.normalised))
        """)
      try session.run(
        "UPDATE rectification SET state = \(state.rawValue), last_transition = \(number) WHERE id = \(id)")
      return try Store.rectifications("WHERE r.id = \(id)", session).first ?? notice
    }
  }

  /// The notices to one department, to those of a division with those below it, or to all, earliest first.
  package func rectifications(
    of department: DepartmentID? = nil, in division: DivisionCode? = nil, id: Int64? = nil
  ) async throws -> [Rectification] {
    try await read { session in
      try Store.rectifications(
        """
        WHERE (\(department) IS NULL OR r.department_id = \(department)) AND (\(id) IS NULL OR r.id = \(id))
          AND (\(division?.text) IS NULL OR r.department_id IN (
            SELECT x.id FROM department x WHERE x.division IN (SELECT divisions_below(\(division?.text)))))
          AND ((SELECT sees_all()) OR EXISTS (SELECT FROM department x WHERE x.id = r.department_id
            AND in_sight(x.division, x.code, x.name)))
        """, session)
    }
  }

  private static func rectifications(_ scope: Query, _ session: borrowing Session) throws -> [Rectification] {
    let steps = Dictionary(
      grouping: try session.rows(
        scope.wrapped(
          """
          SELECT t.rectification_id, t.number, t.kind, t.actor, t.day, t.note
          FROM rectification_transition t JOIN rectification r ON r.id = t.rectification_id
          """, "ORDER BY t.rectification_id, t.number")
      ).map { row in
        (
          try row.next(Int64.self),
          FormTransition(
            number: try row.next(), kind: try row.next(), actor: try row.next(), day: try row.next(),
            note: try row.next(String.self))
        )
      }, by: \.0
    ).mapValues { $0.map(\.1) }
    return try session.rows(
      scope.wrapped(
        """
        SELECT r.id, d.division, d.code, d.name, d.fiscal_year, p.code, v.name, r.problem, r.demand, r.issued_by, r.issued_on, r.due,
          r.letter_mark, r.letter_year::bigint, r.letter_serial::bigint, r.organ, r.state
        FROM rectification r JOIN department d ON d.id = r.department_id
        LEFT JOIN project p ON p.id = r.project_id
        LEFT JOIN project_version v ON v.project_id = p.id AND v.version = p.version
        """, "ORDER BY r.id")
    ).map { row in
      let id = try row.next(Int64.self)
      return Rectification(
        id: id,
        department: try Store.identity(&row),
        project: try row.nextOptional(), projectName: try row.nextOptional(), problem: try row.next(),
        demand: try row.next(), issuedBy: try row.next(), issuedOn: try row.next(), due: try row.next(),
        number: try letterNumber(&row), organ: try row.nextOptional(), state: try known(try row.next()),
        steps: steps[id] ?? [])
    }
  }

  private static func letterNumber(_ row: inout Row) throws -> LetterNumber? {
    let (mark, year) = (try row.nextOptional(String.self), try row.nextOptional(Int.self))
    let serial = try row.nextOptional(Int.self)
    guard let mark, let year, let serial else { return nil }
    return LetterNumber(mark: mark, year: year, serial: serial)
  }
}
