package import Domain
internal import Postgres

/// What a department owes of forms as of a day.
package struct OwedForms: Sendable {
  /// The parameters that name the periods.
  package let parameters: Parameters
  /// How many forms each period has: one a project of the document in force, and the department's own.
  package let forms: Int
  /// The periods of which something is kept.
  package let kept: [KeptSubmission]
}

extension Store {
  /// How departments stand with their forms as of the end of a day, from one snapshot. Nothing of what is in the forms is read,
  /// so that a county's matrix takes four statements.
  package func owedForms(of departments: [DepartmentID], asOf day: Day) async throws -> [DepartmentID: OwedForms] {
    try await read { session in
      let owners = try session.rows(
        """
        SELECT d.id, coalesce(r.rule_set, d.rule_set), coalesce(r.rule_version, d.rule_version)::bigint,
          (SELECT count(*) FROM import_project m WHERE m.import_id = import_in_force(d.id, \(day)))
        FROM department d LEFT JOIN LATERAL rule_set_in_force(d.id, \(day)) r ON true
        WHERE d.id = ANY (\(departments))
        """
      ).map {
        (try $0.next(DepartmentID.self), (try $0.next(String.self), try $0.next(Int.self)), try $0.next(Int.self))
      }
      let kept = Dictionary(grouping: try Store.keptSubmissions(of: departments, asOf: day, session), by: \.0)
      var sets: [String: Parameters] = [:]
      var owed: [DepartmentID: OwedForms] = [:]
      for (id, (name, version), projects) in owners {
        let key = "\(name)#\(version)"
        let parameters = try sets[key] ?? Parameters.parse(try Store.ruleSet(name, version, session)).0
        sets[key] = parameters
        owed[id] = OwedForms(parameters: parameters, forms: projects + 1, kept: (kept[id] ?? []).map(\.1))
      }
      return owed
    }
  }

  private static func keptSubmissions(
    of departments: [DepartmentID], asOf day: Day, _ session: borrowing Session
  ) throws -> [(DepartmentID, KeptSubmission)] {
    try session.rows(
      """
      WITH state AS (
        SELECT f.department_id, f.kind, f.month, f.project_id,
          bool_or(t.kind IN ('submitted', 'approved')) AS is_in
        FROM form f CROSS JOIN LATERAL (SELECT t.kind FROM form_transition t
          WHERE t.form_id = f.id AND t.day <= \(day) ORDER BY t.number DESC LIMIT 1) t
        WHERE f.department_id = ANY (\(departments)) AND (f.project_id IS NULL OR EXISTS (
          SELECT FROM import_project m WHERE m.import_id = import_in_force(f.department_id, \(day))
            AND m.project_id = f.project_id))
        GROUP BY 1, 2, 3, 4),
      known AS (
        SELECT department_id, kind, month, count(*) FILTER (WHERE is_in) AS forms_in, NULL::date AS handed_in,
          NULL::date AS urged, NULL::date AS again
        FROM state GROUP BY 1, 2, 3
        UNION ALL SELECT department_id, form, month, 0, max(submitted_on), NULL, NULL FROM form_submission
          WHERE department_id = ANY (\(departments)) AND submitted_on <= \(day)
            AND coalesce(withdrawn_on > \(day), true) GROUP BY 1, 2, 3
        UNION ALL SELECT department_id, kind, month, 0, NULL, max(day), max(again_from) FROM form_urge
          WHERE department_id = ANY (\(departments)) AND day <= \(day) GROUP BY 1, 2, 3)
      SELECT department_id, kind, month::bigint, sum(forms_in)::bigint, max(handed_in), max(urged), max(again)
      FROM known GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """
    ).map { row in
      let (id, form): (DepartmentID, DepartmentForm) = (try row.next(), try Store.known(try row.next()))
      let (month, formsIn) = (try row.next(Int.self), try row.next(Int.self))
      let (handedIn, urged, again) = (
        try row.nextOptional(Day.self), try row.nextOptional(Day.self), try row.nextOptional(Day.self)
      )
      return (
        id,
        KeptSubmission(
          period: ReportingPeriod(form: form, through: month), formsIn: formsIn, handedInOn: handedIn,
          lastUrged: urged.flatMap { on in again.map { LastUrging(on: on, againFrom: $0) } })
      )
    }
  }

  /// Urges departments to hand in a form: writes each of those who fill in and answer for them one message to all of the person's
  /// addresses, and keeps from when on it may be done again. Whoever is second in the same moment is told that it was done.
  ///
  /// - Parameters:
  ///   - news: what each department owes.
  ///   - rest: workdays on which each is not urged again.
  package func urge(
    _ news: [DepartmentID: UrgeNews], resting rest: [DepartmentID: Int], voice: Voice
  ) async throws -> [DepartmentID: Urged.Outcome] {
    let today = voice.now.day
    return try await write(isolation: .repeatableRead) { session in
      var outcomes: [DepartmentID: Urged.Outcome] = [:]
      // Of which rows: departments of several divisions share a code.
      typealias Letter = (recipient: Recipient, addresses: [RecipientAddress], of: [DepartmentID], news: [UrgeNews])
      var messages: [Int64: Letter] = [:]
      for (id, owed) in news.sorted(by: { ($0.value.department.code, $0.key) < ($1.value.department.code, $1.key) }) {
        let last = try session.rows(
          """
          SELECT number::bigint, day, again_from FROM form_urge WHERE department_id = \(id)
            AND kind = \(owed.form.rawValue) AND month = \(Int16(owed.month)) ORDER BY number DESC LIMIT 1
          """
        ).first {
          (
            number: try $0.next(Int.self),
            urging: LastUrging(on: try $0.next(Day.self), againFrom: try $0.next(Day.self))
          )
        }
        if let last = last?.urging, !last.mayBeRepeated(on: today) {
          outcomes[id] = .tooSoon(last: last.on, from: last.againFrom)
          continue
        }
        let people = try People(of: [id], on: today, session)
        // Who stands in for somebody is there twice.
        let meant = people.recipients.reduce(into: [Recipient]()) { found, person in
          if person.isUrged(for: id), !found.contains(where: { $0.id == person.id }) { found.append(person) }
        }
        guard !meant.isEmpty else {
          outcomes[id] = .nobody
          continue
        }
        let urging = LastUrging(on: today, resting: rest[id] ?? 0, by: voice.calendar)
        try session.run(
          """
          INSERT INTO form_urge (department_id, kind, month, number, day, again_from, outstanding)
          VALUES (\(id), \(owed.form.rawValue), \(Int16(owed.month)), \(Int32((last?.number ?? 0) + 1)), \(today),
            \(urging.againFrom), \(Int32(owed.outstanding))) ON CONFLICT DO NOTHING
          """)
        for recipient in meant {
          var letter = messages[recipient.id] ?? (recipient, people.addresses[recipient.id] ?? [], [], [])
          letter.of.append(id)
          letter.news.append(owed)
          messages[recipient.id] = letter
        }
        outcomes[id] = .told(meant.map(\.name))
      }
      for (id, message) in messages.sorted(by: { $0.key < $1.key }) {
        guard let first = message.news.first,
          let text = Message.urge(for: message.recipient, message.news, on: today)
        else { continue }
        let which = message.of.map(\.description).joined(separator: "-")
        try voice.send(
          text, to: message.recipient, message.addresses,
          key: { "urge-\(id)-\($0)-\(first.form.rawValue)-\(first.month)-\(which)-\(today)" }, [], session)
      }
      return outcomes
    }
  }
}
