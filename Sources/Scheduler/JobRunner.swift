package import Domain
package import Store

/// Does claimed jobs: in a daemon, or one alone in a process of its own.
package struct JobRunner: Sendable {
  private let store: Store
  private let calendar: WorkCalendar
  private let links: Links
  private let other: OtherWork
  private let workbook: Voice.Workbook?

  /// A runner over a store.
  ///
  /// - Parameters:
  ///   - workbook: makes the file that goes with a long message; nil for none.
  ///   - other: does each job of a kind that is nobody's here.
  package init(
    store: Store, calendar: WorkCalendar, links: Links, workbook: Voice.Workbook? = nil,
    other: @escaping OtherWork = { _ in }
  ) {
    self.workbook = workbook
    self.store = store
    self.calendar = calendar
    self.links = links
    self.other = other
  }

  /// Does jobs that were claimed together, as of now.
  package func run(_ jobs: [Job], at now: Instant) async throws -> EvaluationOutcome {
    guard let first = jobs.first else { return EvaluationOutcome() }
    let voice = Voice(now: now, links: links, calendar: calendar, workbook: workbook)
    let departments = Array(Set(jobs.compactMap(\.department))).sorted()
    switch first.work {
    case .evaluate:
      try Poison.take(departments)
      return try await store.evaluate(
        departments, asOf: first.due.day, calendar: calendar, keepingParts: false, voice: voice, completing: jobs)
    case .reevaluate:
      try Poison.take(departments)
      return try await reevaluate(departments, jobs, voice)
    case .digest: try await store.digest(completing: first, voice: voice)
    case .housekeep: try await store.housekeep(completing: first, voice: voice)
    case .other:
      for job in jobs { await other(job) }
      try await store.complete(jobs)
    }
    return EvaluationOutcome()
  }

  /// As of today, or of the last day judged where the clock stands before it: alerts are kept forward only. What is over is
  /// judged as of its last day.
  private func reevaluate(_ departments: [DepartmentID], _ jobs: [Job], _ voice: Voice) async throws
    -> EvaluationOutcome
  {
    let years = try await store.watchedYears(of: departments)
    var outcome = EvaluationOutcome()
    let byDay = Dictionary(grouping: departments) { id in
      let year = years[id]
      let day = max(voice.now.day, year?.evaluatedThrough ?? voice.now.day)
      return min(day, year.map { Day(endOf: 3, in: $0.fiscalYear + 1) } ?? day)
    }
    for (day, group) in byDay.sorted(by: { $0.key < $1.key }) {
      outcome.add(
        try await store.evaluate(
          group, asOf: day, calendar: calendar, keepingParts: false, voice: voice,
          completing: jobs.filter { $0.department.map(group.contains) ?? false }))
    }
    return outcome
  }
}
