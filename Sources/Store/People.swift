public import Domain
internal import Postgres

/// Where a recipient's messages go.
public struct RecipientAddress: Hashable, Sendable {
  /// The channel's row.
  public let channel: Int64
  /// Its name.
  public let channelName: String
  /// What it is.
  public let kind: ChannelKind
  /// The address; empty for channels with only one place.
  public let address: String
}

/// Everyone who may be told, and the rules by which they are.
struct People: Sendable {
  var recipients: [Recipient] = []
  var addresses: [Int64: [RecipientAddress]] = [:]
  var routes: [Route] = []

  init(_ session: borrowing Session) throws {
    let departments = try session.rows(
      """
      SELECT r.recipient_id, d.id FROM recipient_department r
      LEFT JOIN department d ON d.code = r.code AND d.name = r.name
      """
    ).map { (try $0.next(Int64.self), try $0.nextOptional(Int64.self)) }
    let projects = try session.rows("SELECT recipient_id, project_id FROM recipient_project").map {
      (try $0.next(Int64.self), try $0.next(Int64.self))
    }
    let departmentsOf = Dictionary(grouping: departments, by: \.0), projectsOf = Dictionary(grouping: projects, by: \.0)
    recipients = try session.rows(
      """
      SELECT id, name, role, level, least, immediate_from, quiet_from, quiet_to, quiet_holds_red
      FROM recipient WHERE active ORDER BY level, id
      """
    ).map { row in
      let id = try row.next(Int64.self)
      let (name, role): (String, Recipient.Role) = (try row.next(), try Store.known(try row.next()))
      let level = Int(try row.next(Int16.self))
      let least: AlertSeverity = try Store.known(try row.next())
      let immediate: AlertSeverity? = try row.nextOptional(String.self).map { try Store.known($0) }
      let (from, to) = (try row.nextOptional(Int16.self), try row.nextOptional(Int16.self))
      let holdsRed = try row.next(Bool.self)
      let quiet = from.flatMap { from in to.flatMap { QuietTime(from: Int(from), to: Int($0), holdsRed: holdsRed) } }
      // A department that is not there (yet) must not turn into “all”: no row has the number 0.
      return Recipient(
        id: id, name: name, role: role, level: level, departments: Set((departmentsOf[id] ?? []).map { $0.1 ?? 0 }),
        projects: Set((projectsOf[id] ?? []).map(\.1)), least: least, immediateFrom: immediate, quiet: quiet)
    }
    for (recipient, address) in try People.addresses(session) { addresses[recipient, default: []].append(address) }
    routes = try session.rows(
      "SELECT department_id, rules, projects, least, recipients FROM route ORDER BY department_id NULLS LAST, position"
    ).map { row in
      let department = try row.nextOptional(Int64.self)
      let rules = Set(try row.next([String].self).compactMap { Rule(rawValue: $0) })
      let projects = Set(try row.next([Int64].self))
      return Route(
        department: department, rules: rules, projects: projects, least: try Store.known(try row.next()),
        recipients: Set(try row.next([Int64].self)))
    }
  }

  private static func addresses(_ session: borrowing Session) throws -> [(Int64, RecipientAddress)] {
    try session.rows(
      """
      SELECT a.recipient_id, c.id, c.name, c.kind, a.address
      FROM recipient_address a JOIN channel c ON c.id = a.channel_id WHERE c.active ORDER BY a.recipient_id, c.id
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

  func ladder(_ alert: KeptAlert, of department: Int64) -> Ladder {
    Ladder(for: alert.key, alert.severity, of: department, routes: routes, recipients: recipients)
  }
}

/// What recipients were last told of some alerts.
struct ToldBook: Sendable {
  private var entries: [Int64: [Int64: Told]] = [:]

  init(ofAlerts alerts: [Int64], _ session: borrowing Session) throws {
    try session.rows(
      """
      SELECT alert_id, recipient_id, transition::bigint, severity, state, first_told, step::bigint
      FROM told WHERE alert_id = ANY (\(alerts))
      """
    ).map { row in
      let (alert, recipient) = (try row.next(Int64.self), try row.next(Int64.self))
      return (
        alert, recipient,
        Told(
          transition: try row.next(), severity: try Store.known(try row.next()), state: try Store.known(try row.next()),
          first: try row.next(), step: try row.nextOptional(Int.self))
      )
    }.forEach { entries[$0.0, default: [:]][$0.1] = $0.2 }
  }

  subscript(alert: Int64, recipient: Int64) -> Told? { entries[alert]?[recipient] }

  /// The day each recipient was first told of an alert since it stands.
  func first(of alert: Int64) -> [Int64: Day] {
    (entries[alert] ?? [:]).filter { $0.value.state != .resolved }.mapValues(\.first)
  }

  static func keep(_ told: Told, _ alert: Int64, _ recipient: Int64, _ session: borrowing Session) throws {
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
