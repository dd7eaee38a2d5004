package import Domain
internal import Postgres

extension Store {
  /// Writes a recipient's morning message, if there is anything to say, and does the job: all in one transaction, so that
  /// what was told is known exactly when it is in the outbox.
  package func digest(completing job: Job, voice: Voice) async throws {
    try await write(isolation: .repeatableRead) { session in
      try Store.hold([job], session)
      if let (recipient, addresses) = try Store.recipient(job.scope, session) {
        let draft = try Store.draft(for: recipient, voice, session)
        if let message = draft.message {
          try voice.send(
            message, to: recipient, addresses,
            key: { "day-\(recipient.id)-\($0)-\(job.due.day)" }, draft.spoken, session)
        }
        for item in draft.noted {
          try ToldBook.keep(item.nowTold(on: voice.now.day), item.alert.id, recipient.id, session)
        }
        try session.run("UPDATE recipient SET told_through = \(voice.now.day) WHERE id = \(recipient.id)")
      }
      try Store.finish([job], session)
    }
  }

  /// The morning messages as they would be written now; nothing is written.
  package func digestPreviews(voice: Voice, recipient name: String?) async throws -> [(Recipient, Message?)] {
    try await read { session in
      let people = try People(named: name, session)
      return try people.recipients.map { recipient in
        (recipient, try Store.draft(for: recipient, voice, session).message)
      }
    }
  }

  /// A recipient in use, with the addresses; nil for one who is not.
  private static func recipient(
    _ id: Int64, _ session: borrowing Session
  ) throws -> (recipient: Recipient, addresses: [RecipientAddress])? {
    let name = try session.rows("SELECT name FROM recipient WHERE id = \(id)").first { try $0.next(String.self) }
    guard let name else { return nil }
    let people = try People(named: name, session)
    return people.recipients.first.map { ($0, people.addresses[$0.id] ?? []) }
  }

  private struct Draft {
    let message: Message?
    /// What the message speaks of.
    let spoken: [AlertNews]
    /// What nobody has to be told, but is known from now on: alerts that came and went, or that somebody took on.
    let noted: [AlertNews]
  }

  /// Departments are read in groups of this many, so that a province's digest needs little memory.
  private static let departmentsAtATime = 100

  private static func draft(
    for recipient: Recipient, _ voice: Voice, _ session: borrowing Session
  ) throws -> Draft {
    let day = voice.now.day
    let toldThrough = try session.rows("SELECT told_through FROM recipient WHERE id = \(recipient.id)").first {
      try $0.nextOptional(Day.self)
    }
    let monday = day - (day.weekday - 1)
    let isWeekStart = (toldThrough ?? nil).map { $0 < monday } ?? true
    var news: [AlertNews] = []
    let all = try departments(of: recipient, on: day, session)
    var departments = all[...]
    while !departments.isEmpty {
      news += try Store.news(
        for: recipient, Array(departments.prefix(departmentsAtATime)), since: toldThrough ?? nil,
        isWeekStart: isWeekStart, voice, session)
      departments = departments.dropFirst(departmentsAtATime)
    }
    let notes = [voice.calendar.finding(for: day), voice.calendar.reminder(on: day)].compactMap { $0?.message }
    let message = Message.digest(
      for: recipient, news, on: day, isWeekStart: isWeekStart, namingDepartments: try areSeveral(all, session),
      notes: notes)
    let spoken = message == nil ? [] : news.filter { $0.kind(on: day, isWeekStart: isWeekStart) != nil }
    return Draft(message: message, spoken: spoken, noted: news.filter(\.isNoted))
  }

  /// The departments a recipient may hear of, by what the person answers for or by a route: looked up by themselves, for most
  /// people's are a few of all.
  private static func departments(
    of recipient: Recipient, on day: Day, _ session: borrowing Session
  ) throws -> [DepartmentID] {
    let routes = try session.rows(
      "SELECT department_id, division FROM route WHERE \(recipient.id) = ANY (recipients)"
    ).map { (department: try $0.nextOptional(DepartmentID.self), division: try $0.nextOptional(String.self)) }
    let named = Array(recipient.departments)
    if named.isEmpty || routes.contains(where: { $0.department == nil && $0.division == nil }) {
      return try current("true", on: day, session)
    }
    let tops = Set(routes.compactMap(\.division)).map { DivisionCode(kept: $0) }
    let divisions = try tops.flatMap { try Store.divisions(below: $0, session) }
    let below = divisions.isEmpty ? [] : try current("division = ANY (\(divisions))", on: day, session)
    let ids = named + routes.compactMap(\.department)
    return try Set(current("id = ANY (\(ids))", on: day, session) + below).sorted()
  }

  /// Those of the departments that a day is in the year of, or no more than three months after it.
  private static func current(_ which: Query, on day: Day, _ session: borrowing Session) throws -> [DepartmentID] {
    try session.rows(which.wrapped("SELECT id, fiscal_year FROM department WHERE", "ORDER BY id"))
      .map { (try $0.next(DepartmentID.self), try $0.next(Int.self)) }
      .filter { _, year in Day(startOf: year) <= day && day <= Day(endOf: 3, in: year + 1) }.map(\.0)
  }

  /// Whether a recipient may hear of several departments at all, so that messages name them: not whether this one does, or
  /// the words of one piece of news would hang on others that were told before.
  static func hearsOfSeveral(_ id: Int64, on day: Day, _ session: borrowing Session) throws -> Bool {
    guard let (recipient, _) = try recipient(id, session) else { return false }
    return try areSeveral(try departments(of: recipient, on: day, session), session)
  }

  /// Whether rows are of more than one department, each year's row of one being the same.
  private static func areSeveral(_ departments: [DepartmentID], _ session: borrowing Session) throws -> Bool {
    guard departments.count > 1 else { return false }
    return try session.rows(
      "SELECT count(DISTINCT (division, code, name)) > 1 FROM department WHERE id = ANY (\(departments))"
    ).first { try $0.next(Bool.self) } ?? false
  }

  private static func news(
    for recipient: Recipient, _ departments: [DepartmentID], since toldThrough: Day?, isWeekStart: Bool, _ voice: Voice,
    _ session: borrowing Session
  ) throws -> [AlertNews] {
    let day = voice.now.day
    let people = try People(of: departments, session)
    let kept = try keptAlerts(of: departments, session)
    let told = try ToldBook(ofAlerts: kept.values.flatMap { $0.map(\.id) }, session)
    let passed = try resolved(in: departments, since: toldThrough, session)
    var names = Names()
    var news: [AlertNews] = []
    for facts in try Store.facts(of: departments, asOf: day, session) {
      let standing = Dictionary(
        Domain.evaluate(facts, on: day, calendar: voice.calendar).map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
      let ends = try unmet(of: facts, kept[facts.id] ?? [], on: day, session)
      // What a lack has ended is told after it: beside a lack that is news itself nothing more is to be said.
      var isNews: Set<AlertID> = []
      for alert in (kept[facts.id] ?? []).sorted(by: { ends.lacks[$0.id] == nil && ends.lacks[$1.id] != nil }) {
        let known = told[alert.id, recipient.id]
        if alert.state == .resolved, known == nil, !passed.contains(alert.id) { continue }
        let ladder = people.ladder(alert, of: facts.id)
        guard let step = ladder.step(of: recipient.id) else { continue }
        let hasTurn = ladder.hasTurn(
          recipient.id, alert.severity, on: day, by: facts.parameters, firstTold: told.first(of: alert),
          calendar: voice.calendar)
        guard known != nil || hasTurn, step == 0 || alert.state != .resolved || known != nil else { continue }
        let ending: AlertNews.Ending =
          ends.closed.contains(alert.id)
          ? .quiet : ends.lacks[alert.id].map { isNews.contains($0) ? .quiet : .unmet(by: $0) } ?? .resolved
        let item = try names.news(
          alert, of: facts.id, standing[alert.key], known, isEscalated: step > 0,
          steps: facts.parameters.reminderDays, ending: ending, session)
        if item.kind(on: day, isWeekStart: isWeekStart) != nil { isNews.insert(alert.id) }
        news.append(item)
      }
    }
    return news
  }

  /// The alerts that ended without anything being put right: an approaching checkpoint of a project that lacks it now, by the
  /// lack's alert, and what the closing of the year ended.
  private static func unmet(
    of facts: DepartmentFacts, _ kept: [KeptAlert], on day: Day, _ session: borrowing Session
  ) throws -> (lacks: [AlertID: AlertID], closed: Set<AlertID>) {
    guard facts.parameters.practice >= .second else { return ([:], []) }
    let lacking = kept.filter { $0.key.rule == .checkpointMissed && $0.state != .resolved }
    let lackOf = Dictionary(lacking.map { ($0.key.project, $0.id) }, uniquingKeysWith: { $1 })
    let ended = kept.filter { $0.state == .resolved && $0.key.rule == .checkpointApproaching }
    let closed =
      facts.isClosed(on: day)
      ? try session.rows(
        """
        SELECT a.id FROM alert a JOIN alert_transition t ON t.alert_id = a.id AND t.number = a.last_transition
        WHERE a.department_id = \(facts.id) AND t.fiscal_year = \(Int16(facts.identity.fiscalYear)) AND t.kind = 'closed'
        """
      ).map { try $0.next(AlertID.self) } : []
    return (ended.reduce(into: [:]) { $0[$1.id] = lackOf[$1.key.project] }, Set(closed))
  }

  /// Alerts that were resolved after a day.
  private static func resolved(
    in departments: [DepartmentID], since day: Day?, _ session: borrowing Session
  ) throws -> Set<AlertID> {
    guard let day else { return [] }
    return Set(
      try session.rows(
        """
        SELECT a.id FROM alert a JOIN alert_transition t ON t.alert_id = a.id AND t.number = a.last_transition
        WHERE a.department_id = ANY (\(departments)) AND a.state = 'resolved' AND t.as_of > \(day)
          AND t.fiscal_year = ANY (ARRAY(SELECT DISTINCT fiscal_year FROM department WHERE id = ANY (\(departments))))
        """
      ).map { try $0.next(AlertID.self) })
  }
}
