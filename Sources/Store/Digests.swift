package import Domain
internal import Postgres

/// A morning message as it would be written.
package struct DigestPreview: Sendable {
  /// Whose, and what; nil where there is nothing to tell.
  package let recipient: Recipient, message: Message?
  /// How far what it is made of is judged.
  package let judging: JudgingStanding
}

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
        try Store.keepTold(draft.remarks, to: recipient.id, on: voice.now.day, session)
        // A message of remarks alone lists nothing that is settled: that goes along with the next that has news.
        let settled = !draft.spoken.isEmpty && draft.listsSettled ? voice.now.day : nil
        try session.run(
          """
          UPDATE recipient SET told_through = \(voice.now.day), settled_through = coalesce(\(settled), settled_through)
          WHERE id = \(recipient.id)
          """)
      }
      try Store.finish([job], session)
    }
  }

  /// The morning messages as they would be written now; nothing is written.
  package func digestPreviews(voice: Voice, recipient name: String?) async throws -> [DigestPreview] {
    try await read { session in
      let people = try People(named: name, session)
      return try people.recipients.map { recipient in
        DigestPreview(
          recipient: recipient, message: try Store.draft(for: recipient, voice, session).message,
          judging: try Store.judging(
            of: try Store.departments(of: recipient, on: voice.now.day, session), on: voice.now.day, session))
      }
    }
  }

  /// How far some departments are judged by the end of a day.
  private static func judging(
    of departments: [DepartmentID], on day: Day, _ session: borrowing Session
  ) throws -> JudgingStanding {
    try session.rows(
      """
      SELECT count(*) FILTER (WHERE evaluated_through IS NULL OR evaluated_through < \(day)), max(evaluated_through)
      FROM department WHERE id = ANY (\(departments))
      """
    ).only { row in
      JudgingStanding(
        day: day, departments: departments.count, behind: try row.next(Int.self),
        through: try row.nextOptional(Day.self))
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
    /// The rows of the remarks it speaks of.
    let remarks: [Int64]
    /// Whether the message lists what is settled.
    let listsSettled: Bool
  }

  /// Departments are read in groups of this many, so that a province's digest needs little memory.
  private static let departmentsAtATime = 100

  private static func draft(
    for recipient: Recipient, _ voice: Voice, _ session: borrowing Session
  ) throws -> Draft {
    let day = voice.now.day
    let held = try session.rows("SELECT told_through, settled_through FROM recipient WHERE id = \(recipient.id)").first
    {
      (told: try $0.nextOptional(Day.self), settled: try $0.nextOptional(Day.self))
    }
    let all = try departments(of: recipient, on: day, session)
    let isOfSeveral = try areSeveral(all, session)
    let morning = Morning(
      day, rhythm: recipient.rhythm(hearingOfSeveral: isOfSeveral), toldThrough: held?.told,
      settledThrough: held?.settled)
    var news: [AlertNews] = []
    var departments = all[...]
    while !departments.isEmpty {
      news += try Store.news(
        for: recipient, Array(departments.prefix(departmentsAtATime)), settledThrough: held?.settled, voice, session)
      departments = departments.dropFirst(departmentsAtATime)
    }
    let notes = [voice.calendar.finding(for: day), voice.calendar.reminder(on: day)].compactMap { $0?.message }
    let remarks = try untoldRemarks(for: recipient, in: all, on: day, session)
    let message = Message.digest(
      for: recipient, news, by: morning, namingDepartments: isOfSeveral, remarks: remarks.map(\.news), notes: notes)
    let (said, noted) = morning.choose(of: news)
    return Draft(
      message: message, spoken: said.map(\.news), noted: noted, remarks: remarks.map(\.id),
      listsSettled: morning.listsSettled)
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
    let standingIn = try session.rows(
      "SELECT DISTINCT department_id FROM standing_in(\(day)) WHERE recipient_id = \(recipient.id)"
    ).map { try $0.next(DepartmentID.self) }
    let ids = named + routes.compactMap(\.department) + standingIn
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
    for recipient: Recipient, _ departments: [DepartmentID], settledThrough: Day?, _ voice: Voice,
    _ session: borrowing Session
  ) throws -> [AlertNews] {
    let day = voice.now.day
    let people = try People(of: departments, on: day, session)
    let kept = try keptAlerts(of: departments, session)
    let told = try ToldBook(ofAlerts: kept.values.flatMap { $0.map(\.id) }, session)
    let passed = try resolved(in: departments, since: settledThrough, session)
    var names = Names()
    var news: [AlertNews] = []
    for facts in try Store.facts(of: departments, asOf: day, session) {
      let standing = Dictionary(
        Domain.evaluate(facts, on: day, calendar: voice.calendar).map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
      let alerts = kept[facts.id] ?? []
      let over = alerts.filter { alert in
        alert.state == .resolved && told[alert.id, recipient.id].map { $0.state != .resolved } ?? false
      }
      let endings = try endings(
        of: over, among: alerts, by: facts.parameters.practice, session,
        lastTold: { told[$0, recipient.id].flatMap { $0.state == .resolved ? nil : $0.first } })
      for alert in alerts {
        let known = told[alert.id, recipient.id]
        if alert.state == .resolved, known == nil, !passed.contains(alert.id) { continue }
        let ladder = people.ladder(alert, of: facts.id)
        guard let step = ladder.step(of: recipient.id), step == 0 || alert.state != .resolved || known != nil else {
          continue
        }
        if known == nil, step > 0 {
          let isItsTurn = try hasTurn(
            recipient, alert, ladder, standing[alert.key], firstTold: told.first(of: alert), facts.parameters, voice,
            session)
          guard isItsTurn else { continue }
        }
        let next = endings[alert.id]?.successor.flatMap { id in alerts.first { $0.id == id }?.key }
        news.append(
          try names.news(
            alert, of: facts.id, standing[alert.key], known, isEscalated: step > 0,
            steps: facts.parameters.reminderDays, ending: endings[alert.id] ?? .resolved,
            meanwhile: try meanwhile(alert, known, session), successor: next.flatMap { standing[$0] }, session))
      }
    }
    return news
  }

  /// Whether a recipient further up the ladder hears of an alert: those before have been silent since they were told and since it
  /// became as grave, and nobody has said in a form why it stands.
  private static func hasTurn(
    _ recipient: Recipient, _ alert: KeptAlert, _ ladder: Ladder, _ standing: Assessment?, firstTold: [Int64: Day],
    _ parameters: Parameters, _ voice: Voice, _ session: borrowing Session
  ) throws -> Bool {
    func hasTurn(since day: Day?) -> Bool {
      ladder.hasTurn(
        recipient.id, alert.severity, on: voice.now.day, by: parameters, firstTold: firstTold, graveSince: day,
        calendar: voice.calendar)
    }
    guard standing?.isExplained != true, hasTurn(since: nil) else { return false }
    return hasTurn(since: KeptAlert.graveSince(try history(of: alert.id, from: 1, session)))
  }

  /// What an alert that was told as open, and is open, was since.
  private static func meanwhile(
    _ alert: KeptAlert, _ told: Told?, _ session: borrowing Session
  ) throws -> AlertNews.Meanwhile {
    guard let told, told.state == .open, alert.state == .open, told.transition < alert.lastTransition else {
      return .same
    }
    return AlertNews.Meanwhile(
      since: try history(of: alert.id, from: told.transition, session), severity: alert.severity)
  }

  /// The transitions of an alert from one on, earliest first.
  private static func history(
    of alert: AlertID, from number: Int, _ session: borrowing Session
  ) throws -> [(kind: TransitionKind?, severity: AlertSeverity, day: Day)] {
    try session.rows(
      """
      SELECT kind, severity, as_of FROM alert_transition WHERE alert_id = \(alert) AND number >= \(Int32(number))
      ORDER BY number
      """
    ).map { row in
      (
        kind: TransitionKind(rawValue: try row.next(String.self)),
        severity: try Store.known(try row.next()) as AlertSeverity, day: try row.next(Day.self)
      )
    }
  }

  /// How the end of alerts is told that ended since the recipient knew of them.
  ///
  /// - Parameter lastTold: since when the recipient knows of another alert that stands, as grave as it was told.
  private static func endings(
    of over: [KeptAlert], among kept: [KeptAlert], by practice: Practice, _ session: borrowing Session,
    lastTold: (AlertID) -> Day?
  ) throws -> [AlertID: AlertNews.Ending] {
    guard !over.isEmpty else { return [:] }
    let ends = Dictionary(
      uniqueKeysWithValues: try session.rows(
        """
        SELECT a.id, t.as_of, t.kind, t.facts ->> 'outcome', t.facts ->> 'successor' FROM alert a JOIN alert_transition t
          ON t.alert_id = a.id AND t.number = a.last_transition AND t.fiscal_year = a.fiscal_year
        WHERE a.id = ANY (\(over.map(\.id)))
        """
      ).map { row in
        (try row.next(AlertID.self), (day: try row.next(Day.self), outcome: try Outcome(ofRow: &row)))
      })
    return over.reduce(into: [:]) { endings, alert in
      let end = ends[alert.id]
      let ending = AlertNews.Ending(of: alert, end?.outcome, among: kept, by: practice)
      // Who was told of the alert that goes on since this one ended knows it all.
      let isKnown = ending.successor.flatMap(lastTold).map { $0 >= end?.day ?? $0 } ?? false
      endings[alert.id] = isKnown ? .quiet : ending
    }
  }

  /// Alerts that were resolved on a day, perhaps after its morning, or later.
  private static func resolved(
    in departments: [DepartmentID], since day: Day?, _ session: borrowing Session
  ) throws -> Set<AlertID> {
    guard let day else { return [] }
    return Set(
      try session.rows(
        """
        SELECT a.id FROM alert a JOIN alert_transition t ON t.alert_id = a.id AND t.number = a.last_transition
        WHERE a.department_id = ANY (\(departments)) AND a.state = 'resolved' AND t.as_of >= \(day)
          AND t.fiscal_year = ANY (ARRAY(SELECT DISTINCT fiscal_year FROM department WHERE id = ANY (\(departments))))
        """
      ).map { try $0.next(AlertID.self) })
  }
}
