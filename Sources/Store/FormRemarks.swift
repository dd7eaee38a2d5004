package import Domain
internal import Postgres

extension Store {
  /// Keeps what is said to a form.
  package func remark(_ text: String, to key: FormKey, on day: Day) async throws {
    try await write { session in
      try session.run(
        """
        INSERT INTO form_remark (department_id, project_id, kind, month, remark, day)
        VALUES (\(key.department), \(key.owner.project), \(key.form.rawValue), \(Int16(key.month)), \(text), \(day))
        """)
      try Store.tellPages(of: [key.department], session)
    }
  }

  /// What was said to a department's forms of a period, earliest first.
  ///
  /// - Parameter seen: the day as of whose end they are looked at; nil for all.
  package func remarks(
    to department: DepartmentID, _ form: DepartmentForm, through month: Int, seen: Day?
  ) async throws -> [FormOwner: [FormRemark]] {
    let rows = try await read { session in
      try session.rows(
        """
        SELECT project_id, remark, actor, day FROM form_remark
        WHERE department_id = \(department) AND kind = \(form.rawValue) AND month = \(Int16(month))
          AND (\(seen)::date IS NULL OR day <= \(seen)) ORDER BY id
        """
      ).map { row in
        (
          FormOwner(project: try row.nextOptional()),
          FormRemark(kept: try row.next(), actor: try row.next(), day: try row.next())
        )
      }
    }
    return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
  }

  /// What was said by a day to forms that somebody fills in, or stands in on it for who does, and was not told of yet, with its
  /// rows.
  static func untoldRemarks(
    for recipient: Recipient, in departments: [DepartmentID], on day: Day, _ session: borrowing Session
  ) throws -> [(id: Int64, news: FormRemarkNews)] {
    let standingIn = Set(
      try session.rows(
        "SELECT department_id FROM standing_in(\(day)) WHERE recipient_id = \(recipient.id) AND role = 'clerk'"
      ).map { try $0.next(DepartmentID.self) })
    guard recipient.role == .clerk || !standingIn.isEmpty else { return [] }
    return try session.rows(
      """
      SELECT r.id, d.id, d.division, d.code, d.name, d.fiscal_year, p.id, v.name, r.kind, r.month::bigint, r.remark,
        r.actor, r.day
      FROM form_remark r JOIN department d ON d.id = r.department_id LEFT JOIN project p ON p.id = r.project_id
        LEFT JOIN project_version v ON v.project_id = p.id AND v.version = p.version
      WHERE r.department_id = ANY (\(departments)) AND r.day <= \(day) AND NOT EXISTS (
        SELECT FROM form_remark_told t WHERE t.remark_id = r.id AND t.recipient_id = \(recipient.id))
      ORDER BY r.id
      """
    ).map { row in
      let (id, department) = (try row.next(Int64.self), try row.next(DepartmentID.self))
      let identity = try Store.identity(&row)
      let project = try row.nextOptional(ProjectID.self)
      let news = FormRemarkNews(
        department: identity, project: try row.nextOptional(), form: try Store.known(try row.next()),
        month: try row.next(),
        remark: FormRemark(kept: try row.next(), actor: try row.next(), day: try row.next()))
      let isOwn = recipient.role == .clerk && recipient.answers(for: department, project: project)
      return isOwn || standingIn.contains(department) ? (id: id, news: news) : nil
    }.compactMap { $0 }
  }

  /// Keeps that somebody is told of remarks.
  static func keepTold(_ remarks: [Int64], to recipient: Int64, on day: Day, _ session: borrowing Session) throws {
    try session.run(
      """
      INSERT INTO form_remark_told (remark_id, recipient_id, day) SELECT r, \(recipient), \(day) FROM unnest(\(remarks)) r
      ON CONFLICT DO NOTHING
      """)
  }
}
