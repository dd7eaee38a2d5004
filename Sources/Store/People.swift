package import Domain
internal import Postgres

/// Where a recipient's messages go.
package struct RecipientAddress: Hashable, Sendable {
  /// The channel's row.
  package let channel: Int64
  /// Its name.
  package let channelName: String
  /// What it is.
  package let kind: ChannelKind
  /// The address; empty for channels with only one place.
  package let address: String
}

/// Those who may be told of some departments' alerts, and the rules by which they are.
///
/// What a recipient answers for is given among those departments only: of a province's twenty thousand people a county's
/// message needs a few.
struct People: Sendable {
  var recipients: [Recipient] = []
  var addresses: [Int64: [RecipientAddress]] = [:]
  var routes: [Route] = []

  /// - Parameters:
  ///   - departments: whose people are wanted; nil for all there are.
  ///   - name: only the recipient of that name.
  ///   - day: of whose substitutes stand in for somebody in those departments; nil for of none. Such a person is there twice: as
  ///     oneself, and as who answers in the place of the other.
  init(
    of departments: [DepartmentID]? = nil, named name: String? = nil, on day: Day? = nil, _ session: borrowing Session
  ) throws {
    // Who is looked up by name is not looked for by routes.
    routes = name == nil ? try People.routes(of: departments, session) : []
    let substitutes = try day.map { try People.substitutes(in: departments ?? [], on: $0, session) } ?? []
    let ids = Set(try People.ids(of: departments, named: name, routes, session) + substitutes.map(\.id)).sorted()
    let departments = try session.rows(
      """
      SELECT r.recipient_id, d.id FROM recipient_department r
      LEFT JOIN department d ON d.division = r.division AND d.code = r.code AND d.name = r.name
      WHERE r.recipient_id = ANY (\(ids))
      UNION ALL
      SELECT r.id, d.id FROM recipient r LEFT JOIN LATERAL (
        SELECT d.id FROM divisions_below(r.division) AS b (code) JOIN department d ON d.division = b.code
        WHERE \(departments) IS NULL OR d.id = ANY (\(departments))) d ON true
      WHERE r.reach = 'division' AND r.id = ANY (\(ids))
      """
    ).map { (try $0.next(Int64.self), try $0.nextOptional(DepartmentID.self)) }
    let projects = try session.rows(
      "SELECT recipient_id, project_id FROM recipient_project WHERE recipient_id = ANY (\(ids))"
    ).map {
      (try $0.next(Int64.self), try $0.next(ProjectID.self))
    }
    let departmentsOf = Dictionary(grouping: departments, by: \.0), projectsOf = Dictionary(grouping: projects, by: \.0)
    recipients = try session.rows(
      """
      SELECT id, name, role, level, least, immediate_from, quiet_from, quiet_to, quiet_holds_red,
        rhythm, reach = 'departments'
      FROM recipient WHERE id = ANY (\(ids)) ORDER BY level, id
      """
    ).map { row in
      let id = try row.next(Int64.self)
      let (name, role): (String, Recipient.Role) = (try row.next(), try Store.known(try row.next()))
      let level = Int(try row.next(Int16.self))
      let least: AlertSeverity = try Store.known(try row.next())
      let immediate: AlertSeverity? = try row.nextOptional(String.self).map { try Store.known($0) }
      let (from, to) = (try row.nextOptional(Int16.self), try row.nextOptional(Int16.self))
      let holdsRed = try row.next(Bool.self)
      let rhythm: Recipient.Rhythm? = try row.nextOptional(String.self).map { try Store.known($0) }
      let isOfDepartments = try row.next(Bool.self)
      let quiet = from.flatMap { from in to.flatMap { QuietTime(from: Int(from), to: Int($0), holdsRed: holdsRed) } }
      // A department that is not there (yet), or out of sight, must not turn into “all”: no row has the number 0.
      let departments = (departmentsOf[id] ?? []).map { $0.1 ?? 0 }
      return Recipient(
        id: id, name: name, role: role, level: level,
        departments: Set(departments.isEmpty && isOfDepartments ? [0] : departments),
        projects: Set((projectsOf[id] ?? []).map(\.1)), least: least, immediateFrom: immediate, quiet: quiet,
        rhythm: rhythm)
    }
    for (recipient, address) in try People.addresses(of: ids, session) {
      addresses[recipient, default: []].append(address)
    }
    standIn(substitutes)
  }

  /// Somebody who answers for departments in the place of another, where the other is told of things.
  private struct Substitute {
    let id: Int64, absent: Int64?, role: Recipient.Role, level: Int, departments: Set<DepartmentID>
  }

  private static func substitutes(
    in departments: [DepartmentID], on day: Day, _ session: borrowing Session
  ) throws -> [Substitute] {
    try session.rows(
      """
      SELECT s.recipient_id, s.absent_id, s.role, s.level::bigint, array_agg(s.department_id)
      FROM standing_in(\(day)) s JOIN recipient r ON r.id = s.recipient_id AND r.active
      WHERE s.department_id = ANY (\(departments)) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2
      """
    ).map { row in
      Substitute(
        id: try row.next(), absent: try row.nextOptional(), role: try Store.known(try row.next()),
        level: try row.next(), departments: Set(try row.next([DepartmentID].self)))
    }
  }

  /// Adds those who stand in, with their own wishes of what they are told and when, in the place of the others.
  private mutating func standIn(_ substitutes: [Substitute]) {
    let own = recipients
    for substitute in substitutes {
      guard let person = own.first(where: { $0.id == substitute.id }) else { continue }
      let projects = substitute.absent.flatMap { absent in own.first { $0.id == absent } }?.projects ?? []
      recipients.append(
        Recipient(
          id: person.id, name: person.name, role: substitute.role, level: substitute.level,
          departments: substitute.departments, projects: projects, least: person.least,
          immediateFrom: person.immediateFrom, quiet: person.quiet, rhythm: person.rhythm))
      guard let absent = substitute.absent else { continue }
      routes = routes.map { $0.recipients.contains(absent) ? $0.telling(substitute.id) : $0 }
    }
  }

  /// Who may be told of the departments' alerts: who answers for one of them, for a division above, or for all, and whom a
  /// route names.
  private static func ids(
    of departments: [DepartmentID]?, named name: String?, _ routes: [Route], _ session: borrowing Session
  ) throws -> [Int64] {
    guard let departments else {
      return try session.rows("SELECT id FROM recipient WHERE active AND (\(name) IS NULL OR name = \(name))").map {
        try $0.next(Int64.self)
      }
    }
    return try session.rows(
      """
      SELECT r.id FROM recipient r WHERE r.active AND r.id IN (
        SELECT id FROM recipient WHERE reach = 'all'
        UNION SELECT x.recipient_id FROM recipient_department x
          JOIN department d ON d.division = x.division AND d.code = x.code AND d.name = x.name
          WHERE d.id = ANY (\(departments))
        UNION SELECT x.id FROM recipient x WHERE x.reach = 'division' AND x.division IN (
          SELECT divisions_above(d.division)
          FROM (SELECT DISTINCT division FROM department WHERE id = ANY (\(departments))) d)
        UNION SELECT unnest(\(Array(Set(routes.flatMap(\.recipients))))))
      """
    ).map { try $0.next(Int64.self) }
  }

  /// The rules that may match one of the departments, in the order they are tried: those of a department before those of its
  /// division, those of a county before those of its prefecture, then those for all.
  private static func routes(of departments: [DepartmentID]?, _ session: borrowing Session) throws -> [Route] {
    try session.rows(
      """
      SELECT r.department_id, r.division, CASE WHEN r.division IS NULL THEN '{}' ELSE ARRAY(
          SELECT d.id FROM divisions_below(r.division) AS b (code) JOIN department d ON d.division = b.code
          WHERE \(departments) IS NULL OR d.id = ANY (\(departments))) END,
        r.rules, r.projects, r.least, r.recipients
      FROM route r
      WHERE \(departments) IS NULL OR r.department_id IS NULL OR r.department_id = ANY (\(departments))
      ORDER BY \(trusted: Store.routeOrder)
      """
    ).map { row in
      let (department, division) = (try row.nextOptional(DepartmentID.self), try row.nextOptional(String.self))
      let inDivision = Set(try row.next([DepartmentID].self))
      let rules = Set(try row.next([String].self).compactMap { Rule(rawValue: $0) })
      let projects = Set(try row.next([ProjectID].self))
      return Route(
        department: department, division: division.map { DivisionCode(kept: $0) }, departmentsOfDivision: inDivision,
        rules: rules, projects: projects, least: try Store.known(try row.next()),
        recipients: Set(try row.next([Int64].self)))
    }
  }

  private static func addresses(
    of ids: [Int64], _ session: borrowing Session
  ) throws -> [(Int64, RecipientAddress)] {
    try session.rows(
      """
      SELECT a.recipient_id, c.id, c.name, c.kind, a.address
      FROM recipient_address a JOIN channel c ON c.id = a.channel_id
      WHERE c.active AND a.recipient_id = ANY (\(ids)) ORDER BY a.recipient_id, c.id
      """
    ).map { row in
      let recipient = try row.next(Int64.self)
      return (
        recipient,
        RecipientAddress(
          channel: try row.next(), channelName: try row.next(), kind: try Store.known(try row.next()),
          address: try row.next())
      )
    }
  }

  func ladder(_ alert: KeptAlert, of department: DepartmentID) -> Ladder {
    Ladder(for: alert.key, alert.severity, of: department, routes: routes, recipients: recipients)
  }
}

/// What recipients were last told of some alerts.
struct ToldBook: Sendable {
  private var entries: [AlertID: [Int64: Told]] = [:]

  init(ofAlerts alerts: [AlertID], _ session: borrowing Session) throws {
    try session.rows(
      """
      SELECT alert_id, recipient_id, transition::bigint, severity, state, first_told, step::bigint
      FROM told WHERE alert_id = ANY (\(alerts))
      """
    ).map { row in
      let (alert, recipient) = (try row.next(AlertID.self), try row.next(Int64.self))
      return (
        alert, recipient,
        Told(
          transition: try row.next(), severity: try Store.known(try row.next()), state: try Store.known(try row.next()),
          first: try row.next(), step: try row.nextOptional(Int.self))
      )
    }.forEach { entries[$0.0, default: [:]][$0.1] = $0.2 }
  }

  subscript(alert: AlertID, recipient: Int64) -> Told? { entries[alert]?[recipient] }

  /// The day each recipient was first told of an alert since it stands and is as grave: whoever was told of less has not been
  /// silent about what it is now. So it does not matter whose message of a morning is written first.
  func first(of alert: KeptAlert) -> [Int64: Day] {
    (entries[alert.id] ?? [:]).filter { $0.value.state != .resolved && $0.value.severity >= alert.severity }
      .mapValues(\.first)
  }

  static func keep(_ told: Told, _ alert: AlertID, _ recipient: Int64, _ session: borrowing Session) throws {
    try session.run(
      """
      INSERT INTO told (recipient_id, alert_id, transition, severity, state, first_told, step)
      VALUES (\(recipient), \(alert), \(Int32(told.transition)), \(told.severity.rawValue), \(told.state.rawValue),
        \(told.first), \(told.step.map { Int16($0) }))
      ON CONFLICT (recipient_id, alert_id) DO UPDATE SET transition = excluded.transition,
        severity = excluded.severity, state = excluded.state, first_told = excluded.first_told, step = excluded.step
      """)
  }
}
