package import Contract
package import Domain
internal import Scheduler
internal import Store

// Judging, and what stands. A question changes nothing; what is kept is kept by the daemon, or by who asks to judge where no
// daemon runs.
extension Desk {
  /// The alerts of a day.
  ///
  /// - Parameter progress: told how many projects are judged, of how many.
  package func alerts(
    _ request: AlertsRequest, at moment: Moment, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> AlertsAnswer {
    let desk = try entering(.readDepartment)
    let day = try request.asOf.map { text throws(Refusal) in try Day.parse(text) } ?? moment.day
    let judged = try await desk.judge(request.department, on: day, listing: true, keeping: nil, progress)
    let alerts = judged.alerts.filter { alert in
      request.state.map { alert.state == $0 } ?? (alert.state != .resolved || request.withResolved == true)
    }
    return AlertsAnswer(asOf: day, alerts: alerts, findings: judged.findings)
  }

  /// One alert as of a day.
  ///
  /// - Throws: `alert-unknown`, `action-forbidden`.
  package func alert(_ id: AlertID, asOf day: Day, at moment: Moment) async throws -> AlertAnswer {
    let desk = try entering(.readDepartment)
    try await desk.forbidUnlessReached { try await $0.place(of: id) }
    guard let place = try await desk.store.place(of: id) else { throw Refusal.alert(.unknown(id)) }
    let choice = DepartmentChoice(
      department: place.code, year: try await desk.store.fiscalYear(of: id),
      division: place.division.isSpecified ? place.division.text : nil)
    let judged = try await desk.judge(choice, on: day, listing: true, keeping: nil) { _, _ in }
    guard let alert = judged.alerts.first(where: { $0.id == id }) else { throw Refusal.alert(.unknown(id)) }
    return alert
  }

  /// What happened to alerts through the end of a day, step by step.
  package func histories(
    of alerts: [AlertID], asOf day: Day?, at moment: Moment
  ) async throws -> AlertHistoriesAnswer {
    let desk = try entering(.readDepartment)
    return AlertHistoriesAnswer(try await desk.store.steps(of: alerts, through: day ?? moment.day))
  }

  /// Judges departments and keeps what changed: not for a day to come, and not where a daemon keeps the alerts by its clock.
  ///
  /// - Parameter listing: whether the answer lists the alerts.
  package func judge(
    _ request: AlertsRequest, listing: Bool, by actor: Actor, at moment: Moment,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> JudgedAnswer {
    let (desk, actor) = try entering(.judge, by: actor, request)
    let day = try request.asOf.map { text throws(Refusal) in try Day.parse(text) } ?? moment.day
    let judged = try await desk.judge(
      request.department, on: day, listing: listing, keeping: day <= moment.wall.day ? actor : nil, progress)
    let outcome = judged.outcome
    return JudgedAnswer(
      asOf: day, departments: judged.departments.count, projects: outcome.projects, standing: outcome.standing,
      opened: outcome.opened, changed: outcome.changed, resolved: outcome.resolved, alerts: judged.alerts,
      findings: judged.findings, isKeptByDaemon: judged.isKeptByDaemon,
      judgedThrough: judged.departments.compactMap(\.evaluatedThrough).max())
  }

  /// Does something with an alert and keeps who did it.
  ///
  /// - Parameter link: the row of the mail's link by which it is done; nil for none.
  package func act(
    _ request: AlertActRequest, by actor: Actor, at moment: Moment, link: Int64? = nil
  ) async throws -> AlertActAnswer {
    let (desk, actor) = try entering(.handleAlert, by: actor, request)
    try await desk.forbidUnlessReached { try await $0.place(of: request.id) }
    let (action, deed): (AlertAction, AlertDeed)
    switch request.act {
    case .acknowledge(let note, let until):
      let note = note.normalised
      guard !note.isEmpty else { throw Refusal.alert(.noteMissing) }
      let day = try until.map { text throws(Refusal) in try Day.parse(text) }
      action = .acknowledge(note: note, until: day)
      deed = .acknowledged(request.id, note: note, until: day)
    case .silence(let until, let note):
      let day = try Day.parse(until)
      action = .silence(until: day, note: note)
      deed = .silenced(request.id, until: day)
    }
    let alert = try await desk.store.act(action, on: request.id, by: actor.name, day: moment.day, link: link)
    return AlertActAnswer(
      id: request.id, state: alert.state, severity: alert.severity, transition: alert.lastTransition,
      until: alert.until, message: Deed.alert(deed).sentence(at: door))
  }

  private struct Judged {
    let departments: [DepartmentEntry]
    let outcome: EvaluationOutcome
    let alerts: [AlertAnswer]
    let findings: [FindingAnswer]
    let isKeptByDaemon: Bool
  }

  private func judge(
    _ choice: DepartmentChoice, on day: Day, listing: Bool, keeping actor: Actor?, _ progress: (Int, Int) -> Void
  ) async throws -> Judged {
    let departments = try await departments(choice)
    let calendar = try await store.calendar()
    let isKeptByDaemon = try await !store.daemons().isEmpty
    let sweep = Sweep(
      store: actor.map { store.acting(as: $0.name) } ?? store, calendar: calendar,
      keeping: actor != nil && !isKeptByDaemon)
    let total = departments.reduce(0) { $0 + $1.projects }
    let outcome = try await sweep.run(departments, asOf: day, keepingParts: listing) { progress($0, total) }
    var alerts: [AlertAnswer] = []
    let identities = Dictionary(departments.map { ($0.id, $0.identity) }, uniquingKeysWith: { a, _ in a })
    // Names are large: those of some departments at a time.
    for first in stride(from: 0, to: outcome.parts.count, by: Store.atOnce) {
      let some = outcome.parts[first..<min(outcome.parts.count, first + Store.atOnce)]
      let names = try await store.directories(of: some.map(\.department), asOf: day)
      for part in some {
        guard let identity = identities[part.department] else { continue }
        alerts += AlertAnswer.list(part, identity, names[part.department] ?? .none)
      }
    }
    return Judged(
      departments: departments, outcome: outcome, alerts: alerts,
      findings: [calendar.finding(for: day)].compactMap { $0 }.map { FindingAnswer($0, at: door) },
      isKeptByDaemon: isKeptByDaemon)
  }
}

extension AlertAnswer {
  /// What stands, gravest first within a project, and the kept alerts that are resolved.
  fileprivate static func list(
    _ part: EvaluationOutcome.Part, _ department: DepartmentIdentity, _ names: Directory
  ) -> [AlertAnswer] {
    func answer(
      _ id: AlertID?, _ key: Assessment.Key, _ severity: AlertSeverity, _ state: AlertState, since: Day?,
      _ message: String, _ facts: JSONValue, isExplained: Bool = false, _ outcome: Outcome? = nil
    ) -> (order: (Int, Int, Int, String), answer: AlertAnswer) {
      let (project, indicator) = (
        key.project.flatMap { names.projects[$0] }, key.indicator.flatMap { names.indicators[$0] }
      )
      let rank = severity == .red ? 0 : severity == .yellow ? 1 : 2
      return (
        (project?.position ?? .max, rank, indicator?.position ?? 0, key.rule.rawValue + key.period.text),
        AlertAnswer(
          id: id, rule: key.rule, severity: severity, state: state, department: department,
          project: project.map { ($0.code.text, $0.name) }, indicator: indicator.map { ($0.position, $0.name) },
          period: key.period.text, since: since, message: message, facts: facts, isExplained: isExplained,
          outcome: outcome)
      )
    }
    let standing = part.assessments.map { assessment in
      let (key, kept) = (assessment.key, part.kept[assessment.key])
      let text = AlertMessage.text(
        assessment, project: key.project.flatMap { names.projects[$0]?.name },
        indicator: key.indicator.flatMap { names.indicators[$0]?.name })
      let state = kept.map { $0.state == .resolved ? .open : $0.state } ?? .open
      return answer(
        kept?.id, key, assessment.severity, state, since: assessment.since, text, assessment.json,
        isExplained: assessment.isExplained)
    }
    let keys = Set(part.assessments.map(\.key))
    let resolved = part.kept.values.compactMap { alert -> (order: (Int, Int, Int, String), answer: AlertAnswer)? in
      guard let outcome = part.ended[alert.id], !keys.contains(alert.key) else { return nil }
      let next = outcome.successor.flatMap { next in
        part.kept.values.first { next.isKey($0.key, of: alert.key.project) }?.id
      }
      return answer(
        alert.id, alert.key, alert.severity, .resolved, since: nil, AlertMessage.ended(outcome, next: next),
        .object([]), outcome)
    }
    return (standing + resolved).sorted { $0.order < $1.order }.map(\.answer)
  }
}
