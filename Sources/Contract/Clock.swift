package import Domain

/// The clock the data go by, and how far it has gone.
package struct ClockAnswer: Encodable, Hashable, Sendable {
  /// Which clock; nil while no daemon has run.
  package var kind: ClockKind?
  /// The database's own time, and how far the clock has gone.
  package var now: Instant, seen: Instant?
  /// The last day any department was judged as of.
  package var judgedThrough: Day?
  /// What is wrong with it and what to do; nil for nothing.
  package var problem: String?
  /// Whether a question had to be answered about it, and was; not part of the document.
  package var isAccepted = false

  private enum CodingKeys: CodingKey { case kind, now, seen, judgedThrough, problem }

  /// The clock.
  package init(kind: ClockKind?, now: Instant, seen: Instant?, judgedThrough: Day?, problem: String?) {
    (self.kind, self.now, self.seen) = (kind, now, seen)
    (self.judgedThrough, self.problem) = (judgedThrough, problem)
  }
}

/// What was put back from the future to now, or would be.
package struct ClockResetAnswer: Encodable, Hashable, Sendable {
  /// Whether it was done.
  package var done: Bool
  /// Schedules, departments judged and recipients told, by how many had gone too far.
  package var schedules: Int, departments: Int, recipients: Int
  /// Jobs and messages of a time to come that are given up.
  package var jobs: Int, messages: Int
  /// The database's own time; not part of the document.
  package var now: Instant

  private enum CodingKeys: CodingKey { case done, schedules, departments, recipients, jobs, messages }

  /// What was put back.
  package init(
    done: Bool, schedules: Int, departments: Int, recipients: Int, jobs: Int, messages: Int, now: Instant
  ) {
    (self.done, self.schedules, self.departments) = (done, schedules, departments)
    (self.recipients, self.jobs, self.messages, self.now) = (recipients, jobs, messages, now)
  }
}

extension ClockKind: Codable {}
