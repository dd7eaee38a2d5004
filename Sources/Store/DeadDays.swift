internal import Domain
internal import Postgres

extension Store {
  /// Judges a day anew that was set aside and passed over: later days of the departments are kept already, and alerts are kept
  /// forward only, so what changed since stays as it was found. But an alert that stood on that day alone, and of which nothing
  /// is kept, is written down now: opened as of its day, and resolved as of the next one that was judged. Nobody is told:
  /// there is nothing to do about it any more.
  static func keepDeadDay(
    _ department: DepartmentID, asOf day: Day, calendar: WorkCalendar, _ session: borrowing Session
  ) throws {
    guard let facts = try facts(of: [department], asOf: day, session).first,
      let next = try nextJudged(department, after: day, session),
      let later = try Store.facts(of: [department], asOf: next, session).first
    else { return }
    let known = Set(try keptAlerts(of: [department], session)[department, default: []].map(\.key))
    let standing = Domain.evaluate(later, on: next, calendar: calendar)
    let stillStanding = Set(standing.map(\.key))
    let lost = Domain.evaluate(facts, on: day, calendar: calendar).filter {
      !known.contains($0.key) && !stillStanding.contains($0.key)
    }
    let opened = try keep(
      lost.map { pending(.open($0), of: facts, $0.json) }, asOf: day, session)
    _ = try keep(
      opened.map {
        pending(
          .resolve($0.alert), of: later,
          later.resolution(of: $0.alert.key, standing: standing, on: next, calendar: calendar))
      },
      asOf: next, session)
  }

  private static func pending(_ change: AlertChange, of facts: DepartmentFacts, _ numbers: JSONValue) -> PendingChange {
    PendingChange(
      department: facts.id, fiscalYear: facts.identity.fiscalYear, change: change, ruleSet: facts.parameters.ruleSet,
      facts: numbers.compact,
      reminderDays: facts.parameters.reminderDays)
  }

  /// The next day on which the department was judged: of the mornings that are still known, else the last one kept.
  private static func nextJudged(_ department: DepartmentID, after day: Day, _ session: borrowing Session) throws
    -> Day?
  {
    try session.rows(
      """
      SELECT coalesce(
        (SELECT min((due_at AT TIME ZONE 'Asia/Shanghai')::date) FROM job
          WHERE kind = 'evaluate' AND scope = \(department) AND state = 'done'
            AND (due_at AT TIME ZONE 'Asia/Shanghai')::date > \(day)),
        (SELECT evaluated_through FROM department WHERE id = \(department) AND evaluated_through > \(day)))
      """
    ).first { try $0.nextOptional(Day.self) } ?? nil
  }
}
